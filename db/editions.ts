import 'server-only'
import { and, asc, eq, ne } from 'drizzle-orm'
import { type CitedAct, citedActs } from '@/db/cited-act'
import type { Database } from '@/db/client'
import { orders } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import { chainTo, type Edition } from '@/lib/road-map/editions'

/** All versions of a map with their acts, whoever may see them; the oldest first. One statement. */
export async function editionsOf(handle: Database, roadMapId: string): Promise<Edition[]> {
  const rows = await handle
    .select({
      versionId: roadMapVersions.id,
      number: roadMapVersions.number,
      baseId: roadMapVersions.baseId,
      status: roadMapVersions.status,
      inForceFrom: roadMapVersions.inForceFrom,
      inForceTo: roadMapVersions.inForceTo,
      id: orders.id,
      purpose: orders.purpose,
      orderStatus: orders.status,
    })
    .from(roadMapVersions)
    .leftJoin(orders, and(eq(orders.versionId, roadMapVersions.id), ne(orders.status, 'withdrawn')))
    .where(eq(roadMapVersions.roadMapId, roadMapId))
    .orderBy(asc(roadMapVersions.number), asc(orders.createdAt))
  const editions = rows.map(({ id, purpose, orderStatus, ...version }) => ({
    ...version,
    act: id && purpose && orderStatus ? { id, purpose, status: orderStatus } : null,
  }))
  return [...new Map(editions.map((one) => [one.versionId, one])).values()]
}

/** The acts that made a version what it is: the one that approved the first of its chain, and its amendments, oldest first. */
export async function actsOfChain(
  handle: Database,
  editions: readonly Edition[],
  versionId: string | null,
): Promise<{ root: CitedAct | undefined; amendments: CitedAct[] }> {
  const ids = chainTo(editions, versionId).flatMap(({ act }) => (act ? [act.id] : []))
  const known = await citedActs(handle, ids)
  const [root, ...amendments] = ids.flatMap((id) => known.get(id) ?? [])
  return { root, amendments }
}
