import type { MeasureStanding } from '@/lib/risk-profile/measure-standing'
import type { ProfileState } from '@/lib/risk-profile/profile'
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

export const MEASURE_STANDING_LABELS: Record<MeasureStanding, string> = {
  ...SCHOOL_MEASURE_STATE_LABELS,
  unmarked: 'срок прошёл, не отмечено',
}

export const PROFILE_STATE_LABELS: Record<ProfileState, string> = {
  none: 'анкеты нет',
  questionnaire: 'анкета есть, ждёт верификации',
  verified: 'верифицирован',
  second: 'повторная диагностика проведена',
}

/** «высокая (72)»; the value only where there is one. */
export const sayGrade = (significance: Significance, value: number | null): string =>
  value === null ? SIGNIFICANCE_LABELS[significance] : `${SIGNIFICANCE_LABELS[significance]} (${value})`
