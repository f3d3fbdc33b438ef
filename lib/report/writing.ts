import { locksOn, opensOn, type StageDays, stageStanding } from '@/lib/programme/stage'
import { isReportStepOpen, type ReportState } from '@/lib/report/rules'
import { type LocalDate, shortDate } from '@/lib/shared/dates'

export type WritingFacts = {
  state: ReportState
  stage: StageDays
  /** Unlocked up to this local day, inclusive; null: not unlocked. */
  unlockedTo: LocalDate | null
  /** Whether the one who writes is the school's curator today. */
  isCurator: boolean
}

const ASK = 'Если отчёт нужно изменить, попросите муниципального координатора открыть его.'

/**
 * Why nothing can be written in the report on `today`; null while it can. The words say whom to ask. Sections that are closed in a
 * returned report are asked about apart.
 */
export function whyClosed({ state, stage, unlockedTo, isCurator }: WritingFacts, today: LocalDate): string | null {
  if (!isReportStepOpen('write', state))
    return state === 'sent'
      ? 'Отчёт отправлен и ждёт решения муниципального координатора: изменить его сейчас нельзя.'
      : `Отчёт принят. ${ASK}`
  if (!isCurator)
    return 'Вы больше не куратор этой школы: отчёт за этап сдаёт её нынешний куратор. Написанное вами сохранено.'
  const last = locksOn(stage)
  const isUnlocked = unlockedTo !== null && today <= unlockedTo
  if (stageStanding(stage, today) === 'locked' && !isUnlocked)
    return unlockedTo
      ? `Отчёт был открыт до ${shortDate(unlockedTo)}. ${ASK}`
      : `Этап закрыт: отчёты принимали до ${last ? shortDate(last) : ''} включительно. ${ASK}`
  return null
}

export const SECTION_CLOSED = 'Этот раздел закрыт для правки. Исправьте разделы, которые открыты.'

/** What stands in the way of sending on `today`, besides what the form asks; null: nothing. A stage moved on after the report was begun. */
export function whyNotYet(stage: StageDays, today: LocalDate): string | null {
  const first = opensOn(stage)
  if (first !== null && today >= first) return null
  return first === null
    ? 'У этапа нет срока, поэтому отчёты по нему ещё не принимают. Срок назначает администратор. Написанное сохранено.'
    : `Срок этапа перенесли: отчёты принимают с ${shortDate(first)}. Написанное сохранено.`
}
