import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { MunicipalitySettings } from '@/lib/municipality/settings'
import type { PageProfile } from '@/lib/order/document'

export const regions = pgTable('regions', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull(),
})

export const municipalities = pgTable('municipalities', {
  id: uuid('id').primaryKey().defaultRandom(),
  regionId: uuid('region_id').references(() => regions.id),
  /** Short Latin word for commands and addresses. */
  code: text('code').notNull().unique(),
  name: text('name').notNull(),
  /** IANA name; every local date of the municipality is counted in it. */
  zone: text('zone').notNull(),
  settings: jsonb('settings').$type<MunicipalitySettings>().notNull(),
  profile: jsonb('profile').$type<PageProfile>().notNull(),
  /** SHA-256 of the coat of arms in the store. */
  emblem: text('emblem'),
  revision: integer('revision').notNull().default(1),
})
