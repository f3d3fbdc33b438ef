import {
  type AnyPgColumn,
  boolean,
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
import type { Basis } from '@/lib/order/compose'
import type { OrderDocument } from '@/lib/order/document'
import {
  AMENDMENT_FORMS,
  ORDER_KINDS,
  ORDER_PURPOSES,
  ORDER_STATUSES,
  PAPER_KINDS,
  SIGNATURE_KINDS,
  SIGNING_STATES,
} from '@/lib/order/rules'
import { municipalities } from './municipality'
import { users } from './person'
import { bodies } from './post'
import { registerEntries } from './register'
import { roadMapVersions } from './road-map'

export const orderStatus = pgEnum('order_status', ORDER_STATUSES)
export const orderKind = pgEnum('order_kind', ORDER_KINDS)
export const orderPurpose = pgEnum('order_purpose', ORDER_PURPOSES)
export const amendmentForm = pgEnum('amendment_form', AMENDMENT_FORMS)
export const signatureKind = pgEnum('signature_kind', SIGNATURE_KINDS)
export const paperKind = pgEnum('paper_kind', PAPER_KINDS)
export const signingState = pgEnum('signing_state', SIGNING_STATES)

/** An act and, until it is sent, its card. What was sent is frozen in the round. */
export const orders = pgTable(
  'orders',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    versionId: uuid('version_id').references(() => roadMapVersions.id),
    authorId: uuid('author_id')
      .notNull()
      .references(() => users.id),
    status: orderStatus('status').notNull().default('draft'),
    purpose: orderPurpose('purpose').notNull().default('approval'),
    /** The act that this one amends or repeals. */
    targetId: uuid('target_id').references((): AnyPgColumn => orders.id),
    amendmentForm: amendmentForm('amendment_form').notNull().default('rows'),
    /** Rows of an annex that no map fills, without their numbers: school, curator, post and place of work. */
    annexRows: jsonb('annex_rows').$type<string[][]>().notNull().default([]),
    /** The day from which the act is in force; null: the day of its registration. */
    effectiveOn: date('effective_on', { mode: 'string' }),
    /** Who prepared the act, for the mark on print copies (order-standard C64). */
    executorName: text('executor_name').notNull().default(''),
    executorPhone: text('executor_phone').notNull().default(''),
    kind: orderKind('kind').notNull().default('directive'),
    bodyId: uuid('body_id').references(() => bodies.id),
    title: text('title').notNull().default(''),
    bases: jsonb('bases').$type<Basis[]>().notNull().default([]),
    preamble: text('preamble').notNull().default(''),
    operativeWord: text('operative_word').notNull().default(''),
    points: jsonb('points').$type<string[]>().notNull().default([]),
    annexTitle: text('annex_title').notNull().default(''),
    /** `holder:<id>` or `deputy:<id>` of `holders` and `deputies`. */
    signatory: text('signatory').notNull().default(''),
    /** The one who signs, set when the package is frozen. */
    signatoryUserId: uuid('signatory_user_id').references(() => users.id),
    revision: integer('revision').notNull().default(1),
    /** Random; the address `/p/…` and `/published/…`. */
    publicId: text('public_id').notNull(),
    signature: signatureKind('signature'),
    isOldAct: boolean('is_old_act').notNull().default(false),
    publishedAt: timestamp('published_at', { withTimezone: true, precision: 3 }),
    publicationNote: text('publication_note').notNull().default(''),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (t) => [
    uniqueIndex('orders_public_id').on(t.publicId),
    index('orders_municipality').on(t.municipalityId),
    index('orders_version').on(t.versionId),
    index('orders_target').on(t.targetId),
  ],
)

/** One preparation of the final paper: number and date given, document final; bytes follow (rulings B1). */
export const signings = pgTable(
  'signings',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    entryId: uuid('entry_id')
      .notNull()
      .references(() => registerEntries.id),
    kind: signatureKind('kind').notNull(),
    state: signingState('state').notNull().default('prepared'),
    document: jsonb('document').$type<OrderDocument>().notNull(),
    keyId: uuid('key_id'),
    signerId: uuid('signer_id')
      .notNull()
      .references(() => users.id),
    /** Of a signature made outside: the announced certificate, base64 DER; known before hashing, since the mark shows it. */
    certificate: text('certificate'),
    /** SHA-256 of the prepared file in the store; only a `detached` one leaves the server before it is signed. */
    preparedSha256: text('prepared_sha256'),
    /** What is to be signed, hexadecimal: the digest of the prepared file's byte range by the certificate's own algorithm. */
    digest: text('digest'),
    pages: integer('pages'),
    /** The time that a trusted time stamp names; null where the signature bears none. */
    stampedAt: timestamp('stamped_at', { withTimezone: true, precision: 3 }),
    startedAt: timestamp('started_at', { withTimezone: true, precision: 3 }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true, precision: 3 }),
  },
  (t) => [index('signings_order').on(t.orderId), index('signings_state').on(t.state)],
)

/** Files of an act by their SHA-256 in the store. A replaced scan stays, with the reason. */
export const papers = pgTable(
  'papers',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    municipalityId: uuid('municipality_id')
      .notNull()
      .references(() => municipalities.id),
    orderId: uuid('order_id')
      .notNull()
      .references(() => orders.id),
    kind: paperKind('kind').notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    pages: integer('pages'),
    mediaType: text('media_type').notNull(),
    fileName: text('file_name').notNull(),
    addedBy: uuid('added_by').references(() => users.id),
    addedAt: timestamp('added_at', { withTimezone: true, precision: 3 }).notNull(),
    replacedAt: timestamp('replaced_at', { withTimezone: true, precision: 3 }),
    replacedWhy: text('replaced_why'),
  },
  (t) => [index('papers_order').on(t.orderId), index('papers_sha256').on(t.sha256)],
)

/** «Рассылка»: to whom the act was sent and when, typed by the clerk (rulings F13). */
export const dispatches = pgTable('dispatches', {
  id: uuid('id').primaryKey().defaultRandom(),
  orderId: uuid('order_id')
    .notNull()
    .references(() => orders.id),
  recipient: text('recipient').notNull(),
  sentOn: date('sent_on', { mode: 'string' }).notNull(),
})
