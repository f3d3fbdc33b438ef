import 'server-only'
import { and, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { measures, roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { livingMapsVisibleTo, versionsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { ROLE_LABELS } from '@/lib/access/labels'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** The text of a measure, for talking about it: whoever sees a version that holds it, or the map's execution. */
const isSeen = (actor: Actor): SQL => or(versionsVisibleTo(actor), livingMapsVisibleTo(actor)) ?? sql`false`

/** The newest row of this key that the actor sees; a draft's for the coordinator. */
export async function readSeenMeasure(handle: Database, actor: Actor, roadMapId: string, measureKey: string) {
  const [found] = await handle
    .select({
      roadMapId: roadMaps.id,
      municipalityId: roadMaps.municipalityId,
      versionId: roadMapVersions.id,
      programme: programmes.name,
      year: programmes.year,
      place: municipalities.name,
      number: measures.number,
      title: measures.title,
      measureId: measures.id,
    })
    .from(measures)
    .innerJoin(roadMapVersions, eq(roadMapVersions.id, measures.versionId))
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, roadMaps.municipalityId))
    .where(
      and(
        eq(roadMaps.id, roadMapId),
        eq(measures.key, measureKey),
        isNull(measures.deletedAt),
        isSeen(actor),
        // Those who see execution only see the version in force.
        or(versionsVisibleTo(actor), eq(roadMapVersions.status, 'approved')),
      ),
    )
    .orderBy(desc(roadMapVersions.number))
    .limit(1)
  if (!found) throw notFound('Мероприятие')
  return found
}

/**
 * Whose attention can be asked on a map: the coordinators; once a version is in force the head, curators and schools too; and
 * whoever was asked for a visa of its act.
 */
export async function readAddressees(handle: Database, actor: Actor, roadMapId: string) {
  const people = await handle
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      role: roleAssignments.role,
      title: roleAssignments.title,
      validFrom: roleAssignments.validFrom,
      validTo: roleAssignments.validTo,
      isLiving: sql<boolean>`exists (select 1 from road_map_versions v where v.road_map_id = ${roadMapId} and v.status = 'approved')`,
      isAsked: sql<boolean>`exists (select 1 from tasks join stages on stages.id = tasks.stage_id join rounds on rounds.id = stages.round_id
        join orders on orders.id = rounds.order_id join road_map_versions v on v.id = orders.version_id
        where v.road_map_id = ${roadMapId} and tasks.user_id = ${users.id} and stages.opened_at is not null)`,
    })
    .from(users)
    .innerJoin(roleAssignments, eq(roleAssignments.userId, users.id))
    .innerJoin(roadMaps, eq(roadMaps.municipalityId, users.municipalityId))
    .where(and(eq(roadMaps.id, roadMapId), isNull(users.endedAt)))
    .orderBy(users.surname, users.givenName, users.id)
  const found = new Map<string, { id: string; name: string }>()
  for (const one of people) {
    const isOfMap =
      one.role === 'coordinator' ||
      (one.role === 'approver' && one.isAsked) ||
      (one.isLiving && (one.role === 'signatory' || one.role === 'curator' || one.role === 'school'))
    if (!isOfMap || one.id === actor.userId || !isInForce(actor.today, one.validFrom, one.validTo)) continue
    const name = `${surnameFirst(one.surname, one.givenName, one.patronymic)}, ${one.title || ROLE_LABELS[one.role]}`
    if (!found.has(one.id)) found.set(one.id, { id: one.id, name })
  }
  return [...found.values()]
}
