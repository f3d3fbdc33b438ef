import 'server-only'
import { and, asc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { dispatches, orders } from '@/db/schema/order'
import { registerBooks, registerEntries } from '@/db/schema/register'
import type { OrderKind, OrderPurpose } from '@/lib/order/rules'
import type { ActLink } from '@/lib/register/row'
import { printedNumber } from '@/lib/register/rules'
import { PENDING_STATES, type RegisterFilters } from '@/lib/register/schema'
import type { LocalDate } from '@/lib/shared/dates'

/** What every reading of a row of the register takes from it, its book and its act. */
export const registerRow = {
  id: registerEntries.id,
  number: registerEntries.number,
  suffix: registerEntries.suffix,
  date: registerEntries.date,
  entryState: registerEntries.state,
  title: registerEntries.title,
  signer: registerEntries.signer,
  executor: registerEntries.executor,
  sheets: registerEntries.sheets,
  reason: registerEntries.reason,
  storage: registerEntries.storage,
  orderId: registerEntries.orderId,
  kind: registerBooks.kind,
  year: registerBooks.year,
  orderStatus: orders.status,
  purpose: orders.purpose,
  publishedAt: orders.publishedAt,
}

/** The filters of the page as conditions on entries joined with books and acts. */
export function conditionsOf({ year, kind, state, purpose, signer, q }: RegisterFilters): SQL[] {
  const found: (SQL | undefined)[] = []
  if (year) found.push(eq(registerBooks.year, year))
  if (kind) found.push(eq(registerBooks.kind, kind))
  if (purpose) found.push(eq(orders.purpose, purpose))
  if (signer) found.push(eq(registerEntries.signer, signer))
  if (state === 'published' || state === 'repealed')
    found.push(eq(orders.status, state), eq(registerEntries.state, 'registered'))
  else if (state === 'registered')
    found.push(eq(registerEntries.state, state), or(isNull(orders.id), eq(orders.status, 'registered')))
  else if (state === 'pending') found.push(inArray(registerEntries.state, [...PENDING_STATES]))
  else if (state) found.push(eq(registerEntries.state, state))
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    const number = q.replace(/^[№N\s\u00A0]+/u, '')
    found.push(
      or(
        ilike(registerEntries.title, like),
        ilike(registerEntries.signer, like),
        ilike(registerEntries.executor, like),
        ilike(registerEntries.reason, like),
        sql`${registerEntries.number}::text || ${registerEntries.suffix} = ${number}`,
        sql`${registerEntries.number}::text = ${number}`,
      ),
    )
  }
  return found.filter((condition) => condition !== undefined)
}

/** Links of these acts in both directions, by act, the earlier first. Only acts that stand in the register are named. */
export async function linksOfActs(handle: Database, orderIds: readonly string[]): Promise<Map<string, ActLink[]>> {
  const links = new Map<string, ActLink[]>()
  if (orderIds.length === 0) return links
  const add = (orderId: string, link: ActLink) => links.set(orderId, [...(links.get(orderId) ?? []), link])
  const cited = {
    orderId: orders.id,
    targetId: orders.targetId,
    purpose: orders.purpose,
    kind: orders.kind,
    entryId: registerEntries.id,
    number: registerEntries.number,
    suffix: registerEntries.suffix,
    date: registerEntries.date,
  }
  const standing = inArray(registerEntries.state, ['awaiting_scan', 'registered'])
  const changing = await handle
    .select(cited)
    .from(orders)
    .innerJoin(registerEntries, and(eq(registerEntries.orderId, orders.id), standing))
    .where(and(inArray(orders.targetId, [...orderIds]), inArray(orders.purpose, ['amendment', 'repeal'])))
    .orderBy(asc(registerEntries.date), asc(registerEntries.number))
  const targets = await handle
    .select({ ...cited, changerId: sql<string>`changer.id`, changerPurpose: sql<OrderPurpose>`changer.purpose` })
    .from(sql`orders changer`)
    .innerJoin(orders, sql`${orders.id} = changer.target_id`)
    .innerJoin(
      registerEntries,
      and(
        eq(registerEntries.orderId, orders.id),
        inArray(registerEntries.state, ['awaiting_scan', 'registered', 'annulled']),
      ),
    )
    .where(and(inArray(sql`changer.id`, [...orderIds]), inArray(sql`changer.purpose`, ['amendment', 'repeal'])))
  const named = (row: {
    orderId: string
    entryId: string
    kind: OrderKind
    number: number
    suffix: string
    date: string
  }) => ({
    orderId: row.orderId,
    entryId: row.entryId,
    kind: row.kind,
    printed: printedNumber(row.number, row.suffix),
    date: row.date,
  })
  for (const row of targets)
    add(row.changerId, { relation: row.changerPurpose === 'repeal' ? 'repeals' : 'amends', ...named(row) })
  for (const row of changing)
    if (row.targetId)
      add(row.targetId, { relation: row.purpose === 'repeal' ? 'repealed_by' : 'amended_by', ...named(row) })
  return links
}

/** To whom these acts were sent and when, by act. */
export async function dispatchesOf(handle: Database, orderIds: readonly string[]) {
  const rows =
    orderIds.length === 0
      ? []
      : await handle
          .select({ orderId: dispatches.orderId, recipient: dispatches.recipient, sentOn: dispatches.sentOn })
          .from(dispatches)
          .where(inArray(dispatches.orderId, [...orderIds]))
          .orderBy(asc(dispatches.sentOn))
  const found = new Map<string, { recipient: string; sentOn: LocalDate }[]>()
  for (const { orderId, ...row } of rows) found.set(orderId, [...(found.get(orderId) ?? []), row])
  return found
}
