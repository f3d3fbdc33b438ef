import { boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { municipalities } from './municipality'
import { users } from './person'

/** The route (маршрут согласования): stages in order, people in each. */
export const routes = pgTable(
  'routes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    name: text('name').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
  },
  (t) => [index('routes_municipality').on(t.municipalityId)],
)

export const routeStages = pgTable('route_stages', {
  id: uuid('id').primaryKey().defaultRandom(),
  routeId: uuid('route_id')
    .notNull()
    .references(() => routes.id),
  position: integer('position').notNull(),
  name: text('name').notNull(),
  /** How many consents finish the stage; null asks for all. */
  need: integer('need'),
})

export const routeMembers = pgTable('route_members', {
  id: uuid('id').primaryKey().defaultRandom(),
  stageId: uuid('stage_id')
    .notNull()
    .references(() => routeStages.id),
  userId: uuid('user_id')
    .notNull()
    .references(() => users.id),
})
