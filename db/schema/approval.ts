import { index, integer, jsonb, pgEnum, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Package } from '@/lib/approval/package'
import { DECISIONS, ROUND_STATES } from '@/lib/approval/rules'
import { orders } from './order'
import { users } from './person'

export const roundState = pgEnum('round_state', ROUND_STATES)
export const decision = pgEnum('decision', DECISIONS)

/** One round has one frozen package (rulings A1). */
export const rounds = pgTable(
  'rounds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    number: integer('number').notNull(),
    state: roundState('state').notNull().default('open'),
    package: jsonb('package').$type<Package>().notNull(),
    /** SHA-256 of the frozen text in canonical form, hexadecimal. */
    fingerprint: text('fingerprint').notNull(),
    /** The author's word on the open findings, and to the approvers. */
    note: text('note').notNull().default(''),
    sentBy: uuid('sent_by')
      .notNull()
      .references(() => users.id),
    sentAt: timestamp('sent_at', { withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
    endedBy: uuid('ended_by').references(() => users.id),
    endReason: text('end_reason').notNull().default(''),
  },
  (t) => [uniqueIndex('rounds_number').on(t.orderId, t.number)],
)

export const stages = pgTable(
  'stages',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    need: integer('need'),
    openedAt: timestamp('opened_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('stages_round').on(t.roundId)],
)

export const tasks = pgTable(
  'tasks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    stageId: uuid('stage_id')
      .notNull()
      .references(() => stages.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    decision: decision('decision'),
    reason: text('reason').notNull().default(''),
    /** Differs from `userId` when a deputy decided. */
    decidedBy: uuid('decided_by').references(() => users.id),
    decidedAt: timestamp('decided_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('tasks_stage').on(t.stageId), index('tasks_user').on(t.userId)],
)

/** A remark hangs on the package or on one measure, and is answered by the author. */
export const remarks = pgTable(
  'remarks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    measureKey: uuid('measure_key'),
    text: text('text').notNull(),
    madeAt: timestamp('made_at', { withTimezone: true, precision: 3 }).notNull(),
    answer: text('answer'),
    answeredBy: uuid('answered_by').references(() => users.id),
    answeredAt: timestamp('answered_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('remarks_round').on(t.roundId)],
)
