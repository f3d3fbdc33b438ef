import { boolean, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { municipalities } from './municipality'
import { users } from './person'

/** A signatory's key: PKCS#12 in the key folder of DATA_DIR, named by `id`. The store belongs to the municipality (rulings B8). */
export const signingKeys = pgTable(
  'signing_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    subject: text('subject').notNull(),
    serial: text('serial').notNull(),
    notBefore: timestamp('not_before', { withTimezone: true, precision: 3 }).notNull(),
    notAfter: timestamp('not_after', { withTimezone: true, precision: 3 }).notNull(),
    isTest: boolean('is_test').notNull(),
    /** Base64 DER, kept when the key has gone, so that old papers can still be told as ours. */
    certificate: text('certificate').notNull(),
    chain: text('chain').array().notNull(),
    /** The PKCS#12's password under the secret outside the database; null when it is typed each time. */
    sealedPassword: text('sealed_password'),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('signing_keys_user').on(t.userId)],
)
