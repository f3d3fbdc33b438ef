import 'server-only'
import { and, desc, eq, ne, sql } from 'drizzle-orm'
import { citedActs } from '@/db/cited-act'
import { database } from '@/db/client'
import { laterActsOf, publicPath } from '@/db/later-acts'
import { municipalities } from '@/db/schema/municipality'
import { orders, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import type { ActChange, AnnexTable } from '@/lib/order/document'
import { printedNumber } from '@/lib/register/rules'

/**
 * What anybody may read without signing in: no actor, since it is the same for all. Only posts, never persons (rulings B9).
 * Rows are chosen by the act's status, so that a draft can never be among them.
 */

/** The row of the register in force for an act: not an annulled number that was given before, unless the act itself was annulled. */
const livingEntry = sql`${registerEntries.id} = (select e.id from register_entries e where e.order_id = ${orders.id}
  order by (e.state = 'annulled'), e.created_at desc limit 1)`

const facts = {
  id: orders.id,
  purpose: orders.purpose,
  targetId: orders.targetId,
  publicId: orders.publicId,
  kind: orders.kind,
  status: orders.status,
  title: registerEntries.title,
  number: registerEntries.number,
  suffix: registerEntries.suffix,
  date: registerEntries.date,
  municipality: municipalities.name,
  publishedAt: orders.publishedAt,
  signature: orders.signature,
  zone: municipalities.zone,
}

const from = () =>
  database()
    .select(facts)
    .from(orders)
    .innerJoin(registerEntries, livingEntry)
    .innerJoin(municipalities, eq(municipalities.id, orders.municipalityId))

const withNumber = <Row extends { number: number; suffix: string }>(row: Row) => ({
  ...row,
  printed: printedNumber(row.number, row.suffix),
})

/** Published acts of all municipalities, the newest act first; with a number only those that bear it. */
export async function listPublished(wanted?: { number: number; suffix: string }) {
  const isWanted =
    wanted &&
    and(
      eq(registerEntries.number, wanted.number),
      wanted.suffix ? eq(registerEntries.suffix, wanted.suffix) : undefined,
    )
  const rows = await from()
    .where(and(eq(orders.status, 'published'), isWanted))
    .orderBy(desc(registerEntries.date), desc(registerEntries.number))
    .limit(1_000)
  return rows.map(withNumber)
}

export type PublicAct = {
  /** withdrawn: was published, is not now; annulled and repealed: was published before. */
  state: 'published' | 'withdrawn' | 'annulled' | 'repealed'
  publicId: string
  kind: (typeof orders.$inferSelect)['kind']
  title: string
  printed: string
  date: string
  municipality: string
  zone: string
  publishedAt: Date
  /** Post of who signed; empty for an act that is known by its scan only. */
  post: string
  isPaper: boolean
  /** The signature lies in a file of its own. */
  hasSignatureBeside: boolean
  /** The annex as it was signed; null for an act known by its scan only, and when it is not published. */
  annex: { title: string; table: AnnexTable } | null
  /** What an amendment that is written row by row changes, as it was signed. */
  amends: ActChange[]
  /** Drawn by this program; false for an act known by its scan only. */
  isDrawn: boolean
  /** Acts that changed or ended this one. */
  changes: Awaited<ReturnType<typeof laterActsOf>>
  /** The act that this one changes or ends. */
  target: Awaited<ReturnType<typeof targetOf>>
}

/** The page `/published/…`; undefined for an act that never was published. */
export async function findPublished(publicId: string): Promise<PublicAct | undefined> {
  const [act] = await from().where(and(eq(orders.publicId, publicId), sql`${orders.publishedAt} is not null`))
  if (!act?.publishedAt) return undefined
  const { publishedAt } = act
  const { status, signature, ...rest } = withNumber(act)
  const state = status === 'published' || status === 'annulled' || status === 'repealed' ? status : 'withdrawn'
  const [signed] =
    state === 'published'
      ? await database()
          .select({
            post: sql<string>`${signings.document}->'signature'->>'post'`,
            annex: sql<PublicAct['annex']>`${signings.document}->'annex'`,
            amends: sql<ActChange[] | null>`${signings.document}->'changes'`,
          })
          .from(signings)
          .innerJoin(orders, eq(orders.id, signings.orderId))
          .where(and(eq(orders.publicId, publicId), eq(signings.state, 'completed')))
          .orderBy(desc(signings.startedAt))
          .limit(1)
      : []
  const annex = signed?.annex ? { title: signed.annex.title, table: signed.annex.table } : null
  return {
    ...rest,
    state,
    publishedAt,
    isPaper: signature === 'paper',
    hasSignatureBeside: signature === 'detached',
    post: signed?.post ?? '',
    annex,
    amends: signed?.amends ?? [],
    isDrawn: signed !== undefined,
    changes: state === 'published' ? await laterActsOf(database(), act.id) : [],
    target: state === 'published' ? await targetOf(act) : null,
  }
}

/** Acts that anybody may know by number and date: their registration is complete (rulings B10). */
const KNOWN: readonly string[] = ['awaiting_scan', 'registered', 'published', 'annulled', 'repealed']

/**
 * The page of the QR code, open from registration (rulings B10): number, date, kind and state, and no title until publication; which
 * act it changes or ends, and which changed or ended it. No person is named.
 */
export async function findPublicAct(publicId: string) {
  const [act] = await from().where(
    and(eq(orders.publicId, publicId), ne(registerEntries.state, 'signing'), ne(registerEntries.state, 'reserved')),
  )
  if (!act) return undefined
  const { title, ...rest } = withNumber(act)
  return {
    ...rest,
    title: act.status === 'published' ? title : null,
    changes: await laterActsOf(database(), act.id),
    target: await targetOf(act),
  }
}

async function targetOf({ targetId, purpose }: { targetId: string | null; purpose: string }) {
  if (!targetId || (purpose !== 'amendment' && purpose !== 'repeal')) return null
  const target = (await citedActs(database(), [targetId])).get(targetId)
  if (!target || !KNOWN.includes(target.status)) return null
  const { kind, date, number } = target
  return {
    effect: purpose === 'repeal' ? 'repealed' : 'amended',
    kind,
    date,
    printed: number,
    path: publicPath(target),
  } as const
}
