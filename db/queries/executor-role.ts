import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { readDistrictFacts } from '@/db/plan'
import { executorRoles } from '@/db/schema/plan'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { BUILT_IN_ROLES, type ExecutorRole, isBuiltIn } from '@/lib/executor/dictionary'
import { recogniserOf } from '@/lib/executor/recognise'
import type { RoadMapStatus } from '@/lib/road-map/rules'

/** A role with its built-in names apart from those that the municipality added. */
export type RoleLine = Omit<ExecutorRole, 'synonyms'> & {
  isBuiltIn: boolean
  /** The municipality added something to it, or it is its own. */
  isChanged: boolean
  builtIn: string[]
  own: string[]
}

/** The dictionary in force: built-in roles first, then one's own by name. */
export async function listExecutorRoles(actor: Actor): Promise<RoleLine[]> {
  demand(actor, 'plan.edit')
  const rows = await database()
    .select()
    .from(executorRoles)
    .where(eq(executorRoles.municipalityId, homeOf(actor)))
    .orderBy(asc(executorRoles.name))
  const builtIn = BUILT_IN_ROLES.map((role): RoleLine => {
    const more = rows.find((row) => row.code === role.code)
    return {
      code: role.code,
      name: more?.name || role.name,
      fanOut: role.fanOut,
      isBuiltIn: true,
      isChanged: more !== undefined,
      builtIn: more?.name && more.name !== role.name ? [role.name, ...role.synonyms] : role.synonyms,
      own: more?.synonyms ?? [],
    }
  })
  const own = rows
    .filter((row) => !isBuiltIn(row.code))
    .map(({ code, name, fanOut, synonyms }): RoleLine => {
      return { code, name, fanOut, isBuiltIn: false, isChanged: true, builtIn: [], own: synonyms }
    })
  return [...builtIn, ...own]
}

const LIVING: RoadMapStatus[] = ['draft', 'returned', 'in_approval', 'awaiting_signature', 'approved']

/** A piece of text that the dictionary does not hold, how many measures have it, and one of them. */
export type UnknownExecutor = { text: string; measures: number; roadMapId: string; measureId: string; doubt: string }

/** What stands in the column «Исполнители» of maps that are not over and was not recognised; the most frequent first. */
export async function listUnknownExecutors(actor: Actor): Promise<UnknownExecutor[]> {
  demand(actor, 'plan.edit')
  const handle = database()
  const texts = await handle
    .select({
      text: measures.executors,
      measures: sql<number>`count(distinct ${measures.key})::int`,
      first: sql<string>`min(${roadMaps.id}::text || ' ' || ${measures.id}::text)`,
    })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .where(
      and(
        eq(roadMaps.municipalityId, homeOf(actor)),
        inArray(roadMapVersions.status, LIVING),
        sql`${measures.deletedAt} is null and ${sections.deletedAt} is null and ${measures.executors} <> ''`,
        // What was set by hand for this very text asks for no word of the dictionary.
        sql`not exists (select 1 from measure_plans p where p.road_map_id = ${roadMaps.id} and p.measure_key = ${measures.key}
          and p.executor_codes is not null and p.executors_text = ${measures.executors})`,
      ),
    )
    .groupBy(measures.executors)
  const { dictionary, schools, curators } = await readDistrictFacts(handle, homeOf(actor), actor.today)
  const recognise = recogniserOf(dictionary, [
    ...schools.map(({ id, name }) => ({ kind: 'school' as const, id, name })),
    ...curators.map(({ id, name }) => ({ kind: 'curator' as const, id, name })),
  ])
  const found = new Map<string, UnknownExecutor>()
  for (const row of texts) {
    const { unknown, doubts = [] } = recognise(row.text)
    const [roadMapId = '', measureId = ''] = row.first.split(' ')
    for (const text of unknown) {
      const before = found.get(text)
      const doubt = doubts.find((one) => one.includes(text)) ?? ''
      found.set(text, { text, roadMapId, measureId, doubt, measures: row.measures + (before?.measures ?? 0) })
    }
  }
  return [...found.values()].sort((a, b) => b.measures - a.measures || a.text.localeCompare(b.text, 'ru'))
}
