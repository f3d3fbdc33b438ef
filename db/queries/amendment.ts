import 'server-only'
import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { contentOf } from '@/db/act-content'
import { type CitedAct, citedActs } from '@/db/cited-act'
import { type Database, database } from '@/db/client'
import { actsOfChain, editionsOf } from '@/db/editions'
import { readRebase } from '@/db/rebase'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { ordersVisibleTo, versionsVisibleTo } from '@/db/scope'
import { versionRows } from '@/db/version-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, may } from '@/lib/access/policy'
import { isOpen } from '@/lib/order/rules'
import { editionDiff } from '@/lib/road-map/edition-diff'
import { type Edition, editionInForce, editionOn, editionSource } from '@/lib/road-map/editions'
import { rebase } from '@/lib/road-map/rebase'
import { isEditable } from '@/lib/road-map/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { invalid, notFound } from '@/lib/shared/refusal'

/** An act as a page names it; `isOpen`: the actor may open its card. */
export type ActLink = CitedAct & { isOpen: boolean }

/** Acts that stand in the register, by their ids. Their number and date are open to all (rulings B10), their cards are not. */
async function linksTo(handle: Database, actor: Actor, ids: readonly string[]): Promise<Map<string, ActLink>> {
  const known = await citedActs(handle, ids)
  if (known.size === 0) return new Map()
  const open = await handle
    .select({ id: orders.id })
    .from(orders)
    .where(and(inArray(orders.id, [...known.keys()]), ordersVisibleTo(actor)))
  const seen = new Set(open.map((one) => one.id))
  return new Map([...known].map(([id, act]) => [id, { ...act, isOpen: seen.has(id) }]))
}

/** A map, if the actor sees any version of it, with the ids of those that he sees. */
async function findMap(actor: Actor, roadMapId: string) {
  const rows = await database()
    .select({
      versionId: roadMapVersions.id,
      columns: roadMapVersions.columns,
      programme: programmes.name,
      year: programmes.year,
      place: municipalities.name,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, roadMaps.municipalityId))
    .where(and(eq(roadMaps.id, roadMapId), versionsVisibleTo(actor)))
  const [first] = rows
  if (!first) throw notFound('Дорожная карта')
  const { programme, year, place } = first
  const columns = new Map(rows.map((row) => [row.versionId, row.columns]))
  return { head: { roadMapId, programme, year, place }, columns }
}

/** The editions of a map that the actor sees, newest first, each with its act; and whether he may begin another. */
export async function listEditions(actor: Actor, roadMapId: string) {
  const { head, columns } = await findMap(actor, roadMapId)
  const all = await editionsOf(database(), roadMapId)
  const links = await linksTo(database(), actor, actIds(all))
  const numbers = new Map(all.map((one) => [one.versionId, one.number]))
  const inForce = editionInForce(all)
  const mayEdit = may(actor, 'road_map.edit')
  return {
    ...head,
    mayStart: mayEdit ? (editionSource(all)?.purpose ?? null) : null,
    editions: all
      .filter((one) => columns.has(one.versionId))
      .toReversed()
      .map((one) => ({
        ...one,
        baseNumber: one.baseId ? (numbers.get(one.baseId) ?? null) : null,
        /** An amendment on its way whose base is in force no more. */
        isBaseLost: one.baseId !== null && isEditable(one.status) && one.baseId !== inForce?.versionId,
        link: one.act ? (links.get(one.act.id) ?? null) : null,
      })),
  }
}

const actIds = (editions: readonly Edition[]): string[] => editions.flatMap(({ act }) => (act ? [act.id] : []))

/** A draft of changes for its author's people: what it says now, in which form, and whether its base is still in force. */
export async function getAmendment(actor: Actor, roadMapId: string, version: number) {
  demand(actor, 'order.edit')
  const { head } = await findMap(actor, roadMapId)
  const all = await editionsOf(database(), roadMapId)
  const edition = all.find((one) => one.number === version)
  const [order] = edition?.act
    ? await database()
        .select()
        .from(orders)
        .where(and(eq(orders.id, edition.act.id), eq(orders.purpose, 'amendment'), ordersVisibleTo(actor)))
    : []
  if (!edition || !order) throw notFound('Проект изменений')
  const { changes, differences, target, isBaseInForce } = await contentOf(database(), {
    ...order,
    amendmentForm: 'rows',
  })
  return {
    ...head,
    version,
    status: edition.status,
    base: all.find((one) => one.versionId === edition.baseId)?.number ?? null,
    current: editionInForce(all)?.number ?? null,
    isBaseInForce,
    orderId: order.id,
    form: order.amendmentForm,
    isOpen: isOpen('edit', order.status),
    target,
    point: order.points[0] ?? '',
    changes: changes ?? [],
    differences,
  }
}

