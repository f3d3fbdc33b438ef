import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type TestAuthority, toPem } from '@/lib/signature/authority'
import { certificateFacts, parseCertificate, sha256Hex } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { context, der, integer, octetString, oid, sequence, setOf, TAG } from '@/lib/signature/der'
import { inspectPdf, verifyDetached } from '@/lib/signature/inspect'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { findSignatures } from '@/lib/signature/pdf-signature'
import { embedCms, preparePdf } from '@/lib/signature/prepared'
import { authorityDer, drawPaper, makeAuthority, makeKey, NOW, PAPER } from '@/lib/signature/signed-paper.testing'
import { exitCodeOf, type RegisteredPaper, verificationJson, verifyPaper } from '@/lib/signature/verify'

const ACT: RegisteredPaper = {
  number: '122',
  date: '2026-11-22',
  kind: 'распоряжение',
  state: 'published',
  url: 'https://example.test/p/k3J9',
}
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
  const registered = new Map([signed, unmarked].map((file) => [sha256Hex(file), ACT]))
  return verifyPaper(bytes, {
    ...trust(),
    findByHash: async (sha256) => registered.get(sha256),
    findByPaperId: async (id) => (id === PAPER ? { register: ACT } : undefined),
    ...options,
  })
}

/** Replaces text of the file by text of the same length, so that no offset moves. */
function replaced(pdf: Buffer, from: string | RegExp, to: string): Buffer {
  const text = pdf.toString('latin1')
  const match = typeof from === 'string' ? from : (from.exec(text)?.[0] ?? '')
  expect(match).not.toBe('')
  expect(text).toContain(match)
  return Buffer.from(text.replace(match, to.padEnd(match.length, ' ')), 'latin1')
}

const contentsOf = (pdf: Uint8Array) => {
  const contents = findSignatures(pdf)[0]?.contents
  if (!contents) throw new Error('no signature')
  return contents
}

/** An incremental update as a PDF editor appends it: `objects` and a cross-reference to them. */
function appended(pdf: Buffer, objects: string): Buffer {
  const text = pdf.toString('latin1')
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]
  const trailer = /trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text)?.[1]
  const update = `${objects}\nxref\n0 0\ntrailer\n<<${trailer}/Prev ${previous}\n>>\nstartxref\n${pdf.length}\n%%EOF\n`
  return Buffer.concat([pdf, Buffer.from(update, 'latin1')])
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
      register: ACT,
    })
  })

  it.each([
    ['annulled', 'силы не имеет'],
    ['repealed', 'больше не действует'],
  ] as const)('stays genuine when %s, and this is said', async (state, words) => {
    const result = await check(signed, { findByHash: async () => ({ ...ACT, state }) })
    expect(result).toMatchObject({ verdict: 'genuine', register: { state } })
    expect(result.explanation.join(' ')).toContain(words)
  })

  it('is genuine as a print file, whose original is on paper', async () => {
    const result = await check(unmarked, { findByHash: async () => ({ ...ACT, signedOnPaper: true }) })
    expect(result).toMatchObject({ verdict: 'genuine', signatures: [] })
    expect(result.explanation.join(' ')).toContain('подлинник на бумаге')
    expect(verificationJson(result).register).toEqual(ACT)
  })

  it('keeps its verdict after the certificate has run out, while the signature can no longer be judged', async () => {
    const result = await check(signed, { now: new Date('2029-01-01T00:00:00Z') })
    expect(result).toMatchObject({ verdict: 'genuine', signatures: [{ valid: null, coversWholeFile: true }] })
    expect(result.signatures[0]?.reason).toContain('срок сертификата истёк')
  })
})

