import type { ExecutorRef, Standing } from '@/lib/execution/rules'
import { dayOfWeek, sayDistance } from '@/lib/execution/summary'
import type { Plan, PlannedCell, PlannedMeasure } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import type { LocalDate } from '@/lib/shared/dates'
import { counted } from '@/lib/shared/text'

/** The groups of «Мои дела», in the order in which they are shown; letters are made of the same. */
export const WORK_GROUPS = ['overdue', 'week', 'decide', 'confirm', 'wait'] as const
export type WorkGroup = (typeof WORK_GROUPS)[number]

const WORK_KINDS = [
  'point',
  'acknowledge',
  'term_request',
  'comment',
  'decide',
  'sign',
  'edit',
  'register',
  'profile',
  'curator_missing',
  'report',
  'report_acknowledge',
  'review',
  'other_report',
  'visit',
  'recommendation',
  'answered_recommendation',
  'other_visit',
  'other_point',
  'other_request',
  'other_decision',
] as const
export type WorkKind = (typeof WORK_KINDS)[number]

/** One line of «Мои дела»: something to do, or something that others owe. */
export type Work = {
  kind: WorkKind
  href: string
  title: string
  note: string
  /** The last local day of a term, inclusive. */
  due: LocalDate | null
  /** The instant from which it waits. */
  since: Date | null
  /** Name of the person for whom a deputy acts. */
  onBehalfOf?: string
}

export type MyWork = Record<WorkGroup, Work[]>
export const noWork = (): MyWork => ({ overdue: [], week: [], decide: [], confirm: [], wait: [] })

/** In which group an own control point stands; null: nothing is asked of it now. */
export function groupOf(standing: Standing): WorkGroup | null {
  switch (standing) {
    case 'overdue':
      return 'overdue'
    case 'soon':
      return 'week'
    case 'before_approval':
      return 'confirm'
    case 'done':
    case 'not_required':
    case 'not_done':
    case 'running':
    case 'ahead':
    case 'no_date':
      return null
  }
}

type Row = {
  key: string
  number: string
  title: string
  term: string
  executors: string
  sectionNumber: string
  sectionTitle: string
}

/** Whose cells are asked: `own` are the person's; `seen` those whose work he follows, null for everybody's. */
export type Asked = { own: readonly ExecutorRef[]; seen: readonly ExecutorRef[] | null }

/**
 * What the control points of one map ask of a person, and what they ask of those whom he follows. Points of one measure that stand
 * alike are one line: fifty overdue weeks of one measure are one thing to mend.
 */
export function workOfMap(plan: Plan, rows: readonly Row[], asked: Asked, map: { id: string; name: string }): MyWork {
  const work = noWork()
  const isOne = asked.own.filter((one) => one.kind === 'school').length < 2
  for (const row of rows) {
    const planned = plan.measure(row)
    if (planned.points.every((point) => point.due === null)) continue
    const at = {
      href: `/road-maps/${map.id}/execution/${row.key}`,
      title: row.title || `Мероприятие ${placeOf(row)}`,
      place: `${map.name}, п. ${placeOf(row)}`,
    }
    const mine = asked.own.length > 0 ? plan.cellsOf(planned, asked.own) : []
    for (const cells of alike(mine)) {
      const group = groupOf(cells[0].standing)
      if (group) work[group].push(ownLine(at, cells, isOne))
    }
    const others = othersOf(plan, planned, asked, mine)
    if (others)
      work.wait.push({ kind: 'other_point', ...at, note: `${at.place} · ${others.said}`, due: others.due, since: null })
  }
  return work
}

type Cells = [PlannedCell, ...PlannedCell[]]
type At = { href: string; title: string; place: string }

/** Cells of one executor that stand alike, the earliest first. */
function alike(cells: readonly PlannedCell[]): Cells[] {
  const groups = new Map<string, Cells>()
  for (const cell of cells) {
    const key = `${cell.executor.kind}\n${cell.executor.id}\n${cell.standing}`
    const known = groups.get(key)
    if (known) known.push(cell)
    else groups.set(key, [cell])
  }
  for (const group of groups.values()) group.sort((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1))
  return [...groups.values()]
}

