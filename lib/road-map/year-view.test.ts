import { describe, expect, it } from 'vitest'
import type { PlannedMeasure, Summary } from '@/lib/road-map/plan'
import { presentMonth, yearRow } from '@/lib/road-map/year-view'
import { controlPoints } from '@/lib/term/points'
import { readTerm } from '@/lib/term/read'

const planned = (term: string): PlannedMeasure => {
  const reading = readTerm(term, { year: 2022, zone: 'Asia/Chita' })
  return {
    key: 'k',
    reading,
    isCorrected: false,
    isCorrectionLost: false,
    points: controlPoints(reading, 2022),
    executors: { roles: [], unknown: [] },
    plan: undefined,
  }
}
const drawn = (term: string) =>
  yearRow(planned(term), 2022, undefined).cells.map(
    ({ month, span, text }) => `${month}+${span} ${text.replace('\u00A0', ' ')}`,
  )

describe('a term on the year', () => {
  it.each([
    ['до 25.05.2022', ['5+1 до 25']],
    ['26 февраля', ['2+1 26']],
    ['март', ['3+1 до 31']],
    ['Февраль-март', ['2+2 февраль–март']],
    ['Май, ноябрь 2022', ['5+1 до 31', '11+1 до 30']],
    ['Апрель-май; сентябрь - ноябрь 2022 г.', ['4+2 апрель–май', '9+3 сентябрь–ноябрь']],
    ['С 10.03.2022 до 12.05.2022', ['3+3 10.03–12.05']],
    ['17-19.02', ['2+1 17–19']],
  ])('«%s»', (term, cells) => expect(drawn(term)).toEqual(cells))

  it.each([
    ['В течение года', 'whole'],
    ['постоянно', 'whole'],
    ['В течение года, постоянно', 'whole'],
    ['По графику', 'undated'],
    ['', 'undated'],
    ['как получится', 'undated'],
    ['до 25.05', 'months'],
  ])('«%s» stands apart or in months: %s', (term, kind) =>
    expect(yearRow(planned(term), 2022, undefined).kind).toBe(kind),
  )

  it('puts each turn of a rhythm into the month in which it is due', () => {
    const { cells } = yearRow(planned('В течение года, еженедельно'), 2022, undefined)
    expect(cells).toHaveLength(12)
    expect(cells[1]?.said.replaceAll('\u00A0', ' ')).toMatch(/^4 срока: неделя .+ … неделя .+$/)
    expect(cells.every(({ span, text }) => span === 1 && /^×\s[45]$/.test(text))).toBe(true)
  })

  it('names what lies outside the year instead of losing it', () => {
    expect(yearRow(planned('до 15.12.2021'), 2022, undefined)).toMatchObject({
      kind: 'months',
      cells: [],
      outside: [expect.stringContaining('2021')],
    })
  })

  it('takes the worst standing of the points that share a cell', () => {
    const of = (worst: Summary['worst']): Summary => ({ total: 1, counts: { [worst]: 1 }, worst, next: null })
    const two = planned('10.03.2022, 20.03.2022')
    expect(two.points).toHaveLength(2)
    const { cells } = yearRow(two, 2022, (point) => of(point.key === '1' ? 'overdue' : 'done'))
    expect(cells).toMatchObject([{ month: 3, span: 1, standing: 'overdue' }])
  })
})

it('marks the present month of this year only', () => {
  expect(presentMonth('2022-05-21', 2022)).toBe(5)
  expect(presentMonth('2023-01-01', 2022)).toBeUndefined()
})
