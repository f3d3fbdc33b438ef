import { boolean, date, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { NameForms } from '@/lib/grammar/cases'
import { municipalities } from './municipality'
import { users } from './person'

/** Bodies (органы) are named by the charter, and names change: each name is valid from–to, both days inclusive. */
export const bodies = pgTable(
  'bodies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    /** Nominative; line breaks are printed. */
    name: text('name').notNull(),
    /** Genitive for «распоряжением …». */
    nameGenitive: text('name_genitive').notNull(),
    /** Other cases where the person who keeps the list wants them otherwise than the program makes them. */
    forms: jsonb('forms').$type<NameForms>().notNull().default({}),
    /** «пгт Забайкальск»; empty where the name holds it. */
    place: text('place').notNull().default(''),
    /** Whether acts are issued in this body's name. */
    issuesActs: boolean('issues_acts').notNull().default(false),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
  },
  (t) => [index('bodies_municipality').on(t.municipalityId)],
)

export const posts = pgTable(
  'posts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    bodyId: uuid('body_id')
      .notNull()
      .references(() => bodies.id),
    /** As printed above the signature: «Глава муниципального района». */
    name: text('name').notNull(),
    /** «Исполняющий обязанности главы муниципального района». */
    actingName: text('acting_name').notNull(),
    forms: jsonb('forms').$type<NameForms>().notNull().default({}),
    signsActs: boolean('signs_acts').notNull().default(false),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
  },
  (t) => [index('posts_municipality').on(t.municipalityId)],
)

/** People in post (должностные лица), from–to. */
export const holders = pgTable(
  'holders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
  },
  (t) => [index('holders_post').on(t.postId)],
)

/** A deputy (И.о.) stands in for a person in the days set; chains are refused (rulings A3). */
export const deputies = pgTable(
  'deputies',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    principalId: uuid('principal_id')
      .notNull()
      .references(() => users.id),
    deputyId: uuid('deputy_id')
      .notNull()
      .references(() => users.id),
    /** Why: «отпуск, распоряжение № 45 от …». */
    basis: text('basis').notNull(),
    validFrom: date('valid_from', { mode: 'string' }).notNull(),
    validTo: date('valid_to', { mode: 'string' }).notNull(),
  },
  (t) => [index('deputies_municipality').on(t.municipalityId)],
)
