import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { controlPoints } from '@/lib/term/points'
import { LONGEST_TERM, readTerm } from '@/lib/term/read'
import { TERM_KINDS } from '@/lib/term/reading'
import { sayReading } from '@/lib/term/say'
import { moveTermYears } from '@/lib/term/shift'

const STEMS = ['янв', 'фев', 'мар', 'апр', 'ма[йяе]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const WORDS = [
  ...['январь', 'Февраля', 'марте', 'апр.', 'МАЙ', 'июнь', 'июля', 'август', 'сент.', 'октября', 'ноябрь', 'декабре'],
  ...['до', 'с', 'по', 'к', 'в', 'не позднее', 'в срок до', 'и', 'или', 'от', 'на', 'за', 'в течение', 'весь'],
  ...[
    'года',
    'период',
    'квартал',
    'полугодие',
    'числа',
    'каждого месяца',
    'раз',
    'еженедельно',
    'каждую',
    'пт',
    'среду',
  ],
  ...[
    'графику',
    'плану',
    'постоянно',
    'после',
    'каникул',
    'рабочий день',
    'последний',
    'учебный год',
    'этап',
    'мск',
    'ч.',
  ],
  ...[
    '1',
    '2',
    '05',
    '17',
    '31',
    '32',
    '2022',
    '2023 г.',
    '22 г.',
    '25.05',
    '31.02',
    '01.11.2022',
    '5.3.22',
    '14.00',
    '10:30',
  ],
  ...[
    'I',
    'ІІІ',
    'V',
    'Х',
    '№',
    '500+',
    '*',
    '¹',
    '(',
    ')',
    '«',
    '»',
    '/',
    ',',
    ';',
    '.',
    ':',
    '-',
    '–',
    '—',
    '\n',
    '\u00A0',
  ],
]
const glued = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(' ', '', ' ', '\u00A0')), { maxLength: 14 })
  .map((parts) => parts.flat().join(''))
const anything = fc.oneof(glued, fc.string({ unit: 'binary', maxLength: 80 }), fc.string({ unit: 'grapheme' }))
const anyYear = fc.integer({ min: 1995, max: 2150 })

describe('any text', () => {
  it('is read without throwing, into a whole reading', () => {
    fc.assert(
      fc.property(anything, anyYear, (text, year) => {
        const reading = readTerm(text, { year, zone: 'Asia/Chita' })
        expect(TERM_KINDS).toContain(reading.kind)
        if (['unknown', 'empty', 'relative'].includes(reading.kind)) expect(reading.periods).toEqual([])
        if (reading.kind === 'unknown') expect(reading.doubts.length, text).toBeGreaterThan(0)
        for (const doubt of reading.doubts) expect(doubt).toMatch(/^[А-Я«\d].*\.$/su)
        const ends = reading.periods.map(({ to }) => to)
        const undated = ['from', 'continuous', 'reference', 'relative', 'empty', 'unknown'].includes(reading.kind)
        const last = ends.includes(null) ? null : ([...ends].sort().at(-1) ?? null)
        expect(reading.due, text).toBe(undated ? null : last)
        for (const { from, to } of reading.periods) if (from && to) expect(from <= to, text).toBe(true)
        expect(reading.periods.map(({ from, to }) => from ?? to)).toEqual(
          reading.periods.map(({ from, to }) => from ?? to).sort(),
        )
        expect(sayReading(reading)).not.toBe('')
        moveTermYears(text, 1)
      }),
      { numRuns: 3_000 },
    )
  })

  it('gives points with keys of their own', () => {
    fc.assert(
      fc.property(glued, anyYear, (text, year) => {
        const points = controlPoints(readTerm(text, { year }), year)
        expect(points.length, text).toBeGreaterThan(0)
        expect(new Set(points.map(({ key }) => key)).size).toBe(points.length)
        for (const { from, due, label } of points) {
          expect(label).not.toBe('')
          if (from && due) expect(from <= due, text).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('gives no day and no month that does not stand in it or bound the year', () => {
    const plain = glued.filter((text) => !/квартал|полугодие|учебный|последний|рабочий/i.test(text))
    fc.assert(
      fc.property(plain, anyYear, (text, year) => {
        for (const date of readTerm(text, { year }).periods.flatMap(({ from, to }) => [from, to])) {
          if (date === null || /-01-01$|-12-31$/.test(date)) continue
          const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))]
          const figures = [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
          const named = new RegExp(STEMS[month - 1] ?? '', 'i').test(text)
          expect(named || figures.includes(month), `${text} → ${date}`).toBe(true)
          const end = new Date(Date.UTC(Number(date.slice(0, 4)), month, 0)).getUTCDate()
          expect(figures.includes(day) || day === 1 || day === end, `${text} → ${date}`).toBe(true)
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a long text', () => {
  const units = ['май ', '(', '1', '1.', '- ', 'I', '«', 'в течение ', 'раз в ', '25.05.2022,', ' ', '\u200B', '*']
  const timesOf = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  const work = (text: string) => {
    moveTermYears(text, 1)
    return readTerm(text, { year: 2022 })
  }
  it.each(units)('of «%s» is not a term, and is said so in a time that grows with it only', async (unit) => {
    const text = timesOf(unit)
    expect(['unknown', 'empty']).toContain(work(text(1_000_000)).kind)
    for (const length of [LONGEST_TERM, 1_000_000])
      expect(await growthOf(length, text, work), `${length}`).toBeLessThan(NEARLY_SQUARE)
  })
})
