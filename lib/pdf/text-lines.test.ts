import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { family } from './fonts'
import { forPaper } from './glue'
import type { Measure } from './measured-text'
import { breakLines } from './text-lines'

const MEASURE: Measure = { faces: family(), size: 14, width: 200 }
const texts = (text: string, measure: Partial<Measure> = {}) =>
  breakLines([{ text }], { ...MEASURE, ...measure }).map((line) => line.pieces.map((piece) => piece.text).join(''))

describe('pairs that no line parts', () => {
  it.each([
    ['№ 160', '№_160'],
    ['от 21 апреля 2022 г. № 5', 'от 21_апреля_2022_г. №_5'],
    ['в 2022 году', 'в 2022_году'],
    ['А.В. Мочалов и Иванова Н. Г.', 'А.В._Мочалов и Иванова_Н._Г.'],
    ['(Ивановой Н.Г.), глава', '(Ивановой_Н.Г.), глава'],
    ['на основании ст. 25 Устава', 'на основании ст._25 Устава'],
    ['(плана - графика) и тире — вот', '(плана_- графика) и тире_— вот'],
    ['Проекта 500 + и', 'Проекта 500_+ и'],
    ['1 500 000 руб.', '1_500_000 руб.'],
    ['до 25.05.2022 2 этап', 'до 25.05.2022 2 этап'],
    ['12 мартенов', '12 мартенов'],
    ['в г. Чите, пгт. Забайкальск', 'в г._Чите, пгт._Забайкальск'],
  ])('%s', (typed, glued) => {
    expect(forPaper(typed)).toBe(glued.replaceAll('_', '\u00A0'))
  })

  it('changes nothing but spaces, line ends and signs that show nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const bare = (text: string) => text.replace(/[\s\u0000-\u001F\u007F-\u009F]/g, '')
        expect(bare(forPaper(typed))).toBe(bare(typed))
      }),
    )
  })
})

describe('lines', () => {
  it('loses no letter of any text at any width', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('Муниципальный', 'й координатор', '№ 160', '\n', '  ', '😀', 'научно-методический'),
    )
    fc.assert(
      fc.property(
        fc.array(word),
        fc.integer({ min: 5, max: 400 }),
        fc.constantFrom('first-fit', 'justified', 'balanced'),
        (words, width, fill) => {
          const text = words.join('')
          expect(texts(text, { width, fill: fill as 'balanced' }).join('')).toBe(forPaper(text).replaceAll('\n', ''))
        },
      ),
    )
  })

  it('are no wider than they may be, by any filling', () => {
    const text =
      'Оказание кураторами методической помощи по разработке документов, закреплёнными за ОУ, по достижению результатов'
    for (const fill of ['first-fit', 'balanced'] as const) {
      for (const line of breakLines([{ text }], { ...MEASURE, fill })) expect(line.width).toBeLessThanOrEqual(200.01)
    }
  })

  it('break a hyphenated word only where it does not fit whole', () => {
    expect(texts('план научно-методический', { width: 160 })).toEqual(['план ', 'научно-методический'])
    expect(texts('план научно-методический', { width: 100 })).toEqual(['план научно-', 'методический'])
  })

  it('cut a name of three hundred letters between letters', () => {
    const lines = texts('Имя'.repeat(100))
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.join('')).toBe('Имя'.repeat(100))
  })

  it('keep a date in one piece where it fits', () => {
    for (const line of texts('Срок исполнения пункта: до 25 мая 2022 г., далее ежегодно', { width: 150 })) {
      expect(line.includes('25') || !/мая|2022|г\./.test(line)).toBe(true)
    }
  })

  it('end where the person ended them', () => {
    expect(texts('первая\r\nвторая\u2028третья\n\nпятая')).toEqual(['первая', 'вторая', 'третья', '', 'пятая'])
  })

  it('keep bold and regular parts apart in one paragraph', () => {
    const [line] = breakLines([{ text: 'Устава ' }, { text: 'обязывает:', bold: true }], MEASURE)
    expect(line?.pieces).toEqual([
      { text: 'Устава ', bold: false },
      { text: 'обязывает:', bold: true },
    ])
  })

  it('of a title do not end in a preposition where they need not', () => {
    const title = 'Об утверждении плана мероприятий по реализации проекта в рамках программы и с учётом срока'
    for (const line of texts(title, { width: 240, fill: 'balanced' })) expect(line.trim()).not.toMatch(/\s[а-яё]{1,2}$/)
  })
})
