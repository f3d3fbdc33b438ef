import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { lockExecution } from '@/db/execution-cells'
import { record } from '@/db/journal'
import { evidence, executions } from '@/db/schema/plan'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { executorText } from '@/lib/execution/statement'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** Evidence put by mistake is shown no more; the row, its bytes and the reason stay. */
export async function removeEvidence(actor: Actor, input: { id: string; reason: string }, now: Date): Promise<void> {
  demand(actor, 'execution.report')
  if (isBlank(input.reason)) throw invalid('Напишите, почему подтверждение убирается.', 'reason')
  await database().transaction(async (tx) => {
    const [named] = await tx
      .select({ executionId: evidence.executionId })
      .from(evidence)
      .innerJoin(executions, eq(executions.id, evidence.executionId))
      .where(and(eq(evidence.id, input.id), ofHome(actor, evidence.municipalityId)))
    if (!named) throw notFound('Подтверждение')
    const execution = await lockExecution(tx, actor, named.executionId)
    const [found] = await tx.select().from(evidence).where(eq(evidence.id, input.id))
    if (!found || found.removedAt) throw conflict('Это подтверждение уже убрано.')
    await tx.update(evidence).set({ removedAt: now, removedWhy: input.reason }).where(eq(evidence.id, found.id))
    await record(tx, actor, now, {
      action: 'evidence.remove',
      subject: 'measure',
      subjectId: execution.measureKey,
      before: { kind: found.kind, text: found.fileName ?? found.text, sha256: found.sha256 },
      after: {
        roadMapId: execution.roadMapId,
        point: execution.point,
        executor: executorText(execution.executor),
        reason: input.reason,
      },
    })
  })
}
