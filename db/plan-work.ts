import 'server-only'
import { and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { type LivingMap, livingMaps } from '@/db/living-map'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { type PlanRow, planRows } from '@/db/plan-rows'
import { users } from '@/db/schema/person'
import { acknowledgements, comments, termRequests } from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { livingMapsVisibleTo, versionsVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { homeOf, may } from '@/lib/access/policy'
import { executorsOf, executorsSeenBy, headedSchools } from '@/lib/execution/who'
import { type MyWork, noWork, together, type Work, workOfMap } from '@/lib/my-work/rules'
import { planOf } from '@/lib/road-map/plan'
import type { DistrictFacts } from '@/lib/road-map/plan-facts'
import { placeOf } from '@/lib/road-map/row-place'
import { isInForce, shortDate, yearOf } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'

/** Maps older than last year's are history: what was left open there is in their own tables. */
const isRecent = (map: LivingMap, actor: Actor): boolean => map.year >= yearOf(actor.today) - 1

/** What the living maps ask of the actor: control points, requests, comments, acquaintance. A fixed number of statements. */
export async function workOfPlans(handle: Database, actor: Actor): Promise<MyWork> {
  if (!actor.municipalityId) return noWork()
  const maps = (await livingMaps(handle, actor)).filter((map) => isRecent(map, actor))
  if (maps.length === 0) return noWork()
  const ids = maps.map((map) => map.roadMapId)
  const rows = byVersion(
    await planRows(
      handle,
      maps.map((map) => map.versionId),
    ),
  )
  const district = await readDistrictFacts(handle, actor.municipalityId, actor.today)
  const facts = await readMapFacts(handle, ids)
  const own = executorsOf(actor, district.links)
  // The signatory sees all of a plan, but its every day is not his business.
  const seen = hasRole(actor, 'coordinator')
    ? null
    : hasRole(actor, 'curator')
      ? executorsSeenBy(actor, district.links)
      : own
  const points = maps.flatMap((map) => {
    const mapFacts = facts.get(map.roadMapId)
    if (!mapFacts || (own.length === 0 && seen !== null)) return []
    const plan = planOf({ ...district, ...mapFacts })
    return [workOfMap(plan, rows.get(map.versionId) ?? [], { own, seen }, { id: map.roadMapId, name: nameOf(map) })]
  })
  const named = namesOf(maps, rows)
  return together([
    { decide: await acquaintance(handle, actor, district, maps) },
    ...points,
    await requests(handle, actor, ids, named),
  ])
}

const nameOf = (map: LivingMap): string => `${map.programme}, ${map.year}`

function byVersion(rows: PlanRow[]): Map<string, PlanRow[]> {
  const groups = new Map<string, PlanRow[]>()
  for (const row of rows) {
    const own = groups.get(row.versionId)
    if (own) own.push(row)
    else groups.set(row.versionId, [row])
  }
  return groups
}

/** «Проект «500+», 2022, п. 3.3» and the title, by map and measure; a measure that an edition dropped has none. */
function namesOf(maps: LivingMap[], rows: Map<string, PlanRow[]>) {
  const names = new Map<string, { title: string; place: string }>()
  for (const map of maps)
    for (const row of rows.get(map.versionId) ?? [])
      names.set(`${map.roadMapId}\n${row.key}`, {
        title: row.title || 'Мероприятие без названия',
        place: `${nameOf(map)}, п. ${placeOf(row)}`,
      })
  return (row: { roadMapId: string; measureKey: string }) => names.get(`${row.roadMapId}\n${row.measureKey}`)
}

type Named = ReturnType<typeof namesOf>

/** The head of a school is asked to read a map that was approved; once for each of his schools. */
async function acquaintance(
  handle: Database,
  actor: Actor,
  district: DistrictFacts,
  maps: LivingMap[],
): Promise<Work[]> {
  if (!hasRole(actor, 'school')) return []
  const linked = headedSchools(actor, district.links)
  const schools = district.schools
    .filter((one) => linked.includes(one.id) && isInForce(actor.today, one.validFrom, one.validTo))
    .map((one) => one.id)
  if (schools.length === 0) return []
  const read = await handle
    .select({ roadMapId: acknowledgements.roadMapId, schoolId: acknowledgements.schoolId })
    .from(acknowledgements)
    .where(inArray(acknowledgements.schoolId, schools))
  return maps.flatMap((map) =>
    schools
      .filter((schoolId) => !read.some((one) => one.roadMapId === map.roadMapId && one.schoolId === schoolId))
      .map(
        (schoolId): Work => ({
          kind: 'acknowledge',
          href: `/road-maps/${map.roadMapId}/acknowledgement`,
          title: `Ознакомьтесь с дорожной картой: ${nameOf(map)}`,
          note: district.schools.find((school) => school.id === schoolId)?.name ?? '',
          due: null,
          since: null,
        }),
      ),
  )
}

/** Requests to move a term: to decide for those who may, to wait for by those who asked. */
async function requests(handle: Database, actor: Actor, ids: string[], named: Named): Promise<Partial<MyWork>> {
  const mayDecide = may(actor, 'execution.decide')
  if (!may(actor, 'execution.report') || !actor.userId) return {}
  const found = await handle
    .select({
      id: termRequests.id,
      roadMapId: termRequests.roadMapId,
      measureKey: termRequests.measureKey,
      newDue: termRequests.newDue,
      reason: termRequests.reason,
      askedAt: termRequests.askedAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(termRequests)
    .innerJoin(users, eq(users.id, termRequests.askedBy))
    .where(
      and(
        inArray(termRequests.roadMapId, ids),
        isNull(termRequests.decidedAt),
        mayDecide ? undefined : eq(termRequests.askedBy, actor.userId),
      ),
    )
    .orderBy(termRequests.askedAt)
  const lines = found.flatMap((row): Work[] => {
    const measure = named(row)
    if (!measure) return []
    const asker = surnameFirst(row.surname, row.givenName, row.patronymic)
    return [
      {
        kind: mayDecide ? 'term_request' : 'other_request',
        href: `/road-maps/${row.roadMapId}/execution/${row.measureKey}${mayDecide ? `/requests/${row.id}` : ''}`,
        title: `Перенести срок: ${measure.title}`,
        note: `${measure.place} · ${mayDecide ? `${asker} просит` : 'вы просите'} до ${shortDate(row.newDue)}: «${beginning(row.reason)}»`,
        due: null,
        since: row.askedAt,
      },
    ]
  })
  return mayDecide ? { decide: lines } : { wait: lines }
}

/** A word about a measure is read where it stands; a line of a list needs its beginning only. */
const beginning = (text: string): string => (text.length > 160 ? `${text.slice(0, 160).trimEnd()}…` : text)

/**
 * Open comments in which the actor is named, also on a draft or a package that he sees; each with the newest version's words for
 * the measure.
 */
export async function mentions(handle: Database, actor: Actor): Promise<Work[]> {
  if (!actor.userId || !may(actor, 'comment.write')) return []
  const isExecuted = and(eq(roadMapVersions.status, 'approved'), livingMapsVisibleTo(actor))
  const found = await handle
    .select({
      id: comments.id,
      roadMapId: comments.roadMapId,
      measureKey: comments.measureKey,
      title: measures.title,
      number: measures.number,
      sectionNumber: sections.number,
      sectionTitle: sections.title,
      programme: programmes.name,
      year: programmes.year,
      text: comments.text,
      at: comments.at,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .innerJoin(roadMaps, eq(roadMaps.id, comments.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(roadMapVersions, eq(roadMapVersions.roadMapId, roadMaps.id))
    .innerJoin(measures, and(eq(measures.versionId, roadMapVersions.id), eq(measures.key, comments.measureKey)))
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(
      and(
        eq(comments.municipalityId, homeOf(actor)),
        isNull(comments.resolvedAt),
        sql`${comments.mentions} @> ${JSON.stringify([actor.userId])}::jsonb`,
        or(versionsVisibleTo(actor), isExecuted),
      ),
    )
    .orderBy(asc(comments.at), desc(isExecuted ?? sql`false`), desc(roadMapVersions.number))
  const seen = new Set<string>()
  return found
    .filter((row) => !seen.has(row.id) && seen.add(row.id))
    .map((row): Work => {
      const author = surnameFirst(row.surname, row.givenName, row.patronymic)
      return {
        kind: 'comment',
        href: `/road-maps/${row.roadMapId}/comments/${row.measureKey}`,
        title: `Ответить: ${row.title || 'мероприятие без названия'}`,
        note: `${row.programme}, ${row.year}, п. ${placeOf(row)} · ${author}: «${beginning(row.text)}»`,
        due: null,
        since: row.at,
      }
    })
}
