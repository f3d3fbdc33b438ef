import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { orders } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { OrderKind } from '@/lib/order/rules'
import { bookName, closingText, isBeforeTime, unfinishedText } from '@/lib/register/closing'
import { missingNumbers } from '@/lib/register/rules'
import type { CloseBookInput, ReopenBookInput } from '@/lib/register/schema'
import { conflict, invalid } from '@/lib/shared/refusal'

/**
 * Closes a register for its year with the итоговая запись; no number is given in it any more. Before the local year has ended a
 * reason is wanted. Refused while a number in it is reserved and unused or bears no finished act: each is named with its way out.
 */
export async function closeBook(actor: Actor, input: CloseBookInput, now: Date): Promise<{ bookId: string }> {
  demand(actor, 'register.manage')
  return database().transaction(async (tx) => {
    const book = await lockOwnBook(tx, actor, input)
    if (book.closedAt) throw conflict(`${bookName(book)} уже закрыт; обновите страницу.`)
    if (isBeforeTime(book.year, actor.today) && input.note === '')
      throw invalid('Год ещё не кончился. Напишите, почему реестр закрывается раньше.', 'note')
    // Under the book's lock nobody takes a number; what is being finished beside it can only become fewer.
    const rows = await tx
      .select({
        number: registerEntries.number,
        suffix: registerEntries.suffix,
        date: registerEntries.date,
        state: registerEntries.state,
        orderStatus: orders.status,
      })
      .from(registerEntries)
      .leftJoin(orders, eq(orders.id, registerEntries.orderId))
      .where(eq(registerEntries.bookId, book.id))
    const unfinished = unfinishedText(rows)
    if (unfinished) throw conflict(`${bookName(book)} закрыть нельзя. ${unfinished}`)
    const missing = missingNumbers(
      book.next,
      rows.map((row) => row.number),
      book.outside,
    )
    const closingNote = [closingText(book, rows, missing), input.note].filter(Boolean).join('\n')
    await tx
      .update(registerBooks)
      .set({ closedAt: now, closedBy: personOf(actor), closingNote })
      .where(eq(registerBooks.id, book.id))
    await record(tx, actor, now, {
      action: 'register.close_book',
      subject: 'register_book',
      subjectId: book.id,
      after: { kind: book.kind, year: book.year, closingNote },
    })
    return { bookId: book.id }
  })
}

/** Opens a closed register again, with a reason; the former итоговая запись stays in the journal. */
export async function reopenBook(actor: Actor, input: ReopenBookInput, now: Date): Promise<{ bookId: string }> {
  demand(actor, 'register.manage')
  return database().transaction(async (tx) => {
    const book = await lockOwnBook(tx, actor, input)
    if (!book.closedAt) throw conflict(`${bookName(book)} и так открыт; обновите страницу.`)
    await tx
      .update(registerBooks)
      .set({ closedAt: null, closedBy: null, closingNote: '' })
      .where(eq(registerBooks.id, book.id))
    await record(tx, actor, now, {
      action: 'register.reopen_book',
      subject: 'register_book',
      subjectId: book.id,
      before: { closedAt: book.closedAt, closingNote: book.closingNote },
      after: { kind: book.kind, year: book.year, reason: input.reason },
    })
    return { bookId: book.id }
  })
}

async function lockOwnBook(tx: Tx, actor: Actor, key: { kind: OrderKind; year: number }) {
  const [book] = await tx
    .select()
    .from(registerBooks)
    .where(
      and(
        ofHome(actor, registerBooks.municipalityId),
        eq(registerBooks.kind, key.kind),
        eq(registerBooks.year, key.year),
      ),
    )
    .for('update')
  if (!book) throw conflict(`${bookName(key)} не вёлся: в нём нет ни одной записи.`)
  return book
}
