import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import type { SchoolCurator } from '@/lib/visit/plan-table'

/** Why the day of the next visit that a sheet names does not come into the plan. */
export const NEXT_TROUBLES = ['school', 'curator'] as const
export type NextTrouble = (typeof NEXT_TROUBLES)[number]

const WHY: Record<NextTrouble, string> = {
  school: 'в этот день школа в программе не участвует',
  curator: 'в этот день вы не куратор этой школы; запланировать его может тот, кто будет её куратором, или координатор',
}

/** The sheet is saved with its day all the same. */
export const sayNextTrouble = (trouble: NextTrouble, day: LocalDate): string =>
  `Следующее посещение ${shortDate(day)} в график не внесено: ${WHY[trouble]}.`

/** The next visit is planned for the writer of the sheet, so he must be the school's curator on that very day; null: it can be planned. */
export function nextTroubleOn(
  day: LocalDate,
  school: { id: string; validFrom: LocalDate | null; validTo: LocalDate | null },
  curatorId: string,
  curators: readonly SchoolCurator[],
): NextTrouble | null {
  if (!isInForce(day, school.validFrom, school.validTo)) return 'school'
  const willCurate = curators.some(
    (one) => one.schoolId === school.id && one.userId === curatorId && isInForce(day, one.validFrom, one.validTo),
  )
  return willCurate ? null : 'curator'
}
