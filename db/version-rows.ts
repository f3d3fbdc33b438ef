import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { measureCells } from '@/db/measure-cells'
import { measures, sections } from '@/db/schema/road-map'

/** The rows of a version, living ones only, in their order. */
export async function versionRows(handle: Database, versionId: string) {
  const parts = await handle
    .select({ id: sections.id, key: sections.key, number: sections.number, title: sections.title })
    .from(sections)
    .where(and(eq(sections.versionId, versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const rows = await handle
    .select({
      key: measures.key,
      sectionId: measures.sectionId,
      ...measureCells,
    })
    .from(measures)
    .where(and(eq(measures.versionId, versionId), isNull(measures.deletedAt)))
    .orderBy(asc(measures.position))
  const bySection = new Map<string, typeof rows>(parts.map((part) => [part.id, []]))
  for (const row of rows) bySection.get(row.sectionId)?.push(row)
  return {
    sections: parts.map(({ key, number, title }) => ({ key, number, title })),
    measures: parts.flatMap((part) =>
      (bySection.get(part.id) ?? []).map(({ sectionId, ...row }) => ({ ...row, sectionKey: part.key })),
    ),
  }
}
