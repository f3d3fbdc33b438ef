import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { readMergeTarget } from '@/db/merge-target'
import { programmes } from '@/db/schema/programme'
import { roadMaps } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'

/** The draft that a file is to be compared with, as it stands now; `state` goes back with the person's choice. */
export async function getMergeTarget(actor: Actor, roadMapId: string) {
  demand(actor, 'road_map.edit')
  const { positions: _, ...found } = await readMergeTarget(database(), actor, roadMapId)
  return found
}

/** The own map that a file bears the id of, or that is of this programme and year; undefined where there is none. */
export async function findOwnMap(
  actor: Actor,
  by: { roadMapId: string } | { programmeName: string; year: number },
): Promise<{ id: string; programme: string; year: number } | undefined> {
  demand(actor, 'road_map.edit')
  const [found] = await database()
    .select({ id: roadMaps.id, programme: programmes.name, year: programmes.year })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(
      and(
        ofHome(actor, roadMaps.municipalityId),
        'roadMapId' in by
          ? eq(roadMaps.id, by.roadMapId)
          : and(eq(programmes.name, by.programmeName.trim()), eq(programmes.year, by.year)),
      ),
    )
    .orderBy(desc(programmes.year))
    .limit(1)
  return found
}
