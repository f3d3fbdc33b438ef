import 'server-only'
import { and, asc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import {
  calendarYears,
  executions,
  executorRoles,
  measurePlans,
  scheduleDates,
  schedules,
  termRequests,
} from '@/db/schema/plan'
import { programmes } from '@/db/schema/programme'
import { roadMaps } from '@/db/schema/road-map'
import { schoolPeople, schools } from '@/db/schema/school'
import type { CalendarYear, ProductionCalendar } from '@/lib/calendar/production'
import { builtInCalendar } from '@/lib/calendar/years'
import { dictionaryOf } from '@/lib/executor/dictionary'
import type { DistrictFacts, MapFacts, MeasurePlan } from '@/lib/road-map/plan-facts'
import { type LocalDate, localDate } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'
import type { ScheduleDate } from '@/lib/term/points'

/**
 * The rows from which lib/road-map/plan.ts makes a living plan. The number of statements does not depend on how many maps,
 * measures or schools there are. The caller has found the maps within the actor's scope.
 */
export async function readDistrictFacts(
  handle: Database,
  municipalityId: string,
  today: LocalDate,
): Promise<DistrictFacts> {
  const [municipality] = await handle
    .select({ zone: municipalities.zone })
    .from(municipalities)
    .where(eq(municipalities.id, municipalityId))
  const known = await handle
    .select({ id: schools.id, name: schools.shortName, validFrom: schools.validFrom, validTo: schools.validTo })
    .from(schools)
    .where(eq(schools.municipalityId, municipalityId))
    .orderBy(asc(schools.shortName))
  const curators = await handle
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      validFrom: roleAssignments.validFrom,
      validTo: roleAssignments.validTo,
      endedAt: users.endedAt,
    })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(and(eq(users.municipalityId, municipalityId), eq(roleAssignments.role, 'curator')))
    .orderBy(asc(users.surname), asc(users.givenName))
  const links = await handle
    .select({
      userId: schoolPeople.userId,
      schoolId: schoolPeople.schoolId,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .where(eq(schoolPeople.municipalityId, municipalityId))
  const roles = await handle
    .select({
      code: executorRoles.code,
      name: executorRoles.name,
      fanOut: executorRoles.fanOut,
      synonyms: executorRoles.synonyms,
    })
    .from(executorRoles)
    .where(eq(executorRoles.municipalityId, municipalityId))
    .orderBy(asc(executorRoles.name))
  const zone = municipality?.zone ?? 'UTC'
  return {
    today,
    zone,
    calendar: await readCalendar(handle, municipalityId),
    dictionary: dictionaryOf(roles),
    schools: known,
    curators: curators.map(({ id, surname, givenName, patronymic, validFrom, validTo, endedAt }) => {
      // A person who has gone answers for nothing that is due later; what was due before stays his (rulings F6).
      const lastDay = endedAt ? localDate(endedAt, zone) : null
      const endsSooner = lastDay !== null && (validTo === null || lastDay < validTo)
      return {
        id,
        name: surnameFirst(surname, givenName, patronymic),
        validFrom,
        validTo: endsSooner ? lastDay : validTo,
      }
    }),
    links,
  }
}

/** The built-in years with the municipality's own in their place. The same object while there are none, so that readings are kept. */
export async function readCalendar(handle: Database, municipalityId: string): Promise<ProductionCalendar> {
  const own = await handle
    .select({
      year: calendarYears.year,
      source: calendarYears.source,
      daysOff: calendarYears.daysOff,
      workDays: calendarYears.workDays,
    })
    .from(calendarYears)
    .where(eq(calendarYears.municipalityId, municipalityId))
    .orderBy(asc(calendarYears.year))
  if (own.length === 0) return builtInCalendar
  return new Map<number, CalendarYear>([
    ...builtInCalendar,
    ...own.map((year): [number, CalendarYear] => [year.year, year]),
  ])
}

/** `keys` limits plans, executions and moves to these measures: a page of a long map. */
export async function readMapFacts(
  handle: Database,
  roadMapIds: string[],
  keys?: string[],
): Promise<Map<string, MapFacts>> {
  if (roadMapIds.length === 0) return new Map()
  const found = await handle
    .select({
      roadMapId: roadMaps.id,
      year: programmes.year,
      approvedOn: sql<LocalDate | null>`(select min(re.date)::text from register_entries re join orders o on o.id = re.order_id
        join road_map_versions v on v.id = o.version_id
        where v.road_map_id = ${roadMaps.id} and re.state in ('registered', 'awaiting_scan')
        and v.status in ('approved', 'superseded'))`,
    })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(inArray(roadMaps.id, roadMapIds))
  const wanted = ({ roadMapId, measureKey }: { roadMapId: AnyPgColumn; measureKey: AnyPgColumn }) =>
    and(inArray(roadMapId, roadMapIds), keys ? inArray(measureKey, keys) : undefined)
  const plans = await handle.select().from(measurePlans).where(wanted(measurePlans))
  const said = await handle
    .select({
      id: executions.id,
      roadMapId: executions.roadMapId,
      measureKey: executions.measureKey,
      point: executions.point,
      executorKind: executions.executorKind,
      executorId: executions.executorId,
      state: executions.state,
      note: executions.note,
      isBeforeApproval: executions.isBeforeApproval,
      doneOn: executions.doneOn,
      savedAt: executions.savedAt,
      revision: executions.revision,
    })
    .from(executions)
    .where(wanted(executions))
  const moves = await handle
    .select({
      roadMapId: termRequests.roadMapId,
      measureKey: termRequests.measureKey,
      point: termRequests.point,
      executorKind: termRequests.executorKind,
      executorId: termRequests.executorId,
      newDue: termRequests.newDue,
    })
    .from(termRequests)
    .where(and(wanted(termRequests), eq(termRequests.decision, 'granted'), isNotNull(termRequests.decidedAt)))
    .orderBy(asc(termRequests.decidedAt))
  const dates = await handle
    .select({
      roadMapId: schedules.roadMapId,
      scheduleId: schedules.id,
      key: scheduleDates.id,
      date: scheduleDates.date,
      schoolId: scheduleDates.schoolId,
      note: scheduleDates.note,
    })
    .from(scheduleDates)
    .innerJoin(schedules, eq(schedules.id, scheduleDates.scheduleId))
    .where(inArray(schedules.roadMapId, roadMapIds))
    .orderBy(asc(scheduleDates.date), asc(scheduleDates.id))
  const own = <Row extends { roadMapId: string }>(rows: Row[], id: string) => rows.filter((row) => row.roadMapId === id)
  return new Map(
    found.map((map) => {
      const schedulesOf = new Map<string, ScheduleDate[]>()
      for (const { scheduleId, key, date, schoolId, note } of own(dates, map.roadMapId)) {
        const list = schedulesOf.get(scheduleId) ?? []
        list.push({ key, date, schoolId, note })
        schedulesOf.set(scheduleId, list)
      }
      return [
        map.roadMapId,
        {
          ...map,
          plans: new Map(own(plans, map.roadMapId).map((plan): [string, MeasurePlan] => [plan.measureKey, plan])),
          executions: own(said, map.roadMapId),
          moves: own(moves, map.roadMapId),
          schedules: schedulesOf,
        },
      ]
    }),
  )
}
