import { describe, expect, it } from 'vitest'
import { linesOf, pdfPages, shownText } from '@/e2e/pdf-text'
import { family } from './fonts'
import { hyphenPlaces } from './hyphenation'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'
import { breakLines } from './text-lines'

const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70' }
const HYPHENATED = { ...ORDER_121, annex: null, profile: { ...ORDER_121.profile, hyphenation: true } }

const parted = (word: string): string => {
  const places = hyphenPlaces(word)
  return [...word].map((letter, index) => (places.includes(index) ? `-${letter}` : letter)).join('')
}

describe('hyphenation', () => {
  it('parts Russian words by syllables, with three letters on either side', () => {
    expect(parted('организация')).toMatch(/^орга-?ни-?за-?ция$/)
    expect(parted('муниципального')).toContain('-')
    for (const word of ['общеобразовательных', 'распоряжение', 'методический']) {
      const pieces = parted(word).split('-')
      expect(pieces.length).toBeGreaterThan(1)
      expect(pieces[0]?.length).toBeGreaterThanOrEqual(3)
      expect(pieces.at(-1)?.length).toBeGreaterThanOrEqual(3)
      for (const piece of pieces) expect(piece).toMatch(/[аеёиоуыэюя]/)
    }
  })

  it.each(['школы', 'МБОУДОД', 'программа500', 'information', ''])('leaves «%s» whole', (word) => {
    expect(hyphenPlaces(word)).toEqual([])
  })

  it('leaves no line wider than its room and no letter out', () => {
    const text = ORDER_121.preamble
    const lines = breakLines([{ text }], { faces: family(), size: 14, width: 200, fill: 'justified', hyphenate: true })
    const hyphens = lines.flatMap((line) => line.pieces.filter((piece) => piece.softHyphen))
    expect(hyphens.length).toBeGreaterThan(2)
    const letters = (given: string) => given.replace(/[\s\u00A0]/g, '')
    const read = lines.flatMap((line) => line.pieces.filter((piece) => !piece.softHyphen).map((piece) => piece.text))
    expect(letters(read.join(''))).toBe(letters(text))
    for (const line of lines) expect(line.width - 200).toBeLessThanOrEqual(line.spaces * 14 * 0.25 * 0.2 + 0.01)
  })

  it('parts words of the text only, and a reader puts them together again', async () => {
    const { bytes } = await drawOrder2026(HYPHENATED, DRAWING)
    const [first] = await pdfPages(bytes)
    for (const line of first ? linesOf(first) : []) expect(line.right).toBeLessThan(((210 - 15) * 72) / 25.4 + 0.5)
    const shown = await shownText(bytes)
    const [header = '', text = ''] = shown.split('В соответствии')
    expect(header).not.toContain('\u00AD')
    expect(text.match(/[а-я]\n\u00AD\n[а-я]/g)?.length).toBeGreaterThan(1)
    const whole = text.replace(/\s*\u00AD\s*/g, '').replace(/\s+/g, ' ')
    for (const word of ORDER_121.preamble.split(/[\s\u00A0]+/).slice(2)) expect(whole).toContain(word)
  })

  it('is off where the profile does not ask for it', async () => {
    const { bytes } = await drawOrder2026({ ...ORDER_121, annex: null }, DRAWING)
    expect(await shownText(bytes)).not.toContain('\u00AD')
  })
})
