import { addDays, type LocalDate, yearOf } from '@/lib/shared/dates'
import { dateOf, lastDayOf } from '@/lib/term/edges'
import { dayPhrase, daysPhrase, mondayOf, monthPhrase, periodPhrase } from '@/lib/term/phrases'
import type { Period, Recurrence, TermReading } from '@/lib/term/reading'

/** One occurrence of a measure, with its own state and evidence. */
export type ControlPoint = {
  /** Stays the same while the reading stays the same: the ordinal as text, or the key of a schedule's date. */
  key: string
  /** Both inclusive; `from` null is open. A point without `due` never turns overdue. */
  from: LocalDate | null
  due: LocalDate | null
  /** In Russian: «май», «2–6 марта», «1 квартал», «неделя 7–13 марта», «до 25 мая». */
  label: string
  /** Of a schedule's date that concerns one school. */
  schoolId: string | null
}

/** A day of the schedule to which «по графику» was joined. */
export type ScheduleDate = { key: string; date: LocalDate; schoolId: string | null; note: string }

/** More occurrences than these are no list that people would fill in: the term then has one point for the whole of it. */
export const MOST_POINTS = 400

type Stretch = { from: LocalDate | null; due: LocalDate | null; label: string }

/**
 * The control points of a term: one for each period, occurrence or date of its schedule, and one without `due` where the term names
 * no day. `year` is the programme's: open ends of a recurrence are its first and last day.
 */
export function controlPoints(
  reading: TermReading,
  year: number,
  scheduleDates: readonly ScheduleDate[] = [],
): ControlPoint[] {
  if (reading.kind === 'reference' && scheduleDates.length > 0) {
    return [...scheduleDates]
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
      .map(({ key, date, schoolId, note }) => {
        const label = note ? `${dayPhrase(date, year)}, ${note}` : dayPhrase(date, year)
        return { key, from: date, due: date, label, schoolId }
      })
  }
  return stretchesOf(reading, year).map((stretch, index) => ({ key: String(index + 1), ...stretch, schoolId: null }))
}

const UNDATED: Partial<Record<TermReading['kind'], string>> = {
  continuous: 'постоянно',
  reference: 'по другому документу',
  relative: 'по событию',
  empty: 'без срока',
  unknown: 'срок не распознан',
}

function stretchesOf(reading: TermReading, year: number): Stretch[] {
  const label = UNDATED[reading.kind]
  if (label !== undefined) return [{ from: reading.periods[0]?.from ?? null, due: null, label }]
  const { recurrence, periods } = reading
  // Nobody confirms a thing every day: a daily one is shown by the date of its last activity, like «постоянно».
  if (recurrence === 'daily') return [{ from: periods[0]?.from ?? null, due: null, label: 'ежедневно' }]
  if (recurrence) {
    const spans = (periods.length > 0 ? periods : [{ from: null, to: null }]).map((period) => closed(period, year))
    const occurrences = spans.flatMap((span) => occurrencesIn(span, recurrence, reading.day, year))
    if (occurrences.length > 0 && occurrences.length <= MOST_POINTS) return occurrences
  }
  return periods.map((period) => ({ from: period.from, due: period.to, label: periodPhrase(period, year) }))
}

type Closed = { from: LocalDate; to: LocalDate }

function closed({ from, to }: Period, year: number): Closed {
  const first = from ?? dateOf(Math.min(year, to ? yearOf(to) : year), 1, 1)
  return { from: first, to: to ?? dateOf(Math.max(year, yearOf(first)), 12, 31) }
}

function occurrencesIn(span: Closed, step: Recurrence, day: number | undefined, year: number): Stretch[] {
  const found: Stretch[] = []
  for (let from = startOf(span.from, step); from <= span.to; ) {
    const next = nextOf(from, step)
    const whole = { from, to: addDays(next, -1) }
    const clipped = { from: later(from, span.from), to: earlier(whole.to, span.to) }
    const due = step === 'monthly' && day !== undefined ? dueInMonth(from, day) : whole.to
    // «до 5 числа» of a month that the span begins after its 5th asks for nothing.
    if (due >= clipped.from)
      found.push({ from: clipped.from, due: earlier(due, span.to), label: named(clipped, whole, step, year) })
    if (found.length > MOST_POINTS) break
    from = next
  }
  return found
}

const later = (a: LocalDate, b: LocalDate): LocalDate => (a > b ? a : b)
const earlier = (a: LocalDate, b: LocalDate): LocalDate => (a < b ? a : b)

const MONTHS_IN = { daily: 1, weekly: 1, monthly: 1, quarterly: 3, halfyearly: 6, yearly: 12 }

function startOf(date: LocalDate, step: Recurrence): LocalDate {
  if (step === 'weekly') return mondayOf(date)
  const months = MONTHS_IN[step]
  return dateOf(yearOf(date), Math.floor((Number(date.slice(5, 7)) - 1) / months) * months + 1, 1)
}

function nextOf(start: LocalDate, step: Recurrence): LocalDate {
  if (step === 'weekly') return addDays(start, 7)
  const month = Number(start.slice(5, 7)) + MONTHS_IN[step]
  return month > 12 ? dateOf(yearOf(start) + 1, month - 12, 1) : dateOf(yearOf(start), month, 1)
}

/** «до 31 числа» in February is its last day. */
function dueInMonth(start: LocalDate, day: number): LocalDate {
  const month = Number(start.slice(5, 7))
  return dateOf(yearOf(start), month, Math.min(day, lastDayOf(yearOf(start), month)))
}

function named(clipped: Closed, whole: Closed, step: Recurrence, year: number): string {
  if (step === 'weekly') return `неделя ${daysPhrase(clipped.from, clipped.to, year)}`
  const end = yearOf(whole.from) === year ? '' : ` ${yearOf(whole.from)}\u00A0г.`
  const number = Math.ceil(Number(whole.to.slice(5, 7)) / MONTHS_IN[step])
  if (step === 'quarterly') return `${number}\u00A0квартал${end}`
  if (step === 'halfyearly') return `${number}\u00A0полугодие${end}`
  return step === 'yearly' ? `${yearOf(whole.from)}\u00A0год` : monthPhrase(whole.from, year)
}
