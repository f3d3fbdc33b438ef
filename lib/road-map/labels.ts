import type { DiffMark } from '@/lib/road-map/edition-diff'
import type { MeasureField, RoadMapStatus } from '@/lib/road-map/rules'

export const ROAD_MAP_STATUS_LABELS: Record<RoadMapStatus, string> = {
  draft: 'Черновик',
  in_approval: 'На согласовании',
  returned: 'На доработке',
  awaiting_signature: 'На подписании',
  approved: 'Утверждена',
  superseded: 'Заменена новой редакцией',
  repealed: 'Утратила силу',
}

export const MEASURE_FIELD_LABELS: Record<MeasureField, string> = {
  number: '№',
  title: 'Мероприятие',
  term: 'Срок',
  executors: 'Исполнители',
  tasks: 'Задачи',
  indicator: 'Показатель',
}

export const DIFF_MARK_LABELS: Record<DiffMark, string> = {
  added: 'Добавлена',
  changed: 'Изменена',
  moved: 'Перенесена',
  removed: 'Исключена',
}
