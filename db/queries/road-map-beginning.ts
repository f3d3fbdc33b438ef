import 'server-only'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { otherYears } from '@/lib/road-map/begin'
import { notFound } from '@/lib/shared/refusal'

/** Rows looked through for years; a plan that names years in more rows is looked through by its author. */
const MOST_ROWS = 2_000

/** What a person should look at in a map just begun: rows and the act's words in which another year still stands. */
export async function getBeginning(actor: Actor, roadMapId: string) {
  demand(actor, 'road_map.edit')
  const [map] = await database()
    .select({
      versionId: roadMapVersions.id,
      programme: programmes.name,
      year: programmes.year,
      orderId: orders.id,
      orderTitle: orders.title,
      preamble: orders.preamble,
    })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(roadMapVersions, and(eq(roadMapVersions.roadMapId, roadMaps.id), eq(roadMapVersions.number, 1)))
    .leftJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .where(and(eq(roadMaps.id, roadMapId), ofHome(actor, roadMaps.municipalityId)))
  if (!map) throw notFound('Дорожная карта')
  const text = sql<string>`concat_ws(' ', ${measures.title}, ${measures.term}, ${measures.executors}, ${measures.tasks}, ${measures.indicator})`
  const rows = await database()
    .select({
      id: measures.id,
      number: measures.number,
      title: sql<string>`left(${measures.title}, 200)`,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
      text,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(
      and(
        eq(measures.versionId, map.versionId),
        isNull(measures.deletedAt),
        isNull(sections.deletedAt),
        sql`${text} ~ '20[0-9][0-9]'`,
      ),
    )
    .orderBy(asc(sections.position), asc(measures.position))
    .limit(MOST_ROWS)
  return {
    ...map,
    rows: rows.flatMap(({ text, ...row }) => {
      const years = otherYears(text, map.year)
      return years.length > 0 ? [{ ...row, years }] : []
    }),
    preambleYears: otherYears(map.preamble ?? '', map.year),
  }
}
