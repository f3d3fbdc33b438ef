import { isWorkingDay, lastWorkingDay, workingDaysFrom } from '@/lib/calendar/production'
import { addDays, isLocalDate, type LocalDate, longDate, shortDate, weekday } from '@/lib/shared/dates'
import type { TermContext } from '@/lib/term/reading'

/** One named stretch of time; `year` and, for a bare number, everything else may stand further to the right. */
export type Edge = { year?: number } & (
  | { unit: 'day'; day: number; month: number; weekday?: number; mustWork?: boolean }
  | { unit: 'month'; month: number }
  | { unit: 'quarter'; number: number }
  | { unit: 'half'; number: number }
  | { unit: 'decade'; number: number; month: number }
  /** «первая пятница мая», «последний рабочий день мая», «последний день мая»; which = −1 is the last one. */
  | { unit: 'counted'; what: 'weekday' | 'workday' | 'day'; weekday: number; which: number; month: number }
  | { unit: 'year'; year: number }
  /** «2022/2023 учебный год»; `year` is the first of the two. */
  | { unit: 'school_year'; year: number }
  /** `isDay` is false for «III» and «третий»: these count quarters, never days. */
  | { unit: 'number'; value: number; isDay: boolean }
)

/** Words that name no possible time; the message is a whole Russian sentence. */
export class Unreadable extends Error {}

const two = (value: number): string => String(value).padStart(2, '0')
/** Months from 1; the day is not checked. */
export const dateOf = (year: number, month: number, day: number): LocalDate => `${year}-${two(month)}-${two(day)}`

/** 28 to 31. */
export const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

const SPAN_MONTHS = { quarter: 3, half: 6 }

/** First and last day of an edge whose year is known. */
export function daysOf(edge: Edge, context: TermContext): { first: LocalDate; last: LocalDate } {
  const year = edge.year ?? context.year
  if (year < 1900 || year > 2199) throw new Unreadable(`Год ${year} — не год плана.`)
  if (edge.unit === 'year') return { first: dateOf(year, 1, 1), last: dateOf(year, 12, 31) }
  if (edge.unit === 'school_year') return { first: dateOf(year, 9, 1), last: dateOf(year + 1, 8, 31) }
  if (edge.unit === 'number') throw new Unreadable(`К числу ${edge.value} не назван месяц.`)
  if ('number' in edge && !('month' in edge)) {
    const months = SPAN_MONTHS[edge.unit]
    const limit = 12 / months
    if (edge.number < 1 || edge.number > limit) {
      throw new Unreadable(edge.unit === 'half' ? 'В году два полугодия.' : 'В году четыре квартала.')
    }
    const end = edge.number * months
    return { first: dateOf(year, end - months + 1, 1), last: dateOf(year, end, lastDayOf(year, end)) }
  }
  if (edge.month < 1 || edge.month > 12) throw new Unreadable(`Месяца с номером ${edge.month} нет.`)
  const end = lastDayOf(year, edge.month)
  if (edge.unit === 'month') return { first: dateOf(year, edge.month, 1), last: dateOf(year, edge.month, end) }
  if (edge.unit === 'decade') {
    if (edge.number < 1 || edge.number > 3) throw new Unreadable('В месяце три декады.')
    const from = (edge.number - 1) * 10 + 1
    return { first: dateOf(year, edge.month, from), last: dateOf(year, edge.month, edge.number === 3 ? end : from + 9) }
  }
  const date = edge.unit === 'day' ? dateOf(year, edge.month, edge.day) : countedDay(edge, year, end, context)
  const isReal: boolean = isLocalDate(date)
  if (!isReal) throw new Unreadable(`Даты ${shortDate(date)} в календаре нет.`)
  return { first: date, last: date }
}

function countedDay(
  edge: Extract<Edge, { unit: 'counted' }>,
  year: number,
  end: number,
  context: TermContext,
): LocalDate {
  const first = dateOf(year, edge.month, 1)
  const last = dateOf(year, edge.month, end)
  if (edge.what === 'day') {
    if (edge.which < 1) return last
    return dateOf(year, edge.month, edge.which)
  }
  if (edge.what === 'workday') {
    const calendar = context.calendar ?? new Map()
    const date = edge.which < 1 ? lastWorkingDay(first, last, calendar) : workingDaysFrom(first, edge.which, calendar)
    if (date === null) {
      throw new Unreadable(`Производственный календарь на ${year} год не известен: рабочие дни не посчитать.`)
    }
    if (date > last) throw new Unreadable('Столько рабочих дней в месяце нет.')
    return date
  }
  const days = Array.from({ length: end }, (_, index) => addDays(first, index))
  const named = days.filter((date) => weekdayOf(date) === edge.weekday)
  const found = named.at(edge.which < 1 ? -1 : edge.which - 1)
  if (!found) throw new Unreadable('Такого дня недели в месяце нет.')
  return found
}

const weekdayOf = (date: LocalDate): number => new Date(`${date}T00:00:00Z`).getUTCDay()

/** What a date's own words contradict: its weekday, «рабочий день». */
export function contradictions(edge: Edge, date: LocalDate, context: TermContext): string[] {
  if (edge.unit !== 'day') return []
  const doubts: string[] = []
  if (edge.weekday !== undefined && edge.weekday !== weekdayOf(date)) {
    doubts.push(`${longDate(date)} — ${weekday(date)}, а в тексте назван другой день недели.`)
  }
  if (edge.mustWork) {
    const works = isWorkingDay(date, context.calendar ?? new Map())
    if (works === false) doubts.push(`${longDate(date)} — нерабочий день, а в тексте сказано «рабочий день».`)
    if (works === null) {
      doubts.push(
        `Производственный календарь на ${date.slice(0, 4)} год не известен: рабочий ли это день, не проверено.`,
      )
    }
  }
  return doubts
}
