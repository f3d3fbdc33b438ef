import 'server-only'
import { and, asc, desc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { municipalities } from '@/db/schema/municipality'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { livingMapsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { type Plan, planOf } from '@/lib/road-map/plan'
import { notFound } from '@/lib/shared/refusal'

/** The maps whose execution the actor sees, each with the version in force; newest year first. */
export const livingMaps = (handle: Database, actor: Actor, roadMapId?: string) =>
  handle
    .select({
      roadMapId: roadMaps.id,
      versionId: roadMapVersions.id,
      versionNumber: roadMapVersions.number,
      columns: roadMapVersions.columns,
      municipalityId: roadMaps.municipalityId,
      place: municipalities.name,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(roadMaps)
    .innerJoin(roadMapVersions, and(eq(roadMapVersions.roadMapId, roadMaps.id), eq(roadMapVersions.status, 'approved')))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, roadMaps.municipalityId))
    .where(and(livingMapsVisibleTo(actor), roadMapId ? eq(roadMaps.id, roadMapId) : undefined))
    .orderBy(desc(programmes.year), asc(programmes.name))

export type LivingMap = Awaited<ReturnType<typeof livingMaps>>[number]

/** The living rows of a version in the order of the table, each with its section. */
export const livingRows = (handle: Database, versionId: string, measureKey?: string) =>
  handle
    .select({
      id: measures.id,
      key: measures.key,
      sectionId: sections.id,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
      ...measureCells,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(
      and(
        eq(measures.versionId, versionId),
        isNull(measures.deletedAt),
        isNull(sections.deletedAt),
        measureKey ? eq(measures.key, measureKey) : undefined,
      ),
    )
    .orderBy(asc(sections.position), asc(measures.position))

export type LivingRow = Awaited<ReturnType<typeof livingRows>>[number]

/** One map in force with its plan; `measureKey` limits it to one measure. Not found for those who may not see its execution. */
export async function readLivingMap(
  handle: Database,
  actor: Actor,
  roadMapId: string,
  measureKey?: string,
): Promise<{ map: LivingMap; rows: LivingRow[]; plan: Plan }> {
  const [map] = await livingMaps(handle, actor, roadMapId)
  if (!map) throw notFound('Дорожная карта')
  const rows = await livingRows(handle, map.versionId, measureKey)
  if (measureKey && rows.length === 0) throw notFound('Мероприятие')
  const district = await readDistrictFacts(handle, map.municipalityId, actor.today)
  const facts = (await readMapFacts(handle, [map.roadMapId], measureKey ? [measureKey] : undefined)).get(map.roadMapId)
  if (!facts) throw notFound('Дорожная карта')
  return { map, rows, plan: planOf({ ...district, ...facts }) }
}
