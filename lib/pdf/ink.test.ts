import { describe, expect, it } from 'vitest'
import { pdfText, shownText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { family } from './fonts'
import { Paper, portrait } from './paper'
import { drawParagraph } from './paragraph'

const AT = new Date('2022-04-21T02:00:00Z')

async function paperOf(text: string): Promise<Uint8Array> {
  const paper = new Paper({ title: 'Проба', at: AT, paperId: 'proba-000001' })
  paper.startPage(portrait({ marginLeftMm: 30, marginRightMm: 15, marginTopMm: 20, marginBottomMm: 20 }))
  drawParagraph(paper, { runs: [{ text }], size: 14, width: paper.textWidth, tag: paper.tag('P'), tagType: 'P' })
  return (await paper.finish()).bytes
}

// What is tested here leans on pdfkit's private fields: a new version of it must pass before it is taken.
describe('what is drawn and read back', () => {
  it('tells U+00A0 from a space and U+002D from a soft hyphen, though they share glyphs', async () => {
    const shown = await shownText(await paperOf('от\u00A021 мая до-го сло\u00ADво'))
    expect(shown.trim()).toBe('от\u00A021\u00A0мая до-го сло\u00ADво')
  })

  it('keeps letters of the peoples of Russia, signs and quotes', async () => {
    const letters = 'Үү Өө Һһ Җҗ Ёё Әә Ңң Ҡҡ Ғғ Ӧӧ Ӱӱ Ӹӹ ₽ № „“ «» — – … ‰ ½'
    for (const letter of letters.replaceAll(' ', ''))
      expect(family().regular.font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0)).toBe(true)
    expect(comparable(await pdfText(await paperOf(letters)))).toBe(letters)
  })

  it('shows a box for a letter that the font lacks and reads it back as the letter', async () => {
    const face = family().regular
    expect(face.glyph(0x1f600).id).toBe(face.font.glyphForCodePoint(0x25a1).id)
    expect((await shownText(await paperOf('план 😀 готов ☑'))).trim()).toBe('план 😀 готов ☑')
  })

  it('draws nothing for control signs and half of a pair', async () => {
    expect((await shownText(await paperOf('раз\u0000\u0007два \uD83D три'))).trim()).toBe('раздва \uFFFD три')
  })

  it('gives marks and joiners no room of their own', () => {
    const face = family().regular
    for (const invisible of [0xad, 0x200b, 0x200d, 0x202e, 0xfe0f, 0xfeff, 0x0301])
      expect(face.advance(invisible)).toBe(0)
  })
})
