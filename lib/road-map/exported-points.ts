import { type ExecutorRef, STANDINGS, type Standing } from '@/lib/execution/rules'
import type { ExportedCell, ExportedPoint } from '@/lib/road-map/exported'
import type { Plan, PlannedCell, PlannedMeasure } from '@/lib/road-map/plan'
import type { LocalDate } from '@/lib/shared/dates'
import type { ControlPoint } from '@/lib/term/points'

/** A map of more cells than these (5,000 measures × 500 schools) is counted, not listed. */
const MOST_CELLS = 20_000

/**
 * Control points of each measure as they are exported. `states` is null for whom there are none to see; `seen` are the executors
 * whose cells the actor reads, null for everybody's.
 */
export function exportedPoints(
  plan: Plan,
  all: readonly PlannedMeasure[],
  states: { seen: readonly ExecutorRef[] | null } | null,
): (planned: PlannedMeasure) => ExportedPoint[] {
  if (states === null) return (planned) => planned.points.map((point) => bare(point))
  const { seen } = states
  if (seen !== null) return (planned) => withCells(planned, plan.cellsOf(planned, seen))
  const total = all.reduce((sum, planned) => sum + plan.summary(planned).total, 0)
  if (total <= MOST_CELLS) return (planned) => withCells(planned, plan.cells(planned))
  const moved = movesForAll(plan)
  return (planned) =>
    planned.points.map((point) => ({
      ...bare(point),
      due: moved.get(`${planned.key}\n${point.key}`) ?? point.due,
      counts: plan.summary({ ...planned, points: [point] }).counts,
    }))
}

const bare = ({ key, label, from, due }: ControlPoint): ExportedPoint => ({
  key,
  label,
  from,
  due,
  textDue: due,
  counts: null,
  cells: null,
})

const movesForAll = (plan: Plan): Map<string, LocalDate> =>
  new Map(
    plan.facts.moves
      .filter((move) => move.executorKind === null)
      .map((move) => [`${move.measureKey}\n${move.point}`, move.newDue]),
  )

function withCells(planned: PlannedMeasure, cells: readonly PlannedCell[]): ExportedPoint[] {
  const byPoint = new Map<string, PlannedCell[]>()
  for (const cell of cells) {
    const own = byPoint.get(cell.point.key)
    if (own) own.push(cell)
    else byPoint.set(cell.point.key, [cell])
  }
  return planned.points.map((point) => {
    const own = byPoint.get(point.key) ?? []
    return {
      ...bare(point),
      due: own.length > 0 ? dueOf(own) : point.due,
      counts: countsOf(own),
      cells: own.map(cellOf),
    }
  })
}

const isOpen = ({ state }: PlannedCell): boolean => state === 'not_started' || state === 'in_progress'

/** The day that is next to be kept; when nothing is open, the last one that was. */
function dueOf(cells: readonly PlannedCell[]): LocalDate | null {
  const days = (some: readonly PlannedCell[]) => some.flatMap(({ due }) => (due === null ? [] : [due])).sort()
  return days(cells.filter(isOpen))[0] ?? days(cells).at(-1) ?? null
}

function countsOf(cells: readonly PlannedCell[]): Partial<Record<Standing, number>> {
  const counts: Partial<Record<Standing, number>> = {}
  for (const standing of STANDINGS) {
    const count = cells.filter((cell) => cell.standing === standing).length
    if (count > 0) counts[standing] = count
  }
  return counts
}

const cellOf = (cell: PlannedCell): ExportedCell => ({
  executorKind: cell.executor.kind,
  executor: cell.executor.name,
  state: cell.state,
  standing: cell.standing,
  due: cell.due,
  doneOn: cell.execution?.doneOn ?? null,
  note: cell.execution?.note ?? '',
})
