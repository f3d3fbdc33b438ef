import { beforeAll, describe, expect, it } from 'vitest'
import type { TestAuthority } from '@/lib/signature/authority'
import { certificateFacts, parseCertificate, sha256Hex } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { context, der, integer, octetString, oid, sequence, setOf, TAG } from '@/lib/signature/der'
import { verifyDetached } from '@/lib/signature/inspect'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { authorityDer, drawPaper, makeAuthority, makeKey, NOW, PAPER } from '@/lib/signature/signed-paper.testing'
import { exitCodeOf, type LaterAct, verificationJson, verifyPaper } from '@/lib/signature/verify'
import { appended, contentsOf } from './attacks/pdf-surgery.testing'
import { ACT, fileOf } from './attacks/scene.testing'

/** As the operator's command prints it. */
const PRINTED = { number: ACT.number, date: ACT.date, kind: ACT.kind, state: ACT.state, url: ACT.url }
const STRANGER = 'Zz-stranger-000001'

let authority: TestAuthority
let key: SigningKey
let otherKey: SigningKey
let signed: Buffer
let unmarked: Buffer

beforeAll(async () => {
  authority = await makeAuthority()
  key = await makeKey(authority)
  otherKey = await makeKey(await makeAuthority('чужой центр'))
  signed = Buffer.from(await signPdf(await drawPaper(), key, { now: NOW }))
  unmarked = Buffer.from(await drawPaper({ place: false, text: 'Без отметки' }))
})

const trust = () => ({ trust: [authorityDer(authority)], now: NOW })

function check(bytes: Uint8Array, options: Partial<Parameters<typeof verifyPaper>[1]> = {}) {
  const registered = new Map([signed, unmarked].map((file) => [sha256Hex(file), fileOf()]))
  return verifyPaper(bytes, {
    ...trust(),
    findByHash: async (sha256) => registered.get(sha256),
    findByPaperId: async (id) => (id === PAPER ? { register: ACT } : undefined),
    ...options,
  })
}

describe('a paper of ours', () => {
  it('is genuine to the byte, whatever the file is called, with its signature told', async () => {
    const result = await check(Buffer.from(signed))
    const facts = certificateFacts(key.certificate)
    expect(verificationJson(result)).toEqual({
      verdict: 'genuine',
      signatures: [
        {
          kind: 'pades',
          valid: true,
          qualified: false,
          test: true,
          subject: 'Мочалов Андрей Владимирович',
          serial: facts.serial,
          notBefore: '2026-01-01T00:00:00.000Z',
          notAfter: '2027-12-31T23:59:59.000Z',
          timestamp: null,
          coversWholeFile: true,
          reason: 'Подпись верна; проверено на 22.11.2026.',
        },
      ],
      register: PRINTED,
    })
  })

  it.each([
    ['annulled', 'силы не имеет'],
    ['repealed', 'больше не действует'],
  ] as const)('stays genuine when %s, and this is said', async (state, words) => {
    const result = await check(signed, { findByHash: async () => fileOf({ register: { ...ACT, state } }) })
    expect(result).toMatchObject({ verdict: 'genuine', register: { state } })
    expect(result.explanation.join(' ')).toContain(words)
  })

  it('is genuine as a print file, whose original is on paper', async () => {
    const result = await check(unmarked, { findByHash: async () => fileOf({ file: 'print' }) })
    expect(result).toMatchObject({ verdict: 'genuine', signatures: [] })
    expect(result.explanation.join(' ')).toContain('подлинник на бумаге')
    expect(verificationJson(result).register).toEqual(PRINTED)
  })

  it('is genuine as a scan, also as one that was replaced since, which is said', async () => {
    const scan = await check(unmarked, { findByHash: async () => fileOf({ file: 'scan', replaced: true }) })
    expect(scan.verdict).toBe('genuine')
    expect(scan.explanation.join(' ')).toMatch(/подлинник на бумаге.*заменён другим/)
  })

  it('tells which acts amended and which one ended it', async () => {
    const amended = {
      effect: 'amended',
      kindInstrumental: 'распоряжением',
      number: '130',
      date: '2026-12-01',
      path: '/p/a',
    }
    const repealed = { effect: 'repealed', kindInstrumental: 'приказом', number: '7', date: '2026-12-09', path: '/p/b' }
    const register = (changes: unknown[]) => fileOf({ register: { ...ACT, changes: changes as LaterAct[] } })
    const first = await check(signed, { findByHash: async () => register([amended]) })
    expect(first.explanation.at(-1)).toContain('изменения распоряжением от 1\u00A0декабря 2026\u00A0г. №\u00A0130')
    const second = await check(signed, { findByHash: async () => register([amended, repealed]) })
    expect(second.explanation.at(-1)).toBe('Признан утратившим силу приказом от 9\u00A0декабря 2026\u00A0г. №\u00A07.')
    expect(verificationJson(second).register).toEqual(PRINTED)
  })

  it('keeps its verdict after the certificate has run out, while the signature can no longer be judged', async () => {
    const result = await check(signed, { now: new Date('2029-01-01T00:00:00Z') })
    expect(result).toMatchObject({ verdict: 'genuine', signatures: [{ valid: null, coversWholeFile: true }] })
    expect(result.signatures[0]?.reason).toContain('срок сертификата истёк')
  })
})

