import 'server-only'
import { measures } from '@/db/schema/road-map'

/** The text of one row, as every reader of a map selects it: a new cell is named here once. */
export const measureCells = {
  number: measures.number,
  title: measures.title,
  term: measures.term,
  executors: measures.executors,
  tasks: measures.tasks,
  indicator: measures.indicator,
  extra: measures.extra,
}
