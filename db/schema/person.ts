import { boolean, date, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { ROLES } from '@/lib/access/actor'
import type { NameForms } from '@/lib/grammar/cases'
import { municipalities, regions } from './municipality'

export const role = pgEnum('role', ROLES)

/** People. Exactly one of municipality and region is set. An ended person stays for the history. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id').references(() => municipalities.id),
    regionId: uuid('region_id').references(() => regions.id),
    /** Lower case, NFC. */
    login: text('login').notNull().unique(),
    passwordHash: text('password_hash').notNull(),
    surname: text('surname').notNull(),
    givenName: text('given_name').notNull(),
    patronymic: text('patronymic').notNull().default(''),
    /** The surname in cases that the program makes wrong: «Седых», «Коваль». */
    forms: jsonb('forms').$type<NameForms>().notNull().default({}),
    phone: text('phone').notNull().default(''),
    /** As papers name a curator who holds no post of the municipality: «методист», and where he works. */
    post: text('post').notNull().default(''),
    workplace: text('workplace').notNull().default(''),
    /** Set by the administrator's new password; the person must choose his own. */
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [index('users_municipality').on(t.municipalityId)],
)

/** Roles with dates; both days inclusive. */
export const roleAssignments = pgTable(
  'role_assignments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    role: role('role').notNull(),
    /** How the route and the лист согласования call the person: «юрист». */
    title: text('title').notNull().default(''),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
  },
  (t) => [index('role_assignments_user').on(t.userId)],
)

/** The cookie holds a random token; the row holds its SHA-256, so a stolen database opens no session. */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
    seenAt: timestamp('seen_at', { withTimezone: true, precision: 3 }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
    agent: text('agent').notNull().default(''),
    /** «Чужой компьютер»: an hour instead of a working day, and nothing is kept on the device. */
    isShared: boolean('is_shared').notNull().default(false),
  },
  (t) => [index('sessions_user').on(t.userId)],
)

/** Failed sign-ins by what was typed (hashed) and by address, so that an unknown name answers as a known one. */
export const signInFailures = pgTable('sign_in_failures', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: timestamp('last_at', { withTimezone: true, precision: 3 }).notNull(),
  lockedUntil: timestamp('locked_until', { withTimezone: true, precision: 3 }),
})

/** What was typed into a form that could not be taken: errors, conflicts, an expired session (rulings F4). Sealed; 24 hours. */
export const keptForms = pgTable(
  'kept_forms',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id').references(() => users.id),
    sealed: text('sealed').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [index('kept_forms_created').on(t.createdAt)],
)

/** A press that already had its effect: the second press of the same form gets the first one's answer. */
export const presses = pgTable('presses', {
  id: text('id').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id),
  answer: jsonb('answer'),
  createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
})
