import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { cardOf, type OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { once, type Press } from '@/db/press'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { roadMapVersions } from '@/db/schema/road-map'
import { ordersVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { type Basis, composeCard, type OrderCard } from '@/lib/order/compose'
import { demandStep } from '@/lib/order/rules'
import type { OrderCardInput } from '@/lib/order/schema'
import { conflict, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** The act under its lock, if the actor sees it. Every command that changes an act begins here. */
export async function lockOrder(tx: Tx, actor: Actor, id: string): Promise<OrderRow> {
  const [order] = await tx
    .select()
    .from(orders)
    .where(and(eq(orders.id, id), ordersVisibleTo(actor)))
    .for('update')
  if (!order) throw notFound('Распоряжение')
  return order
}

/** Sets the status of the act's version of the map: act and map travel as one package (rulings A1). */
export async function setVersionStatus(
  tx: Tx,
  order: OrderRow,
  status: (typeof roadMapVersions.$inferSelect)['status'],
): Promise<void> {
  if (order.versionId) await tx.update(roadMapVersions).set({ status }).where(eq(roadMapVersions.id, order.versionId))
}

/**
 * Saves the order's card as typed, or composes its text anew from the bases and the municipality's wordings.
 * Refused as a conflict when somebody saved the card since the form was opened.
 */
export async function saveOrderCard(actor: Actor, input: OrderCardInput, now: Date): Promise<void> {
  demand(actor, 'order.edit')
  await database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.id)
    demandStep('edit', order.status)
    if (order.revision !== input.revision) {
      throw conflict(
        'Пока вы правили карточку, её сохранил другой сотрудник. Ваш текст остался в форме; сверьте с сохранённым и сохраните.',
        {
          current: { ...cardOf(order), bases: order.bases },
          revision: order.revision,
        },
      )
    }
    if (input.bodyId) await demandOwnBody(tx, order, input.bodyId)
    const bases = basesOf(input)
    const card = input.act === 'compose' ? await composed(tx, order, input, bases) : typedCard(input)
    const after = { ...card, bases, bodyId: input.bodyId || null, signatory: input.signatory }
    await tx
      .update(orders)
      .set({ ...after, revision: order.revision + 1 })
      .where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: input.act === 'compose' ? 'order.compose' : 'order.save',
      subject: 'order',
      subjectId: order.id,
      before: { ...cardOf(order), bases: order.bases, signatory: order.signatory },
      after,
    })
  })
}

/** Takes the draft off: the act will not be issued, its map goes back to being edited with another order or not at all. */
export async function withdrawOrder(
  actor: Actor,
  input: { id: string; reason: string } & Press,
  now: Date,
): Promise<void> {
  demand(actor, 'order.edit')
  await database().transaction((tx) =>
    once(tx, actor, input.pressId, { withdrawOrder: input }, now, async () => {
      const order = await lockOrder(tx, actor, input.id)
      demandStep('withdraw', order.status)
      await tx.update(orders).set({ status: 'withdrawn' }).where(eq(orders.id, order.id))
      await setVersionStatus(tx, order, 'repealed')
      await record(tx, actor, now, {
        action: 'order.withdraw',
        subject: 'order',
        subjectId: order.id,
        after: { reason: input.reason },
      })
      return true
    }),
  )
}

async function demandOwnBody(tx: Tx, order: OrderRow, bodyId: string): Promise<void> {
  const [body] = await tx
    .select({ id: bodies.id })
    .from(bodies)
    .where(and(eq(bodies.id, bodyId), eq(bodies.municipalityId, order.municipalityId)))
  if (!body) throw notFound('Орган')
}

/** A row of the form left wholly empty is no basis. */
const basesOf = (input: OrderCardInput): Basis[] => input.bases.filter((basis) => !Object.values(basis).every(isBlank))

const typedCard = (input: OrderCardInput): OrderCard => ({
  kind: input.kind,
  title: input.title,
  preamble: input.preamble,
  operativeWord: input.operativeWord,
  points: input.points.map((point) => point.text).filter((point) => !isBlank(point)),
  annexTitle: input.annexTitle,
})

async function composed(tx: Tx, order: OrderRow, input: OrderCardInput, bases: Basis[]): Promise<OrderCard> {
  const [municipality] = await tx
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, order.municipalityId))
  if (!municipality) throw notFound('Муниципалитет')
  return composeCard({
    kind: input.kind,
    annexTitle: input.annexTitle,
    bases,
    control: input.control,
    settings: municipality.settings,
  })
}
