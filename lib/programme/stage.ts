import { addDays, type LocalDate } from '@/lib/shared/dates'

export type StageDays = { dueDate: LocalDate | null; opensOn: LocalDate | null; locksOn: LocalDate | null }

/** Late reports are taken for so many days after the due date unless the stage says otherwise (rulings F7). */
export const DAYS_FOR_LATE = 14

/** The first local day on which a report can be begun: the stage's own, else the first of the due date's month; null while there is no due date. */
export const opensOn = ({ opensOn, dueDate }: StageDays): LocalDate | null =>
  opensOn ?? (dueDate ? `${dueDate.slice(0, 7)}-01` : null)

/** The last local day, inclusive, on which a report is taken without unlocking; null: it never locks. */
export const locksOn = ({ locksOn, dueDate }: StageDays): LocalDate | null =>
  locksOn ?? (dueDate ? addDays(dueDate, DAYS_FOR_LATE) : null)

export type StageStanding = 'ahead' | 'open' | 'late' | 'locked'

/** Where `today` stands: before the opening, in time (the due day included), late but taken (the lock day included), locked. */
export function stageStanding(stage: StageDays, today: LocalDate): StageStanding {
  const first = opensOn(stage)
  const last = locksOn(stage)
  if (first === null || today < first) return 'ahead'
  if (last !== null && today > last) return 'locked'
  return stage.dueDate === null || today <= stage.dueDate ? 'open' : 'late'
}

/** What is wrong with the order of a stage's days: opens ≤ due ≤ locks, each inclusive; `field` is the form's column. */
export function stageDefect({ dueDate, opensOn, locksOn }: StageDays): { field: string; message: string } | null {
  if (opensOn && dueDate && opensOn > dueDate)
    return { field: 'stageOpens', message: 'отчёты открываются не позже срока.' }
  if (locksOn && dueDate && locksOn < dueDate)
    return { field: 'stageLocks', message: 'последний день приёма не раньше срока.' }
  if (locksOn && opensOn && locksOn < opensOn)
    return { field: 'stageLocks', message: 'последний день приёма не раньше дня, когда отчёты открываются.' }
  return null
}
