import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pdfText } from '@/e2e/pdf-text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { appended, COVER, COVER_FONT, FORGED, firstPage, objectOf, streamOf, type Update } from './pdf-surgery.testing'
import { openScene, passes, type Scene } from './scene.testing'

/** What a reader shows of the whole file. */
const textShown = (pdf: Uint8Array) => pdfText(new Uint8Array(pdf))

let scene: Scene
let folder: string
beforeAll(async () => {
  scene = await openScene()
  folder = mkdtempSync(join(tmpdir(), 'marshrut-revision-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The first sheet with other content: what any editor can save behind a signed file. */
function forgedSheet(): Update['objects'] {
  const { number, text, refers } = firstPage(scene.signed)
  const resources = objectOf(scene.signed, refers('Resources'))
  const fonts = resources.includes('/Font <<')
    ? resources.replace('/Font <<', `/Font << ${COVER_FONT}`)
    : resources.replace(/>>\s*$/, `/Font << ${COVER_FONT} >> >>`)
  return {
    [number]: text
      .replace(/\/Contents \d+ 0 R/, '/Contents 900 0 R')
      .replace(/\/Resources \d+ 0 R/, '/Resources 901 0 R'),
    900: streamOf(COVER),
    901: fonts,
  }
}

const SIGNATURE = /\/Type \/Sig\n/

async function expectChanged(attacked: Buffer) {
  expect(Buffer.compare(attacked, scene.signed)).not.toBe(0)
  const result = await scene.check(attacked)
  expect(result.verdict).toBe('changed')
  expect(result.signatures.some(passes)).toBe(false)
  expect(result.signatures.some(({ valid }) => valid === true)).toBe(false)
  expect(result.signatures.length).toBeGreaterThan(0)
  return result
}

describe('63 ISA: a revision saved behind the signed one', () => {
  it.each(['table', 'stream'] as const)('with a cross-reference (%s) shows other text to readers', async (xref) => {
    const attacked = appended(scene.signed, { objects: forgedSheet(), xref })
    expect(await textShown(attacked)).toContain(FORGED)
    const result = await expectChanged(attacked)
    expect(result.explanation.join(' ')).toContain('После подписания файл дополнен')
    expect(result.register?.number).toBe('122')
  })

  it('without a cross-reference, for readers that mend', async () => {
    await expectChanged(appended(scene.signed, { objects: forgedSheet(), xref: 'none' }))
  })

  it('with a copy of the signature’s own dictionary beside it', async () => {
    const number = [...Array(40).keys()].find((one) => {
      try {
        return SIGNATURE.test(objectOf(scene.signed, one))
      } catch {
        return false
      }
    })
    const copy = objectOf(scene.signed, number ?? -1)
    const attacked = appended(scene.signed, { objects: { ...forgedSheet(), [number ?? -1]: copy } })
    expect(await textShown(attacked)).toContain(FORGED)
    const result = await expectChanged(attacked)
    expect(result.signatures).toHaveLength(2)
  })

  it('that hides: the sheets lead to other ones, nothing of the old text is shown', async () => {
    const { number } = firstPage(scene.signed)
    const sheet = `<< /Type /Page /Parent 910 0 R /MediaBox [0 0 595 842] /Contents 900 0 R /Resources << /Font << ${COVER_FONT} >> >> >>`
    const attacked = appended(scene.signed, {
      objects: {
        900: streamOf(COVER),
        [number]: sheet,
        910: `<< /Type /Pages /Count 1 /Kids [${number} 0 R] >>`,
        911: '<< /Type /Catalog /Pages 910 0 R >>',
      },
      root: 911,
    })
    const shown = await textShown(attacked)
    expect(shown).toContain(FORGED)
    expect(shown).not.toContain('РАСПОРЯЖЕНИЕ')
    await expectChanged(attacked)
  })

  it('that changes nothing at all', async () => {
    await expectChanged(appended(scene.signed, { objects: {} }))
  })

  it.skipIf(!hasTool('pdfsig', '-v'))('is called a valid signature by a program in wide use', async () => {
    const path = join(folder, 'isa.pdf')
    writeFileSync(path, appended(scene.signed, { objects: forgedSheet() }))
    const said = execFileSync('pdfsig', [path]).toString()
    expect(said).toContain('Signature is Valid')
    expect(said).toContain('Not total document signed')
  })
})

describe('64 an annotation added by a viewer', () => {
  it.each([
    ['a note', '/Subtype /Text /Rect [100 700 120 720] /Contents (agreed)'],
    ['a text over the sheet', '/Subtype /FreeText /Rect [0 0 595 842] /DA (/Helv 30 Tf 0 g) /Contents (VOID)'],
    ['a stroke of the pen', '/Subtype /Ink /Rect [0 0 500 500] /InkList [[10 10 400 400]]'],
    ['a picture of a seal', '/Subtype /Stamp /Rect [300 100 400 200] /Name /Approved'],
    ['a link', '/Subtype /Link /Rect [0 0 595 842] /A << /S /URI /URI (https://example.test) >>'],
  ])('%s: the paper is changed, and the register’s act is named', async (_, annotation) => {
    const { number, text } = firstPage(scene.signed)
    const annotated = text.replace(/\/Annots \[/, '/Annots [900 0 R ')
    expect(annotated).not.toBe(text)
    const result = await expectChanged(
      appended(scene.signed, {
        objects: { [number]: annotated, 900: `<< /Type /Annot ${annotation} /P ${number} 0 R >>` },
      }),
    )
    expect(result.register?.number).toBe('122')
  })
})
