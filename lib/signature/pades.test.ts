import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import * as pkijs from 'pkijs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '@/lib/signature/authority'
import { certificateFacts } from '@/lib/signature/certificate'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { coversWholeFile, findSignatures, paperIdOf, signedParts } from '@/lib/signature/pdf-signature'
import { addSignaturePlaceholder, markPaper } from '@/lib/signature/placeholder'
import { preparePdf } from '@/lib/signature/prepared'
import { drawPaper, hasTool, makeAuthority, makeKey, NOW, PAPER } from '@/lib/signature/signed-paper.testing'

let authority: TestAuthority
let keys: Record<'rsa-2048' | 'p-256' | 'p-384', SigningKey>
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pades-'))
  authority = await makeAuthority()
  keys = {
    'rsa-2048': await makeKey(authority),
    'p-256': await makeKey(authority, { keyKind: 'p-256' }),
    'p-384': await makeKey(authority, { keyKind: 'p-384' }),
  }
  writeFileSync(join(folder, 'ca.pem'), authority.certificatePem)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd: folder })
  if (error) throw error
  return { status, output: stdout + stderr }
}

const signatureOf = (pdf: Uint8Array) => {
  const [found] = findSignatures(pdf)
  if (!found?.contents) throw new Error('no signature')
  return { ...found, contents: found.contents }
}

describe('the place for a signature', () => {
  it('gives the same bytes for the same paper', async () => {
    expect(Buffer.compare(await drawPaper(), await drawPaper())).toBe(0)
  })

  it('carries the id of the paper at the beginning, in Info and in the trailer', async () => {
    const text = Buffer.from(await drawPaper()).toString('latin1')
    expect(text.indexOf(`(MarshrutId:${PAPER})`)).toBeLessThan(2000)
    expect(text.match(new RegExp(`\\(MarshrutId:${PAPER}\\)`, 'g'))).toHaveLength(2)
    const hex = Buffer.from(`MarshrutId:${PAPER}`).toString('hex')
    expect(text).toContain(`/ID [<${hex}> <${hex}>]`)
    expect(paperIdOf(Buffer.from(text.slice(0, 4000), 'latin1'))).toBe(PAPER)
    expect(paperIdOf(Buffer.from(text.slice(-300), 'latin1'))).toBe(PAPER)
  })

  it('certifies the document so that nothing may be changed after', async () => {
    const text = Buffer.from(await drawPaper()).toString('latin1')
    expect(text).toMatch(/\/Perms <<\s*\/DocMDP \d+ 0 R/)
    expect(text).toMatch(
      /\/TransformMethod \/DocMDP\s*\/TransformParams <<\s*\/Type \/TransformParams\s*\/P 1\s*\/V \/1\.2/,
    )
    expect(text).toMatch(/\/SigFlags 3/)
    expect(text).toMatch(/\/M \(D:20261122063000Z\)/)
    expect(text).toMatch(/\/Annots \[\d+ 0 R\]/)
  })

  it('is refused once the first page is written, and a second time', () => {
    const options = { name: 'Имя', reason: 'Причина', at: NOW }
    const document = new PDFDocument()
    document.addPage()
    expect(() => addSignaturePlaceholder(document, options)).toThrow('already written')
    const another = new PDFDocument()
    addSignaturePlaceholder(another, options)
    expect(() => addSignaturePlaceholder(another, options)).toThrow('already has a form')
    expect(() => markPaper(another, 'x) /Evil (y')).toThrow('public id')
  })
})

