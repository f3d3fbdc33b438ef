import { boolean, date, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { ReportForm } from '@/lib/report/form'
import { municipalities } from './municipality'
import { users } from './person'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/** The programme of one year: «Проект «500+»», 2022. Its name, stages, factors and forms are data. */
export const programmes = pgTable(
  'programmes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    name: text('name').notNull(),
    year: integer('year').notNull(),
  },
  (t) => [uniqueIndex('programmes_name_year').on(t.municipalityId, t.name, t.year)],
)

/** A stage asks for the curators' reports; all its days are local dates and inclusive (lib/programme/stage.ts). */
export const programmeStages = pgTable('programme_stages', {
  id: uuid('id').primaryKey().defaultRandom(),
  programmeId: uuid('programme_id')
    .notNull()
    .references(() => programmes.id),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  dueDate: date('due_date', { mode: 'string' }),
  /** First day on which a report can be begun; null: the first of the due date's month. */
  opensOn: date('opens_on', { mode: 'string' }),
  /** Last day on which a late report is taken; null: fourteen days after the due date. */
  locksOn: date('locks_on', { mode: 'string' }),
  /** The last stage of the year: asks for conclusions on leaving support. */
  isFinal: boolean('is_final').notNull().default(false),
})

/** The programme's dictionary of risk factors. A wording that profiles use is never changed: it is ended, and another takes its place. */
export const programmeFactors = pgTable(
  'programme_factors',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    /** The number by which typical measures are tagged (lib/programme/factors.ts); null for a factor of the programme's own. */
    number: integer('number'),
    endedAt: at('ended_at'),
  },
  (t) => [index('programme_factors_programme').on(t.programmeId)],
)

/** Versions of the programme's report form; the greatest number is the one that new reports begin with. */
export const reportForms = pgTable(
  'report_forms',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    number: integer('number').notNull(),
    form: jsonb('form').$type<ReportForm>().notNull(),
    createdBy: uuid('created_by').references(() => users.id),
    createdAt: at('created_at').notNull(),
  },
  (t) => [uniqueIndex('report_forms_number').on(t.programmeId, t.number)],
)
