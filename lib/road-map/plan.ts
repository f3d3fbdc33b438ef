import type { ProductionCalendar } from '@/lib/calendar/production'
import {
  type ExecutionState,
  type ExecutorRef,
  type Standing,
  standingOf,
  UNASSIGNED,
  worstOf,
} from '@/lib/execution/rules'
import type { RecognisedExecutors } from '@/lib/executor/dictionary'
import { recogniserOf } from '@/lib/executor/recognise'
import type { DistrictFacts, ExecutionRow, InForce, MapFacts, MeasurePlan } from '@/lib/road-map/plan-facts'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { type ControlPoint, controlPoints } from '@/lib/term/points'
import { LONGEST_TERM, readTerm } from '@/lib/term/read'
import type { TermReading } from '@/lib/term/reading'

/**
 * The approved table as a living plan: what is due, for whom, what is done and what is missing. Pure: the rows come from
 * db/plan.ts, `today` is the local day. Nothing here changes a word of the text.
 */

export type Executor = ExecutorRef & { name: string }

/** One executor at one control point. `due` is the working date, inclusive. */
export type PlannedCell = {
  executor: Executor
  point: ControlPoint
  due: LocalDate | null
  isMoved: boolean
  execution: ExecutionRow | undefined
  state: ExecutionState
  standing: Standing
}

/** How many cells stand how; `next` is the earliest day on which an open one is due. */
export type Summary = {
  total: number
  counts: Partial<Record<Standing, number>>
  worst: Standing
  next: LocalDate | null
}

export type PlannedMeasure = {
  key: string
  reading: TermReading
  /** The reading was set by hand for this very text. */
  isCorrected: boolean
  /** A hand-made reading exists, but for another text. */
  isCorrectionLost: boolean
  points: ControlPoint[]
  executors: RecognisedExecutors
  plan: MeasurePlan | undefined
}

export type Plan = {
  facts: DistrictFacts & MapFacts
  measure(row: { key: string; term: string; executors: string }): PlannedMeasure
  /** Every executor of every point, or of one point: for one measure's page. */
  cells(planned: PlannedMeasure, point?: string): PlannedCell[]
  /** The cells of these executors only: a school's, a curator's, a coordinator's. */
  cellsOf(planned: PlannedMeasure, mine: readonly ExecutorRef[]): PlannedCell[]
  summary(planned: PlannedMeasure): Summary
  /** What was said of points or executors that the measure no longer has. */
  leftovers(planned: PlannedMeasure): ExecutionRow[]
}

const cellKey = (point: string, kind: string, id: string): string => `${point}\n${kind}\n${id}`
const NOBODY: Executor = { ...UNASSIGNED, name: 'Исполнитель не назван' }

/** Readings cost; the same words in the same year read the same. */
const readings = new WeakMap<ProductionCalendar, Map<string, TermReading>>()
const MOST_READINGS = 20_000

function readOnce(text: string, facts: DistrictFacts & MapFacts): TermReading {
  const context = { year: facts.year, zone: facts.zone, calendar: facts.calendar }
  // Too long for a term: read at once, and a megabyte of it would be kept for ever.
  if (text.length > LONGEST_TERM) return readTerm(text, context)
  let known = readings.get(facts.calendar)
  if (!known || known.size > MOST_READINGS) readings.set(facts.calendar, (known = new Map()))
  const key = `${facts.year}\n${facts.zone}\n${text}`
  const reading = known.get(key) ?? readTerm(text, context)
  known.set(key, reading)
  return reading
}

