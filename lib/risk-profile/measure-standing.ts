import type { SchoolMeasureState } from '@/lib/risk-profile/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { readTerm } from '@/lib/term/read'

/** What is said of a school's measure on a day: its state, or `unmarked` where the state still says that the term has not come. */
export type MeasureStanding = SchoolMeasureState | 'unmarked'

/** `year` is the programme's, `today` the municipality's local date. */
type Day = { year: number; today: LocalDate }

/** From the day after the last one that a term names. A term that names no last day («постоянно», an unread one) never passes. */
export function isTermPast(term: string, { year, today }: Day): boolean {
  const { due } = readTerm(term, { year })
  return due !== null && due < today
}

/** A measure taken from the library says «не наступил срок» until somebody marks it; once its term has passed this is no longer true. */
export function standingOf({ state, term }: { state: SchoolMeasureState; term: string }, day: Day): MeasureStanding {
  return state === 'not_due' && isTermPast(term, day) ? 'unmarked' : state
}