describe('a changed paper', () => {
  it('cut down to its first kilobytes is still recognised', async () => {
    const result = await check(signed.subarray(0, 3000))
    expect(result.verdict).toBe('changed')
    expect(result.explanation.join(' ')).toContain('обрывается')
  })

  it('an unsigned drawing of the same paper, and a draft that no register holds, are no originals', async () => {
    expect(await check(await drawPaper())).toMatchObject({ verdict: 'changed', register: ACT })
    const draft = await check(await drawPaper({ place: false }), { findByPaperId: async () => ({ register: null }) })
    expect(draft).toMatchObject({ verdict: 'changed', register: null })
    expect(draft.explanation[0]).toContain('проект')
  })

  it('is recognised by the certificate where the id was taken out', async () => {
    let text = signed.toString('latin1').replaceAll('MarshrutId:', 'MarshrutXX:')
    text = text.replaceAll(Buffer.from('MarshrutId:').toString('hex'), Buffer.from('MarshrutXX:').toString('hex'))
    expect(await check(Buffer.from(text, 'latin1'))).toMatchObject({ verdict: 'changed', register: null })
  })

  it('signed by the announced means of its signatory is ours for this act alone', async () => {
    const copy = await signPdf(await drawPaper(), otherKey, { now: NOW })
    const certificates = [otherKey.certificate]
    const own = await check(copy, { findByPaperId: async () => ({ register: ACT, certificates }) })
    expect(own).toMatchObject({ verdict: 'changed', register: ACT, signatures: [{ valid: true }] })
    expect(own.explanation[0]).toContain('прежняя или не принятая редакция')
    const elsewhere = await signPdf(await drawPaper({ id: STRANGER }), otherKey, { now: NOW })
    expect((await check(elsewhere)).verdict).toBe('foreign')
    const registered = await check(copy, { findByHash: async () => fileOf({ certificates }) })
    expect(registered).toMatchObject({ verdict: 'genuine', signatures: [{ valid: true, qualified: false }] })
  })
})

