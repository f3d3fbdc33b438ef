import { addDays, type LocalDate, yearOf } from '@/lib/shared/dates'

/** One year of the production calendar (производственный календарь) of the five-day week. */
export type CalendarYear = {
  year: number
  /** The act that moved the days off, as a person would cite it. */
  source: string
  /** Days off that fall on Monday–Friday: holidays and moved days off. */
  daysOff: LocalDate[]
  /** Saturdays and Sundays that were made working days. */
  workDays: LocalDate[]
}

/** Known years by number; a year that is not here is unknown and is said to be so. */
export type ProductionCalendar = ReadonlyMap<number, CalendarYear>

const isWeekend = (date: LocalDate): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())

/** Whether people of the five-day week work on that day; null when the calendar does not know its year. */
export function isWorkingDay(date: LocalDate, calendar: ProductionCalendar): boolean | null {
  const year = calendar.get(yearOf(date))
  if (!year) return null
  if (year.workDays.includes(date)) return true
  return !isWeekend(date) && !year.daysOff.includes(date)
}

/**
 * The n-th working day, `date` itself counted when it is one; a negative n counts backwards.
 * Null when a year on the way is unknown, or n is 0 or beyond ten years.
 */
export function workingDaysFrom(date: LocalDate, n: number, calendar: ProductionCalendar): LocalDate | null {
  const step = n < 0 ? -1 : 1
  let left = Math.abs(n)
  if (!Number.isInteger(n) || left === 0 || left > 2_600) return null
  for (let day = date; ; day = addDays(day, step)) {
    const works = isWorkingDay(day, calendar)
    if (works === null) return null
    if (works) left -= 1
    if (left === 0) return day
  }
}

/** The last working day from `from` to `to`, both inclusive; null when a year is unknown or there is none. */
export function lastWorkingDay(from: LocalDate, to: LocalDate, calendar: ProductionCalendar): LocalDate | null {
  const found = workingDaysFrom(to, -1, calendar)
  return found !== null && found >= from ? found : null
}
