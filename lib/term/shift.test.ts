import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTerm } from '@/lib/term/read'
import { moveTermYears } from '@/lib/term/shift'

describe('a term moved to another year', () => {
  it.each([
    ['до 25.05.2022', 'до 25.05.2023'],
    ['до 25.05.22 г.', 'до 25.05.23 г.'],
    ['февраль', 'февраль'],
    ['17-19.02 02-06.03', '17-19.02 02-06.03'],
    ['Апрель-май; сентябрь - ноябрь  2022 г.', 'Апрель-май; сентябрь - ноябрь  2023 г.'],
    ['май 22 г.', 'май 23 г.'],
    ['2022/2023 учебный год', '2023/2024 учебный год'],
    ['2022-23 уч. год', '2023-24 уч. год'],
    ['ноябрь 2022 – март 2023', 'ноябрь 2023 – март 2024'],
    ['с 01.03.2022г. по 31.05.2022г.', 'с 01.03.2023г. по 31.05.2023г.'],
    ['11.2022', '11.2023'],
    ['2022-11-01', '2023-11-01'],
    ['20\u00AD22\u00A0год', '20\u00AD23\u00A0год'],
    ['29.02.2024', '29.02.2025'],
    ['по приказу от 01.03.2022 № 160', 'по приказу от 01.03.2022 № 160'],
    ['по приказу № 2022', 'по приказу № 2022'],
    ['курсы 12022', 'курсы 12022'],
    ['', ''],
  ])('%s', (text, moved) => {
    expect(moveTermYears(text, 1)).toBe(moved)
    expect(moveTermYears(moved, -1)).toBe(text)
  })

  it('leaves a day that the other year lacks to the person', () => {
    expect(readTerm(moveTermYears('29.02.2024', 1), { year: 2025 })).toMatchObject({ kind: 'unknown' })
  })

  const month = fc.integer({ min: 1, max: 12 })
  const day = fc.integer({ min: 1, max: 28 })
  const two = (value: number) => String(value).padStart(2, '0')
  const year = fc.integer({ min: 2021, max: 2060 })
  const NAMES = ['января', 'марта', 'мая', 'ИЮНЯ', 'сентября', 'декабря']
  const fragment = fc.oneof(
    fc.tuple(day, month, year).map(([d, m, y]) => `${two(d)}.${two(m)}.${y}`),
    fc.tuple(day, month, year).map(([d, m, y]) => `до ${d}.${two(m)}.${two(y % 100)} г.`),
    fc.tuple(day, fc.constantFrom(...NAMES), year).map(([d, name, y]) => `${d} ${name} ${y} года`),
    fc.tuple(day, month).map(([d, m]) => `${d}.${two(m)}`),
    fc.constantFrom('май', 'Февраль-март', 'I квартал', 'еженедельно', 'по графику', 'в течение года', '\u00A0', '—'),
  )
  const term = fc
    .array(fc.tuple(fragment, fc.constantFrom(', ', '; ', ' и ', '\n', ' ')), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.flat().join(''))

  it('comes back the same', () => {
    fc.assert(
      fc.property(
        fc.oneof(term, fc.string({ unit: 'binary', maxLength: 60 })),
        fc.integer({ min: -30, max: 30 }),
        (text, by) => {
          const moved = moveTermYears(text, by)
          expect(moved.length).toBe(text.length)
          if (moved !== text) expect(moveTermYears(moved, -by)).toBe(text)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is read as the same days of the other year', () => {
    const shift = (date: string | null, by: number) => date && `${Number(date.slice(0, 4)) + by}${date.slice(4)}`
    fc.assert(
      fc.property(term, fc.integer({ min: -20, max: 20 }), year, (text, by, programme) => {
        const before = readTerm(text, { year: programme })
        const after = readTerm(moveTermYears(text, by), { year: programme + by })
        expect(after.kind).toBe(before.kind)
        expect(after.recurrence).toBe(before.recurrence)
        const ends = ({ periods }: typeof before, years: number) =>
          periods.map(({ from, to }) =>
            [shift(from, years), shift(to, years)].map((date) => date?.replace(/02-29$/, '02-28')),
          )
        expect(ends(after, 0)).toEqual(ends(before, by))
      }),
      { numRuns: 400 },
    )
  })
})