describe('another certificate in the place of the one that signed', () => {
  it('another certificate for the same key cannot take the place of the one that signed', async () => {
    const cms = Buffer.from(await signCms([unmarked], key))
    // One letter of the holder's name differs; the certificate is pinned, so only ESS can tell.
    const renamed = Buffer.from(key.certificate)
    const at = renamed.lastIndexOf(Buffer.from('Мочалов')) + 1
    renamed.writeUInt8(renamed.readUInt8(at) ^ 1, at)
    cms.set(renamed, cms.indexOf(key.certificate))
    const report = verifyDetached(unmarked, cms, { trust: [], ourCertificates: [renamed], now: NOW })
    expect(report).toMatchObject({ valid: false, reason: 'Сертификат в подписи подменён.' })
  })

  it('another certificate with the same holder put beside our signature does not pass', async () => {
    const forged = await signCms([Buffer.from('текст')], { ...key, certificate: otherKey.certificate })
    const report = verifyDetached(Buffer.from('текст'), forged, { ...trust(), ourCertificates: [otherKey.certificate] })
    expect(report).toMatchObject({ valid: false, reason: 'Подпись не соответствует сертификату.' })
  })
})

describe('what is not ours', () => {
  it("a PDF without a trace, and with a stranger's id, is foreign", async () => {
    expect(await check(await drawPaper({ id: null, place: false }))).toMatchObject({
      verdict: 'foreign',
      signatures: [],
      register: null,
    })
    expect((await check(await drawPaper({ id: STRANGER, place: false }))).verdict).toBe('foreign')
  })

  it('a PDF that another key signed is foreign', async () => {
    expect((await check(await signPdf(await drawPaper({ id: STRANGER }), otherKey, { now: NOW }))).verdict).toBe(
      'foreign',
    )
  })

  it('what cannot be read is unknown', async () => {
    const encrypted = appended(signed, { objects: {} }).toString('latin1').replace('/Prev', '/Encrypt 5 0 R /Prev')
    const cases = [
      Buffer.alloc(0),
      Buffer.from('просто текст'),
      Buffer.from('%PDF-1.7\n1 0 obj\n<<'),
      Buffer.from(encrypted, 'latin1'),
    ]
    for (const bytes of cases) {
      const result = await check(bytes)
      expect(result.verdict).toBe('unknown')
      expect(exitCodeOf(result.verdict)).toBe(2)
    }
  })

  it('an algorithm that the program does not know is unknown, not false', async () => {
    // Of 1994 and 2001: no certificate of today uses them.
    const gost = Buffer.from(oid('1.2.643.2.2.9'))
    const cms = sequence(
      oid('1.2.840.113549.1.7.2'),
      context(
        0,
        sequence(
          integer(1),
          setOf(sequence(gost)),
          sequence(oid('1.2.840.113549.1.7.1')),
          der(0xa0, otherKey.certificate),
          setOf(
            sequence(
              integer(1),
              signerOf(otherKey),
              sequence(gost),
              der(0xa0),
              sequence(oid('1.2.643.2.2.19')),
              octetString(Buffer.alloc(64)),
            ),
          ),
        ),
      ),
    )
    const drawn = Buffer.from(await signPdf(await drawPaper({ id: STRANGER }), otherKey, { now: NOW }))
    const { start, end } = contentsOf(drawn)
    drawn.write(
      Buffer.from(cms)
        .toString('hex')
        .padEnd(end - start - 2, '0'),
      start + 1,
      'latin1',
    )
    const result = await check(drawn)
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ valid: null }] })
    expect(result.signatures[0]?.reason).toContain('ГОСТ')
  })

  it('a register out of reach is unknown, by hash and by id', async () => {
    const down = async () => {
      throw new Error('connection refused')
    }
    expect((await check(signed, { findByHash: down })).verdict).toBe('unknown')
    expect((await check(signed.subarray(0, 3000), { findByPaperId: down })).verdict).toBe('unknown')
  })

  it('a file too large is unknown unless it is registered', async () => {
    expect((await check(Buffer.concat([signed, signed]), { maxBytes: 1000 })).verdict).toBe('unknown')
    expect((await check(signed, { maxBytes: 1000 })).verdict).toBe('genuine')
  })
})

function signerOf({ certificate }: SigningKey): Uint8Array {
  const { issuerName, serialBytes } = parseCertificate(certificate)
  return sequence(issuerName, der(TAG.integer, serialBytes))
}
