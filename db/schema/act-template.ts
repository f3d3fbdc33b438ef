import { boolean, index, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { municipalities } from './municipality'
import { orderKind, orderPurpose } from './order'

/** Texts from which an act's card is composed. Fields are names in braces («{карты}»), filled letter by letter; there is no code in them. */
export const actTemplates = pgTable(
  'act_templates',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    purpose: orderPurpose('purpose').notNull(),
    kind: orderKind('kind').notNull(),
    name: text('name').notNull(),
    titlePattern: text('title_pattern').notNull(),
    /** «в целях …» of the preamble; may be empty. */
    aim: text('aim').notNull().default(''),
    operativeWord: text('operative_word').notNull(),
    points: jsonb('points').$type<string[]>().notNull(),
    /** A new act of its purpose begins with it. */
    isDefault: boolean('is_default').notNull().default(false),
    revision: integer('revision').notNull().default(1),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('act_templates_municipality').on(t.municipalityId)],
)
