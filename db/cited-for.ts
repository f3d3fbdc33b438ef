import 'server-only'
import { and, eq, inArray, ne } from 'drizzle-orm'
import { type CitedAct, citedActs } from '@/db/cited-act'
import type { Database } from '@/db/client'
import { orders } from '@/db/schema/order'

/** The acts that an amendment or a repeal names: the one it changes or ends, and those in force that changed it before, oldest first. */
export async function citedFor(
  handle: Database,
  order: { id?: string; targetId: string | null },
): Promise<{ target: CitedAct | null; editions: CitedAct[] }> {
  const { targetId } = order
  if (!targetId) return { target: null, editions: [] }
  const amendments = await handle
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        eq(orders.targetId, targetId),
        eq(orders.purpose, 'amendment'),
        inArray(orders.status, ['registered', 'published']),
        order.id ? ne(orders.id, order.id) : undefined,
      ),
    )
  const cited = await citedActs(handle, [targetId, ...amendments.map((one) => one.id)])
  const target = cited.get(targetId) ?? null
  cited.delete(targetId)
  // Of one day: the smaller number is the earlier act.
  const editions = [...cited.values()].sort(
    (one, other) =>
      one.date.localeCompare(other.date) || one.number.localeCompare(other.number, 'ru', { numeric: true }),
  )
  return { target, editions }
}
