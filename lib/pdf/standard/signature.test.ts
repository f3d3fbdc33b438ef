import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { addSignaturePlaceholder, type SignatureFormat } from '@/lib/signature/placeholder'
import { embedCms, preparePdf } from '@/lib/signature/prepared'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { Objects } from './qpdf.testing'
import { ask, run } from './reader.testing'
import { signedPartsOf, signerOf, verifyCms } from './signature.testing'
import { AT, HOLDER, openSpecimens, PAPER_ID, PAPERS, type PaperName, type Specimen } from './specimens.testing'

const READ: PaperName[] = ['order', 'ecdsa', 'oneLine', 'peoples']
const SIGNING_TIME = /signingTime/
const ENGINE = ['-engine', 'gost']
/** RFC 9215: Streebog of 256 and 512 bits. */
const GOST = { 256: '1.2.643.7.1.1.2.2', 512: '1.2.643.7.1.1.2.3' } as const
const hasEngine = () => process.env.CI === 'true' || /^\(gost\)/m.test(ask('openssl', 'engine', 'gost').output)
const tools = hasTool('openssl', 'version') && hasTool('qpdf', '--version')

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

describe.skipIf(!tools)('the signature in the file', () => {
  const specimens = openSpecimens()
  const papers: Specimen[] = []
  let ca: string
  beforeAll(async () => {
    for (const name of READ) papers.push(await specimens.paper(name))
    ca = (await specimens.authority()).certificatePem
  }, 120_000)
  afterAll(specimens.close)

  it('C65: the byte range begins at 0, ends with the file and leaves out the string of the signature alone', () => {
    for (const { bytes } of papers) {
      const { range, contents } = signedPartsOf(bytes)
      expect(range).toEqual([0, contents.start, contents.end, bytes.length - contents.end])
      expect(Buffer.from(bytes).subarray(-6).toString('latin1').trim()).toBe('%%EOF')
    }
  })

  it('C65: qpdf reads the same range and finds the file sound', () => {
    for (const { file, bytes } of papers) {
      expect(ask('qpdf', '--check', file)).toMatchObject({ status: 0 })
      const [signature] = new Objects(file).all().filter((one) => one['/ByteRange'])
      expect(signature?.['/ByteRange']).toEqual(signedPartsOf(bytes).range)
    }
  })

  it('C66: OpenSSL verifies the CMS as CAdES over the range’s bytes, against the authority', () => {
    for (const { bytes } of papers)
      expect(verifyCms(specimens.folder, { ...signedPartsOf(bytes), ca, at: AT }, '-cades').status).toBe(0)
  })

  it('C67: a flipped bit in fifty places outside of the signature makes it fail', () => {
    const { content, cms } = signedPartsOf((papers[0] as Specimen).bytes)
    for (let index = 0; index < 50; index++) {
      const at = Math.floor(((index + 0.5) * content.length) / 50)
      const { status } = verifyCms(specimens.folder, { cms, content: flipped(content, at), ca, at: AT }, '-cades')
      expect(status, `byte ${at}`).not.toBe(0)
    }
  })

  it('C69: the signed attributes name the certificate: signing-certificate-v2', () => {
    for (const { bytes } of papers) expect(shown(signedPartsOf(bytes).cms)).toMatch(/id-smime-aa-signingCertificateV2/)
  })

  it('C70: the time that the file claims lies within the certificate’s dates', () => {
    for (const paper of papers) {
      const [signature] = new Objects(paper.file).all().filter((one) => one['/ByteRange'])
      const [, year = '', month = '', day = ''] = /D:(\d{4})(\d{2})(\d{2})/.exec(String(signature?.['/M'])) ?? []
      const { notBefore, notAfter } = signerOf(paper, specimens.folder)
      const iso = (date: string) => date.split('.').reverse().join('-')
      const claimed = `${year}-${month}-${day}`
      expect(claimed).toBe('2022-04-21')
      expect(iso(notBefore) <= claimed && claimed <= iso(notAfter)).toBe(true)
    }
  })

  it('C70: a year after the certificate’s end OpenSSL refuses what it took before', () => {
    const parts = { ...signedPartsOf((papers[0] as Specimen).bytes), ca }
    expect(verifyCms(specimens.folder, { ...parts, at: new Date('2024-01-01T00:00:00Z') }, '-cades').output).toMatch(
      /certificate has expired/,
    )
  })

  it('C71: a CMS without signing-time goes under ETSI.CAdES.detached', () => {
    for (const { file, bytes } of papers) {
      expect(subFilterOf(file)).toBe('/ETSI.CAdES.detached')
      expect(shown(signedPartsOf(bytes).cms)).not.toMatch(SIGNING_TIME)
    }
  })

  it('C72: a signature in a file beside the paper verifies over its exact bytes and no others', async () => {
    const print = await specimens.paper('print')
    const [key, pem, signature] = ['key.pem', 'own.pem', 'print.pdf.sig'].map((name) =>
      join(specimens.folder, name),
    ) as [string, string, string]
    run(
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      pem,
      '-days',
      '9',
      '-subj',
      '/CN=Own',
    )
    run(
      'openssl',
      'cms',
      '-sign',
      '-cades',
      '-binary',
      '-signer',
      pem,
      '-inkey',
      key,
      '-in',
      print.file,
      '-outform',
      'DER',
      '-out',
      signature,
    )
    const cms = readFileSync(signature)
    const parts = { cms, ca: readFileSync(pem, 'utf8'), at: new Date(Date.now() + 60_000) }
    expect(verifyCms(specimens.folder, { ...parts, content: Buffer.from(print.bytes) }).status).toBe(0)
    const other = Buffer.concat([print.bytes, Buffer.from('\n')])
    expect(verifyCms(specimens.folder, { ...parts, content: other }).status).not.toBe(0)
  })

  it('C79: the same record drawn twice gives the same bytes, whatever is drawn', async () => {
    for (const name of Object.keys(PAPERS) as PaperName[]) {
      if (name === 'twoHundredRows') continue
      const { document, drawing = {} } = PAPERS[name] as {
        document: Parameters<typeof drawOrder2026>[0]
        drawing?: object
      }
      const draw = async () => (await drawOrder2026(document, { at: AT, paperId: PAPER_ID, ...drawing })).bytes
      expect(Buffer.compare(await draw(), await draw()), name).toBe(0)
    }
  }, 60_000)

  describe.skipIf(!hasEngine())('by a key of GOST R 34.10-2012, made by OpenSSL', () => {
    it.each([256, 512] as const)(
      'C66–C68, C71: of %i bits: the digest is of the key’s length, OpenSSL verifies, a changed byte fails',
      async (bits) => {
        const { signed, pem } = await signedByGost(specimens.folder, bits, 'pkcs7')
        const { cms, content } = signedPartsOf(signed)
        const digests = [...shown(cms).matchAll(/digestAlgorithms?:\s+algorithm: (.+)/g)].map(([, name]) => name)
        expect(digests).toEqual(Array(2).fill(`GOST R 34.11-2012 with ${bits} bit hash (${GOST[bits]})`))
        expect(cms.includes(oidBytes(GOST[bits]))).toBe(true)
        expect(cms.includes(oidBytes(GOST[bits === 256 ? 512 : 256]))).toBe(false)
        expect(shown(cms)).toMatch(SIGNING_TIME)
        const file = join(specimens.folder, `gost${bits}.pdf`)
        writeFileSync(file, signed)
        expect(subFilterOf(file)).toBe('/adbe.pkcs7.detached')
        const parts = { cms, ca: readFileSync(pem, 'utf8'), at: new Date(Date.now() + 60_000) }
        expect(verifyCms(specimens.folder, { ...parts, content }, ...ENGINE).status).toBe(0)
        const { status } = verifyCms(specimens.folder, { ...parts, content: flipped(content, 5000) }, ...ENGINE)
        expect(status).not.toBe(0)
      },
      60_000,
    )
  })

  function shown(cms: Uint8Array): string {
    return ask('openssl', 'cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', saved(specimens.folder, cms))
      .output
  }
})

