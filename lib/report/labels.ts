import type { SectionStanding } from '@/lib/report/progress'
import type { ReportSignature, ReportState, ReviewDecision } from '@/lib/report/rules'
import { type LocalDate, MONTHS_GENITIVE, monthOf } from '@/lib/shared/dates'
import { comparable } from '@/lib/shared/text'

export const REPORT_STATE_LABELS: Record<ReportState, string> = {
  draft: 'черновик',
  sent: 'отправлен',
  returned: 'возвращён на доработку',
  accepted: 'принят',
  accepted_with_remarks: 'принят с замечаниями',
}

export const REVIEW_DECISION_LABELS: Record<ReviewDecision, string> = {
  accepted: 'Принять',
  accepted_with_remarks: 'Принять с замечаниями',
  returned: 'Вернуть на доработку',
}

export const SECTION_STANDING_LABELS: Record<SectionStanding, string> = {
  not_begun: 'Не начато',
  in_work: 'В работе',
  done: 'Готово',
  remarks: 'Есть замечания',
}

export const REPORT_SIGNATURE_LABELS: Record<ReportSignature, string> = {
  electronic: 'усиленная неквалифицированная электронная подпись (УНЭП) куратора',
  paper: 'от руки, на бумаге',
}

/** «мая» of a stage due in May; '' where it has no due date. */
export const stageMonth = (dueDate: LocalDate | null): string =>
  dueDate ? (MONTHS_GENITIVE[monthOf(dueDate) - 1] ?? '') : ''

/** «Ответ мая»; «Прежний ответ» of a stage without a due date. */
export const earlierAnswer = (month: string): string => (month ? `Ответ ${month}` : 'Прежний ответ')

/** What a report is called among others: «МОУ СОШ № 1, 1 этап: отчёты кураторов». */
export const reportName = (school: string, stage: string): string => `${comparable(school)}, ${comparable(stage)}`
