import type { IndicatorBase, IndicatorKind } from '@/lib/indicator/rules'

export const INDICATOR_KIND_LABELS: Record<IndicatorKind, string> = {
  share: 'Доля, в процентах',
  number: 'Число',
  yes_no: 'Сделано или нет',
  uncountable: 'Не считается',
}

export const INDICATOR_BASE_LABELS: Record<IndicatorBase, string> = {
  schools: 'школ',
  curators: 'кураторов',
  points: 'контрольных точек исполнителей',
  none: 'не по записям программы',
}
