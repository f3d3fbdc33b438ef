import type { ProductionCalendar } from '@/lib/calendar/production'
import type { LocalDate } from '@/lib/shared/dates'

/** What a term's words span (domain §5); `unknown` keeps the text and claims nothing. */
export const TERM_KINDS = [
  'date',
  'until',
  'from',
  'period',
  'periods',
  'whole',
  'continuous',
  'reference',
  'relative',
  'empty',
  'unknown',
] as const
export type TermKind = (typeof TERM_KINDS)[number]

export const RECURRENCES = ['daily', 'weekly', 'monthly', 'quarterly', 'halfyearly', 'yearly'] as const
export type Recurrence = (typeof RECURRENCES)[number]

/** Both days local and inclusive. `until` has one period whose `from` is null, `from` one whose `to` is null; a date has both equal. */
export type Period = { from: LocalDate | null; to: LocalDate | null }

/** What the program understood of a term's text. The text itself is kept and printed as typed, beside this. */
export type TermReading = {
  kind: TermKind
  /** In order of time; [] for reference without dates, relative, empty, unknown. */
  periods: Period[]
  /** The last day of the last period, inclusive; null for from, continuous, reference, relative, empty, unknown. */
  due: LocalDate | null
  recurrence: Recurrence | null
  /** Day of the month by which a recurring thing is done: «ежемесячно до 5 числа». */
  day?: number
  /** A clock named in the text; `due` stays the date written. `zone` is an IANA name. */
  time?: { at: string; zone: string }
  /** Whole Russian sentences; a doubtful reading is shown as doubtful. */
  doubts: string[]
}

/** What a reader of terms must be told. */
export type TermContext = {
  /** The programme's year: dates without a year are of this year. */
  year: number
  /** IANA zone of the municipality, for clocks named «по местному времени». */
  zone?: string
  /** Days off and working days known of the production calendar (lib/calendar); absent: working days cannot be counted. */
  calendar?: ProductionCalendar
}

/** A reading that claims nothing. */
export const UNREAD: TermReading = { kind: 'unknown', periods: [], due: null, recurrence: null, doubts: [] }
