import { index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ImportedSection } from '@/lib/road-map/import-shape'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { municipalities, regions } from './municipality'
import { users } from './person'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** The region's assignment (техническое задание): measures that its municipalities start their maps from. */
export const assignments = pgTable(
  'assignments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    regionId: uuid('region_id')
      .notNull()
      .references(() => regions.id),
    title: text('title').notNull(),
    year: integer('year').notNull(),
    columns: jsonb('columns').$type<RoadMapColumn[]>().notNull(),
    sections: jsonb('sections').$type<ImportedSection[]>().notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: at('created_at').notNull(),
    /** Taken back: no new map starts from it, those that did keep it. */
    endedAt: at('ended_at'),
  },
  (t) => [index('assignments_region').on(t.regionId)],
)

/** A measure that the municipality keeps for its next maps; built-in ones are in lib/preset. */
export const typicalMeasures = pgTable(
  'typical_measures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    title: text('title').notNull(),
    term: text('term').notNull(),
    executors: text('executors').notNull(),
    tasks: text('tasks').notNull(),
    indicator: text('indicator').notNull(),
    /** The risk factor that it answers, 1–10 (domain §3); null for organisational measures. */
    factor: integer('factor'),
    createdAt: at('created_at').notNull(),
    removedAt: at('removed_at'),
  },
  (t) => [index('typical_measures_municipality').on(t.municipalityId)],
)
