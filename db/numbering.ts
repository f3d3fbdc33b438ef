import 'server-only'
import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import type { OrderKind } from '@/lib/order/rules'
import { demandOpenBook } from '@/lib/register/closing'
import { type EntryState, nextFree, printedNumber } from '@/lib/register/rules'
import { type LocalDate, yearOf } from '@/lib/shared/dates'

/** One register: the acts of one kind that a municipality issues in one local year. */
export type BookKey = { municipalityId: string; kind: OrderKind; year: number }

export type GivenNumber = {
  number: number
  suffix: string
  /** «№ 121-р», as on paper. */
  printed: string
}

/**
 * The register's row, made when it is the first of its year, and held until the transaction ends: numbers are given
 * one after another, and a transaction that fails gives its number back.
 */
export async function lockBook(tx: Tx, key: BookKey) {
  const same = and(
    eq(registerBooks.municipalityId, key.municipalityId),
    eq(registerBooks.kind, key.kind),
    eq(registerBooks.year, key.year),
  )
  await tx.insert(registerBooks).values(key).onConflictDoNothing()
  const [book] = await tx.select().from(registerBooks).where(same).for('update')
  if (!book) throw new Error('The register was neither found nor made.')
  return book
}

/** The same for whoever takes a number: refused where the book was closed for its year. */
export async function lockOpenBook(tx: Tx, key: BookKey) {
  const book = await lockBook(tx, key)
  demandOpenBook(book)
  return book
}

/** Numbers at or after `from` that the sequence must step over: reserved, or entered as old acts. */
async function takenFrom(handle: Database, bookId: string, from: number, suffix: string): Promise<Set<number>> {
  const rows = await handle
    .select({ number: registerEntries.number })
    .from(registerEntries)
    // A lettered number (121-а) stands beside the sequence and takes no place in it.
    .where(
      and(
        eq(registerEntries.bookId, bookId),
        gte(registerEntries.number, from),
        inArray(registerEntries.suffix, ['', suffix]),
      ),
    )
  return new Set(rows.map((row) => row.number))
}

/** The number at which the sequence stands, past those that somebody holds. */
export async function freeNumber(
  handle: Database,
  book: { id: string; next: number },
  suffix: string,
): Promise<number> {
  return nextFree(book.next, await takenFrom(handle, book.id, book.next, suffix))
}

/** The index that the municipality prints after its numbers («-р»), or empty. */
export async function numberSuffix(handle: Database, municipalityId: string): Promise<string> {
  const [row] = await handle
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, municipalityId))
  return row?.settings.numberSuffix ?? ''
}

/**
 * Gives the next number of the register of that kind and local year, inside the caller's transaction. The executor of the order's
 * card goes into the row. A closed book gives none.
 */
export async function giveNumber(
  tx: Tx,
  input: {
    municipalityId: string
    kind: OrderKind
    /** The local date of the act: its year names the register. */
    date: LocalDate
    /** Index of the municipality («-р»), or empty. */
    suffix: string
    title: string
    /** «Глава муниципального района А.В. Мочалов». */
    signer: string
    orderId: string
    state: EntryState
  },
  now: Date,
): Promise<GivenNumber & { entryId: string }> {
  const { municipalityId, kind, date, suffix } = input
  const book = await lockOpenBook(tx, { municipalityId, kind, year: yearOf(date) })
  const number = await freeNumber(tx, book, suffix)
  const [order] = await tx.select({ executor: orders.executorName }).from(orders).where(eq(orders.id, input.orderId))
  const [entry] = await tx
    .insert(registerEntries)
    .values({
      bookId: book.id,
      municipalityId,
      number,
      suffix,
      date,
      state: input.state,
      title: input.title,
      signer: input.signer,
      executor: order?.executor ?? '',
      orderId: input.orderId,
      createdAt: now,
    })
    .returning({ id: registerEntries.id })
  if (!entry) throw new Error('No entry was inserted.')
  await tx
    .update(registerBooks)
    .set({ next: number + 1 })
    .where(eq(registerBooks.id, book.id))
  return { entryId: entry.id, number, suffix, printed: printedNumber(number, suffix) }
}

/** The number that `giveNumber` would give now; nothing is written, and another act may take it first. */
export async function numberToCome(handle: Database, key: BookKey, suffix: string): Promise<GivenNumber> {
  const [book] = await handle
    .select({ id: registerBooks.id, next: registerBooks.next })
    .from(registerBooks)
    .where(
      and(
        eq(registerBooks.municipalityId, key.municipalityId),
        eq(registerBooks.kind, key.kind),
        eq(registerBooks.year, key.year),
      ),
    )
  const number = book ? await freeNumber(handle, book, suffix) : 1
  return { number, suffix, printed: printedNumber(number, suffix) }
}