describe('a changed paper', () => {
  it('with one bit turned at 50 places is told as changed, and never has a valid signature', async () => {
    // Places spread over the whole file by a fixed rule, so that a failure can be repeated.
    for (let index = 0; index < 50; index += 1) {
      const random = createHash('sha256').update(`place ${index}`).digest()
      const at = random.readUInt32BE(0) % signed.length
      const turned = Buffer.from(signed)
      turned.writeUInt8(turned.readUInt8(at) ^ (1 << (random.readUInt8(4) % 8)), at)
      const result = await check(turned)
      expect(result.verdict, `bit at ${at}`).toBe('changed')
      const { start, end } = contentsOf(signed)
      if (at < start || at >= end) expect(result.signatures[0]?.valid ?? false, `bit at ${at}`).toBe(false)
    }
  })

  it.each([1, 10, 100, 1000])('shortened by %i bytes is changed', async (less) => {
    expect(await check(signed.subarray(0, signed.length - less))).toMatchObject({ verdict: 'changed', register: ACT })
  })

  it('cut down to its first kilobytes is still recognised', async () => {
    const result = await check(signed.subarray(0, 3000))
    expect(result.verdict).toBe('changed')
    expect(result.explanation.join(' ')).toContain('обрывается')
  })

  it('with one byte more at the end is changed, and the signature does not cover it', async () => {
    const result = await check(Buffer.concat([signed, Buffer.from('\n')]))
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
    expect(result.explanation.join(' ')).toContain('последние 1 байт')
  })

  it('with something behind the signature in its place is changed', async () => {
    const { end } = contentsOf(signed)
    const stuffed = Buffer.from(signed)
    stuffed.write('41', end - 3, 'latin1')
    expect(await check(stuffed)).toMatchObject({ verdict: 'changed', signatures: [{ valid: false }] })
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
})

describe('attacks on the signature', () => {
  const range = /\/ByteRange \[[^\]]*\]/
  const contents = /\/Contents <[0-9a-f]+>/
  const numbers = () => findSignatures(signed)[0]?.range ?? [0, 0, 0, 0]

  it.each([
    ['USF: no /Contents', () => replaced(signed, '/Contents', '/Kontents')],
    ['USF: empty /Contents', () => replaced(signed, contents, '/Contents <>')],
    ['USF: /Contents of zeros', () => replaced(signed, contents, `/Contents <${'0'.repeat(24_576)}>`)],
    ['USF: /Contents null', () => replaced(signed, contents, '/Contents null')],
    ['USF: no /ByteRange', () => replaced(signed, '/ByteRange', '/BiteRange')],
    ['USF: /ByteRange null', () => replaced(signed, range, '/ByteRange null')],
    ['USF: empty /ByteRange', () => replaced(signed, range, '/ByteRange []')],
    ['USF: negative /ByteRange', () => replaced(signed, range, '/ByteRange [0 -1 -1 -1]')],
    ['USF: /ByteRange of one byte', () => replaced(signed, range, '/ByteRange [0 1 1 1]')],
    ['USF: fractions', () => replaced(signed, range, '/ByteRange [0 0.5 1 2]')],
    ['USF: absurd numbers', () => replaced(signed, range, '/ByteRange [0 1 9999999 99999999]')],
    ['overlap', () => replaced(signed, range, `/ByteRange [0 ${numbers()[1] + 40} ${numbers()[1]} ${numbers()[3]}]`)],
    [
      'gap wider than the signature',
      () => replaced(signed, range, `/ByteRange [0 ${numbers()[1] - 20} ${numbers()[2]} ${numbers()[3]}]`),
    ],
    [
      'start not zero',
      () => replaced(signed, range, `/ByteRange [1 ${numbers()[1] - 1} ${numbers()[2]} ${numbers()[3]}]`),
    ],
    [
      'end before the end',
      () => replaced(signed, range, `/ByteRange [0 ${numbers()[1]} ${numbers()[2]} ${numbers()[3] - 9}]`),
    ],
    ['two /ByteRange', () => replaced(signed, '/Filter /Adobe.PPKLite', '/ByteRange [0 1 2 3]  ')],
    ['ISA: update that replaces a page', () => appended(signed, '9 0 obj\n<</Type /Page /Contents 99 0 R>>\nendobj')],
    [
      'ISA: update without a cross-reference',
      () => Buffer.concat([signed, Buffer.from('9 0 obj\n<</Type /Page>>\nendobj\n')]),
    ],
    [
      'ISA: update with a second copy of the signature',
      () => {
        const copy = /\d+ 0 obj\n<<\n\/Type \/Sig\n[\s\S]*?endobj/.exec(signed.toString('latin1'))?.[0] ?? ''
        return appended(signed, copy)
      },
    ],
    [
      'SWA: signed rest moved to the end, own content before it',
      () => {
        const [, first, second] = numbers()
        const moved = 6000
        const rest = signed.subarray(second)
        const place = Buffer.alloc(moved, ' ')
        place.write('/Wrapped 1 >> endobj 9 0 obj << /Type /Page >> endobj', 'latin1')
        const wrapped = Buffer.concat([signed.subarray(0, second), place, rest])
        return replaced(wrapped, range, `/ByteRange [0 ${first} ${second + moved} ${rest.length}]`)
      },
    ],
    [
      'SWA: second /ByteRange object',
      () => {
        const [, first, second] = numbers()
        return appended(
          signed,
          `98 0 obj\n<</Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 ${first} ${second} ${signed.length}] /Contents <00>>>\nendobj`,
        )
      },
    ],
    [
      'shadow: hidden layer uncovered',
      () =>
        appended(
          signed,
          '4 0 obj\n<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 0>>\nstream\n\nendstream\nendobj',
        ),
    ],
    ['shadow: text replaced by a new font', () => appended(signed, '8 0 obj\n<</Type /Font /Subtype /Type3>>\nendobj')],
    [
      'an annotation added',
      () =>
        appended(signed, '97 0 obj\n<</Type /Annot /Subtype /FreeText /Rect [0 0 500 800] /Contents (other)>>\nendobj'),
    ],
  ])('%s', async (_, attack) => {
    const attacked = attack()
    expect(Buffer.compare(attacked, signed)).not.toBe(0)
    const result = await check(attacked)
    expect(result.verdict).toBe('changed')
    expect(result.signatures.some((signature) => signature.valid === true)).toBe(false)
    expect(result.signatures.some((signature) => signature.coversWholeFile && signature.valid !== false)).toBe(false)
  })

  it('a copy signed by another key is not ours, though it bears the id', async () => {
    const copy = await signPdf(await drawPaper(), otherKey, { now: NOW })
    const result = await check(copy)
    expect(result).toMatchObject({
      verdict: 'foreign',
      register: null,
      signatures: [{ valid: null, coversWholeFile: true }],
    })
    expect(result.explanation.join(' ')).toContain('подписан он чужим ключом')
  })

  it('our signature carried over to another text is changed', async () => {
    const other = Buffer.from(
      await signPdf(await drawPaper({ text: 'Утвердить дорожную кашу' }), otherKey, { now: NOW }),
    )
    const ours = contentsOf(signed)
    const theirs = contentsOf(other)
    const hex = Buffer.from(ours.bytes).toString('hex')
    other.write(hex, theirs.start + 1, 'latin1')
    const result = await check(other)
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: true }] })
    expect(result.signatures[0]?.reason).toContain('не то, которое было подписано')
  })

  it('a gap wider than the signature is refused even where our own key signed around it', async () => {
    const prepared = Buffer.from(preparePdf(await drawPaper()))
    const [, first = 0, second = 0, rest = 0] = findSignatures(prepared)[0]?.range ?? []
    const wide = replaced(prepared, range, `/ByteRange [0 ${first - 10} ${second} ${rest}]`)
    const cms = await signCms([wide.subarray(0, first - 10), wide.subarray(second)], key)
    const result = await check(Buffer.from(embedCms(wide, cms)))
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
    expect(result.signatures[0]?.reason).toContain('место для чужого содержания')
  })

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
    const encrypted = appended(signed, '').toString('latin1').replace('/Prev', '/Encrypt 5 0 R /Prev')
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
    const gost = Buffer.from(oid('1.2.643.7.1.1.2.2'))
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
              sequence(oid('1.2.643.7.1.1.1.1')),
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

