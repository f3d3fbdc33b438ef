import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import type { LivingMap } from '@/db/living-map'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { registerEntries } from '@/db/schema/register'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { versionsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'

/** What the head of every view of a plan says of its map. */
export type ViewHead = {
  roadMapId: string
  programme: string
  year: number
  place: string
  /** The version that is shown. */
  version: number
  /** An approved version is in force: it is executed. */
  isLiving: boolean
  /** The actor sees the text of a version at `/road-maps/[id]`; a school does from publication on. */
  hasTable: boolean
  /** The act that approved the shown version, where the actor sees it. */
  act: { orderId: string; number: number; suffix: string; date: string } | null
}

/** The versions whose text the actor sees, newest first, each with the act that approved it. */
export const visibleVersions = (handle: Database, actor: Actor, roadMapId: string) =>
  handle
    .select({
      roadMapId: roadMaps.id,
      versionId: roadMapVersions.id,
      versionNumber: roadMapVersions.number,
      municipalityId: roadMaps.municipalityId,
      place: municipalities.name,
      programme: programmes.name,
      year: programmes.year,
      orderId: orders.id,
      orderNumber: registerEntries.number,
      orderSuffix: registerEntries.suffix,
      orderDate: registerEntries.date,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, roadMaps.municipalityId))
    .leftJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .leftJoin(
      registerEntries,
      and(eq(registerEntries.orderId, orders.id), inArray(registerEntries.state, ['registered', 'awaiting_scan'])),
    )
    .where(and(eq(roadMaps.id, roadMapId), versionsVisibleTo(actor)))
    .orderBy(desc(roadMapVersions.number))

export type VisibleVersion = Awaited<ReturnType<typeof visibleVersions>>[number]

/** `visible` are the versions of the same map that the actor sees; the shown one need not be among them. */
export function headOf(
  shown: LivingMap | VisibleVersion,
  visible: readonly VisibleVersion[],
  isLiving: boolean,
): ViewHead {
  const act = visible.find((one) => one.versionId === shown.versionId)
  return {
    roadMapId: shown.roadMapId,
    programme: shown.programme,
    year: shown.year,
    place: shown.place,
    version: shown.versionNumber,
    isLiving,
    hasTable: visible.length > 0,
    act:
      act?.orderId && act.orderNumber !== null && act.orderDate !== null
        ? { orderId: act.orderId, number: act.orderNumber, suffix: act.orderSuffix ?? '', date: act.orderDate }
        : null,
  }
}
