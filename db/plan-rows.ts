import 'server-only'
import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { measures, sections } from '@/db/schema/road-map'

/**
 * The living rows of several versions at once, as little of each as a plan needs: for the views that count a whole map, or all maps
 * of a district, without showing every cell. In the order of the table.
 */
export const planRows = (handle: Database, versionIds: string[]) =>
  handle
    .select({
      versionId: measures.versionId,
      key: measures.key,
      number: measures.number,
      title: measures.title,
      term: measures.term,
      executors: measures.executors,
      sectionId: sections.id,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(and(inArray(measures.versionId, versionIds), isNull(measures.deletedAt), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position), asc(measures.position))

export type PlanRow = Awaited<ReturnType<typeof planRows>>[number]
