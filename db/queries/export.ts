import 'server-only'
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { registerEntries } from '@/db/schema/register'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { livingMapsVisibleTo, versionsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { executorsSeenBy } from '@/lib/execution/who'
import { printedNumber } from '@/lib/register/rules'
import type { ExportedMeasure, ExportedRoadMap } from '@/lib/road-map/exported'
import { exportedPoints } from '@/lib/road-map/exported-points'
import { planOf } from '@/lib/road-map/plan'
import { placeOf } from '@/lib/road-map/row-place'
import { notFound } from '@/lib/shared/refusal'

/**
 * A whole version of a map (the newest that the actor sees, or the one with this number) with its readings and, where he may see
 * the execution of the map in force, the states that he sees. A fixed number of statements, however long the map is.
 */
export async function getRoadMapExport(actor: Actor, id: string, version?: number): Promise<ExportedRoadMap> {
  const db = database()
  const [found] = await db
    .select({
      versionId: roadMapVersions.id,
      number: roadMapVersions.number,
      status: roadMapVersions.status,
      columns: roadMapVersions.columns,
      municipalityId: roadMaps.municipalityId,
      programme: programmes.name,
      year: programmes.year,
      place: municipalities.name,
      annexTitle: orders.annexTitle,
      orderKind: orders.kind,
      orderNumber: registerEntries.number,
      orderSuffix: registerEntries.suffix,
      orderDate: registerEntries.date,
      isExecuted: sql<boolean>`(${roadMapVersions.status} = 'approved' and ${livingMapsVisibleTo(actor)})`,
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
    .where(
      and(
        eq(roadMaps.id, id),
        versionsVisibleTo(actor),
        version === undefined ? undefined : eq(roadMapVersions.number, version),
      ),
    )
    .orderBy(desc(roadMapVersions.number))
    .limit(1)
  if (!found) throw notFound('Дорожная карта')
  const parts = await db
    .select({
      id: sections.id,
      key: sections.key,
      revision: sections.revision,
      number: sections.number,
      title: sections.title,
    })
    .from(sections)
    .where(and(eq(sections.versionId, found.versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const rows = await db
    .select({ key: measures.key, revision: measures.revision, sectionId: measures.sectionId, ...measureCells })
    .from(measures)
    .where(and(eq(measures.versionId, found.versionId), isNull(measures.deletedAt)))
    .orderBy(asc(measures.position))
  const district = await readDistrictFacts(db, found.municipalityId, actor.today)
  const facts = (await readMapFacts(db, [id])).get(id)
  if (!facts) throw notFound('Дорожная карта')

  const { isExecuted } = found
  // Moved terms and states are of the map in force; another version is only its text.
  const plan = planOf({ ...district, ...facts, ...(isExecuted ? {} : { executions: [], moves: [] }) })
  const planned = new Map(rows.map((row) => [row.key, plan.measure(row)]))
  const seen = isExecuted ? executorsSeenBy(actor, district.links) : []
  const points = exportedPoints(plan, [...planned.values()], isExecuted ? { seen } : null)
  const bySection = new Map<string, ExportedMeasure[]>(parts.map((part) => [part.id, []]))
  const labels = new Map(parts.map((part) => [part.id, part]))
  for (const { sectionId, ...row } of rows) {
    const one = planned.get(row.key)
    const section = labels.get(sectionId)
    if (!one || !section) continue
    bySection.get(sectionId)?.push({
      ...row,
      place: placeOf({ number: row.number, sectionNumber: section.number, sectionTitle: section.title }),
      reading: one.reading,
      isCorrected: one.isCorrected,
      roles: [...one.executors.roles, ...(one.executors.named ?? [])].map((role) => role.name),
      unknownExecutors: one.executors.unknown,
      points: points(one),
    })
  }
  const { orderKind, orderNumber, orderDate } = found
  return {
    roadMapId: id,
    version: found.number,
    status: found.status,
    programme: found.programme,
    year: found.year,
    place: found.place,
    title: found.annexTitle || `Дорожная карта: ${found.programme}, ${found.year} год`,
    order:
      orderKind && orderNumber !== null && orderDate !== null
        ? { kind: orderKind, number: printedNumber(orderNumber, found.orderSuffix ?? ''), date: orderDate }
        : null,
    columns: found.columns,
    sections: parts.map(({ id: sectionId, ...part }) => ({ ...part, measures: bySection.get(sectionId) ?? [] })),
    today: actor.today,
    hasStates: isExecuted,
    isOwnOnly: isExecuted && seen !== null,
  }
}
