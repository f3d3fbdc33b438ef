import { bigserial, index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { municipalities } from './municipality'
import { users } from './person'

/** Who, when, what, before and after; written in the command's own transaction. */
export const journal = pgTable(
  'journal',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    municipalityId: uuid('municipality_id').references(() => municipalities.id),
    at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
    actorId: uuid('actor_id').references(() => users.id),
    actorName: text('actor_name').notNull(),
    /** The person the actor stood in for. */
    onBehalfOf: text('on_behalf_of'),
    action: text('action').notNull(),
    subject: text('subject').notNull(),
    subjectId: text('subject_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (t) => [
    index('journal_municipality').on(t.municipalityId, t.id),
    index('journal_subject').on(t.subject, t.subjectId),
  ],
)

/** Downloads and checks, written after the answer (rulings F5). */
export const accessLog = pgTable('access_log', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  at: timestamp('at', { withTimezone: true, precision: 3 }).notNull(),
  userId: uuid('user_id'),
  action: text('action').notNull(),
  subjectId: text('subject_id').notNull(),
})
