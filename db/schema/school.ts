import { date, index, pgEnum, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { SCHOOL_RELATIONS } from '@/lib/school/rules'
import { municipalities } from './municipality'
import { users } from './person'

export const schoolRelation = pgEnum('school_relation', SCHOOL_RELATIONS)

export const schools = pgTable(
  'schools',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    site: text('site').notNull().default(''),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
  },
  (t) => [index('schools_municipality').on(t.municipalityId)],
)

/** What a person is to a school, from–to, both days inclusive. Rights come from it; ended rows are the history. */
export const schoolPeople = pgTable(
  'school_people',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    relation: schoolRelation('relation').notNull(),
    validFrom: date('valid_from', { mode: 'string' }),
    validTo: date('valid_to', { mode: 'string' }),
    /** Why a curator's assignment ended, or was made against a warning. */
    note: text('note').notNull().default(''),
  },
  (t) => [index('school_people_user').on(t.userId), index('school_people_school').on(t.schoolId)],
)
