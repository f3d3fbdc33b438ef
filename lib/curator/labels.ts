import type { StayingReport, StayingVisit } from '@/lib/curator/hand-over'
import type { VisitCounts } from '@/lib/curator/load'
import type { AssignmentStanding, FindingWeight } from '@/lib/curator/rules'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

export const FINDING_WEIGHT_LABELS: Record<FindingWeight, string> = {
  refused: 'Назначить нельзя',
  reason: 'Нужна причина',
  warning: 'Обратите внимание',
}

export const STANDING_LABELS: Record<AssignmentStanding, string> = {
  ahead: 'впереди',
  in_force: 'действует',
  over: 'завершено',
  called_off: 'отменено',
}

/** Why a visit does not go over with its school. */
export const STAYING_VISIT_LABELS: Record<StayingVisit['why'], string> = {
  missed: 'не проведено, остаётся пропущенным',
  begun: 'проведено, лист не сохранён: его заполняет прежний куратор',
  has_own:
    'у нового куратора в этот день уже есть посещение этой школы. Лишнее отмените, а если нужны оба, до передачи перенесите одно',
}

/** Why a report does not go over with its school. */
export const STAYING_LABELS: Record<StayingReport['why'], string> = {
  has_own: 'у нового куратора есть свой отчёт по этой школе и этапу',
  day_ahead: 'до этого дня отчёт пишет прежний куратор; если не отправит, передайте ещё раз в этот день или позже',
}

export const sayVisits = ({ planned, held, missed }: VisitCounts): string =>
  planned + held + missed === 0
    ? 'нет'
    : [`проведено ${held}`, `впереди ${planned}`, ...(missed > 0 ? [`пропущено ${missed}`] : [])].join(', ')

export const sayReports = ({ due, sent }: { due: number; sent: number }, stages: number): string =>
  stages === 0 ? 'этап не открыт' : due === 0 ? 'не нужны' : `отправлено ${sent} из ${due}`

/** The stages whose reports are counted. */
export const sayStages = (stages: readonly { name: string; programme: string; dueDate: LocalDate | null }[]): string =>
  stages
    .map(({ name, programme, dueDate }) => `${name}, ${programme}${dueDate ? `, до ${shortDate(dueDate)}` : ''}`)
    .join('; ')

/** «3 посещения, 1 отчёт» of what is open. */
export const sayOpenWork = ({ visits, reports }: { visits: number; reports: number }): string =>
  [
    visits > 0 ? counted(visits, 'посещение', 'посещения', 'посещений') : '',
    reports > 0 ? counted(reports, 'отчёт', 'отчёта', 'отчётов') : '',
  ]
    .filter(Boolean)
    .join(', ')
