import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { LaterAct } from '@/lib/signature/verify'

/** The public page of an act: what `/p/…` tells of it from registration on, `/published/…` with its text. */
export const publicPath = ({ status, publicId }: { status: string; publicId: string }): string =>
  `/${status === 'published' ? 'published' : 'p'}/${publicId}`

/**
 * Acts that changed or ended this one, in the order of their dates (orders.targetId). Only registered ones that still stand:
 * anybody may know their numbers and dates (rulings B10), an annulled amendment changed nothing.
 */
export async function laterActsOf(handle: Database, orderId: string): Promise<LaterAct[]> {
  const rows = await handle
    .select({
      purpose: orders.purpose,
      status: orders.status,
      kind: orders.kind,
      publicId: orders.publicId,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
    })
    .from(orders)
    .innerJoin(registerEntries, and(eq(registerEntries.orderId, orders.id), eq(registerEntries.state, 'registered')))
    .where(
      and(
        eq(orders.targetId, orderId),
        inArray(orders.purpose, ['amendment', 'repeal']),
        inArray(orders.status, ['registered', 'published', 'repealed']),
      ),
    )
    .orderBy(asc(registerEntries.date), asc(registerEntries.number))
  return rows.map(({ purpose, kind, number, suffix, date, ...act }) => ({
    effect: purpose === 'repeal' ? 'repealed' : 'amended',
    kindInstrumental: ORDER_KIND_WORDS[kind].instrumental,
    number: `${number}${suffix}`,
    date,
    path: publicPath(act),
  }))
}
