import 'server-only'
import { and, asc, count, desc, eq, getTableColumns, inArray, ne } from 'drizzle-orm'
import { database } from '@/db/client'
import { type GivenNumber, numberSuffix, numberToCome } from '@/db/numbering'
import { conditionsOf, dispatchesOf, linksOfActs, registerRow } from '@/db/register-rows'
import { journal } from '@/db/schema/journal'
import { orders, papers, signings } from '@/db/schema/order'
import { users } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, may } from '@/lib/access/policy'
import { type OrderKind, STEPS } from '@/lib/order/rules'
import { missingNumbers, printedNumber, repeatedNumbers, shownState } from '@/lib/register/rules'
import { PENDING_STATES, type RegisterFilters } from '@/lib/register/schema'
import { type LocalDate, yearOf } from '@/lib/shared/dates'
import { forbidden, notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** The number that the register would give now: shown before the signature, given by nobody yet. */
export async function previewNumber(actor: Actor, input: { kind: OrderKind; date: LocalDate }): Promise<GivenNumber> {
  const municipalityId = homeOf(actor)
  if (
    !may(actor, 'order.sign') &&
    !may(actor, 'order.edit') &&
    !may(actor, 'order.decide') &&
    !may(actor, 'register.read')
  )
    throw forbidden()
  const suffix = await numberSuffix(database(), municipalityId)
  return numberToCome(database(), { municipalityId, kind: input.kind, year: yearOf(input.date) }, suffix)
}

export const REGISTER_PAGE = 100

/** Rows of the register that fit the filters, newest first; `total` counts all that fit, `all` all of the register. */
export async function listRegister(actor: Actor, filters: RegisterFilters, most = REGISTER_PAGE) {
  demand(actor, 'register.read')
  const home = ofHome(actor, registerEntries.municipalityId)
  const where = and(home, ...conditionsOf(filters))
  const db = database()
  const [counts] = await db
    .select({ total: count() })
    .from(registerEntries)
    .innerJoin(registerBooks, eq(registerBooks.id, registerEntries.bookId))
    .leftJoin(orders, eq(orders.id, registerEntries.orderId))
    .where(where)
  const [all] = await db.select({ total: count() }).from(registerEntries).where(home)
  const rows = await db
    .select(registerRow)
    .from(registerEntries)
    .innerJoin(registerBooks, eq(registerBooks.id, registerEntries.bookId))
    .leftJoin(orders, eq(orders.id, registerEntries.orderId))
    .where(where)
    .orderBy(
      desc(registerBooks.year),
      asc(registerBooks.kind),
      desc(registerEntries.number),
      desc(registerEntries.suffix),
    )
    .limit(most)
    .offset((filters.page - 1) * most)
  const orderIds = rows.flatMap((one) => one.orderId ?? [])
  const links = await linksOfActs(db, orderIds)
  const sent = await dispatchesOf(db, orderIds)
  return {
    rows: rows.map((one) => ({
      ...one,
      printed: printedNumber(one.number, one.suffix),
      state: shownState(one.entryState, one.orderStatus),
      // The links of an act are those of its living number, not of one that was annulled before.
      links: one.entryState === 'annulled' ? [] : (links.get(one.orderId ?? '') ?? []),
      dispatches: one.entryState === 'annulled' ? [] : (sent.get(one.orderId ?? '') ?? []),
    })),
    total: counts?.total ?? 0,
    all: all?.total ?? 0,
  }
}

/** Who signed the acts of the register, for the filter; as the rows name them. */
export async function listSigners(actor: Actor): Promise<string[]> {
  demand(actor, 'register.read')
  const rows = await database()
    .selectDistinct({ signer: registerEntries.signer })
    .from(registerEntries)
    .where(and(ofHome(actor, registerEntries.municipalityId), ne(registerEntries.signer, '')))
    .orderBy(asc(registerEntries.signer))
    .limit(200)
  return rows.map((row) => row.signer)
}

/** The registers of the municipality, each with what is wrong with its numbers: gaps and repetitions (there should be none). */
export async function listBooks(actor: Actor) {
  demand(actor, 'register.read')
  const db = database()
  const books = await db
    .select({
      ...getTableColumns(registerBooks),
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(registerBooks)
    .leftJoin(users, eq(users.id, registerBooks.closedBy))
    .where(ofHome(actor, registerBooks.municipalityId))
    .orderBy(desc(registerBooks.year), asc(registerBooks.kind))
  const own = await numberSuffix(db, homeOf(actor))
  const used =
    books.length === 0
      ? []
      : await db
          .select({
            bookId: registerEntries.bookId,
            number: registerEntries.number,
            suffix: registerEntries.suffix,
            state: registerEntries.state,
          })
          .from(registerEntries)
          .where(
            inArray(
              registerEntries.bookId,
              books.map((book) => book.id),
            ),
          )
  return books.map((book) => {
    const numbers = used.filter((entry) => entry.bookId === book.id)
    const sequence = numbers.filter((entry) => entry.suffix === '' || entry.suffix === own).map((entry) => entry.number)
    return {
      id: book.id,
      kind: book.kind,
      year: book.year,
      next: book.next,
      outside: book.outside,
      closedAt: book.closedAt,
      closedBy: book.surname ? surnameFirst(book.surname, book.givenName ?? '', book.patronymic ?? '') : '',
      closingNote: book.closingNote,
      entries: numbers.length,
      /** Numbers that are held and bear no finished act: a book with them cannot be closed. */
      pending: numbers.filter((entry) => (PENDING_STATES as readonly string[]).includes(entry.state)).length,
      // A number with a former index is not missing, though it stands beside today's sequence.
      missing: missingNumbers(
        book.next,
        numbers.map((entry) => entry.number),
        book.outside,
      ),
      repeated: repeatedNumbers(sequence),
    }
  })
}

/** One row with its act, papers and dispatches, and the steps that are open now: the clerk's card. */
export async function getEntry(actor: Actor, entryId: string) {
  demand(actor, 'register.read')
  const db = database()
  const [entry] = await db
    .select({
      ...registerRow,
      publicId: orders.publicId,
      signature: orders.signature,
      isOldAct: orders.isOldAct,
      publicationNote: orders.publicationNote,
    })
    .from(registerEntries)
    .innerJoin(registerBooks, eq(registerBooks.id, registerEntries.bookId))
    .leftJoin(orders, eq(orders.id, registerEntries.orderId))
    .where(and(eq(registerEntries.id, entryId), ofHome(actor, registerEntries.municipalityId)))
  if (!entry) throw notFound('Запись реестра')
  const { orderId } = entry
  const files =
    orderId === null
      ? []
      : await db
          .select({
            id: papers.id,
            kind: papers.kind,
            fileName: papers.fileName,
            size: papers.size,
            pages: papers.pages,
            sha256: papers.sha256,
            addedAt: papers.addedAt,
            replacedAt: papers.replacedAt,
            replacedWhy: papers.replacedWhy,
            surname: users.surname,
            givenName: users.givenName,
            patronymic: users.patronymic,
          })
          .from(papers)
          .leftJoin(users, eq(users.id, papers.addedBy))
          .where(eq(papers.orderId, orderId))
          .orderBy(asc(papers.addedAt))
  const ids = orderId === null ? [] : [orderId]
  const sent = (await dispatchesOf(db, ids)).get(orderId ?? '') ?? []
  const links = (await linksOfActs(db, ids)).get(orderId ?? '') ?? []
  const [unfinished] =
    orderId === null
      ? []
      : await db
          .select({ id: signings.id, kind: signings.kind, startedAt: signings.startedAt })
          .from(signings)
          .where(and(eq(signings.entryId, entryId), eq(signings.state, 'prepared')))
  const [withdrawn] =
    orderId === null
      ? []
      : await db
          .select({ at: journal.at, after: journal.after })
          .from(journal)
          .where(
            and(
              eq(journal.subject, 'order'),
              eq(journal.subjectId, orderId),
              eq(journal.action, 'order.withdraw_publication'),
            ),
          )
          .orderBy(desc(journal.id))
          .limit(1)
  return {
    ...entry,
    printed: printedNumber(entry.number, entry.suffix),
    state: shownState(entry.entryState, entry.orderStatus),
    files: files.map(({ surname, givenName, patronymic, ...file }) => ({
      ...file,
      addedBy: surname ? surnameFirst(surname, givenName ?? '', patronymic ?? '') : '',
    })),
    dispatches: sent,
    links: entry.entryState === 'annulled' ? [] : links,
    unfinished: unfinished ?? null,
    withdrawal:
      withdrawn && entry.orderStatus === 'registered'
        ? { at: withdrawn.at, reason: String((withdrawn.after as { reason?: string } | null)?.reason ?? '') }
        : null,
    can: openOn(actor, entry),
  }
}

/** By the same tables that the commands refuse with. A row without a living act of its own opens nothing but annulment. */
function openOn(
  actor: Actor,
  entry: { entryState: string; orderStatus: (typeof orders.$inferSelect)['status'] | null; signature: string | null },
) {
  const { entryState, orderStatus: status } = entry
  const isLiving = entryState !== 'annulled' && status !== null
  const at = (step: keyof typeof STEPS) =>
    isLiving && entryState !== 'signing' && (STEPS[step] as readonly string[]).includes(status)
  const manages = may(actor, 'register.manage')
  return {
    publish: may(actor, 'order.publish') && at('publish'),
    withdrawPublication: may(actor, 'order.publish') && at('withdraw_publication'),
    attachScan: manages && entry.signature === 'paper' && at('attach_scan'),
    annul: manages && entryState !== 'annulled' && (entryState === 'signing' || status === null || at('annul')),
    store: manages,
    useReserved: manages && entryState === 'reserved',
    dispatch: manages && isLiving && (status === 'registered' || status === 'published'),
  }
}

/** Drafts whose package may become the text of an old act: what tells them apart, and nothing of their content. */
export async function listDraftsForOldAct(actor: Actor) {
  demand(actor, 'register.manage')
  return database()
    .select({
      id: orders.id,
      kind: orders.kind,
      title: orders.title,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(orders)
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, orders.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(ofHome(actor, orders.municipalityId), inArray(orders.status, STEPS.enter_old_act)))
    .orderBy(desc(orders.createdAt))
    .limit(200)
}