/** Of one map. Lazy: what is not asked is not computed, so that a page of a long map costs as much as it shows. */
export function planOf(facts: DistrictFacts & MapFacts): Plan {
  const recognise = recogniserOf(facts.dictionary, [
    ...facts.schools.map(({ id, name }) => ({ kind: 'school' as const, id, name })),
    ...facts.curators.map(({ id, name }) => ({ kind: 'curator' as const, id, name })),
  ])
  const byCode = new Map(facts.dictionary.map((role) => [role.code, role]))
  const executions = grouped(facts.executions)
  const indexes = new Map<string, Map<string, ExecutionRow>>()
  const moves = grouped(facts.moves)
  const onDay = peopleOnDay(facts)

  const executorsText = (plan: MeasurePlan | undefined, text: string): RecognisedExecutors => {
    if (plan?.executorCodes && plan.executorsText === text) {
      return { roles: plan.executorCodes.flatMap((code) => byCode.get(code) ?? []), unknown: [] }
    }
    return recognise(text)
  }

  const measure: Plan['measure'] = (row) => {
    const plan = facts.plans.get(row.key)
    const isCorrected = plan?.reading != null && plan.termText === row.term
    const reading = isCorrected && plan.reading ? plan.reading : readOnce(row.term, facts)
    const dates = plan?.scheduleId ? facts.schedules.get(plan.scheduleId) : undefined
    return {
      key: row.key,
      reading,
      isCorrected,
      isCorrectionLost: plan?.reading != null && !isCorrected,
      points: controlPoints(reading, facts.year, dates),
      executors: executorsText(plan, row.executors),
      plan,
    }
  }

  /** Who answers for a point: the roles' people in force on its last day (rulings F6). */
  const executorsAt = (planned: PlannedMeasure, point: ControlPoint): Executor[] => {
    const day = point.due ?? facts.today
    const found = planned.executors.roles.flatMap((role): Executor[] => {
      if (role.fanOut === 'each_school') return onDay(day).schools.filter((one) => isFor(point, one.id))
      if (role.fanOut === 'each_curator') return curatorsAt(onDay(day), point)
      return [{ kind: 'role', id: role.code, name: role.name }]
    })
    const people = planned.executors.named?.length ? onDay(day) : undefined
    for (const { kind, id } of planned.executors.named ?? []) {
      const one = (kind === 'school' ? people?.schools : people?.curators)?.find((each) => each.id === id)
      const isAsked = kind === 'curator' || isFor(point, id)
      if (one && isAsked && !found.some((each) => each.kind === kind && each.id === id)) found.push(one)
    }
    return found.length > 0 || planned.executors.roles.length > 0 ? found : [NOBODY]
  }

  const dueOf = (planned: PlannedMeasure, point: ControlPoint, executor: ExecutorRef) => {
    const all = moves.get(planned.key)
    if (!all) return { due: point.due, isMoved: false }
    const moved = all.findLast(
      (move) =>
        move.point === point.key &&
        (move.executorKind === null || (move.executorKind === executor.kind && move.executorId === executor.id)),
    )
    return moved ? { due: moved.newDue, isMoved: true } : { due: point.due, isMoved: false }
  }

  const executionAt = (key: string, cell: string): ExecutionRow | undefined => {
    let index = indexes.get(key)
    if (!index) {
      index = new Map(
        (executions.get(key) ?? []).map((row) => [cellKey(row.point, row.executorKind, row.executorId), row]),
      )
      indexes.set(key, index)
    }
    return index.get(cell)
  }

  const cellAt = (planned: PlannedMeasure, point: ControlPoint, executor: Executor): PlannedCell => {
    const { due, isMoved } = dueOf(planned, point, executor)
    const execution = executionAt(planned.key, cellKey(point.key, executor.kind, executor.id))
    const state = execution?.state ?? 'not_started'
    const standing = standingOf({ from: point.from, due }, state, facts.today, facts.approvedOn)
    return { executor, point, due, isMoved, execution, state, standing }
  }

  const cells: Plan['cells'] = (planned, only) =>
    planned.points
      .filter((point) => only === undefined || point.key === only)
      .flatMap((point) => executorsAt(planned, point).map((executor) => cellAt(planned, point, executor)))

  const cellsOf: Plan['cellsOf'] = (planned, mine) =>
    planned.points.flatMap((point) => {
      const asked = executorsAt(planned, point)
      const found = asked.filter((executor) => mine.some((one) => one.kind === executor.kind && one.id === executor.id))
      return found.map((executor) => cellAt(planned, point, executor))
    })

  /** Counted without a row for each cell: what nobody has touched stands alike. */
  const summary: Plan['summary'] = (planned) => {
    const counts: Partial<Record<Standing, number>> = {}
    let total = 0
    let next: LocalDate | null = null
    const add = (standing: Standing, due: LocalDate | null, times = 1) => {
      if (times === 0) return
      counts[standing] = (counts[standing] ?? 0) + times
      const isOpen = standing !== 'done' && standing !== 'not_done' && standing !== 'not_required'
      if (isOpen && due !== null && (next === null || due < next)) next = due
    }
    const touched = new Set<string>()
    const touchedPoints = new Set<string>()
    for (const row of [...(executions.get(planned.key) ?? []), ...(moves.get(planned.key) ?? [])]) {
      touched.add(cellKey(row.point, row.executorKind ?? '', row.executorId ?? ''))
      touchedPoints.add(row.point)
    }
    for (const point of planned.points) {
      const asked = executorsAt(planned, point)
      total += asked.length
      const forAll = dueOf(planned, point, { kind: 'role', id: '' }).due
      let untouched = touchedPoints.has(point.key) ? 0 : asked.length
      for (const executor of untouched ? [] : asked) {
        if (!touched.has(cellKey(point.key, executor.kind, executor.id))) untouched++
        else {
          const cell = cellAt(planned, point, executor)
          add(cell.standing, cell.due)
        }
      }
      add(
        standingOf({ from: point.from, due: forAll }, 'not_started', facts.today, facts.approvedOn),
        forAll,
        untouched,
      )
    }
    return { total, counts, worst: worstOf(Object.keys(counts) as Standing[]), next }
  }

  const leftovers: Plan['leftovers'] = (planned) => {
    const living = new Set(cells(planned).map(({ point, executor }) => cellKey(point.key, executor.kind, executor.id)))
    return (executions.get(planned.key) ?? []).filter(
      (row) => !living.has(cellKey(row.point, row.executorKind, row.executorId)),
    )
  }

  return { facts, measure, cells, cellsOf, summary, leftovers }
}

