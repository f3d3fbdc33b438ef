import type { SchoolMeasureState } from '@/lib/risk-profile/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { readTerm } from '@/lib/term/read'

/** What is said of a school's measure on a day: its state, or `unmarked` where the state still says that the term has not come. */
export type MeasureStanding = SchoolMeasureState | 'unmarked'

/**
 * `year` is the programme's, `today` the municipality's local date. A measure taken from the library says «не наступил срок» until
 * somebody marks it; from the day after the last one that its term names this is no longer true. A term that names no last day
 * («постоянно», an unread one) never passes.
 */
export function standingOf(
  { state, term }: { state: SchoolMeasureState; term: string },
  { year, today }: { year: number; today: LocalDate },
): MeasureStanding {
  if (state !== 'not_due') return state
  const { due } = readTerm(term, { year })
  return due !== null && due < today ? 'unmarked' : 'not_due'
}
