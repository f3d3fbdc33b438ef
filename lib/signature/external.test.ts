import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '@/lib/shared/refusal'
import { digestOf, readAnnounced } from '@/lib/signature/announced'
import { issueCertificate, type TestAuthority, toPem } from '@/lib/signature/authority'
import { checkCms } from '@/lib/signature/cms-check'
import { toDefinite } from '@/lib/signature/cms-encoding'
import { childrenOf, octetString, readDer } from '@/lib/signature/der'
import { demandFitting, signerOf } from '@/lib/signature/external'
import { type GostSigner, hasGostEngine, makeGostSigner } from '@/lib/signature/gost/gost-engine.testing'
import { inspectPdf } from '@/lib/signature/inspect'
import { certificateDefects } from '@/lib/signature/key-store'
import { findSignatures } from '@/lib/signature/pdf-signature'
import { embedCms, preparePdf, signedPartsOf } from '@/lib/signature/prepared'
import { readSignedData } from '@/lib/signature/signed-data'
import { drawPaper, HOLDER, makeAuthority, NOW } from '@/lib/signature/signed-paper.testing'
import { operatorRoots } from '@/lib/signature/trusted-roots'

/** OpenSSL and its GOST engine play the part of КриптоПро: nothing here was run against the real one. */
const now = new Date(Date.now() + 3_600_000)
const DAY = 86_400_000
const available = hasGostEngine()

let folder: string
let signer: GostSigner
let qualified: GostSigner
let prepared: Uint8Array
let content: Uint8Array[]
let cms: Uint8Array

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marshrut-external-'))
  process.env.DATA_DIR = join(folder, 'data')
  prepared = preparePdf(await drawPaper({ format: 'pkcs7' }))
  content = signedPartsOf(prepared)
  if (!available) return
  signer = makeGostSigner(folder, 'gost2012_256', 'TCA')
  qualified = makeGostSigner(folder, 'gost2012_256', 'XA', { section: 'qualified' })
  cms = signer.sign(Buffer.concat(content), '-cades')
}, 60_000)
afterAll(() => {
  delete process.env.DATA_DIR
  rmSync(folder, { recursive: true, force: true })
})

const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const options = (by = signer, when = now) => ({
  certificate: by.certificate,
  trust: { trust: [], now: when },
  now: when,
  field: 'signature',
})
function refusalOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).field).toBe('signature')
    return (error as Refusal).message
  }
  throw new Error('nothing was refused')
}

/** The same CMS with its three outer values left open, as КриптоАРМ writes large ones. */
function opened(der: Uint8Array): Uint8Array {
  const [type, wrapped] = childrenOf(readDer(der))
  const inner = wrapped && childrenOf(wrapped)[0]
  if (!type || !inner) throw new Error('no CMS')
  const begin = (tag: number) => Buffer.from([tag, 0x80])
  return Buffer.concat([begin(0x30), type.raw, begin(0xa0), begin(0x30), inner.body, Buffer.alloc(6)])
}

describe('a prepared paper', () => {
  it('has its byte range filled and zeros where the signature will be', () => {
    const [found] = findSignatures(prepared)
    expect(found?.subFilter).toBe('adbe.pkcs7.detached')
    expect(found?.contents?.bytes).toEqual(Buffer.alloc(16_384))
    expect(content.reduce((sum, part) => sum + part.length, 0)).toBe(prepared.length - 2 * 16_384 - 2)
    expect(() => preparePdf(Buffer.from('%PDF-1.7'))).toThrow('exactly one place')
  })

  it('takes a signature as large as its place, and refuses a larger one with the way out', () => {
    const full = embedCms(prepared, octetString(Buffer.alloc(16_384 - 4, 1)))
    expect(full).toHaveLength(prepared.length)
    expect(signedPartsOf(full)).toEqual(content)
    expect(() => embedCms(full, Buffer.alloc(1, 1))).toThrow('already signed')
    const message = refusalOf(() => embedCms(prepared, octetString(Buffer.alloc(16_384 - 3, 1))))
    expect(message).toMatch(/не помещается.*CAdES-BES/)
  })
})

