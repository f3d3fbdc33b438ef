import {
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { EXECUTION_STATES, EXECUTOR_KINDS } from '@/lib/execution/rules'
import { FAN_OUTS } from '@/lib/executor/dictionary'
import type { Indicator } from '@/lib/indicator/rules'
import type { Origin } from '@/lib/road-map/plan-facts'
import type { TermReading } from '@/lib/term/reading'
import { municipalities } from './municipality'
import { users } from './person'
import { roadMaps } from './road-map'
import { schools } from './school'

/**
 * The working side of an approved text. All of it is tied to a map and a measure's key, which is the same in every version:
 * amendments keep it, and it never changes a word of what was approved (rulings A8).
 */
const ofMeasure = {
  municipalityId: uuid('municipality_id')
    .notNull()
    .references(() => municipalities.id),
  roadMapId: uuid('road_map_id')
    .notNull()
    .references(() => roadMaps.id),
  measureKey: uuid('measure_key').notNull(),
}
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const byUser = (name: string) => uuid(name).references(() => users.id)

export const executionState = pgEnum('execution_state', EXECUTION_STATES)
export const executorKind = pgEnum('executor_kind', EXECUTOR_KINDS)
export const fanOut = pgEnum('fan_out', FAN_OUTS)

/** What people set by hand for a measure. A correction holds for the text it was made for; another text drops it. */
export const measurePlans = pgTable(
  'measure_plans',
  {
    ...ofMeasure,
    termText: text('term_text'),
    reading: jsonb('reading').$type<TermReading>(),
    executorsText: text('executors_text'),
    executorCodes: jsonb('executor_codes').$type<string[]>(),
    /** Keys of measures that must be done before this one. */
    dependsOn: jsonb('depends_on').$type<string[]>().notNull().default([]),
    indicator: jsonb('indicator').$type<Indicator>(),
    scheduleId: uuid('schedule_id').references(() => schedules.id),
    /** The document and item that the measure was taken from. */
    origin: jsonb('origin').$type<Origin>(),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.roadMapId, t.measureKey] })],
)

export const executorRoles = pgTable(
  'executor_roles',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: ofMeasure.municipalityId,
    /** A built-in role's code, or the row's own id as text. */
    code: text('code').notNull(),
    name: text('name').notNull(),
    fanOut: fanOut('fan_out').notNull().default('one'),
    synonyms: jsonb('synonyms').$type<string[]>().notNull().default([]),
  },
  (t) => [uniqueIndex('executor_roles_code').on(t.municipalityId, t.code)],
)

/** A year of the production calendar that the municipality put in place of the built-in one. */
export const calendarYears = pgTable(
  'calendar_years',
  {
    municipalityId: ofMeasure.municipalityId,
    year: integer('year').notNull(),
    source: text('source').notNull(),
    daysOff: jsonb('days_off').$type<string[]>().notNull(),
    workDays: jsonb('work_days').$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.municipalityId, t.year] })],
)

/** «По графику»: a schedule of a map (visits, courses, other) that measures are joined to. */
export const schedules = pgTable(
  'schedules',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: ofMeasure.municipalityId,
    roadMapId: ofMeasure.roadMapId,
    name: text('name').notNull(),
  },
  (t) => [index('schedules_road_map').on(t.roadMapId)],
)

export const scheduleDates = pgTable(
  'schedule_dates',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    scheduleId: uuid('schedule_id')
      .notNull()
      .references(() => schedules.id),
    date: date('date', { mode: 'string' }).notNull(),
    /** Null: for all. */
    schoolId: uuid('school_id').references(() => schools.id),
    note: text('note').notNull().default(''),
  },
  (t) => [index('schedule_dates_schedule').on(t.scheduleId)],
)

