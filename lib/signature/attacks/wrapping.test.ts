import { beforeAll, describe, expect, it } from 'vitest'
import { pdfText } from '@/e2e/pdf-text'
import { COVER, COVER_FONT, contentsOf, FORGED, firstPage, layoutOf, rangeOf, streamOf } from './pdf-surgery.testing'
import { openScene, passes, type Scene } from './scene.testing'

/** What a reader shows of the whole file. */
const textShown = (pdf: Uint8Array) => pdfText(new Uint8Array(pdf))

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})

/**
 * Signature wrapping: the signed rest is moved towards the end, a second /ByteRange in the place that nobody signed says where it
 * is now, and the address of the cross-reference, which is signed and stays, leads to the attacker's table in between.
 */
function wrapped({ keepPlace, close }: { keepPlace: boolean; close: boolean }): Buffer {
  const { signed } = scene
  const { objects, root, size, startxref } = layoutOf(signed)
  const [, first, second, rest] = rangeOf(signed)
  const contents = contentsOf(signed)
  const hex = Buffer.from(contents.bytes).toString('hex')
  const place = `<${keepPlace ? hex : hex.replace(/(?:00)+$/, '')}>`
  const page = firstPage(signed)
  const moved = Math.max(startxref, first + place.length) - second + 40_000
  const room = second + moved - first
  const opening = `${place} /ByteRange [0 ${first} ${second + moved} ${rest}] ${close ? '>> endobj' : '/Wrapped ('}\n`
  let body = opening
  const places = new Map<number, number>()
  const add = (number: number, text: string) => {
    places.set(number, first + body.length)
    body += `${number} 0 obj\n${text}\nendobj\n`
  }
  add(
    page.number,
    `<< /Type /Page /Parent 901 0 R /MediaBox [0 0 595 842] /Contents 900 0 R /Resources << /Font << ${COVER_FONT} >> >> >>`,
  )
  add(900, streamOf(COVER))
  add(901, `<< /Type /Pages /Count 1 /Kids [${page.number} 0 R] >>`)
  add(902, '<< /Type /Catalog /Pages 901 0 R >>')
  expect(first + body.length).toBeLessThan(startxref)
  body = body.padEnd(startxref - first, ' ')
  const all = new Map([...objects].map(([number, { at }]) => [number, at > second ? at + moved : at]))
  for (const [number, at] of places) all.set(number, at)
  const rows = [...all].map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
  body += `xref\n0 1\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${Math.max(size, 903)} /Root 902 0 R >>\nstartxref\n${startxref}\n%%EOF\n`
  expect(root).not.toBe(902)
  expect(body.length).toBeLessThan(room)
  body = body.padEnd(room - 1, ' ') + (close ? ' ' : ')')
  return Buffer.concat([signed.subarray(0, first), Buffer.from(body, 'latin1'), signed.subarray(second)])
}

describe('63 SWA: the signed parts moved apart, own content between them', () => {
  it.each([
    ['in the place that the signature left free', { keepPlace: false, close: false }],
    ['behind the whole place of the signature', { keepPlace: true, close: false }],
    ['behind a signature’s dictionary that is closed early', { keepPlace: false, close: true }],
  ])('%s', async (_, how) => {
    const attacked = wrapped(how)
    const [, first, second] = rangeOf(scene.signed)
    // Every byte that was signed is still there, and readers show what was not.
    expect(attacked.subarray(0, first).equals(scene.signed.subarray(0, first))).toBe(true)
    expect(attacked.subarray(-(scene.signed.length - second)).equals(scene.signed.subarray(second))).toBe(true)
    expect(await textShown(attacked)).toBe(FORGED)
    const result = await scene.check(attacked)
    expect(result).toMatchObject({ verdict: 'changed', register: { number: '122' } })
    expect(result.signatures.length).toBeGreaterThan(0)
    expect(result.signatures.some(passes)).toBe(false)
    expect(result.signatures.some(({ valid }) => valid === true)).toBe(false)
  })
})
