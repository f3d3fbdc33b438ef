import type { ExecutionState, ExecutorKind, Standing } from '@/lib/execution/rules'
import type { OrderKind } from '@/lib/order/rules'
import type { MeasureText, RoadMapColumn, RoadMapStatus } from '@/lib/road-map/rules'
import type { LocalDate } from '@/lib/shared/dates'
import type { TermReading } from '@/lib/term/reading'

/** A version of a map as it leaves the program: what every writer of files is given. Texts are as typed. */
export type ExportedRoadMap = {
  roadMapId: string
  version: number
  status: RoadMapStatus
  programme: string
  year: number
  /** The municipality's name. */
  place: string
  /** The annex's title; where none was typed, one made of the programme and the year. */
  title: string
  /** The act that approved it: its kind, number as printed with its sign, and date; null while there is none. */
  order: { kind: OrderKind; number: string; date: LocalDate } | null
  columns: RoadMapColumn[]
  sections: ExportedSection[]
  /** The local day for which standings were worked out. */
  today: LocalDate
  /** Whether the actor sees states of execution; a draft has none. */
  hasStates: boolean
  /** He sees those of his own executors only (a curator, a school). */
  isOwnOnly: boolean
}

export type ExportedSection = {
  key: string
  revision: number
  number: string
  title: string
  measures: ExportedMeasure[]
}

export type ExportedMeasure = MeasureText & {
  key: string
  revision: number
  /** «3.5». */
  place: string
  reading: TermReading
  /** The reading was set by hand. */
  isCorrected: boolean
  roles: string[]
  /** Pieces of the executors' text that the dictionary does not hold. */
  unknownExecutors: string[]
  points: ExportedPoint[]
}

export type ExportedPoint = {
  key: string
  label: string
  from: LocalDate | null
  /** The working date, inclusive; of several executors with different ones, the earliest that is still open. */
  due: LocalDate | null
  /** The date that follows from the approved text. */
  textDue: LocalDate | null
  /** How many of the executors whom the actor sees stand how; null where he sees no states. */
  counts: Partial<Record<Standing, number>> | null
  /** Null where there are too many to be listed: then only `counts` tell. */
  cells: ExportedCell[] | null
}

export type ExportedCell = {
  executorKind: ExecutorKind
  executor: string
  state: ExecutionState
  standing: Standing
  due: LocalDate | null
  doneOn: LocalDate | null
  note: string
}

/** The name of a file of this map: «Дорожная карта 2022.xlsx»; drafts say that they are. */
export const exportedFileName = (map: ExportedRoadMap, extension: string): string =>
  `Дорожная карта ${map.year}${map.order ? '' : ' (проект)'}.${extension}`
