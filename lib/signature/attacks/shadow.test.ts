import { beforeAll, describe, expect, it } from 'vitest'
import { pdfText } from '@/e2e/pdf-text'
import { sha256Hex } from '@/lib/signature/certificate'
import { signPdf } from '@/lib/signature/pades'
import { NOW } from '@/lib/signature/signed-paper.testing'
import { appended, COVER, COVER_FONT, FORGED, firstPage, layoutOf, streamOf } from './pdf-surgery.testing'
import { drawOrder, fileOf, openScene, passes, type Scene } from './scene.testing'

/** What a reader shows of the whole file. */
const textShown = (pdf: Uint8Array) => pdfText(new Uint8Array(pdf))

let scene: Scene
beforeAll(async () => {
  scene = await openScene()
})

const HONEST = 'q 1 g 0 0 600 850 re f Q BT /FX 24 Tf 60 700 Td (HONEST ORDER) Tj ET'

/** Somebody inside prepared the sheet before it was signed: it draws object 900, and what that is can be changed later. */
async function prepared(shown: string): Promise<Buffer> {
  const drawn = Buffer.from(await drawOrder())
  const { number, text } = firstPage(drawn)
  const sheet = text
    .replace(/\/Contents \d+ 0 R/, '/Contents 900 0 R')
    .replace(/\/Resources \d+ 0 R/, `/Resources << /XObject << /Fm 901 0 R >> /Font << ${COVER_FONT} >> >>`)
  return appended(drawn, {
    objects: { [number]: sheet, 900: streamOf(`${COVER} /Fm Do`), 901: form(shown) },
  })
}

const form = (content: string) =>
  streamOf(content, `/Type /XObject /Subtype /Form /BBox [0 0 600 850] /Resources << /Font << ${COVER_FONT} >> >>`)

const sign = async (drawn: Buffer) => Buffer.from(await signPdf(drawn, scene.key, { now: NOW }))

/** The prepared file is the registered one: until it is touched it is genuine, after that it is not. */
async function expectUncovered(signed: Buffer, attacked: Buffer) {
  const ours = sha256Hex(signed)
  const findByHash = async (sha256: string) => (sha256 === ours ? fileOf() : undefined)
  expect(await scene.check(signed, { findByHash })).toMatchObject({ verdict: 'genuine', signatures: [{ valid: true }] })
  expect(attacked.subarray(0, signed.length).equals(signed)).toBe(true)
  const result = await scene.check(attacked, { findByHash })
  expect(result.verdict).toBe('changed')
  expect(result.signatures.length).toBeGreaterThan(0)
  expect(result.signatures.some(passes)).toBe(false)
  expect(result.signatures.some(({ valid }) => valid === true)).toBe(false)
}

describe('64 shadow: prepared before the signature, uncovered after it', () => {
  it('hide: the layer over the text is emptied', async () => {
    const signed = await sign(await prepared(HONEST))
    const attacked = appended(signed, { objects: { 901: form(' ') } })
    expect(await textShown(signed)).toContain('HONEST ORDER')
    const shown = await textShown(attacked)
    expect(shown).toContain(FORGED)
    expect(shown).not.toContain('HONEST ORDER')
    await expectUncovered(signed, attacked)
  })

  it('replace: the layer says something else', async () => {
    const signed = await sign(await prepared(HONEST))
    const attacked = appended(signed, { objects: { 901: form(HONEST.replace('HONEST ORDER', 'OTHER ORDER')) } })
    expect(await textShown(attacked)).toContain('OTHER ORDER')
    await expectUncovered(signed, attacked)
  })

  it('hide and replace: what was signed holds both, and an address in the table is exchanged', async () => {
    const both = await prepared(COVER)
    const hidden = both.lastIndexOf('901 0 obj')
    const signed = await sign(appended(both, { objects: { 901: form(HONEST) } }))
    expect(await textShown(signed)).toContain('HONEST ORDER')
    const { startxref, root, size } = layoutOf(signed)
    const row = `901 1\n${String(hidden).padStart(10, '0')} 00000 n \n`
    const update = `\nxref\n${row}trailer\n<< /Size ${size} /Root ${root} 0 R /Prev ${startxref} >>\nstartxref\n${signed.length + 1}\n%%EOF\n`
    const attacked = Buffer.concat([signed, Buffer.from(update, 'latin1')])
    const shown = await textShown(attacked)
    expect(shown).toContain(FORGED)
    expect(shown).not.toContain('HONEST ORDER')
    await expectUncovered(signed, attacked)
  })
})