describe('a signature in a file of its own', () => {
  const sign = (content: Uint8Array, by = key) => signCms([content], by)

  it('makes the pair genuine, as DER, as Base64 and as PEM', async () => {
    const signature = await sign(unmarked)
    for (const detached of [
      signature,
      Buffer.from(Buffer.from(signature).toString('base64')),
      Buffer.from(toPem('CMS', signature)),
    ]) {
      expect(await check(unmarked, { detached })).toMatchObject({
        verdict: 'genuine',
        signatures: [{ kind: 'detached', valid: true, coversWholeFile: true }],
      })
    }
  })

  it('of another file, of another key, broken, or with the text inside, is told apart', async () => {
    expect((await check(unmarked, { detached: await sign(signed) })).verdict).toBe('changed')
    expect((await check(unmarked, { detached: await sign(unmarked, otherKey) })).verdict).toBe('foreign')
    expect((await check(unmarked, { detached: Buffer.from('мусор') })).verdict).toBe('unknown')
    const attached = sequence(
      oid('1.2.840.113549.1.7.2'),
      context(
        0,
        sequence(
          integer(1),
          setOf(),
          sequence(oid('1.2.840.113549.1.7.1'), context(0, octetString(unmarked))),
          setOf(),
        ),
      ),
    )
    expect(verifyDetached(unmarked, attached, trust())).toMatchObject({
      valid: false,
      reason: expect.stringContaining('не отсоединённая'),
    })
  })

  it('of a changed file is not valid', async () => {
    const changed = Buffer.from(unmarked)
    changed.writeUInt8(changed.readUInt8(700) ^ 1, 700)
    const result = await check(changed, { detached: await sign(unmarked) })
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ kind: 'detached', valid: false }] })
  })

  it('is believed when its certificate is one of ours from another authority', async () => {
    const options = { trust: [], ourCertificates: [otherKey.certificate], now: NOW }
    expect(verifyDetached(unmarked, await sign(unmarked, otherKey), options).valid).toBe(true)
    expect(verifyDetached(unmarked, await sign(unmarked, otherKey), trust()).valid).toBe(null)
  })
})

