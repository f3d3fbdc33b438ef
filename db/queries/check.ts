import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
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
 * The findings of a map's version while it is drafted, of its newest draft unless a number is given; none are looked for once it has been sent, when nothing can be
 * mended. The number of statements does not depend on the rows.
 */
export async function getMapCheck(actor: Actor, roadMapId: string, version?: number) {
  demand(actor, 'road_map.edit')
  const db = database()
  const [found] = await db
    .select({
      order: orders,
      versionId: roadMapVersions.id,
      version: roadMapVersions.number,
      status: roadMapVersions.status,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .where(
      and(
        eq(roadMaps.id, roadMapId),
        version === undefined ? undefined : eq(roadMapVersions.number, version),
        versionsVisibleTo(actor),
        ordersVisibleTo(actor),
      ),
    )
    .orderBy(
      desc(inArray(roadMapVersions.status, ['draft', 'returned'])),
      desc(roadMapVersions.number),
      desc(orders.createdAt),
    )
    .limit(1)
  if (!found) throw notFound('Дорожная карта')
  const { order, versionId, version: number, status, programme, year } = found
  const isOpenNow = isEditable(status) && isOpen('edit', order.status)
  const findings: ShownFinding[] = isOpenNow ? marked((await checkedPackage(db, order, actor.today)).findings) : []
  return {
    orderId: order.id,
    version: number,
    status,
    programme,
    year,
    isOpen: isOpenNow,
    findings,
    rowIds: isOpenNow ? await rowIds(db, versionId) : {},
  }
}
