import 'server-only'
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { typicalMeasures } from '@/db/schema/assignment'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { BUILT_IN_LIBRARY } from '@/lib/preset/library'
import type { TypicalMeasure } from '@/lib/preset/typical'

/** The library: the municipality's own measures first, newest on top, then the built-in ones by factor. */
export async function listLibrary(actor: Actor): Promise<(TypicalMeasure & { isOwn: boolean })[]> {
  demand(actor, 'road_map.edit')
  const own = await database()
    .select({
      id: typicalMeasures.id,
      title: typicalMeasures.title,
      term: typicalMeasures.term,
      executors: typicalMeasures.executors,
      tasks: typicalMeasures.tasks,
      indicator: typicalMeasures.indicator,
      factor: typicalMeasures.factor,
    })
    .from(typicalMeasures)
    .where(and(ofHome(actor, typicalMeasures.municipalityId), isNull(typicalMeasures.removedAt)))
    .orderBy(desc(typicalMeasures.createdAt), asc(typicalMeasures.title))
  return [
    ...own.map((measure) => ({ ...measure, isOwn: true })),
    ...BUILT_IN_LIBRARY.map((measure) => ({ ...measure, isOwn: false })),
  ]
}

/** Sections of the maps that can be edited now, in the order of their tables; `roadMapId` limits them to one map. */
export async function listDraftSections(actor: Actor, roadMapId?: string) {
  demand(actor, 'road_map.edit')
  return database()
    .select({
      id: sections.id,
      number: sections.number,
      title: sections.title,
      roadMapId: roadMaps.id,
      version: roadMapVersions.number,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(sections)
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, sections.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(
      and(
        ofHome(actor, roadMaps.municipalityId),
        inArray(roadMapVersions.status, ['draft', 'returned']),
        isNull(sections.deletedAt),
        roadMapId === undefined ? undefined : eq(roadMaps.id, roadMapId),
      ),
    )
    .orderBy(desc(programmes.year), asc(programmes.name), asc(sections.position))
}
