import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { readLivingMap } from '@/db/living-map'
import { executions } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { schoolPeople } from '@/db/schema/school'
import { livingMapsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { ExecutorRef } from '@/lib/execution/rules'
import { isSameExecutor } from '@/lib/execution/statement'
import { canReportFor } from '@/lib/execution/who'
import type { PlannedCell } from '@/lib/road-map/plan'
import type { PlanLink } from '@/lib/road-map/plan-facts'
import { conflict, notFound } from '@/lib/shared/refusal'

/** What the commands about execution have in common; each runs inside its own transaction. */

export type CellAddress = { roadMapId: string; measureKey: string; point: string }

const THE_CELL = 'Отметка об исполнении'

/** The actor's own links to schools, ended ones too; the rules ask for the day. */
export const linksOf = (handle: Database, actor: Actor): Promise<PlanLink[]> =>
  handle
    .select({
      userId: schoolPeople.userId,
      schoolId: schoolPeople.schoolId,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .where(eq(schoolPeople.userId, actor.userId ?? '00000000-0000-0000-0000-000000000000'))

/** One after another on one map: two people's first words about a cell cannot both be the first. */
export async function lockLivingMap(tx: Tx, actor: Actor, roadMapId: string): Promise<void> {
  const [map] = await tx
    .select({ id: roadMaps.id })
    .from(roadMaps)
    .where(and(eq(roadMaps.id, roadMapId), livingMapsVisibleTo(actor)))
    .for('no key update')
  if (!map) throw notFound('Дорожная карта')
}

/**
 * The cells that the plan has now for these executors, in their order. Somebody else's executor does not exist for the actor:
 * a school learns nothing of another. One's own that the plan no longer has is told as such.
 */
export async function openCells(tx: Tx, actor: Actor, input: CellAddress, executors: readonly ExecutorRef[]) {
  await lockLivingMap(tx, actor, input.roadMapId)
  const { map, rows, plan } = await readLivingMap(tx, actor, input.roadMapId, input.measureKey)
  const [row] = rows
  if (!row || !executors.every((executor) => canReportFor(actor, executor, plan.facts.links))) throw notFound(THE_CELL)
  const planned = plan.measure(row)
  const living = plan.cells(planned, input.point)
  const cells = executors.map((executor): PlannedCell => {
    const cell = living.find((one) => isSameExecutor(one.executor, executor))
    if (cell) return cell
    throw conflict(
      'Пока страница была открыта, план изменился: этой контрольной точки или этого исполнителя в нём больше нет. Откройте мероприятие заново.',
    )
  })
  return { map, row, plan, planned, cells }
}

/** An execution that was said already, if the actor may report for its executor. */
export async function lockExecution(tx: Tx, actor: Actor, executionId: string) {
  const [found] = await tx
    .select({
      id: executions.id,
      municipalityId: executions.municipalityId,
      roadMapId: executions.roadMapId,
      measureKey: executions.measureKey,
      point: executions.point,
      kind: executions.executorKind,
      executorId: executions.executorId,
    })
    .from(executions)
    .innerJoin(roadMaps, eq(roadMaps.id, executions.roadMapId))
    .where(and(eq(executions.id, executionId), livingMapsVisibleTo(actor)))
    .for('no key update', { of: executions })
  if (!found) throw notFound(THE_CELL)
  const executor: ExecutorRef = { kind: found.kind, id: found.executorId }
  if (!canReportFor(actor, executor, await linksOf(tx, actor))) throw notFound(THE_CELL)
  return { ...found, executor }
}
