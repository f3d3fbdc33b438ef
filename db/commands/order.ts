import 'server-only'
import { and, eq } from 'drizzle-orm'
import { wordingFor } from '@/db/act-wording'
import { defaultBody } from '@/db/bodies'
import { citedFor } from '@/db/cited-for'
import { database, type Tx } from '@/db/client'
import { curatorRows } from '@/db/curator-rows'
import { cardOf, type OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { newPublicId } from '@/db/new-map'
import { once, type Press } from '@/db/press'
import { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { roadMapVersions } from '@/db/schema/road-map'
import { ordersVisibleTo } from '@/db/scope'
import { listSignatories } from '@/db/signatories'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { type Basis, composeCard, type OrderCard } from '@/lib/order/compose'
import { withMissing } from '@/lib/order/curators'
import { demandStep } from '@/lib/order/rules'
import type { NewActInput, OrderCardInput } from '@/lib/order/schema'
import { defaultAnnexTitle } from '@/lib/order/template'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
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
    if (order.purpose === 'repeal' && input.effectiveOn) throw endsAtOnce()
    if (input.bodyId) await demandOwnBody(tx, order, input.bodyId)
    const bases = basesOf(input)
    const card = input.act === 'compose' ? await composed(tx, actor, order, input, bases) : typedCard(input)
    const annexRows = await rowsOf(tx, actor, order, input)
    const after = {
      ...card,
      bases,
      bodyId: input.bodyId || null,
      signatory: input.signatory,
      ...givenOf(input),
      ...(annexRows ? { annexRows } : {}),
    }
    await tx
      .update(orders)
      .set({ ...after, revision: order.revision + 1 })
      .where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: input.act === 'compose' ? 'order.compose' : 'order.save',
      subject: 'order',
      subjectId: order.id,
      before: wasIn(order, after),
      after,
    })
  })
}

/** What stood in the card where something is written now: rows of an annex that went are told by nothing else. */
const wasIn = (order: OrderRow, after: object): Partial<OrderRow> =>
  Object.fromEntries(Object.entries(order).filter(([name]) => name in after))

/**
 * A draft of an act that no map and no other act begins: it appoints curators. Its text is composed at once, its annex is filled on the
 * card. Acts about a map begin with the map, amendments and repeals with the act that they change.
 */
export async function createAct(actor: Actor, input: NewActInput & Press, now: Date): Promise<string> {
  demand(actor, 'order.edit')
  const { pressId, ...content } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { createAct: content }, now, async () => {
      const municipalityId = homeOf(actor)
      const { purpose, kind } = content
      const wording = await wordingFor(tx, municipalityId, { purpose, kind, versionId: null, today: actor.today })
      const annexTitle = defaultAnnexTitle(purpose, wording.year)
      const body = await defaultBody(tx, municipalityId, actor.today)
      const signatories = await listSignatories(tx, municipalityId, actor.today)
      const [added] = await tx
        .insert(orders)
        .values({
          ...composeCard({ purpose, kind, annexTitle, bases: [], control: '', ...wording }),
          municipalityId,
          purpose,
          authorId: personOf(actor),
          bodyId: body?.id ?? null,
          signatory: signatories[0]?.ref ?? '',
          publicId: newPublicId(),
          createdAt: now,
        })
        .returning({ id: orders.id })
      if (!added) throw new Error('The act was not inserted.')
      await record(tx, actor, now, { action: 'order.create', subject: 'order', subjectId: added.id, after: content })
      return added.id
    }),
  )
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

/** Registration ends the other act and its map there and then: an announced day would be promised and not kept. */
const endsAtOnce = () =>
  invalid(
    'Акт признаётся утратившим силу со дня регистрации распоряжения об этом. Чтобы он действовал дольше, подпишите это распоряжение позже.',
    'effectiveOn',
  )

/** Fields that the form showed. */
const givenOf = ({ effectiveOn, executorName, executorPhone }: OrderCardInput) => ({
  ...(effectiveOn === undefined ? {} : { effectiveOn }),
  ...(executorName === undefined ? {} : { executorName }),
  ...(executorPhone === undefined ? {} : { executorPhone }),
})

/**
 * Rows of the annex as typed, those left wholly empty dropped; with «Заполнить» the schools and curators that are not there yet: those of
 * the day asked for, else of the day on which the act comes into force, else of today.
 */
async function rowsOf(tx: Tx, actor: Actor, order: OrderRow, input: OrderCardInput): Promise<string[][] | undefined> {
  if (order.purpose !== 'curators' || !input.rows) return undefined
  const typed = input.rows
    .map(({ school, curator, post }) => [school, curator, post])
    .filter((row) => !row.every(isBlank))
  if (input.act !== 'fill') return typed
  // As typed in the same press; a form that did not show the field leaves what is stored.
  const { effectiveOn = order.effectiveOn } = input
  return withMissing(typed, await curatorRows(tx, order.municipalityId, input.fillOn ?? effectiveOn ?? actor.today))
}

async function composed(
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  input: OrderCardInput,
  bases: Basis[],
): Promise<OrderCard> {
  const { purpose, versionId, amendmentForm: form } = order
  const { kind, annexTitle, control, templateId } = input
  const wording = await wordingFor(tx, order.municipalityId, {
    purpose,
    kind,
    versionId,
    today: actor.today,
    ...(templateId ? { templateId } : {}),
  })
  const { target, editions } = await citedFor(tx, order)
  return composeCard({ purpose, kind, annexTitle, bases, control, form, target, editions, ...wording })
}
