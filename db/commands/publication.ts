import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { dispatches, orders } from '@/db/schema/order'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { demandStep } from '@/lib/order/rules'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'

/** Opens the act and its map to everybody. Refused before registration and, for an act on paper, before its scan. */
export async function publishOrder(
  actor: Actor,
  input: { orderId: string; note?: string },
  now: Date,
): Promise<{ publicId: string }> {
  demand(actor, 'order.publish')
  return database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.orderId)
    demandStep('publish', order.status)
    const note = input.note ?? ''
    await tx
      .update(orders)
      .set({ status: 'published', publishedAt: now, publicationNote: note })
      .where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: 'order.publish',
      subject: 'order',
      subjectId: order.id,
      before: { status: order.status },
      after: { status: 'published', note },
    })
    return { publicId: order.publicId }
  })
}

/** Takes the act off the public pages; it stays registered. `publishedAt` stays, so that its page can say what happened. */
export async function withdrawPublication(
  actor: Actor,
  input: { orderId: string; reason: string },
  now: Date,
): Promise<{ publicId: string }> {
  demand(actor, 'order.publish')
  return database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.orderId)
    demandStep('withdraw_publication', order.status)
    await tx.update(orders).set({ status: 'registered' }).where(eq(orders.id, order.id))
    await record(tx, actor, now, {
      action: 'order.withdraw_publication',
      subject: 'order',
      subjectId: order.id,
      before: { status: order.status, publishedAt: order.publishedAt },
      after: { status: 'registered', reason: input.reason },
    })
    return { publicId: order.publicId }
  })
}

/** «Рассылка»: one line, to whom the act was sent and when (rulings F13). */
export async function addDispatch(
  actor: Actor,
  input: { orderId: string; recipient: string; sentOn: LocalDate; pressId: string },
  now: Date,
): Promise<void> {
  demand(actor, 'register.manage')
  if (input.sentOn > actor.today) throw invalid(`${shortDate(input.sentOn)} ещё не наступило.`, 'sentOn')
  await database().transaction((tx) =>
    once(
      tx,
      actor,
      input.pressId,
      { dispatch: input.orderId, recipient: input.recipient, sentOn: input.sentOn },
      now,
      async () => {
        const order = await lockOrder(tx, actor, input.orderId)
        if (order.status !== 'registered' && order.status !== 'published')
          throw conflict('Рассылают только зарегистрированный акт.')
        const row = { orderId: order.id, recipient: input.recipient, sentOn: input.sentOn }
        await tx.insert(dispatches).values(row)
        await record(tx, actor, now, { action: 'order.dispatch', subject: 'order', subjectId: order.id, after: row })
        return null
      },
    ),
  )
}
