import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { checkedPackage, marked, rowIds, type ShownFinding } from '@/db/checked-package'
import { database } from '@/db/client'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { ordersVisibleTo, versionsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { isOpen } from '@/lib/order/rules'
import { isEditable } from '@/lib/road-map/rules'
import { notFound } from '@/lib/shared/refusal'

/**
 * The findings of a map's newest version while it is drafted; none are looked for once it has been sent, when nothing can be
 * mended. The number of statements does not depend on the rows.
 */
export async function getMapCheck(actor: Actor, roadMapId: string) {
  demand(actor, 'road_map.edit')
  const db = database()
  const [found] = await db
    .select({
      order: orders,
      versionId: roadMapVersions.id,
      status: roadMapVersions.status,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .where(and(eq(roadMaps.id, roadMapId), versionsVisibleTo(actor), ordersVisibleTo(actor)))
    .orderBy(desc(roadMapVersions.number), desc(orders.createdAt))
    .limit(1)
  if (!found) throw notFound('Дорожная карта')
  const { order, versionId, status, programme, year } = found
  const isOpenNow = isEditable(status) && isOpen('edit', order.status)
  const findings: ShownFinding[] = isOpenNow ? marked((await checkedPackage(db, order, actor.today)).findings) : []
  return {
    orderId: order.id,
    status,
    programme,
    year,
    isOpen: isOpenNow,
    findings,
    rowIds: isOpenNow ? await rowIds(db, versionId) : {},
  }
}
