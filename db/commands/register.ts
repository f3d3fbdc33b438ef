import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { fallWithAct } from '@/db/force'
import { record } from '@/db/journal'
import { freeNumber, lockOpenBook, numberSuffix } from '@/db/numbering'
import { once } from '@/db/press'
import { orders, signings } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { roadMapVersions } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { demandStep } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import type { ReserveNumberInput, StartBookInput, StorageInput } from '@/lib/register/schema'
import { yearOf } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

export { giveNumber } from '@/db/numbering'

/**
 * Lets a register begin at `first`: the earlier numbers were given outside the program (rulings B3). Refused when the register
 * has already come to that number, for then a number would be given twice.
 */
export async function startBook(actor: Actor, input: StartBookInput, now: Date): Promise<{ bookId: string }> {
  demand(actor, 'register.manage')
  return database().transaction(async (tx) => {
    const book = await lockOpenBook(tx, { municipalityId: homeOf(actor), kind: input.kind, year: input.year })
    if (input.first === book.next)
      throw conflict(`Следующий номер этого реестра и так ${printedNumber(book.next, '')}.`)
    if (input.first < book.next) {
      throw conflict(
        `Номера до ${printedNumber(book.next - 1, '')} в этом реестре уже даны: начать с ${printedNumber(input.first, '')} нельзя.`,
      )
    }
    const range = { from: book.next, to: input.first - 1, reason: input.reason }
    await tx
      .update(registerBooks)
      .set({ next: input.first, outside: [...book.outside, range] })
      .where(eq(registerBooks.id, book.id))
    await record(tx, actor, now, {
      action: 'register.start_book',
      subject: 'register_book',
      subjectId: book.id,
      before: { next: book.next },
      after: { kind: input.kind, year: input.year, next: input.first, outside: range },
    })
    return { bookId: book.id }
  })
}

/** Holds a number for an act that will be entered later: the next one, or any unused one, lettered (121-а) as well. */
export async function reserveNumber(
  actor: Actor,
  input: ReserveNumberInput & { pressId: string },
  now: Date,
): Promise<{ entryId: string }> {
  demand(actor, 'register.manage')
  return database().transaction((tx) =>
    once(tx, actor, input.pressId, { reserve: input }, now, async () => {
      const municipalityId = homeOf(actor)
      const book = await lockOpenBook(tx, { municipalityId, kind: input.kind, year: yearOf(input.date) })
      const own = await numberSuffix(tx, municipalityId)
      const suffix = input.number?.suffix || own
      const number = input.number?.number ?? (await freeNumber(tx, book, own))
      await demandUnused(tx, book.id, number, suffix)
      const [entry] = await tx
        .insert(registerEntries)
        .values({
          bookId: book.id,
          municipalityId,
          number,
          suffix,
          date: input.date,
          state: 'reserved',
          title: '',
          reason: input.reason,
          createdAt: now,
        })
        .returning({ id: registerEntries.id })
      if (!entry) throw new Error('No entry was inserted.')
      if (number === book.next && suffix === own) {
        await tx
          .update(registerBooks)
          .set({ next: number + 1 })
          .where(eq(registerBooks.id, book.id))
      }
      await record(tx, actor, now, {
        action: 'register.reserve',
        subject: 'register_entry',
        subjectId: entry.id,
        after: { number: printedNumber(number, suffix), date: input.date, reason: input.reason },
      })
      return { entryId: entry.id }
    }),
  )
}

async function demandUnused(tx: Tx, bookId: string, number: number, suffix: string): Promise<void> {
  const [taken] = await tx
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(
      and(eq(registerEntries.bookId, bookId), eq(registerEntries.number, number), eq(registerEntries.suffix, suffix)),
    )
  if (taken)
    throw invalid(
      `${printedNumber(number, suffix)} в этом реестре уже есть. Номер не даётся дважды, даже аннулированный.`,
      'number',
    )
}

/**
 * Annuls a row: its number is spent and stays with the reason (rulings B2). An unfinished signature: the order awaits a signature
 * again and will take a new number; an old act goes back to being a draft. A registered act loses its force, its map with it.
 */
export async function annulEntry(
  actor: Actor,
  input: { entryId: string; reason: string },
  now: Date,
): Promise<{ orderId: string | null; publicId: string | null }> {
  demand(actor, 'register.manage')
  return database().transaction(async (tx) => {
    const mine = and(eq(registerEntries.id, input.entryId), ofHome(actor, registerEntries.municipalityId))
    const [found] = await tx.select({ orderId: registerEntries.orderId }).from(registerEntries).where(mine)
    if (!found) throw notFound('Запись реестра')
    // The order is locked before its row of the register, as in signing: two who wait for each other would both fail.
    const [order] = found.orderId
      ? await tx.select().from(orders).where(eq(orders.id, found.orderId)).for('update')
      : []
    const [entry] = await tx.select().from(registerEntries).where(mine).for('update')
    if (!entry) throw notFound('Запись реестра')
    if (entry.state === 'annulled') throw conflict('Этот номер уже аннулирован; обновите страницу.')
    if (order && entry.state === 'signing') await abandon(tx, order, now)
    else if (order) {
      demandStep('annul', order.status)
      await tx.update(orders).set({ status: 'annulled' }).where(eq(orders.id, order.id))
      await fallWithAct(tx, order)
    }
    await tx
      .update(registerEntries)
      .set({ state: 'annulled', reason: input.reason })
      .where(eq(registerEntries.id, entry.id))
    await record(tx, actor, now, {
      action: 'register.annul',
      subject: 'register_entry',
      subjectId: entry.id,
      before: { state: entry.state, order: order?.status ?? null },
      after: { number: printedNumber(entry.number, entry.suffix), reason: input.reason, orderId: entry.orderId },
    })
    return { orderId: order?.id ?? null, publicId: order?.publicId ?? null }
  })
}

/** How long the act is kept (Росархив 236, ст. 19): the clerk's own words, at any time, also in a closed register. */
export async function setStorage(actor: Actor, input: StorageInput, now: Date): Promise<void> {
  demand(actor, 'register.manage')
  await database().transaction(async (tx) => {
    const [entry] = await tx
      .select({ id: registerEntries.id, storage: registerEntries.storage })
      .from(registerEntries)
      .where(and(eq(registerEntries.id, input.entryId), ofHome(actor, registerEntries.municipalityId)))
      .for('update')
    if (!entry) throw notFound('Запись реестра')
    await tx.update(registerEntries).set({ storage: input.storage }).where(eq(registerEntries.id, entry.id))
    await record(tx, actor, now, {
      action: 'register.set_storage',
      subject: 'register_entry',
      subjectId: entry.id,
      before: { storage: entry.storage },
      after: { storage: input.storage },
    })
  })
}

async function abandon(tx: Tx, order: typeof orders.$inferSelect, now: Date): Promise<void> {
  await tx
    .update(signings)
    .set({ state: 'abandoned', endedAt: now })
    .where(and(eq(signings.orderId, order.id), eq(signings.state, 'prepared')))
  if (!order.isOldAct) {
    await tx.update(orders).set({ signature: null }).where(eq(orders.id, order.id))
    return
  }
  await tx.update(orders).set({ status: 'draft', signature: null, isOldAct: false }).where(eq(orders.id, order.id))
  if (order.versionId)
    await tx.update(roadMapVersions).set({ status: 'draft' }).where(eq(roadMapVersions.id, order.versionId))
}
