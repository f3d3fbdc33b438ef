import { date, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { municipalities } from './municipality'

/** The programme of one year: «Проект «500+»», 2022. Its name, stages and wordings are data. */
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

export const programmeStages = pgTable('programme_stages', {
  id: uuid('id').primaryKey().defaultRandom(),
  programmeId: uuid('programme_id')
    .notNull()
    .references(() => programmes.id),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  dueDate: date('due_date', { mode: 'string' }),
})
