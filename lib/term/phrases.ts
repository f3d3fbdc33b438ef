import { addDays, dayOf, type LocalDate, MONTHS, MONTHS_GENITIVE, monthOf, yearOf } from '@/lib/shared/dates'
import { lastDayOf } from '@/lib/term/edges'
import type { Period } from '@/lib/term/reading'

const endsMonth = (date: LocalDate): boolean => dayOf(date) === lastDayOf(yearOf(date), monthOf(date))

/** «май», with the year when it is not `year`. */
export const monthPhrase = (date: LocalDate, year: number | null): string =>
  `${MONTHS[monthOf(date) - 1]}${yearEnd(date, year)}`

/** «25 мая», with the year when it is not `year`; the day and its month never part (U+00A0). */
export const dayPhrase = (date: LocalDate, year: number | null): string =>
  `${dayOf(date)}\u00A0${MONTHS_GENITIVE[monthOf(date) - 1]}${yearEnd(date, year)}`

const yearEnd = (date: LocalDate, year: number | null): string =>
  yearOf(date) === year ? '' : ` ${yearOf(date)}\u00A0г.`

/** «2–6 марта», «28 февраля – 6 марта»; years are written where they differ from `year`. */
export function daysPhrase(from: LocalDate, to: LocalDate, year: number | null): string {
  if (from === to) return dayPhrase(from, year)
  if (from.slice(0, 7) === to.slice(0, 7)) return `${dayOf(from)}–${dayPhrase(to, year)}`
  const sameYear = yearOf(from) === yearOf(to)
  return `${dayPhrase(from, sameYear ? yearOf(from) : year)}\u00A0– ${dayPhrase(to, year)}`
}

/**
 * A period in words: «май», «апрель–май», «2–6 марта», «до 25 мая», «с 14 марта», «2022 год».
 * The year is written where it is not `year`; null writes every year.
 */
export function periodPhrase({ from, to }: Period, year: number | null): string {
  if (from === null) return to === null ? '' : `до ${dayPhrase(to, year)}`
  if (to === null) return `с ${dayPhrase(from, year)}`
  if (dayOf(from) !== 1 || !endsMonth(to)) return daysPhrase(from, to, year)
  if (monthOf(from) === 1 && monthOf(to) === 12) {
    return yearOf(from) === yearOf(to) ? `${yearOf(from)}\u00A0год` : `${yearOf(from)}–${yearOf(to)}\u00A0годы`
  }
  if (from.slice(0, 7) === to.slice(0, 7)) return monthPhrase(to, year)
  if (yearOf(from) === yearOf(to)) return `${monthPhrase(from, yearOf(from))}–${monthPhrase(to, year)}`
  return `${monthPhrase(from, year)}\u00A0– ${monthPhrase(to, year)}`
}

/** The Monday of the week of `date`. */
export function mondayOf(date: LocalDate): LocalDate {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  return addDays(date, -((weekday + 6) % 7))
}
