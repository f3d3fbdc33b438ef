import { describe, expect, it } from 'vitest'
import { isWorkingDay, lastWorkingDay, workingDaysFrom } from '@/lib/calendar/production'
import { builtInCalendar } from '@/lib/calendar/years'
import { addDays, isLocalDate } from '@/lib/shared/dates'

/** Working days of the five-day week as the yearly norm of hours gives them. */
const NORM: Record<number, number> = { 2020: 248, 2021: 247, 2022: 247, 2023: 247, 2024: 248, 2025: 247, 2026: 247 }

describe('the production calendar', () => {
  it.each(Object.entries(NORM))('counts the working days of %s', (year, norm) => {
    let days = 0
    for (let date = `${year}-01-01`; date.startsWith(year); date = addDays(date, 1)) {
      if (isWorkingDay(date, builtInCalendar)) days += 1
    }
    expect(days).toBe(norm)
  })

  it('names its source and keeps to its year', () => {
    for (const [number, { year, source, daysOff, workDays }] of builtInCalendar) {
      expect(year).toBe(number)
      expect(source).toMatch(/^постановление Правительства РФ от \d\d\.\d\d\.\d{4} № \d+$/)
      for (const date of [...daysOff, ...workDays])
        expect(isLocalDate(date) && date.startsWith(`${year}-`), date).toBe(true)
      const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay()
      for (const date of daysOff) expect([1, 2, 3, 4, 5], date).toContain(weekday(date))
      for (const date of workDays) expect([0, 6], date).toContain(weekday(date))
      expect(new Set(daysOff).size).toBe(daysOff.length)
    }
    expect([...builtInCalendar.keys()]).toEqual(Object.keys(NORM).map(Number))
  })

  it('knows the days that were moved', () => {
    expect(isWorkingDay('2022-03-05', builtInCalendar)).toBe(true)
    expect(isWorkingDay('2022-03-07', builtInCalendar)).toBe(false)
    expect(isWorkingDay('2022-05-10', builtInCalendar)).toBe(false)
    expect(isWorkingDay('2025-11-01', builtInCalendar)).toBe(true)
    // Non-working by the President's decree, not days off by the Code.
    expect(isWorkingDay('2021-05-04', builtInCalendar)).toBe(true)
  })

  it('says nothing of a year it does not know', () => {
    expect(isWorkingDay('2031-05-05', builtInCalendar)).toBeNull()
    expect(workingDaysFrom('2026-12-30', 3, builtInCalendar)).toBeNull()
    expect(lastWorkingDay('2031-05-01', '2031-05-31', builtInCalendar)).toBeNull()
  })

  it('counts working days forth and back', () => {
    expect(workingDaysFrom('2022-05-01', 3, builtInCalendar)).toBe('2022-05-06')
    expect(workingDaysFrom('2022-05-04', 1, builtInCalendar)).toBe('2022-05-04')
    expect(workingDaysFrom('2022-05-10', -1, builtInCalendar)).toBe('2022-05-06')
    expect(lastWorkingDay('2022-04-01', '2022-04-30', builtInCalendar)).toBe('2022-04-29')
    expect(lastWorkingDay('2022-01-01', '2022-01-09', builtInCalendar)).toBeNull()
    expect(workingDaysFrom('2022-05-04', 0, builtInCalendar)).toBeNull()
  })
})
