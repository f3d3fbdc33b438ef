import 'server-only'
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { reports } from '@/db/schema/report'
import { riskProfiles } from '@/db/schema/risk-profile'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { recommendations, visits } from '@/db/schema/visit'
import { type Actor, hasRole, type Role } from '@/lib/access/actor'
import type { OrderStatus } from '@/lib/order/rules'
import type { SchoolRelation } from '@/lib/school/rules'

/**
 * Which rows an actor sees (rulings E). Every query and command puts one of these into its `where`:
 * what it hides does not exist for the actor. `NOTHING` rather than an absent condition, so that a forgotten case shows less.
 */
const NOTHING = sql`false`
const any = (conditions: SQL[]): SQL => or(...conditions) ?? NOTHING

const NUMBERED: OrderStatus[] = ['awaiting_scan', 'registered', 'published', 'annulled', 'repealed']
const SENT: OrderStatus[] = ['in_approval', 'awaiting_signature', ...NUMBERED]

/** The actor himself and those he stands in for today. */
export const ownIds = (actor: Actor): string[] => [
  ...(actor.userId ? [actor.userId] : []),
  ...actor.actsFor.map((principal) => principal.userId),
]

const standsIn = (actor: Actor, role: Role): boolean =>
  hasRole(actor, role) || actor.actsFor.some((principal) => principal.roles.includes(role))

export function ordersVisibleTo(actor: Actor): SQL {
  if (actor.municipalityId === null) {
    if (!actor.regionId || !hasRole(actor, 'region')) return NOTHING
    return sql`${orders.municipalityId} in (select id from municipalities where region_id = ${actor.regionId})
      and ${inArray(orders.status, ['awaiting_signature', ...NUMBERED])}`
  }
  const conditions: SQL[] = []
  if (hasRole(actor, 'coordinator') || actor.isSystem) conditions.push(sql`true`)
  const ids = ownIds(actor)
  if (standsIn(actor, 'approver') && ids.length > 0) {
    conditions.push(sql`exists (select 1 from tasks join stages on stages.id = tasks.stage_id join rounds on rounds.id = stages.round_id
      where rounds.order_id = ${orders.id} and stages.opened_at is not null and ${inArray(sql`tasks.user_id`, ids)})`)
  }
  if (standsIn(actor, 'signatory')) conditions.push(inArray(orders.status, SENT))
  if (hasRole(actor, 'clerk')) {
    conditions.push(inArray(orders.status, NUMBERED))
    conditions.push(sql`exists (select 1 from ${registerEntries} where ${registerEntries.orderId} = ${orders.id})`)
  }
  if (hasRole(actor, 'curator') || hasRole(actor, 'school')) conditions.push(eq(orders.status, 'published'))
  return and(eq(orders.municipalityId, actor.municipalityId), any(conditions)) ?? NOTHING
}

/** Versions of road maps: a coordinator sees all of his municipality, others those whose act they see, and never a draft. */
export function versionsVisibleTo(actor: Actor): SQL {
  const home = sql`exists (select 1 from road_maps where road_maps.id = ${roadMapVersions.roadMapId}
    and road_maps.municipality_id = ${actor.municipalityId})`
  if (actor.municipalityId !== null && hasRole(actor, 'coordinator')) return home
  return sql`${roadMapVersions.status} not in ('draft', 'returned') and exists (
    select 1 from ${orders} where ${orders.versionId} = ${roadMapVersions.id} and ${ordersVisibleTo(actor)})`
}

/**
 * Maps whose execution an actor sees: those that have an approved version. Curators and schools see what is asked of them, also
 * before the act is published; the administrator, the approver and the clerk have nothing to do there.
 */
