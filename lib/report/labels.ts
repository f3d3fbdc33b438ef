import type { ReportState, ReviewDecision } from '@/lib/report/rules'

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
