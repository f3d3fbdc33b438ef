import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { freezePackage } from '@/db/checked-package'
import { database, type Tx } from '@/db/client'
import { lockOrder, setVersionStatus } from '@/db/commands/order'
import type { OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { once, type Press } from '@/db/press'
import { advance, endRound, passRound, routeStagesOf, stagesOf } from '@/db/round-steps'
import { remarks, rounds, stages, tasks } from '@/db/schema/approval'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { ordersVisibleTo, ownIds } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { demandReason, demandTurn } from '@/lib/approval/rules'
import type { DecideInput, SendInput } from '@/lib/approval/schema'
import { demandStep } from '@/lib/order/rules'
import { conflict, forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import { fingerprintOf } from '@/lib/signature/fingerprint'

/**
 * Freezes the package and opens a round. Refused: errors of the check; open warnings or unanswered remarks without a word of
 * reason (rulings A6); a route without people. The second press finds the order already sent.
 */
export async function sendForApproval(actor: Actor, input: SendInput & Press, now: Date): Promise<void> {
  demand(actor, 'order.send')
  await database().transaction((tx) =>
    once(tx, actor, input.pressId, { sendForApproval: input }, now, async () => {
      const order = await lockOrder(tx, actor, input.id)
      demandStep('send', order.status)
      const { package: frozen, signatory, findings } = await freezePackage(tx, order, actor.today)
      const [last] = await tx
        .select({ id: rounds.id, number: rounds.number })
        .from(rounds)
        .where(eq(rounds.orderId, order.id))
        .orderBy(desc(rounds.number))
        .limit(1)
      const unanswered = last ? await countUnanswered(tx, order.id) : 0
      if ((findings.length > 0 || unanswered > 0) && isBlank(input.note)) {
        throw invalid(
          'Остались замечания. Напишите, почему отправляете с ними: одного пояснения на все достаточно.',
          'note',
        )
      }
      const route = await routeStagesOf(tx, actor, order, input.routeId)
      const [round] = await tx
        .insert(rounds)
        .values({
          orderId: order.id,
          number: (last?.number ?? 0) + 1,
          package: frozen,
          fingerprint: fingerprintOf(frozen.document),
          note: input.note,
          sentBy: personOf(actor),
          sentAt: now,
        })
        .returning({ id: rounds.id, number: rounds.number })
      if (!round) throw new Error('No round was inserted.')
      for (const [index, stage] of route.entries()) {
        const [added] = await tx
          .insert(stages)
          .values({
            roundId: round.id,
            position: index,
            name: stage.name,
            need: stage.need,
            openedAt: index === 0 ? now : null,
          })
          .returning({ id: stages.id })
        if (!added) throw new Error('No stage was inserted.')
        await tx.insert(tasks).values(stage.people.map((userId) => ({ stageId: added.id, userId })))
      }
      await tx
        .update(orders)
        .set({ status: 'in_approval', signatoryUserId: signatory.userId })
        .where(eq(orders.id, order.id))
      await setVersionStatus(tx, order, 'in_approval')
      await record(tx, actor, now, {
        action: 'order.send',
        subject: 'order',
        subjectId: order.id,
        before: { status: order.status },
        after: { round: round.number, fingerprint: fingerprintOf(frozen.document), note: input.note },
      })
      if (route.length === 0) await passRound(tx, actor, { ...order, signatoryUserId: signatory.userId }, round.id, now)
      return true
    }),
  )
}

/** Before the signature the author may take the package back, to edit it; what others have written stays. */
export async function recallOrder(
  actor: Actor,
  input: { id: string; reason: string } & Press,
  now: Date,
): Promise<void> {
  demand(actor, 'order.send')
  await database().transaction((tx) =>
    once(tx, actor, input.pressId, { recallOrder: input }, now, async () => {
      const order = await lockOrder(tx, actor, input.id)
      demandStep('recall', order.status)
      await demandNoSigning(tx, order.id)
      await endRound(tx, actor, order, 'recalled', input.reason, now)
      await record(tx, actor, now, {
        action: 'order.recall',
        subject: 'order',
        subjectId: order.id,
        before: { status: order.status },
        after: { reason: input.reason },
      })
      return true
    }),
  )
}

/**
 * One approver's decision, by himself or by his deputy in the days set. Refused: before or after his stage, twice, without the
 * reason that is due, after a recall, and on the approver's own package.
 */
export async function decide(actor: Actor, input: DecideInput & Press, now: Date): Promise<void> {
  demand(actor, 'order.decide')
  await database().transaction((tx) =>
    once(tx, actor, input.pressId, { decide: input }, now, async () => {
      const [place] = await tx
        .select({ orderId: rounds.orderId, roundId: rounds.id, userId: tasks.userId })
        .from(tasks)
        .innerJoin(stages, eq(stages.id, tasks.stageId))
        .innerJoin(rounds, eq(rounds.id, stages.roundId))
        .innerJoin(orders, eq(orders.id, rounds.orderId))
        .where(and(eq(tasks.id, input.taskId), inArray(tasks.userId, ownIds(actor)), ordersVisibleTo(actor)))
      if (!place) throw notFound('Согласование')
      const order = await lockOrder(tx, actor, place.orderId)
      const [round] = await tx.select().from(rounds).where(eq(rounds.id, place.roundId))
      if (round?.state !== 'open')
        throw conflict(
          'Этот круг согласования закончен: пакет отозван, возвращён или уже согласован. Решение не требуется.',
        )
      demandStep('decide', order.status)
      const me = personOf(actor)
      if (round.sentBy === me || order.authorId === me)
        throw forbidden('Автор не согласует собственный пакет: решение должен принять другой сотрудник.')
      const view = await stagesOf(tx, round.id)
      demandTurn(view, input.taskId)
      const remarked = remarksOf(input)
      demandReason(input.decision, input.reason, remarked.length)
      const known = new Set(round.package.measures.map((measure) => measure.key))
      if (remarked.some((remark) => !known.has(remark.measureKey))) throw notFound('Мероприятие')
      await tx
        .update(tasks)
        .set({ decision: input.decision, reason: input.reason, decidedBy: me, decidedAt: now })
        .where(eq(tasks.id, input.taskId))
      const texts = [
        ...remarked,
        ...(isBlank(input.reason) || input.decision === 'approve' ? [] : [{ measureKey: null, text: input.reason }]),
      ]
      if (texts.length > 0)
        await tx
          .insert(remarks)
          .values(texts.map((remark) => ({ ...remark, roundId: round.id, authorId: place.userId, madeAt: now })))
      const principal = actor.actsFor.find((one) => one.userId === place.userId)
      await record(tx, actor, now, {
        action: `order.${input.decision}`,
        subject: 'order',
        subjectId: order.id,
        after: { round: round.number, reason: input.reason, remarks: remarked.length },
        ...(place.userId !== me && principal ? { onBehalfOf: principal.name } : {}),
      })
      if (input.decision === 'return') await endRound(tx, actor, order, 'returned', input.reason, now)
      else await advance(tx, actor, order, round.id, now)
      return true
    }),
  )
}

/** The signatory signs or returns; he has no separate consent (rulings A3). */
export async function returnFromSignature(
  actor: Actor,
  input: { id: string; reason: string } & Press,
  now: Date,
): Promise<void> {
  demand(actor, 'order.sign')
  await database().transaction((tx) =>
    once(tx, actor, input.pressId, { returnFromSignature: input }, now, async () => {
      const order = await lockOrder(tx, actor, input.id)
      demandSignatory(actor, order)
      demandStep('return', order.status)
      await demandNoSigning(tx, order.id)
      demandReason('return', input.reason, 0)
      const [round] = await tx
        .select({ id: rounds.id })
        .from(rounds)
        .where(and(eq(rounds.orderId, order.id), eq(rounds.state, 'passed')))
      if (round)
        await tx
          .insert(remarks)
          .values({ roundId: round.id, authorId: personOf(actor), text: input.reason, madeAt: now })
      await endRound(tx, actor, order, 'returned', input.reason, now)
      await record(tx, actor, now, {
        action: 'order.return',
        subject: 'order',
        subjectId: order.id,
        after: { reason: input.reason },
      })
      return true
    }),
  )
}

/** The author's answer to one remark; a later answer replaces the earlier one until the package is sent again. */
export async function answerRemark(
  actor: Actor,
  input: { remarkId: string; answer: string },
  now: Date,
): Promise<void> {
  demand(actor, 'order.edit')
  if (isBlank(input.answer)) throw invalid('Напишите ответ на замечание.', 'answer')
  await database().transaction(async (tx) => {
    const [remark] = await tx
      .select({ id: remarks.id, answer: remarks.answer, orderId: rounds.orderId })
      .from(remarks)
      .innerJoin(rounds, eq(rounds.id, remarks.roundId))
      .where(eq(remarks.id, input.remarkId))
    if (!remark) throw notFound('Замечание')
    const order = await lockOrder(tx, actor, remark.orderId)
    if (order.status === 'withdrawn' || order.status === 'annulled') demandStep('edit', order.status)
    await tx
      .update(remarks)
      .set({ answer: input.answer, answeredBy: personOf(actor), answeredAt: now })
      .where(eq(remarks.id, remark.id))
    await record(tx, actor, now, {
      action: 'remark.answer',
      subject: 'remark',
      subjectId: remark.id,
      before: { answer: remark.answer },
      after: { answer: input.answer },
    })
  })
}

/** The one whose name the frozen text bears, or his deputy today: a deputy may return it, but sign only what bears his own name. */
function demandSignatory(actor: Actor, order: OrderRow): void {
  if (!order.signatoryUserId || !ownIds(actor).includes(order.signatoryUserId)) {
    throw forbidden('Этот акт подписывает другое должностное лицо.')
  }
}

/** While a number is given and the signature is not finished, the package cannot be taken away from under it. */
async function demandNoSigning(tx: Tx, orderId: string): Promise<void> {
  const [unfinished] = await tx
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(and(eq(registerEntries.orderId, orderId), eq(registerEntries.state, 'signing')))
  if (unfinished)
    throw conflict(
      'Номер уже присвоен, подпись не завершена. Завершите подписание или попросите делопроизводителя аннулировать номер.',
    )
}

async function countUnanswered(tx: Tx, orderId: string): Promise<number> {
  const open = await tx
    .select({ id: remarks.id })
    .from(remarks)
    .innerJoin(rounds, eq(rounds.id, remarks.roundId))
    .where(and(eq(rounds.orderId, orderId), sql`${remarks.answer} is null`))
  return open.length
}

function remarksOf(input: DecideInput): { measureKey: string; text: string }[] {
  return input.remarkKey
    .map((measureKey, index) => ({ measureKey, text: input.remarkText[index] ?? '' }))
    .filter((remark) => !isBlank(remark.text))
}