describe('signPdf', () => {
  it.each(['rsa-2048', 'p-256', 'p-384'] as const)(
    'covers the whole file but the string of the signature (%s)',
    async (kind) => {
      const pdf = await signPdf(await drawPaper(), keys[kind], { now: NOW })
      const found = signatureOf(pdf)
      expect(found.range).toEqual([0, found.contents.start, found.contents.end, pdf.length - found.contents.end])
      expect(pdf[found.contents.start]).toBe('<'.charCodeAt(0))
      expect(pdf[found.contents.end - 1]).toBe('>'.charCodeAt(0))
      expect(coversWholeFile(found, pdf.length)).toBe(true)
    },
  )

  it('repeats itself with an RSA key', async () => {
    const drawn = await drawPaper()
    const [one, other] = [
      await signPdf(drawn, keys['rsa-2048'], { now: NOW }),
      await signPdf(drawn, keys['rsa-2048'], { now: NOW }),
    ]
    expect(Buffer.compare(one, other)).toBe(0)
  })

  it.each(['rsa-2048', 'p-256', 'p-384'] as const)(
    'makes a CMS that another library verifies, with three attributes (%s)',
    async (kind) => {
      const pdf = await signPdf(await drawPaper(), keys[kind], { now: NOW })
      const found = signatureOf(pdf)
      const info = pkijs.ContentInfo.fromBER(new Uint8Array(found.contents.bytes))
      const signedData = new pkijs.SignedData({ schema: info.content })
      const data = new Uint8Array(Buffer.concat(signedParts(found, pdf))).buffer
      expect(await signedData.verify({ signer: 0, data })).toBe(true)
      expect(signedData.certificates).toHaveLength(2)
      expect(signedData.signerInfos[0]?.signedAttrs?.attributes.map((attribute) => attribute.type).sort()).toEqual([
        '1.2.840.113549.1.9.16.2.47',
        '1.2.840.113549.1.9.3',
        '1.2.840.113549.1.9.4',
      ])
    },
  )

  it('refuses what is not a single empty place', async () => {
    await expect(signPdf(await drawPaper({ place: false }), keys['rsa-2048'], { now: NOW })).rejects.toThrow(
      'exactly one place',
    )
    const signed = await signPdf(await drawPaper(), keys['rsa-2048'], { now: NOW })
    expect(() => preparePdf(signed)).toThrow('already signed')
  })

  it('refuses to return what its own verifier does not accept', async () => {
    const lying: SigningKey = { ...keys['rsa-2048'], sign: keys['p-256'].sign }
    await expect(signPdf(await drawPaper(), lying, { now: NOW })).rejects.toThrow('does not verify')
  })

  it('refuses an expired certificate and one that is not valid yet', async () => {
    const drawn = await drawPaper()
    const later = new Date('2028-06-01T00:00:00Z')
    await expect(signPdf(drawn, keys['rsa-2048'], { now: later })).rejects.toThrow('Срок сертификата истёк')
    await expect(signPdf(drawn, keys['rsa-2048'], { now: new Date('2025-12-31T00:00:00Z') })).rejects.toThrow(
      'начнёт действовать',
    )
  })
})

describe.each(['rsa-2048', 'p-256', 'p-384'] as const)('other programs on a signed paper (%s)', (kind) => {
  it.skipIf(!hasTool('pdfsig', '-v'))('pdfsig: valid, total document signed; not so after a flipped byte', async () => {
    const pdf = Buffer.from(await signPdf(await drawPaper(), keys[kind], { now: NOW }))
    writeFileSync(join(folder, 'signed.pdf'), pdf)
    const { output } = run('pdfsig', 'signed.pdf')
    expect(output).toContain('Signature is Valid')
    expect(output).toContain('Total document signed')
    expect(output).toContain('ETSI.CAdES.detached')
    writeFileSync(join(folder, 'changed.pdf'), flipped(pdf))
    expect(run('pdfsig', 'changed.pdf').output).not.toContain('Signature is Valid')
  })

  it.skipIf(!hasTool('openssl', 'version'))(
    'openssl: CAdES verifies against the authority; not so after a flipped byte',
    async () => {
      const pdf = await signPdf(await drawPaper(), keys[kind], { now: NOW })
      const found = signatureOf(pdf)
      const content = Buffer.concat(signedParts(found, pdf))
      writeFileSync(join(folder, 'signature.der'), found.contents.bytes)
      writeFileSync(join(folder, 'content'), content)
      const verify = () =>
        run(
          'openssl',
          'cms',
          '-verify',
          '-cades',
          '-binary',
          '-inform',
          'DER',
          '-in',
          'signature.der',
          '-content',
          'content',
          '-CAfile',
          'ca.pem',
          '-purpose',
          'any',
          '-attime',
          String(NOW.getTime() / 1000),
          '-out',
          'out',
        )
      expect(verify()).toMatchObject({ status: 0 })
      writeFileSync(join(folder, 'content'), flipped(content))
      expect(verify().status).not.toBe(0)
    },
  )

  it.skipIf(!hasTool('qpdf', '--version'))('qpdf: the file is sound', async () => {
    writeFileSync(join(folder, 'signed.pdf'), await signPdf(await drawPaper(), keys[kind], { now: NOW }))
    expect(run('qpdf', '--check', 'signed.pdf')).toMatchObject({ status: 0 })
  })

  it.skipIf(!hasTool('openssl', 'version'))(
    'openssl: reads the holder, the serial and the chain of the certificate',
    async () => {
      writeFileSync(join(folder, 'cert.der'), keys[kind].certificate)
      const { output } = run(
        'openssl',
        'x509',
        '-inform',
        'DER',
        '-in',
        'cert.der',
        '-noout',
        '-serial',
        '-subject',
        '-nameopt',
        'utf8',
      )
      expect(output).toContain(`serial=${certificateFacts(keys[kind].certificate).serial}`)
      expect(output).toContain('Андрей Владимирович')
      expect(run('openssl', 'x509', '-inform', 'DER', '-in', 'cert.der', '-out', 'cert.pem').status).toBe(0)
      expect(run('openssl', 'verify', '-x509_strict', '-CAfile', 'ca.pem', 'cert.pem').output).toContain('OK')
    },
  )
})

/** One bit turned in the middle of the second part. */
function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes)
  const at = copy.length - 2000
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}