describe.skipIf(!available)('a signature that came back from outside', () => {
  it('is taken when it fits, kept to the byte in the paper, and told as unqualified', () => {
    expect(demandFitting(cms, content, options())).toMatchObject({ valid: true, intact: true, qualified: false })
    expect(signerOf(cms, 'signature')).toEqual(Buffer.from(signer.certificate))
    const paper = embedCms(prepared, cms)
    const trust = { trust: [], ourCertificates: [signer.certificate], now }
    expect(inspectPdf(paper, trust).signatures).toMatchObject([{ kind: 'cms', valid: true, coversWholeFile: true }])
    writeFileSync(join(folder, 'parts'), Buffer.concat(signedPartsOf(paper)))
    writeFileSync(join(folder, 'cms.der'), findSignatures(paper)[0]?.contents?.bytes ?? '')
    writeFileSync(join(folder, 'root.pem'), toPem('CERTIFICATE', signer.authority))
    openssl(
      ...['cms', '-verify', '-engine', 'gost', '-cades', '-binary', '-inform', 'DER', '-in', 'cms.der'],
      ...['-content', 'parts', '-CAfile', 'root.pem', '-purpose', 'any', '-out', 'out'],
    )
  })

  it.each<[string, (cms: Uint8Array) => Uint8Array]>([
    ['DER', (der) => der],
    ['Base64', (der) => Buffer.from(Buffer.from(der).toString('base64'))],
    ['PEM', (der) => Buffer.from(toPem('CMS', der))],
    ['BER with open ends', opened],
  ])('may come as %s', (_, spell) => {
    const spelled = spell(cms)
    expect(demandFitting(spelled, content, options()).valid).toBe(true)
    const paper = embedCms(prepared, spelled)
    expect(inspectPdf(paper, { trust: [], ourCertificates: [signer.certificate], now }).signatures[0]?.valid).toBe(true)
  })

  it('is refused over another file, with the way out', () => {
    const other = signer.sign(Buffer.from('другой файл'), '-cades')
    expect(refusalOf(() => demandFitting(other, content, options()))).toMatch(
      /^Содержание файла не то, которое было подписано\. Подпишите ещё раз тот файл/,
    )
  })

  it('is refused by another certificate than the announced one, also of the same person', () => {
    const message = refusalOf(() => demandFitting(cms, content, options(qualified)))
    expect(message).toMatch(
      /^Подписано другим сертификатом: Мочалов Андрей Владимирович, № [0-9A-F]+\. Документ подготовлен/,
    )
  })

  it('is refused when attached, without the mark of CAdES, without a certificate, or signed by two', () => {
    const text = Buffer.concat(content)
    const refused = (...how: string[]) => refusalOf(() => demandFitting(signer.sign(text, ...how), content, options()))
    expect(refused('-cades', '-nodetach')).toMatch(/^Подпись не отсоединённая.*CAdES-BES, отсоединённую/)
    expect(refused('-cades', '-nodetach', '-stream')).toMatch(/^Подпись не отсоединённая/)
    expect(refused()).toContain('нет признака CAdES')
    expect(refused('-cades', '-nocerts')).toContain('Сертификата подписавшего в подписи нет')
    const id = 'gost2012_256-XA-qualified'
    expect(refused('-cades', '-signer', `${id}.pem`, '-inkey', `${id}.key`)).toContain('не одна подпись')
    expect(refused('-noattr')).toContain('Это не файл подписи')
  })

  it('is refused when broken: each byte of it', () => {
    for (let place = 0; place < cms.length; place += 17) {
      const broken = Buffer.from(cms)
      broken.writeUInt8(broken.readUInt8(place) ^ 1, place)
      let finding: unknown
      try {
        finding = demandFitting(broken, content, options())
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal)
      }
      // What lies outside the signed attributes and the announced certificate is a repeated or unread field.
      if (finding) expect(readSignedData(broken).certificate?.raw).toEqual(Buffer.from(signer.certificate))
    }
    for (const rubbish of [
      Buffer.alloc(0),
      Buffer.from('подпись'),
      prepared,
      cms.subarray(0, 300),
      signer.certificate,
    ]) {
      expect(refusalOf(() => demandFitting(rubbish, content, options()))).toContain('Это не файл подписи')
    }
  })

  it('is refused with an expired certificate, one not valid yet, and by a clock that is a day off (59)', () => {
    const when = (days: number) => options(signer, new Date(now.getTime() + days * DAY))
    expect(refusalOf(() => demandFitting(cms, content, when(40)))).toMatch(
      /срок сертификата истёк.*действующий сертификат/,
    )
    expect(refusalOf(() => demandFitting(cms, content, when(-2)))).toContain('ещё не начался')
    expect(refusalOf(() => demandFitting(cms, content, when(3)))).toMatch(/больше чем на сутки\. Проверьте дату/)
  })
})

