import {
  type AnyPgColumn,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { ROAD_MAP_STATUSES, type RoadMapColumn } from '@/lib/road-map/rules'
import { municipalities } from './municipality'
import { users } from './person'
import { programmes } from './programme'

export const roadMapStatus = pgEnum('road_map_status', ROAD_MAP_STATUSES)

/** One map per municipality × programme (of a year), with versions (rulings A2). */
export const roadMaps = pgTable(
  'road_maps',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [uniqueIndex('road_maps_programme').on(t.programmeId), index('road_maps_municipality').on(t.municipalityId)],
)

export const roadMapVersions = pgTable(
  'road_map_versions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    roadMapId: uuid('road_map_id')
      .notNull()
      .references(() => roadMaps.id),
    number: integer('number').notNull(),
    /** The version that this one was copied from; an amendment is a difference from it. */
    baseId: uuid('base_id').references((): AnyPgColumn => roadMapVersions.id),
    /** First local day of its force, set when its act is registered. */
    inForceFrom: date('in_force_from', { mode: 'string' }),
    /** First local day on which it is in force no more: the next version's first, or that of its repeal. */
    inForceTo: date('in_force_to', { mode: 'string' }),
    status: roadMapStatus('status').notNull().default('draft'),
    columns: jsonb('columns').$type<RoadMapColumn[]>().notNull(),
    /** The same paste twice is refused by this. */
    sourceHash: text('source_hash'),
  },
  (t) => [uniqueIndex('road_map_versions_number').on(t.roadMapId, t.number)],
)

export const sections = pgTable(
  'sections',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => roadMapVersions.id),
    /** The same section in every version and round. */
    key: uuid('key').notNull().defaultRandom(),
    position: integer('position').notNull(),
    /** A label as typed, never a key. */
    number: text('number').notNull(),
    title: text('title').notNull(),
    revision: integer('revision').notNull().default(1),
    deletedAt: timestamp('deleted_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('sections_version').on(t.versionId)],
)

export const measures = pgTable(
  'measures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => roadMapVersions.id),
    sectionId: uuid('section_id')
      .notNull()
      .references(() => sections.id),
    key: uuid('key').notNull().defaultRandom(),
    position: integer('position').notNull(),
    number: text('number').notNull(),
    title: text('title').notNull(),
    term: text('term').notNull(),
    executors: text('executors').notNull(),
    tasks: text('tasks').notNull(),
    indicator: text('indicator').notNull(),
    extra: jsonb('extra').$type<{ header: string; text: string }[]>().notNull().default([]),
    /** Moves on with every change; a form sends the one it was opened at. */
    revision: integer('revision').notNull().default(1),
    deletedAt: timestamp('deleted_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('measures_version').on(t.versionId), index('measures_section').on(t.sectionId)],
)
