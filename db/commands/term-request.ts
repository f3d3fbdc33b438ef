import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { type CellAddress, lockLivingMap, openCells } from '@/db/execution-cells'
import { record } from '@/db/journal'
import { readLivingMap } from '@/db/living-map'
import { once } from '@/db/press'
import { termRequests } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { livingMapsVisibleTo, ofHome } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { ExecutorRef } from '@/lib/execution/rules'
import { demandNewDue, demandOpenState, executorText } from '@/lib/execution/statement'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/**
 * Asks to move a control point's term, for one executor or, by the coordinator, for all (`executor` null). The approved text
 * stays as it is; granted, the new day becomes the working term (rulings A8). Answers with the request's id.
 */
export async function requestTermMove(
  actor: Actor,
  input: CellAddress & { executor: ExecutorRef | null; newDue: LocalDate; reason: string },
  press: string,
  now: Date,
): Promise<string> {
  demand(actor, 'execution.report')
  if (isBlank(input.reason)) throw invalid('Напишите, почему нужно перенести срок.', 'reason')
  return database().transaction((tx) =>
    once(tx, actor, press, { requestTermMove: input }, now, async () => {
      const { municipalityId, due, name, label } = input.executor
        ? await askedCell(tx, actor, input, input.executor)
        : await askedPoint(tx, actor, input)
      demandNewDue(input.newDue, due, actor.today)
      const [waiting] = await tx
        .select({ id: termRequests.id })
        .from(termRequests)
        .where(and(isSameAddress(input), isNull(termRequests.decision)))
      if (waiting)
        throw conflict('Просьба о переносе этого срока уже ждёт решения. Отзовите её, если нужна другая дата.')
      const [added] = await tx
        .insert(termRequests)
        .values({
          municipalityId,
          roadMapId: input.roadMapId,
          measureKey: input.measureKey,
          point: input.point,
          executorKind: input.executor?.kind ?? null,
          executorId: input.executor?.id ?? null,
          newDue: input.newDue,
          reason: input.reason,
          askedBy: personOf(actor),
          askedAt: now,
        })
        .returning({ id: termRequests.id })
      if (!added) throw new Error('No request was inserted.')
      await record(tx, actor, now, {
        action: 'term_request.ask',
        subject: 'measure',
        subjectId: input.measureKey,
        before: { due },
        after: {
          roadMapId: input.roadMapId,
          point: input.point,
          pointLabel: label,
          executor: input.executor ? executorText(input.executor) : null,
          executorName: name,
          newDue: input.newDue,
          reason: input.reason,
        },
      })
      return added.id
    }),
  )
}

async function askedCell(tx: Tx, actor: Actor, input: CellAddress, executor: ExecutorRef) {
  const { map, cells } = await openCells(tx, actor, input, [executor])
  const [cell] = cells
  if (!cell) throw notFound('Контрольная точка')
  demandOpenState(cell.state)
  return { municipalityId: map.municipalityId, due: cell.due, name: cell.executor.name, label: cell.point.label }
}

async function askedPoint(tx: Tx, actor: Actor, input: CellAddress) {
  if (!hasRole(actor, 'coordinator')) throw notFound('Контрольная точка')
  await lockLivingMap(tx, actor, input.roadMapId)
  const { map, rows, plan } = await readLivingMap(tx, actor, input.roadMapId, input.measureKey)
  const planned = rows[0] && plan.measure(rows[0])
  const point = planned?.points.find((one) => one.key === input.point)
  if (!planned || !point) throw notFound('Контрольная точка')
  // An earlier move for all is the term as it stands now.
  const moved = plan.facts.moves.findLast((move) => move.point === point.key && move.executorKind === null)
  return {
    municipalityId: map.municipalityId,
    due: moved?.newDue ?? point.due,
    name: 'все исполнители',
    label: point.label,
  }
}

const isSameAddress = (input: CellAddress & { executor: ExecutorRef | null }) =>
  and(
    eq(termRequests.roadMapId, input.roadMapId),
    eq(termRequests.measureKey, input.measureKey),
    eq(termRequests.point, input.point),
    input.executor ? eq(termRequests.executorKind, input.executor.kind) : isNull(termRequests.executorKind),
    input.executor ? eq(termRequests.executorId, input.executor.id) : isNull(termRequests.executorId),
  )

async function lockRequest(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx
    .select({ request: termRequests })
    .from(termRequests)
    .innerJoin(roadMaps, eq(roadMaps.id, termRequests.roadMapId))
    .where(and(eq(termRequests.id, id), ofHome(actor, termRequests.municipalityId), livingMapsVisibleTo(actor)))
    .for('update', { of: termRequests })
  if (!found) throw notFound('Просьба о переносе срока')
  return found.request
}

const DECIDED = { granted: 'удовлетворена', refused: 'отклонена' } as const

/** «Перенести» or «Отказать», the latter with a reason. Also for the coordinator's own request: it is in the journal. */
export async function decideTermRequest(
  actor: Actor,
  input: { id: string; decision: 'granted' | 'refused'; decisionReason: string },
  now: Date,
): Promise<{ roadMapId: string; measureKey: string }> {
  demand(actor, 'execution.decide')
  if (input.decision === 'refused' && isBlank(input.decisionReason))
    throw invalid('Напишите, почему отказано: просивший прочтёт эту причину.', 'decisionReason')
  return database().transaction(async (tx) => {
    const request = await lockRequest(tx, actor, input.id)
    if (request.decision)
      throw conflict(`Решение уже принято: просьба ${DECIDED[request.decision]}. Второго решения по ней не бывает.`)
    if (input.decision === 'granted' && request.newDue < actor.today)
      throw conflict('День, о котором просили, уже прошёл. Откажите с этой причиной и попросите назвать новый.')
    await tx
      .update(termRequests)
      .set({
        decision: input.decision,
        decidedBy: personOf(actor),
        decidedAt: now,
        decisionReason: input.decisionReason,
      })
      .where(eq(termRequests.id, request.id))
    await record(tx, actor, now, {
      action: input.decision === 'granted' ? 'term_request.grant' : 'term_request.refuse',
      subject: 'measure',
      subjectId: request.measureKey,
      after: { ...told(request), reason: input.decisionReason },
    })
    return { roadMapId: request.roadMapId, measureKey: request.measureKey }
  })
}

/** Takes one's own undecided request back; what was asked stays in the journal. */
export async function withdrawTermRequest(
  actor: Actor,
  input: { id: string },
  now: Date,
): Promise<{ roadMapId: string; measureKey: string }> {
  demand(actor, 'execution.report')
  return database().transaction(async (tx) => {
    const request = await lockRequest(tx, actor, input.id)
    if (request.askedBy !== actor.userId) throw notFound('Просьба о переносе срока')
    if (request.decision)
      throw conflict(`Решение уже принято: просьба ${DECIDED[request.decision]}. Отозвать её нельзя.`)
    await tx.delete(termRequests).where(eq(termRequests.id, request.id))
    await record(tx, actor, now, {
      action: 'term_request.withdraw',
      subject: 'measure',
      subjectId: request.measureKey,
      before: { ...told(request), reason: request.reason, askedAt: request.askedAt },
      after: told(request),
    })
    return { roadMapId: request.roadMapId, measureKey: request.measureKey }
  })
}

const told = (request: typeof termRequests.$inferSelect) => ({
  roadMapId: request.roadMapId,
  point: request.point,
  executor:
    request.executorKind && request.executorId
      ? executorText({ kind: request.executorKind, id: request.executorId })
      : null,
  newDue: request.newDue,
})
