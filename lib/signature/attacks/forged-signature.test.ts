import { beforeAll, describe, expect, it } from 'vitest'
import { sha256Hex } from '@/lib/signature/certificate'
import { signCms } from '@/lib/signature/cms'
import { signPdf } from '@/lib/signature/pades'
import { embedCms, preparePdf } from '@/lib/signature/prepared'
import { NOW } from '@/lib/signature/signed-paper.testing'
import { exitCodeOf } from '@/lib/signature/verify'
import { appended, CONTENTS, contentsOf, firstPage, RANGE, rangeOf, replaced } from './pdf-surgery.testing'
import { drawOrder, fileOf, openScene, passes, type Scene } from './scene.testing'

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})

/** The signature is there for the eye, and a careless program finds nothing to object to. */
const FORGERIES: [string, (signed: Buffer) => Buffer][] = [
  ['no /Contents', (signed) => replaced(signed, '/Contents <', '/Kontents <')],
  ['empty /Contents', (signed) => replaced(signed, CONTENTS, '/Contents <>')],
  [
    '/Contents of zeros',
    (signed) => Buffer.from(signed).fill('0', contentsOf(signed).start + 1, contentsOf(signed).end - 1),
  ],
  ['/Contents null', (signed) => replaced(signed, CONTENTS, '/Contents null')],
  ['/Contents one byte 00', (signed) => replaced(signed, CONTENTS, '/Contents <00>')],
  ['/Contents a text', (signed) => replaced(signed, CONTENTS, '/Contents (signed)')],
  ['no /ByteRange', (signed) => replaced(signed, '/ByteRange', '/BiteRange')],
  ['/ByteRange null', (signed) => replaced(signed, RANGE, '/ByteRange null')],
  ['empty /ByteRange', (signed) => replaced(signed, RANGE, '/ByteRange []')],
  ['negative /ByteRange', (signed) => replaced(signed, RANGE, '/ByteRange [0 -1 -1 -1]')],
  ['/ByteRange of three numbers', (signed) => replaced(signed, RANGE, '/ByteRange [0 214 24792]')],
  ['/ByteRange of one byte', (signed) => replaced(signed, RANGE, '/ByteRange [0 1 1 1]')],
  ['fractions', (signed) => replaced(signed, RANGE, '/ByteRange [0 0.5 1 2]')],
  ['absurd numbers', (signed) => replaced(signed, RANGE, '/ByteRange [0 1 9999999 99999999]')],
  ['numbers by reference', (signed) => replaced(signed, RANGE, '/ByteRange 12 0 R')],
  ['two /ByteRange', (signed) => replaced(signed, '/Filter /Adobe.PPKLite', '/ByteRange [0 1 2 3]')],
  ['another /SubFilter', (signed) => replaced(signed, '/ETSI.CAdES.detached', '/adbe.x509.rsa_sha1')],
  ['no /SubFilter', (signed) => replaced(signed, '/SubFilter', '/SabFilter')],
]

/** The numbers of /ByteRange leave a place that nobody signed. */
const RANGES: [string, (range: number[]) => string][] = [
  ['overlap', ([, first = 0, , rest = 0]) => `0 ${first + 40} ${first} ${rest}`],
  ['gap wider before', ([, first = 0, second = 0, rest = 0]) => `0 ${first - 20} ${second} ${rest}`],
  ['gap wider behind', ([, first = 0, second = 0, rest = 0]) => `0 ${first} ${second + 20} ${rest - 20}`],
  ['start not zero', ([, first = 0, second = 0, rest = 0]) => `1 ${first - 1} ${second} ${rest}`],
  ['end before the end', ([, first = 0, second = 0, rest = 0]) => `0 ${first} ${second} ${rest - 9}`],
  ['end behind the end', ([, first = 0, second = 0, rest = 0]) => `0 ${first} ${second} ${rest + 9}`],
]

describe('63 USF: a signature without its bytes', () => {
  it.each([
    ...FORGERIES,
    ...RANGES.map(([name, range]): [string, (signed: Buffer) => Buffer] => [
      name,
      (signed) => replaced(signed, RANGE, `/ByteRange [${range(rangeOf(signed))}]`),
    ]),
  ])('%s', async (_, forge) => {
    const forged = forge(scene.signed)
    expect(Buffer.compare(forged, scene.signed)).not.toBe(0)
    const result = await scene.check(forged)
    expect(result.verdict).toBe('changed')
    expect(exitCodeOf(result.verdict)).toBe(1)
    expect(result.signatures.filter(({ valid }) => valid === true)).toEqual([])
  })
})

