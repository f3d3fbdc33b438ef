import type { Decision, RoundState } from '@/lib/approval/rules'

export const DECISION_LABELS: Record<Decision, string> = {
  approve: 'Согласовать',
  approve_with_remarks: 'Согласовать с замечаниями',
  return: 'Вернуть на доработку',
}

/** As the лист согласования prints it. */
export const DECISION_MADE: Record<Decision, string> = {
  approve: 'Согласовано',
  approve_with_remarks: 'Согласовано с замечаниями',
  return: 'Возвращено на доработку',
}

export const ROUND_STATE_LABELS: Record<RoundState, string> = {
  open: 'идёт согласование',
  passed: 'согласовано, на подписании',
  returned: 'возвращено на доработку',
  recalled: 'отозвано автором',
  signed: 'подписано',
}
