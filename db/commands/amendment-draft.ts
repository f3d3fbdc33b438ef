import 'server-only'
import { eq } from 'drizzle-orm'
import { wordingFor } from '@/db/act-wording'
import type { CitedAct } from '@/db/cited-act'
import { citedFor } from '@/db/cited-for'
import { database, type Tx } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { openVersion } from '@/db/draft-rows'
import { actsOfChain } from '@/db/editions'
import type { OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { once, type Press } from '@/db/press'
import { readRebase, replaceRows } from '@/db/rebase'
import { orders } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { composeCard } from '@/lib/order/compose'
import { type AmendmentForm, demandStep } from '@/lib/order/rules'
import { rebase } from '@/lib/road-map/rebase'
import { conflict, invalid } from '@/lib/shared/refusal'

/** Row by row, or the whole annex anew. Points that nobody has typed over follow; the others stay as typed (rulings A7). */
export async function chooseAmendmentForm(
  actor: Actor,
  input: { orderId: string; form: AmendmentForm },
  now: Date,
): Promise<void> {
  demand(actor, 'order.edit')
  await database().transaction(async (tx) => {
    const order = await openAmendment(tx, actor, input.orderId)
    if (order.amendmentForm === input.form) return
    const cited = await citedFor(tx, order)
    const points = await followedPoints(
      tx,
      actor,
      order,
      { ...cited, form: order.amendmentForm },
      { ...cited, form: input.form },
    )
    await tx
      .update(orders)
      .set({ amendmentForm: input.form, points, revision: order.revision + 1 })
      .where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: 'order.amendment_form',
      subject: 'order',
      subjectId: order.id,
      before: { form: order.amendmentForm, points: order.points },
      after: { form: input.form, points },
    })
  })
}

/**
 * Carries a draft over to the edition in force. `takeTheirs` are the conflicts in which that edition's text is taken; `state` is
 * that of the page: a draft or a map that has moved on since is compared anew. Deleted rows go into the trash, both texts of a
 * conflict into the journal.
 */
export async function rebaseAmendment(
  actor: Actor,
  input: { orderId: string; takeTheirs: string[]; state: string } & Press,
  now: Date,
): Promise<{ roadMapId: string; version: number; conflicts: number }> {
  demand(actor, 'road_map.edit')
  demand(actor, 'order.edit')
  const { pressId, ...content } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { rebase: content }, now, async () => {
      const order = await openAmendment(tx, actor, input.orderId)
      await openVersion(tx, actor, order.versionId)
      const { version, editions, current, base, mine, theirs, state } = await readRebase(tx, order.versionId)
      if (!current) throw conflict('Действующей редакции этой карты нет: переносить не на что. Снимите этот проект.')
      if (current.versionId === version.baseId) throw conflict('Проект и так сделан из действующей редакции.')
      if (state !== input.state)
        throw conflict(
          'Пока вы сверяли, проект или действующая редакция изменились. Ничего не сохранено: сверьте ещё раз.',
        )
      const merged = rebase(base, mine, theirs, new Set(input.takeTheirs))
      await replaceRows(tx, version.id, merged, now)
      await tx.update(roadMapVersions).set({ baseId: current.versionId }).where(eq(roadMapVersions.id, version.id))
      const form = order.amendmentForm
      const [was, is] = [
        await actsOfChain(tx, editions, version.baseId),
        await actsOfChain(tx, editions, current.versionId),
      ]
      const target = is.root ?? null
      const points = await followedPoints(
        tx,
        actor,
        order,
        { target: was.root ?? null, editions: was.amendments, form },
        { target, editions: is.amendments, form },
      )
      await tx
        .update(orders)
        .set({ points, targetId: target?.id ?? order.targetId, revision: order.revision + 1 })
        .where(eq(orders.id, order.id))
      await record(tx, actor, now, {
        action: 'road_map.rebase',
        subject: 'road_map',
        subjectId: version.roadMapId,
        before: { version: version.number, base: version.baseId, rows: mine.measures, points: order.points },
        after: { base: current.versionId, conflicts: merged.conflicts, takeTheirs: input.takeTheirs, points },
      })
      return { roadMapId: version.roadMapId, version: version.number, conflicts: merged.conflicts.length }
    }),
  )
}

async function openAmendment(tx: Tx, actor: Actor, orderId: string): Promise<OrderRow & { versionId: string }> {
  const order = await lockOrder(tx, actor, orderId)
  const { versionId } = order
  if (order.purpose !== 'amendment' || !versionId) throw invalid('Этот акт не вносит изменений в дорожную карту.')
  demandStep('edit', order.status)
  return { ...order, versionId }
}

type Cited = { target: CitedAct | null; editions: CitedAct[]; form: AmendmentForm }

/** The card's points, those that are as composed before composed anew. */
async function followedPoints(tx: Tx, actor: Actor, order: OrderRow, was: Cited, is: Cited): Promise<string[]> {
  const { purpose, kind, versionId, annexTitle, bases } = order
  const wording = await wordingFor(tx, order.municipalityId, { purpose, kind, versionId, today: actor.today })
  const composed = (cited: Cited) =>
    composeCard({ purpose, kind, annexTitle, bases, control: '', ...wording, ...cited }).points
  const [before, after] = [composed(was), composed(is)]
  return order.points.map((point, index) => (point === before[index] ? (after[index] ?? point) : point))
}
