import {
  boolean,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { SCHOOL_MEASURE_STATES, SIGNIFICANCES, VERDICTS } from '@/lib/risk-profile/rules'
import { municipalities } from './municipality'
import { users } from './person'
import { programmeFactors, programmes } from './programme'
import { schools } from './school'
import { visits } from './visit'

export const significance = pgEnum('significance', SIGNIFICANCES)
export const verdict = pgEnum('verdict', VERDICTS)
export const schoolMeasureState = pgEnum('school_measure_state', SCHOOL_MEASURE_STATES)

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const byUser = (name: string) => uuid(name).references(() => users.id)

/** Рисковый профиль школы (РПШ): one a school and programme. Days are local dates; null means that it has not been done. */
export const riskProfiles = pgTable(
  'risk_profiles',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    programmeId: uuid('programme_id')
      .notNull()
      .references(() => programmes.id),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    /** The day on which the school answered the questionnaire. */
    questionnaireOn: date('questionnaire_on', { mode: 'string' }),
    /** The day of the analysis of the profile by coordinator, curator and administration (measure 2.3), and its words. */
    analysedOn: date('analysed_on', { mode: 'string' }),
    analysis: text('analysis').notNull().default(''),
    verifiedOn: date('verified_on', { mode: 'string' }),
    verifiedBy: byUser('verified_by'),
    verifiedVisitId: uuid('verified_visit_id').references(() => visits.id),
    /** The day of the second diagnosis (ноябрь). */
    secondOn: date('second_on', { mode: 'string' }),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [
    uniqueIndex('risk_profiles_school').on(t.programmeId, t.schoolId),
    index('risk_profiles_municipality').on(t.municipalityId),
  ],
)

/** One factor of a profile: as the questionnaire gave it, as the curator verified it, as the second diagnosis found it. Values are 0–100. */
export const riskMarks = pgTable(
  'risk_marks',
  {
    profileId: uuid('profile_id')
      .notNull()
      .references(() => riskProfiles.id),
    factorId: uuid('factor_id')
      .notNull()
      .references(() => programmeFactors.id),
    initial: significance('initial').notNull().default('unassessed'),
    initialValue: integer('initial_value'),
    verdict: verdict('verdict'),
    /** The significance after verification; null until it is verified. */
    verified: significance('verified'),
    /** Why it was not confirmed. */
    why: text('why').notNull().default(''),
    /** «Активирован»: the school works on it this year. */
    isActive: boolean('is_active').notNull().default(false),
    second: significance('second'),
    secondValue: integer('second_value'),
    /** What changed, in the curator's words. */
    result: text('result').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.profileId, t.factorId] })],
)

/** A measure of the school's own programme against an activated factor: chosen from the library or typed. */
export const schoolMeasures = pgTable(
  'school_measures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    profileId: uuid('profile_id')
      .notNull()
      .references(() => riskProfiles.id),
    factorId: uuid('factor_id')
      .notNull()
      .references(() => programmeFactors.id),
    title: text('title').notNull(),
    /** As typed; not read as dates. */
    term: text('term').notNull().default(''),
    executors: text('executors').notNull().default(''),
    indicator: text('indicator').notNull().default(''),
    state: schoolMeasureState('state').notNull().default('not_due'),
    /** What shows it: words or an address; files come with the documents of schools. */
    evidence: text('evidence').notNull().default(''),
    /** Code of the typical measure that it was taken from; '' for a typed one. */
    origin: text('origin').notNull().default(''),
    savedBy: byUser('saved_by').notNull(),
    savedAt: at('saved_at').notNull(),
    removedAt: at('removed_at'),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [index('school_measures_profile').on(t.profileId)],
)