/** What a rebase would make of a draft: the conflicts with both texts, and what else it takes over from the edition in force. */
export async function getRebase(actor: Actor, orderId: string) {
  demand(actor, 'road_map.edit')
  const [order] = await database()
    .select({ id: orders.id, versionId: orders.versionId, status: orders.status })
    .from(orders)
    .where(and(eq(orders.id, orderId), eq(orders.purpose, 'amendment'), ordersVisibleTo(actor)))
  if (!order?.versionId || !isOpen('edit', order.status)) throw notFound('Проект изменений')
  const { version, editions, current, base, mine, theirs, state } = await readRebase(database(), order.versionId)
  const { head } = await findMap(actor, version.roadMapId)
  const { conflicts } = rebase(base, mine, theirs)
  const rows = new Map([...mine.measures, ...theirs.measures].map((row) => [row.key, row]))
  return {
    ...head,
    orderId,
    state,
    version: version.number,
    base: editions.find((one) => one.versionId === version.baseId)?.number ?? null,
    current: current && current.versionId !== version.baseId ? current.number : null,
    columns: version.columns,
    conflicts: conflicts.map((conflict) => ({
      ...conflict,
      place: [rows.get(conflict.key)?.number, rows.get(conflict.key)?.title].filter(Boolean).join('. '),
    })),
    taken: editionDiff(base, theirs, version.columns),
  }
}

/** What differs between two editions that the actor sees; unasked: between the base of the newest, or the one before, and itself. */
export async function compareEditions(
  actor: Actor,
  roadMapId: string,
  choice: { from?: number | undefined; to?: number | undefined } = {},
) {
  const { head, columns } = await findMap(actor, roadMapId)
  const seen = (await editionsOf(database(), roadMapId)).filter((one) => columns.has(one.versionId))
  const to = choice.to === undefined ? seen.at(-1) : seen.find((one) => one.number === choice.to)
  const from =
    choice.from === undefined
      ? (seen.find((one) => one.versionId === to?.baseId) ??
        seen.findLast((one) => one.number < (to?.number ?? 0)) ??
        to)
      : seen.find((one) => one.number === choice.from)
  if (!from || !to) throw notFound('Редакция')
  const shown = columns.get(to.versionId) ?? []
  const [before, after] = [await versionRows(database(), from.versionId), await versionRows(database(), to.versionId)]
  return { ...head, editions: seen, from, to, columns: shown, sections: editionDiff(before, after, shown) }
}

/** The text in force on a day, with the acts that made it what it is; the text itself only where the actor sees that edition. */
export async function getTextOn(actor: Actor, roadMapId: string, date: LocalDate) {
  if (date > '9999-12-31') throw invalid('Проверьте дату.', 'on')
  const { head, columns } = await findMap(actor, roadMapId)
  const all = await editionsOf(database(), roadMapId)
  const found = editionOn(all, date)
  const links = await linksTo(database(), actor, actIds(all))
  const acts = await actsOfMap(actor, all, links)
  const edition = 'edition' in found ? found.edition : undefined
  const own = edition && columns.get(edition.versionId)
  const chain = edition ? await actsOfChain(database(), all, edition.versionId) : { root: undefined, amendments: [] }
  return {
    ...head,
    date,
    found,
    chain: [chain.root, ...chain.amendments].flatMap((act) => (act ? (links.get(act.id) ?? []) : [])),
    acts,
    text: edition && own ? { columns: own, ...(await versionRows(database(), edition.versionId)) } : null,
  }
}

/** Every registered act of a map with what it did, the oldest first: approvals, amendments, repeals. */
async function actsOfMap(
  actor: Actor,
  all: readonly Edition[],
  links: ReadonlyMap<string, ActLink>,
): Promise<ActLink[]> {
  const ids = [...links.keys()]
  if (ids.length === 0) return []
  const repeals = await database()
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        inArray(orders.targetId, ids),
        eq(orders.purpose, 'repeal'),
        inArray(orders.status, ['registered', 'published', 'repealed']),
      ),
    )
  const ending = await linksTo(
    database(),
    actor,
    repeals.map((one) => one.id),
  )
  const known = all.flatMap(({ act }) => (act ? (links.get(act.id) ?? []) : []))
  return [...known, ...ending.values()].filter((act) => act.status !== 'annulled' && act.status !== 'awaiting_scan')
}

export type ActLinks = {
  /** The act that this one amends or repeals. */
  target: ActLink | null
  /** Registered acts that changed it, the oldest first. */
  amendedBy: ActLink[]
  repealedBy: ActLink | null
}

/** How an act hangs together with others (order-standard C81). An act that is not the actor's to see is not found. */
export async function actLinks(actor: Actor, orderId: string): Promise<ActLinks> {
  const [order] = await database()
    .select({ id: orders.id, targetId: orders.targetId })
    .from(orders)
    .where(and(eq(orders.id, orderId), ordersVisibleTo(actor)))
  if (!order) throw notFound('Распоряжение')
  const { targetId } = order
  const related = await database()
    .select({ id: orders.id, targetId: orders.targetId })
    .from(orders)
    .where(
      or(
        and(eq(orders.targetId, orderId), inArray(orders.status, ['registered', 'published', 'repealed'])),
        targetId ? eq(orders.id, targetId) : undefined,
      ),
    )
    .orderBy(asc(orders.createdAt))
  const links = await linksTo(
    database(),
    actor,
    related.map((one) => one.id),
  )
  const later = related.flatMap((one) => (one.targetId === orderId ? (links.get(one.id) ?? []) : []))
  const byDate = later.toSorted((one, other) => one.date.localeCompare(other.date))
  return {
    target: (targetId && links.get(targetId)) || null,
    amendedBy: byDate.filter((act) => act.purpose === 'amendment'),
    repealedBy: byDate.find((act) => act.purpose === 'repeal') ?? null,
  }
}
