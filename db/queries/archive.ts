import 'server-only'
import { and, asc, count, desc, eq, inArray, or } from 'drizzle-orm'
import { database } from '@/db/client'
import { listBooks, listRegister } from '@/db/queries/register'
import { rounds } from '@/db/schema/approval'
import { journal } from '@/db/schema/journal'
import { municipalities } from '@/db/schema/municipality'
import { orders, papers } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { roadMapVersions } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import type { PaperKind } from '@/lib/order/rules'
import { registerFiltersSchema } from '@/lib/register/schema'
import { conflict } from '@/lib/shared/refusal'

/** A municipality does not register so many acts in a year; an archive of more would not be one file to keep. */
const MOST = 20_000

export type ArchivedPaper = {
  kind: PaperKind
  sha256: string
  mediaType: string
  replacedAt: Date | null
}

/** One line of what was done with an act. */
export type ArchivedLine = { at: Date; actorName: string; onBehalfOf: string | null; action: string; after: unknown }

export type ArchivedEntry = Awaited<ReturnType<typeof listRegister>>['rows'][number] & {
  papers: ArchivedPaper[]
  journal: ArchivedLine[]
  /** It was sent for approval: it has a лист согласования. */
  hasRounds: boolean
  /** The version of a map that it approved or changed. */
  map: { roadMapId: string; version: number } | null
}

/** Years that have a register, with the number of rows. */
export async function listArchiveYears(actor: Actor): Promise<{ year: number; entries: number }[]> {
  demand(actor, 'register.read')
  return database()
    .select({ year: registerBooks.year, entries: count(registerEntries.id) })
    .from(registerBooks)
    .innerJoin(registerEntries, eq(registerEntries.bookId, registerBooks.id))
    .where(ofHome(actor, registerBooks.municipalityId))
    .groupBy(registerBooks.year)
    .orderBy(desc(registerBooks.year))
}

/**
 * All that a year's archive is made of, but the bytes: every row of its registers, earliest first, with the papers, the journal and the
 * map of its act. The number of statements does not depend on how many acts there are.
 */
export async function getArchive(actor: Actor, year: number) {
  demand(actor, 'register.read')
  const db = database()
  const [home] = await db
    .select({ name: municipalities.name })
    .from(municipalities)
    .where(eq(municipalities.id, homeOf(actor)))
  const { rows, total } = await listRegister(actor, { ...registerFiltersSchema.parse({}), year }, MOST)
  if (total > MOST) throw conflict(`В ${year} году ${total} записей: в один архив столько не помещается.`)
  const books = (await listBooks(actor)).filter((book) => book.year === year)
  // The papers of an act go with its living number; a number annulled before the signature has none.
  const living = rows.filter(
    (row) => row.orderId !== null && (row.entryState !== 'annulled' || row.orderStatus === 'annulled'),
  )
  const orderIds = living.flatMap((row) => row.orderId ?? [])
  const none = orderIds.length === 0
  const files = none
    ? []
    : await db
        .select({
          orderId: papers.orderId,
          kind: papers.kind,
          sha256: papers.sha256,
          mediaType: papers.mediaType,
          replacedAt: papers.replacedAt,
        })
        .from(papers)
        .where(inArray(papers.orderId, orderIds))
        .orderBy(asc(papers.addedAt))
  const entryIds = rows.map((row) => row.id)
  const lines = none
    ? []
    : await db
        .select({
          subjectId: journal.subjectId,
          at: journal.at,
          actorName: journal.actorName,
          onBehalfOf: journal.onBehalfOf,
          action: journal.action,
          after: journal.after,
        })
        .from(journal)
        .where(
          and(
            ofHome(actor, journal.municipalityId),
            or(
              and(eq(journal.subject, 'order'), inArray(journal.subjectId, orderIds)),
              and(eq(journal.subject, 'register_entry'), inArray(journal.subjectId, entryIds)),
            ),
          ),
        )
        .orderBy(asc(journal.id))
  const sent = none
    ? []
    : await db.selectDistinct({ orderId: rounds.orderId }).from(rounds).where(inArray(rounds.orderId, orderIds))
  const maps = none
    ? []
    : await db
        .select({ orderId: orders.id, roadMapId: roadMapVersions.roadMapId, version: roadMapVersions.number })
        .from(orders)
        .innerJoin(roadMapVersions, eq(roadMapVersions.id, orders.versionId))
        .where(inArray(orders.id, orderIds))
  const papersOf = grouped(files, (file) => file.orderId)
  const linesOf = grouped(lines, (line) => line.subjectId ?? '')
  const isLiving = new Set(living.map((row) => row.id))
  const wasSent = new Set(sent.map((one) => one.orderId))
  const mapOf = new Map(maps.map((map) => [map.orderId, { roadMapId: map.roadMapId, version: map.version }]))
  const entries = rows.toReversed().map((row): ArchivedEntry => {
    const id = isLiving.has(row.id) ? (row.orderId ?? '') : ''
    return {
      ...row,
      papers: papersOf.get(id) ?? [],
      journal: [...(linesOf.get(id) ?? []), ...(linesOf.get(row.id) ?? [])].sort(
        (a, b) => a.at.getTime() - b.at.getTime(),
      ),
      hasRounds: wasSent.has(id),
      map: mapOf.get(id) ?? null,
    }
  })
  return { year, place: home?.name ?? '', books, entries }
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const own = groups.get(keyOf(row))
    if (own) own.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
