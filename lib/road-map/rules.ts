import { conflict } from '@/lib/shared/refusal'

/** The life of one version of a road map (rulings A2). */
export const ROAD_MAP_STATUSES = [
  'draft',
  'in_approval',
  'returned',
  'awaiting_signature',
  'approved',
  'superseded',
  'repealed',
] as const
export type RoadMapStatus = (typeof ROAD_MAP_STATUSES)[number]

/** A package is frozen from the moment it is sent (rulings A1); it is edited before that and after a return or recall. */
export const isEditable = (status: RoadMapStatus): boolean => status === 'draft' || status === 'returned'

export function demandEditable(status: RoadMapStatus): void {
  if (!isEditable(status)) {
    throw conflict(
      'Дорожная карта отправлена на согласование или уже утверждена: изменить её нельзя. ' +
        'Отзовите пакет или дождитесь возврата; утверждённую карту меняют актом о внесении изменений.',
    )
  }
}

export const MEASURE_FIELDS = ['number', 'title', 'term', 'executors', 'tasks', 'indicator'] as const
export type MeasureField = (typeof MEASURE_FIELDS)[number]

/** The text of one row, word for word as typed. */
export type MeasureText = Record<MeasureField, string> & { extra: { header: string; text: string }[] }

/** A column of the annex in its place, under its own heading; `extra` columns are kept as they came (domain §5). */
export type RoadMapColumn = { header: string; field: MeasureField | 'extra' }

export const DEFAULT_COLUMNS: RoadMapColumn[] = [
  { header: '№ п/п', field: 'number' },
  { header: 'Мероприятие', field: 'title' },
  { header: 'Срок', field: 'term' },
  { header: 'Исполнители', field: 'executors' },
  { header: 'Задачи', field: 'tasks' },
  { header: 'Муниципальный показатель реализации', field: 'indicator' },
]

/** Limits against accidents, not against work: a plan of a large city has some hundreds of rows. */
export const LIMITS = { measures: 20_000, cell: 2_000_000 } as const
