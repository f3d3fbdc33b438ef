import type { Standing } from '@/lib/execution/rules'
import type { PlannedMeasure, Summary } from '@/lib/road-map/plan'
import { addDays, type LocalDate, MONTHS, monthOf, yearOf } from '@/lib/shared/dates'
import { plural } from '@/lib/shared/text'
import type { ControlPoint } from '@/lib/term/points'

/** The year of a map as months × measures: what the words of the terms say, laid out. Draws nothing. */
/** A run of months, from 1. `text` is what a narrow cell has room for, `said` is whole; `standing` is null where nothing is executed. */
export type YearCell = { month: number; span: number; text: string; said: string; standing: Standing | null }

/**
 * `months`: control points with dates; `whole`: the whole year or without an end; `undated`: a schedule or a correction is awaited.
 * `outside` are days of points beyond the programme's year, which has no column for them.
 */
export type YearRow = { kind: 'months' | 'whole' | 'undated'; cells: YearCell[]; outside: string[] }

/** `summaryOf` tells how one point stands; undefined while the map is a draft. */
export function yearRow(
  planned: PlannedMeasure,
  year: number,
  summaryOf: ((point: ControlPoint) => Summary) | undefined,
): YearRow {
  const { reading, points } = planned
  const isEndless = reading.kind === 'continuous' || reading.recurrence === 'daily'
  if (isEndless || (reading.kind === 'whole' && points.length <= 1)) return { kind: 'whole', cells: [], outside: [] }
  const dated = points.filter((point) => point.due !== null || (reading.kind === 'from' && point.from !== null))
  if (dated.length === 0) return { kind: 'undated', cells: [], outside: [] }
  // A rhythm has a point for each turn; it stands in the month in which it is due.
  const isRhythm = reading.recurrence !== null
  const active = MONTHS.map((_, index) => dated.filter((point) => isActive(point, year, index + 1, isRhythm)))
  const cells: YearCell[] = []
  for (let month = 1; month <= 12; month++) {
    const here = active[month - 1] ?? []
    if (here.length === 0) continue
    let span = 1
    while (month + span <= 12 && isSame(active[month + span - 1] ?? [], here)) span++
    const summaries = summaryOf ? here.map(summaryOf).filter((one) => one.total > 0) : []
    cells.push({ month, span, ...wordsOf(here, year), standing: worst(summaries) })
    month += span - 1
  }
  const outside = dated.filter((point) => !active.some((month) => month.includes(point))).map(({ label }) => label)
  return { kind: 'months', cells, outside }
}

const first = (year: number, month: number): LocalDate => `${year}-${String(month).padStart(2, '0')}-01`
const last = (year: number, month: number): LocalDate =>
  month === 12 ? `${year}-12-31` : addDays(first(year, month + 1), -1)

function isActive({ from, due }: ControlPoint, year: number, month: number, isRhythm: boolean): boolean {
  const start = first(year, month)
  const end = last(year, month)
  const begins = isRhythm || from === null ? due : from
  return begins !== null && begins <= end && (due === null || due >= start)
}

const isSame = (a: ControlPoint[], b: ControlPoint[]): boolean =>
  a.length === b.length && a.every((point, index) => point === b[index])

const WORST_FIRST: Standing[] = [
  'overdue',
  'not_done',
  'before_approval',
  'soon',
  'running',
  'ahead',
  'no_date',
  'done',
  'not_required',
]

const worst = (summaries: Summary[]): Standing | null =>
  WORST_FIRST.find((standing) => summaries.some((summary) => summary.worst === standing)) ?? null

function wordsOf(points: ControlPoint[], year: number): { text: string; said: string } {
  const [point] = points
  if (!point || points.length > 1) {
    const many = `${points.length} ${plural(points.length, 'срок', 'срока', 'сроков')}`
    const dues = points.flatMap(({ due }) => (due ? [due.slice(8).replace(/^0/, '')] : []))
    const text = dues.length > 0 && dues.length <= 3 ? dues.join(', ') : `×\u00A0${points.length}`
    const labels = points.map(({ label }) => label)
    const named = labels.length > 3 ? [labels[0], '…', labels.at(-1)].join(' ') : labels.join('; ')
    return { text, said: `${many}: ${named}` }
  }
  return { text: sayShort(point, year), said: point.label }
}

const day = (date: LocalDate): string => date.slice(8).replace(/^0/, '')
const dayMonth = (date: LocalDate): string => `${date.slice(8)}.${date.slice(5, 7)}`

/** In the width of its own months: the month is told by the column's head. */
function sayShort({ from, due }: ControlPoint, year: number): string {
  if (due === null) return from ? `с\u00A0${dayMonth(from)}` : ''
  if (from === null) return `до\u00A0${day(due)}`
  if (from === due) return day(due)
  const isOneMonth = from.slice(0, 7) === due.slice(0, 7)
  const isWholeMonths = from === first(yearOf(from), monthOf(from)) && due === last(yearOf(due), monthOf(due))
  if (isOneMonth) return isWholeMonths ? `до\u00A0${day(due)}` : `${day(from)}–${day(due)}`
  if (isWholeMonths && yearOf(from) === year && yearOf(due) === year)
    return `${MONTHS[monthOf(from) - 1]}–${MONTHS[monthOf(due) - 1]}`
  return `${dayMonth(from)}–${dayMonth(due)}`
}

/** The column of the local day, from 1; undefined in another year. */
export const presentMonth = (today: LocalDate, year: number): number | undefined =>
  yearOf(today) === year ? monthOf(today) : undefined
