import { describe, expect, it } from 'vitest'
import { moveReading, moveTitleYears, nextLabel, otherYears } from '@/lib/road-map/begin'
import { UNREAD } from '@/lib/term/reading'

describe('moveTitleYears', () => {
  it.each([
    ['Дорожная карта на 2022 год', 'Дорожная карта на 2023 год'],
    ['проекта (500+) в 2022 году', 'проекта (500+) в 2023 году'],
    ['на 2022–2023 годы', 'на 2023–2024 годы'],
    ['на 2022 - 2023 гг.', 'на 2023 - 2024 гг.'],
    ['2022\u00A0г.', '2023\u00A0г.'],
    ['приказ от 01.03.2022 № 160', 'приказ от 01.03.2022 № 160'],
    ['приказ от 01.03.2022 г. № 160', 'приказ от 01.03.2022 г. № 160'],
    ['школа № 2022 города', 'школа № 2022 города'],
    ['проект 2022', 'проект 2022'],
  ])('%s', (text, moved) => {
    expect(moveTitleYears(text, 1)).toBe(moved)
    expect(moveTitleYears(moved, -1)).toBe(text)
  })
})

describe('moveReading', () => {
  const at = (day: string) => ({ ...UNREAD, kind: 'date' as const, periods: [{ from: day, to: day }], due: day })

  it('moves every day, and gives nothing up but 29 February', () => {
    expect(moveReading(at('2024-05-25'), 1)).toEqual(at('2025-05-25'))
    expect(moveReading(at('2024-02-29'), 4)).toEqual(at('2028-02-29'))
    expect(moveReading(at('2024-02-29'), 1)).toBeNull()
    expect(moveReading({ ...UNREAD, kind: 'from', periods: [{ from: '2022-03-01', to: null }] }, 1)?.periods).toEqual([
      { from: '2023-03-01', to: null },
    ])
  })
})

it('names other years once each', () => {
  expect(otherYears('форум – 2021, итоги 2021 и 2022 года, 12021', 2022)).toEqual([2021])
})

it.each([
  ['6', '7'],
  ['1.6.', '1.7.'],
  ['1.9', '1.10'],
  ['', ''],
  ['а', ''],
])('after «%s» comes «%s»', (label, next) => expect(nextLabel(label)).toBe(next))
