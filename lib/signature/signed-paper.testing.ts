import { execFileSync } from 'node:child_process'
import PDFDocument from 'pdfkit'
import {
  createTestAuthority,
  fromPem,
  issueCertificate,
  type KeyKind,
  type TestAuthority,
} from '@/lib/signature/authority'
import type { SigningKey } from '@/lib/signature/key-store'
import { openPkcs12, sealPkcs12 } from '@/lib/signature/key-store'
import { addSignaturePlaceholder, markPaper, type SignatureFormat } from '@/lib/signature/placeholder'

/** Real authorities, keys and papers for the tests of this folder. */
export const NOW = new Date('2026-11-22T06:30:00Z')
export const PAPER = 'k3J9_vTq-Zx81LmN'
export const HOLDER = {
  commonName: 'Мочалов Андрей Владимирович',
  surname: 'Мочалов',
  givenName: 'Андрей Владимирович',
}
const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-12-31T23:59:59Z') }

export const makeAuthority = (name = 'центр сертификации «Маршрут»') => createTestAuthority({ name, ...VALID })
export const authorityDer = (authority: TestAuthority) => fromPem(authority.certificatePem)

export async function makeKey(
  authority: TestAuthority,
  options: Partial<typeof VALID> & { keyKind?: KeyKind } = {},
): Promise<SigningKey> {
  const issued = await issueCertificate(authority, { ...HOLDER, organization: 'Администрация', ...VALID, ...options })
  return openPkcs12(await sealPkcs12(issued, 'пароль'), 'пароль')
}

/** A two-page paper as lib/pdf would draw it, with the place for a signature. */
export function drawPaper(
  options: { id?: string | null; text?: string; place?: boolean; format?: SignatureFormat } = {},
): Promise<Uint8Array> {
  const { id = PAPER, text = 'Утвердить дорожную карту', place = true, format = 'pades' } = options
  return new Promise((resolve) => {
    const document = new PDFDocument({ size: 'A4', pdfVersion: '1.7', info: { CreationDate: NOW, ModDate: NOW } })
    const chunks: Uint8Array[] = []
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    if (id) markPaper(document, id)
    if (place)
      addSignaturePlaceholder(document, {
        name: HOLDER.commonName,
        reason: 'Подписание (распоряжение)',
        at: NOW,
        format,
      })
    document.registerFont('body', 'node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')
    document.font('body').text(text)
    document.addPage().text('Приложение')
    document.end()
  })
}

/** With CI=true a missing tool is a failure of its own test, elsewhere the test is skipped by name. */
export function hasTool(name: string, versionFlag: string): boolean {
  if (process.env.CI === 'true') return true
  try {
    execFileSync(name, [versionFlag], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
