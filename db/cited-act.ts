import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { registerEntries } from '@/db/schema/register'
import type { OrderKind, OrderPurpose, OrderStatus } from '@/lib/order/rules'
import { printedNumber } from '@/lib/register/rules'
import type { LocalDate } from '@/lib/shared/dates'

/** An act as other acts name it (order-standard C37, C81). */
export type CitedAct = {
  id: string
  kind: OrderKind
  purpose: OrderPurpose
  status: OrderStatus
  /** Whose act it is, genitive, in one line: «Администрации муниципального района «Забайкальский район»»; may be empty. */
  issuer: string
  date: LocalDate
  /** «№ 121-р» with U+00A0. */
  number: string
  title: string
  versionId: string | null
  publicId: string
}

/** Acts that stand in a register with a number that was not annulled, by their ids. One statement. */
export async function citedActs(handle: Database, ids: readonly string[]): Promise<Map<string, CitedAct>> {
  if (ids.length === 0) return new Map()
  const rows = await handle
    .select({
      id: orders.id,
      kind: orders.kind,
      purpose: orders.purpose,
      status: orders.status,
      issuer: bodies.nameGenitive,
      date: registerEntries.date,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      title: orders.title,
      versionId: orders.versionId,
      publicId: orders.publicId,
    })
    .from(orders)
    .innerJoin(registerEntries, eq(registerEntries.orderId, orders.id))
    .leftJoin(bodies, eq(bodies.id, orders.bodyId))
    .where(
      and(
        inArray(orders.id, [...ids]),
        // An annulled act is named too: whoever cites it must be told that it has no force.
        inArray(registerEntries.state, ['registered', 'awaiting_scan', 'annulled']),
      ),
    )
    .orderBy(desc(registerEntries.createdAt))
  const found = new Map<string, CitedAct>()
  for (const { issuer, number, suffix, ...act } of rows) {
    if (found.has(act.id)) continue
    found.set(act.id, {
      ...act,
      issuer: (issuer ?? '').replace(/\s*\n\s*/g, ' '),
      number: printedNumber(number, suffix),
    })
  }
  return found
}
