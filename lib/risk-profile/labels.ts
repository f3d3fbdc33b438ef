import type { SchoolMeasureState, Significance, Verdict } from '@/lib/risk-profile/rules'

export const SIGNIFICANCE_LABELS: Record<Significance, string> = {
  high: 'высокая',
  medium: 'средняя',
  low: 'низкая',
  absent: 'не выявлен',
  unassessed: 'не оценён',
}

export const VERDICT_LABELS: Record<Verdict, string> = {
  confirmed: 'подтверждён',
  not_confirmed: 'не подтверждён',
}

export const SCHOOL_MEASURE_STATE_LABELS: Record<SchoolMeasureState, string> = {
  not_due: 'не наступил срок',
  done: 'выполнено',
  partly: 'частично',
  not_done: 'не выполнено',
}
