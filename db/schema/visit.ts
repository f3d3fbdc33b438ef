import { date, index, integer, jsonb, pgEnum, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { PROFILE_MATCHES, RECOMMENDATION_STATES, VISIT_FORMS, VISIT_KINDS, VISIT_STATES } from '@/lib/visit/rules'
import type { Observation } from '@/lib/visit/sheet'
import { municipalities } from './municipality'
import { users } from './person'
import { programmes } from './programme'
import { schools } from './school'

export const visitKind = pgEnum('visit_kind', VISIT_KINDS)
export const visitForm = pgEnum('visit_form', VISIT_FORMS)
export const visitState = pgEnum('visit_state', VISIT_STATES)
export const profileMatch = pgEnum('profile_match', PROFILE_MATCHES)
export const recommendationState = pgEnum('recommendation_state', RECOMMENDATION_STATES)

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
const byUser = (name: string) => uuid(name).references(() => users.id)

/** A visit (посещение): planned by schedule, then its sheet. Texts are kept as typed. */
export const visits = pgTable(
  'visits',
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
    /** Who visits; a held visit stays under his name also after a hand-over. */
    curatorId: byUser('curator_id').notNull(),
    kind: visitKind('kind').notNull(),
    form: visitForm('form').notNull().default('onsite'),
    state: visitState('state').notNull().default('planned'),
    /** The planned local day; null for an unplanned visit. */
    plannedOn: date('planned_on', { mode: 'string' }),
    heldOn: date('held_on', { mode: 'string' }),
    /** Local times as typed, «10:30»; '' where not said. */
    startsAt: text('starts_at').notNull().default(''),
    endsAt: text('ends_at').notNull().default(''),
    aim: text('aim').notNull().default(''),
    /** Whom the curator met: posts, never teachers' names. */
    participants: text('participants').notNull().default(''),
    agenda: text('agenda').notNull().default(''),
    observations: jsonb('observations').$type<Observation[]>().notNull().default([]),
    documentsSeen: text('documents_seen').notNull().default(''),
    found: text('found').notNull().default(''),
    profileMatch: profileMatch('profile_match'),
    nextOn: date('next_on', { mode: 'string' }),
    /** Why it was cancelled or refused. */
    reason: text('reason').notNull().default(''),
    createdBy: byUser('created_by').notNull(),
    createdAt: at('created_at').notNull(),
    savedBy: byUser('saved_by'),
    savedAt: at('saved_at'),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [
    index('visits_municipality').on(t.municipalityId, t.programmeId),
    index('visits_school').on(t.schoolId),
    index('visits_curator').on(t.curatorId),
  ],
)

/**
 * A step of a visit's plan, with the reason: another day (`movedTo`), or «состоялось» taken back (no days but the one that was held).
 * What stood before is kept, also why it was cancelled or refused.
 */
export const visitMoves = pgTable(
  'visit_moves',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    visitId: uuid('visit_id')
      .notNull()
      .references(() => visits.id),
    movedFrom: date('moved_from', { mode: 'string' }),
    /** null: the day did not move, «состоялось» was taken back. */
    movedTo: date('moved_to', { mode: 'string' }),
    reason: text('reason').notNull(),
    priorState: visitState('prior_state').notNull().default('planned'),
    /** Why it was cancelled or refused before this step; '' where it was neither. */
    priorReason: text('prior_reason').notNull().default(''),
    /** The day that stood as held and was taken back. */
    priorHeldOn: date('prior_held_on', { mode: 'string' }),
    /** What the visit became by this step. */
    state: visitState('state').notNull().default('planned'),
    movedBy: byUser('moved_by').notNull(),
    movedAt: at('moved_at').notNull(),
  },
  (t) => [index('visit_moves_visit').on(t.visitId)],
)

/** A photo of the paper act or of what was seen, made smaller and without EXIF; its bytes are in the store under their SHA-256. */
export const visitPhotos = pgTable(
  'visit_photos',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    visitId: uuid('visit_id')
      .notNull()
      .references(() => visits.id),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    mediaType: text('media_type').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    note: text('note').notNull().default(''),
    addedBy: byUser('added_by').notNull(),
    addedAt: at('added_at').notNull(),
    removedAt: at('removed_at'),
    removedWhy: text('removed_why'),
  },
  (t) => [index('visit_photos_visit').on(t.visitId)],
)

/** A recommendation of a visit: a task of the school with a term and a person; it comes back in the next visit's sheet. */
export const recommendations = pgTable(
  'recommendations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    visitId: uuid('visit_id')
      .notNull()
      .references(() => visits.id),
    schoolId: uuid('school_id')
      .notNull()
      .references(() => schools.id),
    text: text('text').notNull(),
    /** Last local day, inclusive; null: without a term. */
    due: date('due', { mode: 'string' }),
    /** Who at the school answers for it, as typed: «заместитель директора по УВР». */
    person: text('person').notNull().default(''),
    state: recommendationState('state').notNull().default('open'),
    answer: text('answer').notNull().default(''),
    answeredBy: byUser('answered_by'),
    answeredAt: at('answered_at'),
    /** The curator's word when it was closed, and the visit at which he saw it. */
    closingNote: text('closing_note').notNull().default(''),
    closedBy: byUser('closed_by'),
    closedAt: at('closed_at'),
    closedVisitId: uuid('closed_visit_id').references(() => visits.id),
    revision: integer('revision').notNull().default(1),
  },
  (t) => [index('recommendations_visit').on(t.visitId), index('recommendations_school').on(t.schoolId)],
)