describe('bytes of an enemy', () => {
  it('random changes never make a genuine paper nor an error', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ at: fc.nat({ max: signed.length - 1 }), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
          { minLength: 1, maxLength: 6 },
        ),
        fc.nat({ max: 2 }),
        async (edits, how) => {
          let bytes = Buffer.from(signed)
          for (const { at, bytes: piece } of edits) {
            if (how === 0) bytes.set(piece.subarray(0, bytes.length - at), at)
            else if (how === 1) bytes = Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)])
            else bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + piece.length)])
          }
          fc.pre(Buffer.compare(bytes, signed) !== 0)
          const result = await check(bytes)
          expect(['changed', 'unknown', 'foreign']).toContain(result.verdict)
          expect(result.explanation.length).toBeGreaterThan(0)
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  it('changes inside the signature never pass nor throw', async () => {
    const cms = Buffer.from(await signCms([unmarked], key))
    fc.assert(
      fc.property(fc.nat({ max: cms.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const turned = Buffer.from(cms)
        turned.writeUInt8(turned.readUInt8(at) ^ mask, at)
        const report = verifyDetached(unmarked, turned, trust())
        expect(Object.keys(report)).toHaveLength(11)
        if (report.valid) expect(report.serial).toBe(certificateFacts(key.certificate).serial)
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it.each([
    ['zeros', () => Buffer.alloc(10_000_000)],
    ['dictionaries that never end', () => Buffer.from(`%PDF-1.7 1 0 obj ${'<<'.repeat(5_000_000)}`)],
    ['signatures without end', () => Buffer.from(`%PDF-1.7 ${'1 0 obj <</ByteRange [0 1 2 3] '.repeat(300_000)}`)],
    [
      'a string that never closes',
      () => Buffer.from(`%PDF-1.7 1 0 obj <</ByteRange [0 1 2 3] /Contents <${'a'.repeat(10_000_000)}`),
    ],
    [
      'many signatures that cover everything',
      () =>
        Buffer.from(
          `%PDF-1.7 ${'1 0 obj <</Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 9 9 9] /Contents <3003020101>>> endobj '.repeat(100_000)}`,
        ),
    ],
    ['ids without end', () => Buffer.from(`%PDF-1.7 ${'MarshrutId:aaaaaaaaaaaa '.repeat(400_000)}`)],
    ['comments', () => Buffer.from(`%PDF-1.7 1 0 obj <</ByteRange ${'%'.repeat(10_000_000)}`)],
  ])('ten megabytes of garbage are answered quickly: %s', async (_, make) => {
    const bytes = make()
    const started = performance.now()
    const result = await check(bytes)
    expect(result.verdict).not.toBe('genuine')
    expect(performance.now() - started).toBeLessThan(2000)
    expect(inspectPdf(bytes, trust()).signatures.length).toBeLessThanOrEqual(16)
  })
})

function signerOf({ certificate }: SigningKey): Uint8Array {
  const { issuerName, serialBytes } = parseCertificate(certificate)
  return sequence(issuerName, der(TAG.integer, serialBytes))
}
