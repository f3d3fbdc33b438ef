import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { linksOf } from '@/db/execution-cells'
import { evidence, executions } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { livingMapsVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { ExecutorRef } from '@/lib/execution/rules'
import { isSameExecutor } from '@/lib/execution/statement'
import { canReportFor, executorsSeenBy, readsEvidence } from '@/lib/execution/who'

const evidenceColumns = {
  id: evidence.id,
  kind: evidence.kind,
  text: evidence.text,
  sha256: evidence.sha256,
  size: evidence.size,
  mediaType: evidence.mediaType,
  fileName: evidence.fileName,
  removedAt: evidence.removedAt,
  executionId: executions.id,
  roadMapId: executions.roadMapId,
  measureKey: executions.measureKey,
  point: executions.point,
  executorKind: executions.executorKind,
  executorId: executions.executorId,
}

/** Evidence of a cell that the actor sees; what was removed is the coordinator's to read. undefined for all others. */
export async function findEvidence(actor: Actor, id: string) {
  if (!readsEvidence(actor)) return undefined
  const [found] = await database()
    .select(evidenceColumns)
    .from(evidence)
    .innerJoin(executions, eq(executions.id, evidence.executionId))
    .innerJoin(roadMaps, eq(roadMaps.id, executions.roadMapId))
    .where(and(eq(evidence.id, id), livingMapsVisibleTo(actor)))
  if (!found || (found.removedAt && !hasRole(actor, 'coordinator'))) return undefined
  const executor: ExecutorRef = { kind: found.executorKind, id: found.executorId }
  const links = await linksOf(database(), actor)
  const seen = executorsSeenBy(actor, links)
  if (seen && !seen.some((one) => isSameExecutor(one, executor))) return undefined
  return { ...found, mayRemove: may(actor, 'execution.report') && canReportFor(actor, executor, links) }
}