function ownLine({ href, title, place }: At, cells: Cells, isOne: boolean): Work {
  const [first] = cells
  const who = first.executor.kind === 'school' && !isOne ? ` · ${first.executor.name}` : ''
  const many =
    cells.length > 1
      ? ` · ${counted(cells.length, 'срок', 'срока', 'сроков')}, первый ${dayOfWeek(first.due ?? '')}`
      : ''
  const label = first.point.label && cells.length === 1 ? ` · ${first.point.label}` : ''
  const moved = first.isMoved ? ' · срок перенесён' : ''
  return { kind: 'point', href, title, note: `${place}${label}${who}${many}${moved}`, due: first.due, since: null }
}

/** What others owe: overdue or due this week. */
function othersOf(plan: Plan, planned: PlannedMeasure, { own, seen }: Asked, mine: readonly PlannedCell[]) {
  if (seen !== null && seen.length === own.length) return null
  if (seen === null) {
    const { counts, total } = plan.summary(planned)
    const left = (standing: Standing) =>
      (counts[standing] ?? 0) - mine.filter((cell) => cell.standing === standing).length
    const [overdue, soon] = [left('overdue'), left('soon')]
    const due = overdue + soon > 0 ? firstDueOfOthers(plan, planned, mine) : null
    return sayOthers(overdue, soon, total - mine.length, due)
  }
  const others = seen.filter((one) => !own.some((self) => self.kind === one.kind && self.id === one.id))
  const cells = plan.cellsOf(planned, others)
  const dues = cells.flatMap((cell) => (cell.due && isAwaited(cell.standing) ? [cell.due] : [])).sort()
  const left = (standing: Standing) => cells.filter((cell) => cell.standing === standing).length
  return sayOthers(left('overdue'), left('soon'), cells.length, dues[0] ?? null)
}

const isAwaited = (standing: Standing): boolean => standing === 'overdue' || standing === 'soon'

/** The day of the first point at which others owe something. */
function firstDueOfOthers(plan: Plan, planned: PlannedMeasure, mine: readonly PlannedCell[]): LocalDate | null {
  for (const point of planned.points) {
    const { counts, next } = plan.summary({ ...planned, points: [point] })
    const own = mine.filter((cell) => cell.point.key === point.key && isAwaited(cell.standing)).length
    if ((counts.overdue ?? 0) + (counts.soon ?? 0) > own) return next
  }
  return null
}

function sayOthers(overdue: number, soon: number, of: number, due: LocalDate | null) {
  if (overdue <= 0 && soon <= 0) return null
  const said = [
    ...(overdue > 0 ? [`просрочено ${overdue} из ${of}`] : []),
    ...(soon > 0 ? [`на этой неделе ${soon} из ${of}`] : []),
  ]
  return { said: said.join(', '), due }
}

/** Puts the lines of several sources together: terms by date, the rest by how long they wait. */
export function together(parts: readonly Partial<MyWork>[]): MyWork {
  const all = noWork()
  for (const group of WORK_GROUPS) {
    const lines = parts.flatMap((part) => part[group] ?? [])
    const rank = ({ due, since }: Work) => due ?? since?.toISOString() ?? '9'
    all[group] = lines
      .map((line, index) => ({ line, index }))
      .sort((a, b) => compare(rank(a.line), rank(b.line)) || a.index - b.index)
      .map(({ line }) => line)
  }
  return all
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Lines of a group shown at once (pages.md). */
export const SHOWN_AT_ONCE = 20

export const GROUP_TITLES: Record<WorkGroup, string> = {
  overdue: 'Просрочено',
  week: 'На этой неделе',
  decide: 'Ждёт моего решения',
  confirm: 'Срок прошёл до утверждения: отметьте',
  wait: 'Ждём других',
}

/** «до 25.05.2022, ср, осталось 4 дня»; for what is late how long ago. */
export const sayDue = (due: LocalDate, today: LocalDate): string =>
  due < today ? sayDistance(today, due) : `до ${dayOfWeek(due)}`
