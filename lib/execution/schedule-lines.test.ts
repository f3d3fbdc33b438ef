import { describe, expect, it } from 'vitest'
import { readScheduleLines, repeatedDates } from './schedule-lines'

const schools = [
  { id: '1', name: 'Средняя школа № 1', shortName: 'СОШ № 1' },
  { id: '2', name: 'Средняя школа № 2', shortName: 'СОШ № 2' },
  { id: '3', name: 'Вечерняя', shortName: 'Та же' },
  { id: '4', name: 'Дневная', shortName: 'Та же' },
]
const read = (text: string) => readScheduleLines(text, 2026, schools)

describe('dates of a schedule, one a line', () => {
  it.each([
    ['12.03.2026', '2026-03-12', null, ''],
    ['12.03', '2026-03-12', null, ''],
    ['12 марта 2026 г.', '2026-03-12', null, ''],
    ['12.03.2026 — СОШ № 1', '2026-03-12', '1', ''],
    ['12.03.2026 - сош №2 - первый выезд — утром', '2026-03-12', '2', 'первый выезд — утром'],
    ['12.03;«Средняя школа № 1»', '2026-03-12', '1', ''],
    ['29.02.2028', '2028-02-29', null, ''],
  ])('%s', (line, date, schoolId, note) => expect(read(line)).toEqual([{ date, schoolId, note }]))

  it('passes over empty lines and refuses the rest with its number, never guessing a school', () => {
    expect(read('\n \u00A0\n')).toEqual([])
    for (const line of ['29.02.2026', '32.01', 'март', '— СОШ № 1'])
      expect(() => read(`01.03\n${line}`), line).toThrow('Строка 2')
    expect(() => read('12.03 — СОШ № 11')).toThrow('такой школы в списке нет')
    expect(() => read('12.03 — Та же')).toThrow('несколько')
    expect(() => read('01.03\n'.repeat(401))).toThrow('400')
  })
})

describe('repeatedDates', () => {
  it('steps by weeks and months, both ends inclusive, a short month giving its last day', () => {
    expect(repeatedDates('week', '2026-12-24', '2027-01-07')).toEqual(['2026-12-24', '2026-12-31', '2027-01-07'])
    expect(repeatedDates('month', '2027-11-30', '2028-03-31')).toEqual([
      '2027-11-30',
      '2027-12-30',
      '2028-01-30',
      '2028-02-29',
      '2028-03-30',
    ])
    expect(repeatedDates('month', '2026-01-31', '2026-04-29')).toEqual(['2026-01-31', '2026-02-28', '2026-03-31'])
    expect(repeatedDates('week', '2026-05-01', '2026-05-01')).toEqual(['2026-05-01'])
    expect(() => repeatedDates('week', '2026-05-02', '2026-05-01')).toThrow('раньше')
    expect(() => repeatedDates('week', '2026-01-01', '2099-01-01')).toThrow('400')
  })
})
