import { date, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { ORDER_KINDS } from '@/lib/order/rules'
import { ENTRY_STATES } from '@/lib/register/rules'
import { municipalities } from './municipality'
import { users } from './person'

export const entryState = pgEnum('entry_state', ENTRY_STATES)
export const registerKind = pgEnum('register_kind', ORDER_KINDS)

/** One register a kind and local year. The row is the lock under which numbers are given: never a serial, never a gap. */
export const registerBooks = pgTable(
  'register_books',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    kind: registerKind('kind').notNull(),
    year: integer('year').notNull(),
    next: integer('next').notNull().default(1),
    /** Ranges given outside the program, both ends inclusive, each with its reason (rulings B3). */
    outside: jsonb('outside').$type<{ from: number; to: number; reason: string }[]>().notNull().default([]),
    /** Closed for the year: no number is given in it any more. */
    closedAt: timestamp('closed_at', { withTimezone: true, precision: 3 }),
    closedBy: uuid('closed_by').references(() => users.id),
    closingNote: text('closing_note').notNull().default(''),
  },
  (t) => [uniqueIndex('register_books_kind_year').on(t.municipalityId, t.kind, t.year)],
)

export const registerEntries = pgTable(
  'register_entries',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    bookId: uuid('book_id')
      .notNull()
      .references(() => registerBooks.id),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    number: integer('number').notNull(),
    suffix: text('suffix').notNull().default(''),
    date: date('date', { mode: 'string' }).notNull(),
    state: entryState('state').notNull(),
    title: text('title').notNull(),
    signer: text('signer').notNull().default(''),
    executor: text('executor').notNull().default(''),
    sheets: integer('sheets'),
    /** The act; a reserved number has none yet. An order whose number was annulled takes a new entry. */
    orderId: uuid('order_id'),
    reason: text('reason').notNull().default(''),
    storage: text('storage').notNull().default('постоянно'),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    uniqueIndex('register_entries_number').on(t.bookId, t.number, t.suffix),
    index('register_entries_order').on(t.orderId),
  ],
)
