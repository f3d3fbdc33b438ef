import 'server-only'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { livingRows } from '@/db/living-map'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { executions, scheduleDates, schedules } from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { planOf } from '@/lib/road-map/plan'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

/**
 * The schedules of a map, draft or in force, with the measures joined to them and those that could be: whose term names another
 * document («по графику»). The coordinator's.
 */
export async function listSchedules(actor: Actor, roadMapId: string) {
  demand(actor, 'plan.edit')
  const [map] = await database()
    .select({
      roadMapId: roadMaps.id,
      municipalityId: roadMaps.municipalityId,
      programme: programmes.name,
      year: programmes.year,
      versionId: roadMapVersions.id,
    })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .innerJoin(roadMapVersions, eq(roadMapVersions.roadMapId, roadMaps.id))
    .where(and(eq(roadMaps.id, roadMapId), ofHome(actor, roadMaps.municipalityId)))
    .orderBy(desc(roadMapVersions.number))
    .limit(1)
  if (!map) throw notFound('Дорожная карта')
  const found = await database()
    .select({
      id: schedules.id,
      name: schedules.name,
      dates: sql<number>`(select count(*)::int from schedule_dates where schedule_id = schedules.id)`,
      first: sql<string | null>`(select min(date)::text from schedule_dates where schedule_id = schedules.id)`,
      last: sql<string | null>`(select max(date)::text from schedule_dates where schedule_id = schedules.id)`,
    })
    .from(schedules)
    .where(eq(schedules.roadMapId, map.roadMapId))
    .orderBy(asc(schedules.name))
  const rows = await livingRows(database(), map.versionId)
  const district = await readDistrictFacts(database(), map.municipalityId, actor.today)
  const facts = (await readMapFacts(database(), [map.roadMapId])).get(map.roadMapId)
  if (!facts) throw notFound('Дорожная карта')
  const plan = planOf({ ...district, ...facts })
  const measures = rows.flatMap((row) => {
    const planned = plan.measure(row)
    const scheduleId = planned.plan?.scheduleId ?? null
    if (planned.reading.kind !== 'reference' && !scheduleId) return []
    const place = [row.sectionNumber, row.number].filter(Boolean).join('.')
    const isDated = planned.reading.kind === 'reference'
    return [
      {
        key: row.key,
        place,
        title: row.title,
        term: row.term,
        scheduleId,
        isDated,
        revision: planned.plan?.revision ?? 0,
      },
    ]
  })
  return { map, schedules: found, measures }
}

/** One schedule with its dates; `isUsed` marks a date on which somebody has reported. */
export async function getSchedule(actor: Actor, scheduleId: string) {
  demand(actor, 'plan.edit')
  const [schedule] = await database()
    .select({
      id: schedules.id,
      name: schedules.name,
      roadMapId: schedules.roadMapId,
      programme: programmes.name,
      year: programmes.year,
    })
    .from(schedules)
    .innerJoin(roadMaps, eq(roadMaps.id, schedules.roadMapId))
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(and(eq(schedules.id, scheduleId), ofHome(actor, schedules.municipalityId)))
  if (!schedule) throw notFound('График')
  const dates = await database()
    .select({
      id: scheduleDates.id,
      date: scheduleDates.date,
      school: schools.shortName,
      note: scheduleDates.note,
    })
    .from(scheduleDates)
    .leftJoin(schools, eq(schools.id, scheduleDates.schoolId))
    .where(eq(scheduleDates.scheduleId, schedule.id))
    .orderBy(asc(scheduleDates.date), asc(schools.shortName), asc(scheduleDates.id))
  const points = sql`select id::text from schedule_dates where schedule_id = ${schedule.id}`
  const used = await database()
    .selectDistinct({ point: executions.point })
    .from(executions)
    .where(and(eq(executions.roadMapId, schedule.roadMapId), sql`${executions.point} in (${points})`))
  const known = await database()
    .select({ id: schools.id, name: schools.shortName, validFrom: schools.validFrom, validTo: schools.validTo })
    .from(schools)
    .where(ofHome(actor, schools.municipalityId))
    .orderBy(asc(schools.shortName))
  const usedPoints = new Set(used.map((one) => one.point))
  return {
    ...schedule,
    dates: dates.map((date) => ({ ...date, isUsed: usedPoints.has(date.id) })),
    schools: known
      .filter((school) => isInForce(actor.today, school.validFrom, school.validTo))
      .map(({ id, name }) => ({ id, name })),
  }
}