const isFor = (point: ControlPoint, schoolId: string): boolean => point.schoolId === null || point.schoolId === schoolId

function curatorsAt(people: ReturnType<ReturnType<typeof peopleOnDay>>, point: ControlPoint): Executor[] {
  if (point.schoolId === null) return people.curators
  return people.curators.filter((curator) => people.schoolsOf.get(curator.id)?.has(point.schoolId ?? ''))
}

/** Schools and curators in force on a day, once for each day asked. */
function peopleOnDay(facts: DistrictFacts) {
  const days = new Map<LocalDate, { schools: Executor[]; curators: Executor[]; schoolsOf: Map<string, Set<string>> }>()
  return (day: LocalDate) => {
    let found = days.get(day)
    if (!found) {
      const now = <Row extends InForce>(rows: Row[]) => rows.filter((row) => isInForce(day, row.validFrom, row.validTo))
      const schoolsOf = new Map<string, Set<string>>()
      for (const { userId, schoolId, relation } of now(facts.links)) {
        if (relation !== 'curator') continue
        const own = schoolsOf.get(userId) ?? new Set()
        schoolsOf.set(userId, own.add(schoolId))
      }
      found = {
        schools: now(facts.schools).map(({ id, name }) => ({ kind: 'school', id, name })),
        curators: now(facts.curators).map(({ id, name }) => ({ kind: 'curator', id, name })),
        schoolsOf,
      }
      days.set(day, found)
    }
    return found
  }
}

function grouped<Row extends { measureKey: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const own = groups.get(row.measureKey)
    if (own) own.push(row)
    else groups.set(row.measureKey, [row])
  }
  return groups
}
