// Draws and signs papers in a process of its own, so that its time and memory are nobody else's. Answers each message with milliseconds.

import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { createTestAuthority, issueCertificate } from '@/lib/signature/authority'
import { openPkcs12, type SigningKey, sealPkcs12 } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { specimen } from './paper-specimen'

export type Question = { do: 'draw' | 'sign'; rows: number; times: number; key?: 'rsa-2048' | 'p-256' }
/** Milliseconds for all the times together, and the pages of one paper. */
export type Answer = { ms: number; pages: number; bytes: number }

const NOW = new Date('2026-11-22T06:00:00Z')
const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-12-31T00:00:00Z') }
const DRAWING = { at: NOW, paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70' }
const HOLDER = { commonName: 'Мочалов Андрей Викторович', surname: 'Мочалов', givenName: 'Андрей Викторович' }

const keys = new Map<string, Promise<SigningKey>>()
function keyOf(kind: 'rsa-2048' | 'p-256'): Promise<SigningKey> {
  const known = keys.get(kind) ?? makeKey(kind)
  keys.set(kind, known)
  return known
}

async function makeKey(keyKind: 'rsa-2048' | 'p-256'): Promise<SigningKey> {
  const authority = await createTestAuthority({ name: 'центр измерений', ...VALID })
  return openPkcs12(await sealPkcs12(await issueCertificate(authority, { ...HOLDER, ...VALID, keyKind }), 'п'), 'п')
}

async function answer({ do: what, rows, times, key = 'rsa-2048' }: Question): Promise<Answer> {
  const document = specimen(rows)
  if (what === 'draw') {
    const began = performance.now()
    let drawn = await drawOrder2026(document, DRAWING)
    for (let again = 1; again < times; again++) drawn = await drawOrder2026(document, DRAWING)
    return { ms: performance.now() - began, pages: drawn.pages, bytes: drawn.bytes.length }
  }
  const prepareSignature = (doc: PDFKit.PDFDocument) =>
    addSignaturePlaceholder(doc, { name: HOLDER.commonName, reason: 'Измерение', at: NOW })
  const drawn = await drawOrder2026(document, { ...DRAWING, prepareSignature })
  const signingKey = await keyOf(key)
  const began = performance.now()
  let signed = await signPdf(drawn.bytes, signingKey, { now: NOW })
  for (let again = 1; again < times; again++) signed = await signPdf(drawn.bytes, signingKey, { now: NOW })
  return { ms: performance.now() - began, pages: drawn.pages, bytes: signed.length }
}

process.on('message', (question: Question) => {
  answer(question).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
