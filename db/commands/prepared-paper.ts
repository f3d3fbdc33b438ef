import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { record } from '@/db/journal'
import { orders, signings } from '@/db/schema/order'
import { ofAnotherDay, outdated } from '@/db/signing-checks'
import type { Actor } from '@/lib/access/actor'
import { demand, may } from '@/lib/access/policy'
import { paperName } from '@/lib/order/paper-name'
import { localDate } from '@/lib/shared/dates'
import { conflict, forbidden, notFound } from '@/lib/shared/refusal'

/**
 * Step (ii) of a signature made outside: the prepared file is in the store, and here is its row. `digest` is what is to be signed,
 * hexadecimal; null where another program hashes the file itself. Repeated with the same file it changes nothing; an older
 * preparation is refused.
 */
export async function keepPrepared(
  actor: Actor,
  input: { signingId: string; sha256: string; digest: string | null; pages: number },
  now: Date,
): Promise<void> {
  if (!actor.isSystem) demand(actor, 'order.sign')
  await database().transaction(async (tx) => {
    const [signing] = await tx.select().from(signings).where(eq(signings.id, input.signingId))
    if (!signing) throw notFound('Подписание')
    await lockOrder(tx, actor, signing.orderId)
    if (!actor.isSystem && signing.signerId !== actor.userId) throw forbidden()
    const [current] = await tx.select({ state: signings.state }).from(signings).where(eq(signings.id, signing.id))
    if (current?.state !== 'prepared') throw outdated()
    await tx
      .update(signings)
      .set({ preparedSha256: input.sha256, digest: input.digest, pages: input.pages })
      .where(eq(signings.id, signing.id))
    await record(tx, actor, now, {
      action: 'order.prepare_outside',
      subject: 'order',
      subjectId: signing.orderId,
      after: { way: signing.kind, number: signing.document.number, sha256: input.sha256, digest: input.digest },
    })
  })
}

/**
 * The prepared file of an act that is to be signed in another program, for who signs it and for the clerk only (rulings B6); each
 * taking is recorded. Refused on another day than the number's: its signature would not be taken any more.
 */
export async function takePrepared(
  actor: Actor,
  input: { orderId: string },
  now: Date,
): Promise<{ sha256: string; fileName: string }> {
  if (!may(actor, 'order.sign')) demand(actor, 'order.print')
  return database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.orderId)
    if (order.signatoryUserId !== actor.userId && !may(actor, 'order.print')) throw forbidden()
    const [signing] = await tx
      .select({ document: signings.document, sha256: signings.preparedSha256, startedAt: signings.startedAt })
      .from(signings)
      .innerJoin(orders, eq(orders.id, signings.orderId))
      .where(and(eq(signings.orderId, order.id), eq(signings.state, 'prepared'), eq(signings.kind, 'detached')))
    if (!signing?.sha256) throw conflict('Файла для подписи нет: он ещё не подготовлен, или акт уже подписан.')
    if (localDate(signing.startedAt, actor.zone) !== actor.today) throw ofAnotherDay(signing.document.number)
    await record(tx, actor, now, {
      action: 'order.download_prepared',
      subject: 'order',
      subjectId: order.id,
      after: { number: signing.document.number, sha256: signing.sha256 },
    })
    return { sha256: signing.sha256, fileName: paperName(signing.document) }
  })
}