const subFilterOf = (file: string) => new Objects(file).all().find((one) => one['/ByteRange'])?.['/SubFilter']

function saved(folder: string, cms: Uint8Array): string {
  const file = join(folder, 'shown.der')
  writeFileSync(file, cms)
  return file
}

/** The contents of an OBJECT IDENTIFIER. */
function oidBytes(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split('.').map(Number)
  const octets = (value: number): number[] =>
    value < 128 ? [value] : [...octets(value >> 7).map((one) => one | 128), value & 127]
  return Buffer.from([first * 40 + second, ...rest.flatMap(octets)])
}

/** A paper prepared by the program and signed by another, as a signatory's own means would. */
async function signedByGost(folder: string, bits: 256 | 512, format: SignatureFormat) {
  const [key, pem, content, signature] = ['key', 'pem', 'content', 'sig'].map((name) =>
    join(folder, `gost${bits}.${name}`),
  ) as [string, string, string, string]
  const place = { name: HOLDER, reason: 'Подписание распоряжения', at: AT, format }
  const prepareSignature = (doc: PDFKit.PDFDocument) => addSignaturePlaceholder(doc, place)
  const { document } = PAPERS.order
  const { bytes } = await drawOrder2026(document, { at: AT, paperId: PAPER_ID, prepareSignature })
  const prepared = preparePdf(bytes)
  writeFileSync(content, signedPartsOf(prepared).content)
  const made = ['-newkey', `gost2012_${bits}`, '-pkeyopt', 'paramset:A', `-md_gost12_${bits}`, '-nodes', '-days', '9']
  run('openssl', 'req', ...ENGINE, '-x509', ...made, '-keyout', key, '-out', pem, '-subj', '/CN=Gost')
  const signer = ['-signer', pem, '-inkey', key, '-md', `md_gost12_${bits}`]
  run(
    'openssl',
    'cms',
    '-sign',
    ...ENGINE,
    '-cades',
    '-nosmimecap',
    '-binary',
    ...signer,
    '-in',
    content,
    '-outform',
    'DER',
    '-out',
    signature,
  )
  return { signed: embedCms(prepared, readFileSync(signature)), pem }
}
