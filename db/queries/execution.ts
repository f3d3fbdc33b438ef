import 'server-only'
import { and, asc, count, desc, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { readLivingMap } from '@/db/living-map'
import { readMeasureHistory } from '@/db/measure-history'
import { users } from '@/db/schema/person'
import { evidence, executions, termRequests } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { livingMapsVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { EVIDENCE_KIND_LABELS } from '@/lib/execution/labels'
import { type ExecutorRef, type Standing, worstOf } from '@/lib/execution/rules'
import { isSameExecutor } from '@/lib/execution/statement'
import { canReportFor, executorsOf, executorsSeenBy, readsEvidence } from '@/lib/execution/who'
import type { Plan, PlannedCell, PlannedMeasure } from '@/lib/road-map/plan'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** Up to so many cells of one's own are shown at once; above, and for those who see all, one point at a time. */
const CELLS_AT_ONCE = 60

const nameColumns = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }
type Names = { surname: string | null; givenName: string | null; patronymic: string | null }
const nameOf = (row: Names): string =>
  row.surname === null ? '' : surnameFirst(row.surname, row.givenName ?? '', row.patronymic ?? '')

/** A cell as its reader sees it: who said it, how much evidence lies with it, whether the reader may speak for it. */
export type SeenCell = PlannedCell & { savedBy: string; evidence: number; mayReport: boolean; isOwn: boolean }

/**
 * A measure in force with its control points and executors, as far as the actor sees them: a school itself, a curator himself
 * and his schools, all others all. `point` chooses one where there are too many cells for one page.
 */
export async function getMeasureExecution(actor: Actor, roadMapId: string, measureKey: string, point?: string) {
  const { map, rows, plan } = await readLivingMap(database(), actor, roadMapId, measureKey)
  const [row] = rows
  if (!row) throw notFound('Мероприятие')
  const planned = plan.measure(row)
  const { links } = plan.facts
  const seen = executorsSeenBy(actor, links)
  const all = seen ? plan.cellsOf(planned, seen) : plan.cells(planned)
  const points = pointsOf(planned, all)
  const chosen =
    seen === null || all.length > CELLS_AT_ONCE
      ? (points.find((one) => one.key === point) ?? currentPoint(points))
      : undefined
  const told = await toldOf(roadMapId, measureKey)
  const own = executorsOf(actor, links)
  const see = (cell: PlannedCell): SeenCell => {
    const known = cell.execution && told.get(cell.execution.id)
    return {
      ...cell,
      savedBy: known?.savedBy ?? '',
      evidence: known?.evidence ?? 0,
      mayReport: may(actor, 'execution.report') && canReportFor(actor, cell.executor, links),
      isOwn: own.some((one) => isSameExecutor(one, cell.executor)),
    }
  }
  const leftovers = plan
    .leftovers(planned)
    .filter((one) => seen === null || seen.some((mine) => isSameExecutor(mine, refOf(one))))
    .map((one) => ({ ...one, executorName: executorName(plan, refOf(one)), savedBy: told.get(one.id)?.savedBy ?? '' }))
  return {
    map,
    row,
    reading: planned.reading,
    isCorrected: planned.isCorrected,
    isCorrectionLost: planned.isCorrectionLost,
    executors: planned.executors,
    isJoined: Boolean(planned.plan?.scheduleId),
    approvedOn: plan.facts.approvedOn,
    isWhole: seen === null,
    points,
    /** The point whose cells are shown; undefined where all are. */
    point: chosen?.key,
    cells: all.filter((cell) => !chosen || cell.point.key === chosen.key).map(see),
    own: all.map(see).filter((cell) => cell.isOwn),
    leftovers,
    requests: await listRequests(actor, plan, planned, roadMapId, seen),
    history: await readMeasureHistory(database(), actor, map.municipalityId, roadMapId, measureKey, seen),
  }
}

export type MeasureExecution = Awaited<ReturnType<typeof getMeasureExecution>>

const refOf = (row: { executorKind: ExecutorRef['kind']; executorId: string }): ExecutorRef => ({
  kind: row.executorKind,
  id: row.executorId,
})

function executorName(plan: Plan, ref: ExecutorRef): string {
  const { schools, curators, dictionary } = plan.facts
  const found =
    ref.kind === 'school'
      ? schools.find((one) => one.id === ref.id)
      : ref.kind === 'curator'
        ? curators.find((one) => one.id === ref.id)
        : dictionary.find((one) => one.code === ref.id)
  return found?.name ?? (ref.kind === 'curator' ? 'Прежний куратор' : 'Прежний исполнитель')
}

function pointsOf(planned: PlannedMeasure, cells: readonly PlannedCell[]) {
  const byPoint = new Map<string, PlannedCell[]>(planned.points.map((one) => [one.key, []]))
  for (const cell of cells) byPoint.get(cell.point.key)?.push(cell)
  return planned.points.flatMap((one) => {
    const own = byPoint.get(one.key) ?? []
    if (own.length === 0) return []
    const counts: Partial<Record<Standing, number>> = {}
    for (const { standing } of own) counts[standing] = (counts[standing] ?? 0) + 1
    return [{ ...one, total: own.length, counts, worst: worstOf(own.map((cell) => cell.standing)) }]
  })
}

/** Where a reader begins: what is overdue or near, else what comes next, else the last. */
function currentPoint<Point extends { worst: Standing }>(points: Point[]): Point | undefined {
  const isOpen = (standing: Standing) => standing !== 'done' && standing !== 'not_required' && standing !== 'not_done'
  return points.find((one) => isOpen(one.worst)) ?? points.at(-1)
}

async function toldOf(roadMapId: string, measureKey: string) {
  const rows = await database()
    .select({ id: executions.id, ...nameColumns, evidence: count(evidence.id) })
    .from(executions)
    .innerJoin(users, eq(users.id, executions.savedBy))
    .leftJoin(evidence, and(eq(evidence.executionId, executions.id), isNull(evidence.removedAt)))
    .where(and(eq(executions.roadMapId, roadMapId), eq(executions.measureKey, measureKey)))
    .groupBy(executions.id, users.id)
  return new Map(rows.map((row) => [row.id, { savedBy: nameOf(row), evidence: row.evidence }]))
}

const asker = alias(users, 'asker')
const decider = alias(users, 'decider')
const askerColumns = { surname: asker.surname, givenName: asker.givenName, patronymic: asker.patronymic }
const deciderColumns = { surname: decider.surname, givenName: decider.givenName, patronymic: decider.patronymic }

/** Requests to move the measure's terms, the waiting first; those of executors whom the actor sees, and those for all. */
async function listRequests(
  actor: Actor,
  plan: Plan,
  planned: PlannedMeasure,
  roadMapId: string,
  seen: ExecutorRef[] | null,
) {
  const rows = await database()
    .select({ request: termRequests, asker: askerColumns, decider: deciderColumns })
    .from(termRequests)
    .innerJoin(asker, eq(asker.id, termRequests.askedBy))
    .leftJoin(decider, eq(decider.id, termRequests.decidedBy))
    .where(and(eq(termRequests.roadMapId, roadMapId), eq(termRequests.measureKey, planned.key)))
    .orderBy(sql`(decision is null) desc`, desc(termRequests.askedAt))
  return rows.flatMap(({ request, asker: by, decider: decidedBy }) => {
    const executor =
      request.executorKind && request.executorId ? { kind: request.executorKind, id: request.executorId } : null
    if (seen && executor && !seen.some((one) => isSameExecutor(one, executor))) return []
    const point = planned.points.find((one) => one.key === request.point)
    return [
      {
        ...request,
        executor,
        executorName: executor ? executorName(plan, executor) : 'все исполнители',
        pointLabel: point?.label ?? 'прежняя контрольная точка',
        due: point?.due ?? null,
        askedBy: nameOf(by),
        decidedBy: decidedBy ? nameOf(decidedBy) : '',
        isMine: request.askedBy === actor.userId,
        mayDecide: may(actor, 'execution.decide') && request.decision === null,
      },
    ]
  })
}

/** One cell with its evidence, for the form that reports on it. Not found for those who may not see it. */
export async function getExecutionCell(
  actor: Actor,
  roadMapId: string,
  measureKey: string,
  point: string,
  executor: ExecutorRef,
) {
  const { map, rows, plan } = await readLivingMap(database(), actor, roadMapId, measureKey)
  const [row] = rows
  const seen = executorsSeenBy(actor, plan.facts.links)
  if (!row || (seen && !seen.some((one) => isSameExecutor(one, executor)))) throw notFound('Отметка об исполнении')
  const planned = plan.measure(row)
  const cell = plan.cells(planned, point).find((one) => isSameExecutor(one.executor, executor))
  if (!cell) throw notFound('Отметка об исполнении')
  const told = await toldOf(roadMapId, measureKey)
  const requests = await listRequests(actor, plan, planned, roadMapId, seen)
  return {
    map,
    row,
    reading: planned.reading,
    approvedOn: plan.facts.approvedOn,
    cell,
    savedBy: (cell.execution && told.get(cell.execution.id)?.savedBy) ?? '',
    mayReport: may(actor, 'execution.report') && canReportFor(actor, executor, plan.facts.links),
    evidence: cell.execution && readsEvidence(actor) ? await listEvidence(actor, cell.execution.id) : [],
    requests: requests.filter(
      (one) => one.point === point && (!one.executor || isSameExecutor(one.executor, executor)),
    ),
  }
}

/** What was removed is told with its reason; what it said is the coordinator's to read, for it may have been somebody's secret. */
async function listEvidence(actor: Actor, executionId: string) {
  const rows = await database()
    .select({
      id: evidence.id,
      kind: evidence.kind,
      text: evidence.text,
      size: evidence.size,
      fileName: evidence.fileName,
      addedAt: evidence.addedAt,
      removedAt: evidence.removedAt,
      removedWhy: evidence.removedWhy,
      ...nameColumns,
    })
    .from(evidence)
    .innerJoin(users, eq(users.id, evidence.addedBy))
    .where(eq(evidence.executionId, executionId))
    .orderBy(asc(evidence.addedAt), asc(evidence.id))
  return rows.map((row) => {
    const isHidden = row.removedAt !== null && !hasRole(actor, 'coordinator')
    const shown = isHidden ? { text: EVIDENCE_KIND_LABELS[row.kind], fileName: null } : {}
    return { ...row, ...shown, addedBy: nameOf(row), isRemoved: row.removedAt !== null }
  })
}

/** One request with its measure, for the page on which it is decided or taken back. */
export async function getTermRequest(actor: Actor, id: string) {
  const [named] = await database()
    .select({ roadMapId: termRequests.roadMapId, measureKey: termRequests.measureKey })
    .from(termRequests)
    .innerJoin(roadMaps, eq(roadMaps.id, termRequests.roadMapId))
    .where(and(eq(termRequests.id, id), livingMapsVisibleTo(actor)))
  if (!named) throw notFound('Просьба о переносе срока')
  const { map, rows, plan } = await readLivingMap(database(), actor, named.roadMapId, named.measureKey)
  const [row] = rows
  if (!row) throw notFound('Мероприятие')
  const planned = plan.measure(row)
  const requests = await listRequests(actor, plan, planned, named.roadMapId, executorsSeenBy(actor, plan.facts.links))
  const request = requests.find((one) => one.id === id)
  if (!request) throw notFound('Просьба о переносе срока')
  return { map, row, request }
}
