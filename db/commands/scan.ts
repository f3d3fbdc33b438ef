import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { keepScan, type StoredScan } from '@/db/commands/old-act'
import { lockOrder } from '@/db/commands/order'
import { enterIntoForce } from '@/db/force'
import { record } from '@/db/journal'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { demandStep } from '@/lib/order/rules'
import { conflict, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/**
 * Attaches the scan of an act signed by hand: with it the act is registered and its map approved (rulings B5). A later scan
 * replaces the former one with a reason; both are kept. The bytes are in the store already.
 */
export async function attachScan(
  actor: Actor,
  input: { orderId: string; scan: StoredScan; reason?: string },
  now: Date,
): Promise<{ publicId: string; isReplaced: boolean }> {
  demand(actor, 'register.manage')
  return database().transaction(async (tx) => {
    const order = await lockOrder(tx, actor, input.orderId)
    demandStep('attach_scan', order.status)
    if (order.signature !== 'paper')
      throw conflict('Этот акт подписан электронной подписью: подлинник и есть файл, скан к нему не прикладывают.')
    const unfinished = await tx
      .select({ id: signings.id })
      .from(signings)
      .where(and(eq(signings.orderId, order.id), eq(signings.state, 'prepared')))
    if (unfinished.length > 0)
      throw conflict(
        'Печатный экземпляр ещё не готов. Закончите подготовку на странице записи реестра, потом приложите скан.',
      )
    const living = and(eq(papers.orderId, order.id), eq(papers.kind, 'scan'), isNull(papers.replacedAt))
    const [former] = await tx.select({ id: papers.id, sha256: papers.sha256 }).from(papers).where(living)
    const reason = input.reason ?? ''
    if (former?.sha256 === input.scan.sha256) throw conflict('Этот самый файл уже приложен как скан.')
    if (former && isBlank(reason))
      throw invalid('Напишите, почему скан заменяется: прежний останется в деле с этой причиной.', 'reason')
    if (former) await tx.update(papers).set({ replacedAt: now, replacedWhy: reason }).where(eq(papers.id, former.id))
    await keepScan(tx, actor, order.id, input.scan, now)
    if (order.status === 'awaiting_scan') {
      await tx.update(orders).set({ status: 'registered' }).where(eq(orders.id, order.id))
      const [entry] = await tx
        .update(registerEntries)
        .set({ state: 'registered' })
        .where(and(eq(registerEntries.orderId, order.id), inArray(registerEntries.state, ['awaiting_scan', 'signing'])))
        .returning({ date: registerEntries.date })
      if (!entry) throw new Error('The act that waits for its scan has no row in the register.')
      await enterIntoForce(tx, order, entry.date)
    }
    await record(tx, actor, now, {
      action: former ? 'order.replace_scan' : 'order.attach_scan',
      subject: 'order',
      subjectId: order.id,
      before: { status: order.status, scan: former?.sha256 ?? null },
      after: { scan: input.scan.sha256, size: input.scan.size, reason },
    })
    return { publicId: order.publicId, isReplaced: former !== undefined }
  })
}