describe('63 somebody else’s signature', () => {
  it('a copy signed by another key is not ours, though it bears the id', async () => {
    const copy = await signPdf(await drawOrder(), scene.otherKey, { now: NOW })
    const result = await scene.check(copy)
    expect(result).toMatchObject({
      verdict: 'foreign',
      register: null,
      signatures: [{ valid: null, coversWholeFile: true, qualified: false }],
    })
    expect(result.explanation.join(' ')).toContain('подписан он чужим ключом')
  })

  it('our signature carried over to another text is changed', async () => {
    const other = Buffer.from(
      await signPdf(await drawOrder({ title: 'О выплате миллиона' }), scene.otherKey, { now: NOW }),
    )
    const hex = Buffer.from(contentsOf(scene.signed).bytes).toString('hex')
    other.write(hex, contentsOf(other).start + 1, 'latin1')
    const result = await scene.check(other)
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: true }] })
    expect(result.signatures[0]?.reason).toContain('не то, которое было подписано')
  })

  it('a stranger’s signature over our signed file and his own revision makes no original', async () => {
    const { number, text } = firstPage(scene.signed)
    const place = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 9999999999 9999999999 9999999999] /Contents <${'0'.repeat(8_192)}> >>`
    const drawn = appended(scene.signed, { objects: { [number]: text, 901: place } })
    const at = drawn.lastIndexOf('/Contents <0000') + '/Contents '.length
    const end = drawn.indexOf('>', at) + 1
    const prepared = Buffer.from(drawn)
    const numbers = `[0 ${at} ${end} ${drawn.length - end}]`
    prepared.write(numbers.padEnd('[0 9999999999 9999999999 9999999999]'.length), drawn.lastIndexOf('[0 9999999999'))
    const cms = await signCms([prepared.subarray(0, at), prepared.subarray(end)], scene.otherKey)
    prepared.write(Buffer.from(cms).toString('hex'), at + 1, 'latin1')
    const result = await scene.check(prepared)
    expect(result.verdict).toBe('changed')
    expect(result.signatures).toMatchObject([
      { valid: false, coversWholeFile: false },
      { valid: null, coversWholeFile: true },
    ])
  })

  it('a gap wider than the signature is refused even where our own key signed around it', async () => {
    const prepared = Buffer.from(preparePdf(await drawOrder()))
    const [, first, second, rest] = rangeOf(prepared)
    const wide = replaced(prepared, RANGE, `/ByteRange [0 ${first - 10} ${second} ${rest}]`)
    const cms = await signCms([wide.subarray(0, first - 10), wide.subarray(second)], scene.key)
    const result = await scene.check(embedCms(wide, cms))
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false, coversWholeFile: false }] })
    expect(result.signatures[0]?.reason).toContain('место для чужого содержания')
  })

  it('something behind the signature in its place is refused', async () => {
    const stuffed = Buffer.from(scene.signed)
    stuffed.write('41', contentsOf(scene.signed).end - 3, 'latin1')
    const result = await scene.check(stuffed)
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: false }] })
    expect(result.signatures.some(passes)).toBe(false)
  })
})

describe('63 our older revision', () => {
  it('signed by our key and whole, but not the registered one, is told so', async () => {
    const older = await signPdf(await drawOrder({ title: 'О другом' }), scene.key, { now: NOW })
    const result = await scene.check(older)
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: true, coversWholeFile: true }] })
    expect(result.explanation[0]).toContain('прежняя или не принятая редакция')
  })

  it('the beginning of a registered file that has a second revision of ours', async () => {
    const { number, text } = firstPage(scene.signed)
    const whole = appended(scene.signed, { objects: { [number]: text } })
    const ours = sha256Hex(whole)
    const findByHash = async (sha256: string) => (sha256 === ours ? fileOf() : undefined)
    expect((await scene.check(whole, { findByHash })).verdict).toBe('genuine')
    const result = await scene.check(scene.signed, { findByHash })
    expect(result).toMatchObject({ verdict: 'changed', signatures: [{ valid: true, coversWholeFile: true }] })
    expect(result.explanation[0]).toContain('прежняя или не принятая редакция')
  })
})
