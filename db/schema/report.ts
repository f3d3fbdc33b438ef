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
import type { ReportContent } from '@/lib/report/content'
import { REPORT_SECTIONS, REPORT_SIGNATURES, REPORT_STATES, REVIEW_DECISIONS } from '@/lib/report/rules'
import { signingKeys } from './key'
import { municipalities } from './municipality'
import { users } from './person'
import { programmeStages, programmes, reportForms } from './programme'
import { schools } from './school'

export const reportState = pgEnum('report_state', REPORT_STATES)
export const reportSection = pgEnum('report_section', REPORT_SECTIONS)
export const reportSignature = pgEnum('report_signature', REPORT_SIGNATURES)
export const reviewDecision = pgEnum('review_decision', REVIEW_DECISIONS)

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const byUser = (name: string) => uuid(name).references(() => users.id)

/** A curator's report: one per curator × school × stage. */
export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    stageId: uuid('stage_id')
      .notNull()
      .references(() => programmeStages.id),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    curatorId: byUser('curator_id').notNull(),
    /** The version of the form that it was begun with. */
    formId: uuid('form_id')
      .notNull()
      .references(() => reportForms.id),
    state: reportState('state').notNull().default('draft'),
    /** Written on after the stage was locked: open up to this local day, inclusive. */
    unlockedTo: date('unlocked_to', { mode: 'string' }),
    unlockReason: text('unlock_reason').notNull().default(''),
    createdAt: at('created_at').notNull(),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [
    uniqueIndex('reports_one').on(t.stageId, t.schoolId, t.curatorId),
    index('reports_municipality').on(t.municipalityId, t.programmeId),
    index('reports_curator').on(t.curatorId),
  ],
)

/** Whether the curator says that a section is filled in, and whether it is open to him in a returned or unlocked report. */
export const reportSections = pgTable(
  'report_sections',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    section: reportSection('section').notNull(),
    isDone: boolean('is_done').notNull().default(false),
    isOpen: boolean('is_open').notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.section] })],
)

/** The answer to one question as typed. `revision` grows with each saved text, so that an older text never takes a newer one's place. */
export const reportAnswers = pgTable(
  'report_answers',
  {
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    question: text('question').notNull(),
    text: text('text').notNull(),
    revision: integer('revision').notNull().default(1),
    savedBy: byUser('saved_by').notNull(),
    savedAt: at('saved_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.reportId, t.question] })],
)

/** A text that met a newer one (typed on a second device): kept until its author has chosen, so that neither is lost. */
export const reportAnswerRivals = pgTable(
  'report_answer_rivals',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    question: text('question').notNull(),
    text: text('text').notNull(),
    /** When the device says that it was typed; the device's clock may be wrong, so it is told and never compared. */
    typedAt: at('typed_at'),
    savedBy: byUser('saved_by').notNull(),
    savedAt: at('saved_at').notNull(),
    settledAt: at('settled_at'),
  },
  (t) => [index('report_answer_rivals_report').on(t.reportId)],
)

/** Facts whose records the program does not keep yet, typed by hand (rulings F7): documents, indicators, training. Cells by the section's columns. */
export const reportRows = pgTable(
  'report_rows',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    section: reportSection('section').notNull(),
    position: integer('position').notNull(),
    cells: jsonb('cells').$type<string[]>().notNull(),
    savedBy: byUser('saved_by').notNull(),
    savedAt: at('saved_at').notNull(),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [index('report_rows_report').on(t.reportId)],
)

/** Every sent version, frozen. Its paper is drawn and signed outside the transaction; `sha256` is null until the bytes are stored. */
export const reportVersions = pgTable(
  'report_versions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id),
    /** 1 for the first sending of this report. */
    number: integer('number').notNull(),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    /** The receipt's number, in a row within the programme, under the programme's lock. */
    receipt: integer('receipt').notNull(),
    content: jsonb('content').$type<ReportContent>().notNull(),
    sentBy: byUser('sent_by').notNull(),
    sentAt: at('sent_at').notNull(),
    /** Sent after the stage's due date by so many days; 0 in time. */
    lateDays: integer('late_days').notNull(),
    signature: reportSignature('signature').notNull(),
    keyId: uuid('key_id').references(() => signingKeys.id),
    sha256: text('sha256'),
    size: integer('size'),
    pages: integer('pages'),
    /** A scan of the paper signed by hand. */
    scanSha256: text('scan_sha256'),
    scanSize: integer('scan_size'),
    scanMediaType: text('scan_media_type'),
  },
  (t) => [
    uniqueIndex('report_versions_number').on(t.reportId, t.number),
    uniqueIndex('report_versions_receipt').on(t.programmeId, t.receipt),
  ],
)

/** The coordinator's decision on a sent version. */
export const reportReviews = pgTable(
  'report_reviews',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    versionId: uuid('version_id')
      .notNull()
      .references(() => reportVersions.id),
    decision: reviewDecision('decision').notNull(),
    note: text('note').notNull().default(''),
    decidedBy: byUser('decided_by').notNull(),
    decidedAt: at('decided_at').notNull(),
  },
  (t) => [uniqueIndex('report_reviews_version').on(t.versionId)],
)

/** A remark on one section. */
export const reportRemarks = pgTable(
  'report_remarks',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    reviewId: uuid('review_id')
      .notNull()
      .references(() => reportReviews.id),
    section: reportSection('section').notNull(),
    text: text('text').notNull(),
  },
  (t) => [index('report_remarks_review').on(t.reviewId)],
)

/** The director has read a sent version. */
export const reportAcknowledgements = pgTable(
  'report_acknowledgements',
  {
    versionId: uuid('version_id')
      .notNull()
      .references(() => reportVersions.id),
    userId: byUser('user_id').notNull(),
    at: at('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.versionId] })],
)
