import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { MergeTarget } from '@/lib/road-map/merge'
import { notFound } from '@/lib/shared/refusal'

/** The newest draft of an own map, else its newest version, with all its rows, deleted ones too: what a file is compared with. */
export async function readMergeTarget(handle: Database, actor: Actor, roadMapId: string) {
  const [version] = await handle
    .select({
      versionId: roadMapVersions.id,
      version: roadMapVersions.number,
      status: roadMapVersions.status,
      columns: roadMapVersions.columns,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(eq(roadMaps.id, roadMapId), ofHome(actor, roadMaps.municipalityId)))
    .orderBy(desc(inArray(roadMapVersions.status, ['draft', 'returned'])), desc(roadMapVersions.number))
    .limit(1)
  if (!version) throw notFound('Дорожная карта')
  const parts = await handle
    .select()
    .from(sections)
    .where(eq(sections.versionId, version.versionId))
    .orderBy(asc(sections.position), asc(sections.id))
  const rows = await handle
    .select({
      id: measures.id,
      key: measures.key,
      revision: measures.revision,
      sectionId: measures.sectionId,
      position: measures.position,
      deletedAt: measures.deletedAt,
      ...measureCells,
    })
    .from(measures)
    .where(eq(measures.versionId, version.versionId))
    .orderBy(asc(measures.position), asc(measures.id))
  const place = new Map(parts.map((part, index) => [part.id, index]))
  const gone = new Set(parts.filter((part) => part.deletedAt !== null).map((part) => part.id))
  const target: MergeTarget = {
    columns: version.columns,
    sections: parts.map(({ deletedAt, ...part }) => ({ ...part, isDeleted: deletedAt !== null })),
    measures: rows
      .map(({ deletedAt, ...row }) => ({ ...row, isDeleted: deletedAt !== null || gone.has(row.sectionId) }))
      .sort((one, other) => (place.get(one.sectionId) ?? 0) - (place.get(other.sectionId) ?? 0)),
  }
  // What the person was shown: any change of a row, a heading or an order makes it another.
  const state = createHash('sha256')
  for (const part of parts) state.update(`${part.id} ${part.revision} ${part.position} ${part.deletedAt !== null}\n`)
  for (const row of rows)
    state.update(`${row.id} ${row.revision} ${row.sectionId} ${row.position} ${row.deletedAt !== null}\n`)
  return {
    ...version,
    target,
    positions: new Map(rows.map((row) => [row.id, row.position])),
    state: state.digest('hex'),
  }
}