/** What an executor said of a control point. */
export const executions = pgTable(
  'executions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    ...ofMeasure,
    /** Key of a control point (lib/term/points.ts). */
    point: text('point').notNull(),
    executorKind: executorKind('executor_kind').notNull(),
    executorId: text('executor_id').notNull(),
    state: executionState('state').notNull(),
    /** Why it was not done, or a word about it. */
    note: text('note').notNull().default(''),
    /** «исполнено до утверждения». */
    isBeforeApproval: boolean('is_before_approval').notNull().default(false),
    doneOn: date('done_on', { mode: 'string' }),
    savedBy: byUser('saved_by').notNull(),
    savedAt: at('saved_at').notNull(),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [
    uniqueIndex('executions_cell').on(t.roadMapId, t.measureKey, t.point, t.executorKind, t.executorId),
    index('executions_executor').on(t.executorId),
  ],
)

const EVIDENCE_KINDS = ['text', 'link', 'file'] as const
export const evidenceKind = pgEnum('evidence_kind', EVIDENCE_KINDS)

/** Evidence of an execution; a file lies in the store under its SHA-256. Removed evidence stays, with the reason. */
export const evidence = pgTable(
  'evidence',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: ofMeasure.municipalityId,
    executionId: uuid('execution_id')
      .notNull()
      .references(() => executions.id),
    kind: evidenceKind('kind').notNull(),
    /** The text, the address, or a word about the file. */
    text: text('text').notNull().default(''),
    sha256: text('sha256'),
    size: integer('size'),
    mediaType: text('media_type'),
    fileName: text('file_name'),
    addedBy: byUser('added_by').notNull(),
    addedAt: at('added_at').notNull(),
    removedAt: at('removed_at'),
    removedWhy: text('removed_why'),
  },
  (t) => [index('evidence_execution').on(t.executionId), index('evidence_sha256').on(t.sha256)],
)

const TERM_DECISIONS = ['granted', 'refused'] as const
export const termDecision = pgEnum('term_decision', TERM_DECISIONS)

/** A request to move a control point's term (feature 23). Granted, `newDue` is its working date; the approved text stays. */
export const termRequests = pgTable(
  'term_requests',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    ...ofMeasure,
    point: text('point').notNull(),
    /** Both null: for all executors of the measure. */
    executorKind: executorKind('executor_kind'),
    executorId: text('executor_id'),
    newDue: date('new_due', { mode: 'string' }).notNull(),
    reason: text('reason').notNull(),
    askedBy: byUser('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    decision: termDecision('decision'),
    decidedBy: byUser('decided_by'),
    decidedAt: at('decided_at'),
    decisionReason: text('decision_reason').notNull().default(''),
  },
  (t) => [index('term_requests_measure').on(t.roadMapId, t.measureKey)],
)

/** A school's head has read the approved map. */
export const acknowledgements = pgTable(
  'acknowledgements',
  {
    municipalityId: ofMeasure.municipalityId,
    roadMapId: ofMeasure.roadMapId,
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    userId: byUser('user_id').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.roadMapId, t.schoolId] })],
)

/** A word about a row or one of its cells (feature 12). */
export const comments = pgTable(
  'comments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    ...ofMeasure,
    /** A field of the measure; '' for the whole row. */
    field: text('field').notNull().default(''),
    text: text('text').notNull(),
    /** Ids of people whose attention was asked. */
    mentions: jsonb('mentions').$type<string[]>().notNull().default([]),
    authorId: byUser('author_id').notNull(),
    at: at('at').notNull(),
    resolvedBy: byUser('resolved_by'),
    resolvedAt: at('resolved_at'),
  },
  (t) => [index('comments_measure').on(t.roadMapId, t.measureKey)],
)

/** A personal address of one's own terms as iCalendar; the address holds a token, the row its SHA-256. Revoked by ending it. */
export const feeds = pgTable(
  'feeds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    userId: byUser('user_id').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: at('created_at').notNull(),
    revokedAt: at('revoked_at'),
  },
  (t) => [index('feeds_user').on(t.userId)],
)