export function livingMapsVisibleTo(actor: Actor): SQL {
  const isLiving = sql`exists (select 1 from road_map_versions living where living.road_map_id = ${roadMaps.id} and living.status = 'approved')`
  if (actor.municipalityId === null) {
    if (!actor.regionId || !hasRole(actor, 'region')) return NOTHING
    return sql`${roadMaps.municipalityId} in (select id from municipalities where region_id = ${actor.regionId}) and ${isLiving}`
  }
  const sees = (['coordinator', 'signatory', 'curator', 'school'] as const).some((role) => hasRole(actor, role))
  return sees || actor.isSystem
    ? (and(eq(roadMaps.municipalityId, actor.municipalityId), isLiving) ?? NOTHING)
    : NOTHING
}

/** Rows of the actor's own municipality in a table that has the column; nothing for the region's people. */
export const ofHome = (actor: Actor, column: Parameters<typeof eq>[0]): SQL =>
  actor.municipalityId === null ? NOTHING : eq(column, actor.municipalityId)

/** Ids of the schools to which the actor is today what `relation` says; a subquery. The role that goes with it is asked by the caller. */
const schoolsAs = (actor: Actor, relation: SchoolRelation): SQL => sql`(select school_id from school_people
  where user_id = ${actor.userId} and relation = ${relation}
    and (valid_from is null or valid_from <= ${actor.today}) and (valid_to is null or valid_to >= ${actor.today}))`

type SchoolRow = { municipalityId: AnyPgColumn; schoolId: AnyPgColumn }

/**
 * Records about a school: the coordinator's are all of the municipality's, a curator's those of his schools of today, a head's those
 * of the school that he answers for. `own` adds rows that stay under somebody's name after a hand-over.
 */
function ofSchoolsSeen(actor: Actor, row: SchoolRow, own?: SQL): SQL {
  const conditions: SQL[] = []
  if (hasRole(actor, 'coordinator') || actor.isSystem) conditions.push(sql`true`)
  if (hasRole(actor, 'curator')) {
    conditions.push(sql`${row.schoolId} in ${schoolsAs(actor, 'curator')}`)
    if (own) conditions.push(own)
  }
  if (hasRole(actor, 'school')) conditions.push(sql`${row.schoolId} in ${schoolsAs(actor, 'administration')}`)
  return and(ofHome(actor, row.municipalityId), any(conditions)) ?? NOTHING
}

/** The schools whose profile, visits and reports the actor works with; for `schools` itself, whose id is the school. */
export const schoolsWorkedWith = (actor: Actor, row: SchoolRow): SQL => ofSchoolsSeen(actor, row)

export const riskProfilesVisibleTo = (actor: Actor): SQL => ofSchoolsSeen(actor, riskProfiles)

/** A visit that a curator held stays his own after he has left the school. */
export const visitsVisibleTo = (actor: Actor): SQL =>
  ofSchoolsSeen(actor, visits, actor.userId ? eq(visits.curatorId, actor.userId) : undefined)

export const recommendationsVisibleTo = (actor: Actor): SQL => ofSchoolsSeen(actor, recommendations)

/**
 * A draft is its curator's, and the coordinator sees that it is there. What was once sent is read by the school, the school's
 * curators and those who accept reports.
 */
export function reportsVisibleTo(actor: Actor): SQL {
  const conditions: SQL[] = []
  if (hasRole(actor, 'coordinator') || actor.isSystem) conditions.push(sql`true`)
  if (hasRole(actor, 'curator') && actor.userId) conditions.push(eq(reports.curatorId, actor.userId))
  const sent: SQL[] = []
  if (hasRole(actor, 'curator')) sent.push(sql`${reports.schoolId} in ${schoolsAs(actor, 'curator')}`)
  if (hasRole(actor, 'school')) sent.push(sql`${reports.schoolId} in ${schoolsAs(actor, 'administration')}`)
  if (standsIn(actor, 'signatory') || standsIn(actor, 'coordinator')) sent.push(sql`true`)
  const wasSent = sql`exists (select 1 from report_versions where report_versions.report_id = ${reports.id})`
  if (sent.length > 0) conditions.push(and(wasSent, any(sent)) ?? NOTHING)
  return and(ofHome(actor, reports.municipalityId), any(conditions)) ?? NOTHING
}
