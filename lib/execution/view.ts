import type { ExecutorRef, Standing } from '@/lib/execution/rules'
import { isInState, saySummary, summaryOfCells } from '@/lib/execution/summary'
import { partsOf } from '@/lib/road-map/parts'
import type { Plan, PlannedMeasure, Summary } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { sayReading } from '@/lib/term/say'

/** What a row of the dense table needs of a measure. */
export type ViewRow = {
  key: string
  number: string
  title: string
  term: string
  executors: string
  sectionId: string
  sectionNumber: string
  sectionTitle: string
}

/** The filter in the address. `role` is a role's code, or one of `NO_ROLE`. */
export type ExecutionChoice = {
  state?: Standing | undefined
  role?: string | undefined
  school?: string | undefined
  curator?: string | undefined
  part?: string | undefined
  page?: number | undefined
}

/** Measures whose executors hold something unrecognised, and those that name nobody. */
const NO_ROLE = { unknown: 'не распознаны', none: 'не названы' } as const

export type ExecutionLine = ViewRow & {
  place: string
  /** The recognised dates in words. */
  reading: string
  doubts: string[]
  /** Pieces of the executors' text that the dictionary does not hold. */
  unknown: string[]
  summary: Summary
  /** «Просрочено у 2»; '' where nothing is asked of those whose cells are shown. */
  light: string
  /** «8 из 13 исполнено». */
  rest: string
}

type Found = { row: ViewRow; planned: PlannedMeasure; summary: Summary }

const same = (one: ExecutorRef, other: ExecutorRef): boolean => one.kind === other.kind && one.id === other.id

/** Whose cells are counted: those chosen, as far as the actor sees them; null for everybody's. */
function refsOf(seen: readonly ExecutorRef[] | null, { school, curator }: ExecutionChoice): ExecutorRef[] | null {
  const chosen: ExecutorRef[] | null = school
    ? [{ kind: 'school', id: school }]
    : curator
      ? [{ kind: 'curator', id: curator }]
      : null
  if (chosen === null) return seen === null ? null : [...seen]
  return seen === null ? chosen : chosen.filter((one) => seen.some((own) => same(own, one)))
}

/**
 * The dense table of a living plan: every measure that the filter leaves, or one part and page of it where there are more than
 * `most`. `seen` are the executors whose cells the actor reads, null for all. `figures` count what the same filter without
 * its state leaves, so that each figure opens exactly the rows it was counted from.
 */
export function executionView(
  plan: Plan,
  rows: readonly ViewRow[],
  seen: readonly ExecutorRef[] | null,
  choice: ExecutionChoice,
  most: number,
) {
  const refs = refsOf(seen, choice)
  const roles = new Map<string, string>()
  const fitting: Found[] = []
  for (const row of rows) {
    const planned = plan.measure(row)
    const codes = codesOf(planned, roles)
    if (choice.role && !codes.includes(choice.role)) continue
    const summary = refs === null ? plan.summary(planned) : summaryOfCells(plan.cellsOf(planned, refs))
    if ((choice.school || choice.curator) && summary.total === 0) continue
    fitting.push({ row, planned, summary })
  }
  const count = (state: Standing) => fitting.filter(({ summary }) => isInState(summary, state)).length
  const { state } = choice
  const shown = state ? fitting.filter(({ summary }) => isInState(summary, state)) : fitting
  const { onPage, ...parts } = partsOf(shown, ({ row }) => row, choice, most)
  return {
    total: rows.length,
    fitting: fitting.length,
    shown: shown.length,
    figures: {
      done: count('done'),
      overdue: count('overdue'),
      soon: count('soon'),
      before_approval: count('before_approval'),
      not_done: count('not_done'),
    },
    roles: [...roles].map(([code, name]) => ({ code, name })),
    ...parts,
    lines: onPage.map((found) => lineOf(plan, refs, found)),
  }
}

export type ExecutionView = ReturnType<typeof executionView>

/** The codes under which a measure is found; `known` gathers their names for the list of choices. */
function codesOf({ executors }: PlannedMeasure, known: Map<string, string>): string[] {
  const codes = executors.roles.map((role) => role.code)
  for (const role of executors.roles) known.set(role.code, role.name)
  const missing = executors.unknown.length > 0 ? 'unknown' : codes.length === 0 ? 'none' : null
  if (missing === null) return codes
  known.set(missing, NO_ROLE[missing])
  return [...codes, missing]
}

/** Worst executors are named while they are as few as these. */
const MOST_NAMES = 3

function lineOf(plan: Plan, refs: ExecutorRef[] | null, { row, planned, summary }: Found): ExecutionLine {
  const said =
    summary.total > 0
      ? saySummary(summary, planned.points.length, worstNames(plan, refs, planned, summary))
      : { light: refs === null ? 'Некому исполнять' : '', rest: '' }
  return {
    ...row,
    place: placeOf(row),
    reading: sayReading(planned.reading),
    doubts: planned.reading.doubts,
    unknown: planned.executors.unknown,
    summary,
    ...said,
  }
}

function worstNames(
  plan: Plan,
  refs: ExecutorRef[] | null,
  planned: PlannedMeasure,
  { counts, worst, total }: Summary,
) {
  const count = counts[worst] ?? 0
  if (worst === 'done' || total === 1 || count > MOST_NAMES || count === total || planned.points.length > 1) return []
  const cells = refs === null ? plan.cells(planned) : plan.cellsOf(planned, refs)
  return [...new Set(cells.filter((cell) => cell.standing === worst).map((cell) => cell.executor.name))]
}