describe.skipIf(!available)('who may be called qualified', () => {
  const judge = (by: GostSigner, roots: Uint8Array[], when = now) =>
    checkCms(
      by.sign(CONTENT, '-cades'),
      [CONTENT],
      { trust: [], ourCertificates: [by.certificate], roots, now: when },
      false,
    )
  const CONTENT = Buffer.from('текст')

  it('only a certificate that says so, under an authority of the operator’s list, while valid', () => {
    expect(judge(qualified, [qualified.authority])).toMatchObject({ valid: true, qualified: true })
    expect(judge(qualified, [])).toMatchObject({ valid: true, qualified: false })
    expect(judge(qualified, [signer.authority])).toMatchObject({ valid: true, qualified: false })
    expect(judge(signer, [signer.authority])).toMatchObject({ valid: true, qualified: false })
    expect(judge(qualified, [qualified.authority], new Date(now.getTime() + 60 * DAY))).toMatchObject({
      valid: null,
      qualified: false,
    })
  })

  it('the list is the files of DATA_DIR/trust, PEM or DER, read again when they change', () => {
    const trust = join(folder, 'data', 'trust')
    expect(operatorRoots()).toEqual([])
    mkdirSync(trust, { recursive: true })
    writeFileSync(
      join(trust, 'several.pem'),
      [signer, qualified].map((by) => toPem('CERTIFICATE', by.authority)).join('\n'),
    )
    writeFileSync(join(trust, 'broken.crt'), 'это не сертификат')
    writeFileSync(join(trust, 'note.txt'), 'не читается вовсе')
    expect(operatorRoots()).toHaveLength(2)
    expect(operatorRoots()).toBe(operatorRoots())
    writeFileSync(join(trust, 'broken.crt'), signer.certificate)
    expect(operatorRoots().map((root) => Buffer.from(root))).toContainEqual(Buffer.from(signer.certificate))
    rmSync(trust, { recursive: true })
    expect(operatorRoots()).toEqual([])
  })
})

describe('an announced certificate', () => {
  let authority: TestAuthority
  const VALID = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-12-31T23:59:59Z') }
  beforeAll(async () => {
    authority = await makeAuthority()
  })

  it.each(['rsa-2048', 'p-256', 'p-384'] as const)(
    'of %s goes with SHA-256, which the plug-in calls 4',
    async (keyKind) => {
      const { certificate } = await issueCertificate(authority, { ...HOLDER, ...VALID, keyKind })
      const base64 = Buffer.from(certificate).toString('base64')
      for (const text of [
        base64,
        base64.replace(/.{64}/g, '$&\r\n'),
        toPem('CERTIFICATE', certificate),
        `\uFEFF${base64}\n`,
      ]) {
        const announced = readAnnounced(text)
        expect(announced).toMatchObject({ digest: 'sha256', hashAlgorithm: 4, facts: { subject: HOLDER.commonName } })
        expect(Buffer.from(announced.certificate)).toEqual(Buffer.from(certificate))
      }
      expect(certificateDefects(certificate, { now: NOW, external: true })).toEqual([])
    },
  )

  it('is refused, at its field, when it is none', async () => {
    const { certificate } = await issueCertificate(authority, { ...HOLDER, ...VALID })
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
    for (const text of [
      '',
      'нет',
      'AAAA',
      base64(certificate.subarray(0, 200)),
      base64(Buffer.concat([certificate, certificate])),
      'A'.repeat(200_000),
    ]) {
      expect(() => readAnnounced(text)).toThrow(expect.objectContaining({ field: 'certificate' }))
    }
  })

  it('too weak, of an authority, or of another person may not sign from outside either', async () => {
    const { certificate } = await issueCertificate(authority, { ...HOLDER, ...VALID, keyKind: 'rsa-1024' })
    const defects = certificateDefects(certificate, {
      now: NOW,
      external: true,
      expectedHolder: 'Иванова Нина Петровна',
    })
    expect(defects).toEqual([expect.stringContaining('слишком короткий'), expect.stringContaining('другому лицу')])
  })

  it('digests the parts one after another', () => {
    expect(Buffer.from(digestOf([Buffer.from('a'), Buffer.from('bc')], 'sha256')).toString('hex')).toMatch(
      /^ba7816bf8f01cfea/,
    )
    expect(digestOf([Buffer.from('abc')], 'streebog512')).toHaveLength(64)
  })
})

describe('BER', () => {
  const definite = (hex: string) => Buffer.from(toDefinite(Buffer.from(hex, 'hex'))).toString('hex')

  it('with open ends becomes definite, a string in pieces one string, and what follows is cut off', () => {
    expect(definite('3080' + '2480' + '0401aa' + '0401bb' + '0000' + '020105' + '0000' + 'ffff')).toBe(
      '30070402aabb020105',
    )
    expect(definite('3007' + '3080020105' + '0000')).toBe('30053003020105')
  })

  it('that is DER already, nests without end or breaks off, comes back as it was', () => {
    for (const hex of ['3003020105', '3080'.repeat(10_000), '3080040101', '30', '']) expect(definite(hex)).toBe(hex)
  })
})
