import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { type Asked, type CountContext, type Counter, forEachAsked } from '@/db/counter'
import { roadMaps } from '@/db/schema/road-map'
import { visits } from '@/db/schema/visit'
import { baseDay } from '@/lib/indicator/count'
import type { Counted, Unit } from '@/lib/indicator/rules'
import type { Plan } from '@/lib/road-map/plan'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { isVisitDue } from '@/lib/visit/rules'

type Row = {
  id: string
  schoolId: string
  curatorId: string
  kind: string
  state: 'planned' | 'held' | 'cancelled' | 'refused'
  plannedOn: LocalDate | null
  heldOn: LocalDate | null
  programmeId: string
}

/** The visits of the map's programme, in one statement. */
const visitsOf = (handle: Database, roadMapId: string): Promise<Row[]> =>
  handle
    .select({
      id: visits.id,
      schoolId: visits.schoolId,
      curatorId: visits.curatorId,
      kind: visits.kind,
      state: visits.state,
      plannedOn: visits.plannedOn,
      heldOn: visits.heldOn,
      programmeId: visits.programmeId,
    })
    .from(visits)
    .innerJoin(
      roadMaps,
      and(eq(roadMaps.programmeId, visits.programmeId), eq(roadMaps.municipalityId, visits.municipalityId)),
    )
    .where(eq(roadMaps.id, roadMapId))
    .orderBy(asc(visits.plannedOn), asc(visits.heldOn), asc(visits.id))

const schoolsOn = (plan: Plan, day: LocalDate) =>
  plan.facts.schools.filter((school) => isInForce(day, school.validFrom, school.validTo))

const put = (counted: Counted, isDone: boolean, unit: Unit) => counted[isDone ? 'done' : 'missing'].push(unit)

function firstBySchool(plan: Plan, first: ReadonlyMap<string, Row>, day: LocalDate): Counted {
  const counted: Counted = { done: [], missing: [], reason: 'Школ в программе нет: добавьте их в настройках' }
  for (const { id, name } of schoolsOn(plan, day)) {
    const visit = first.get(id)
    put(counted, visit !== undefined, {
      id,
      name,
      href: visit ? `/visits/${visit.id}` : `/visits?school=${id}`,
      whose: { kind: 'school', id },
      ...(visit?.heldOn ? { note: shortDate(visit.heldOn) } : {}),
    })
  }
  return counted
}

/** A curator has made his first visits when each of his schools had one: whoever of its curators held it. */
function firstByCurator(plan: Plan, first: ReadonlyMap<string, Row>, day: LocalDate): Counted {
  const counted: Counted = { done: [], missing: [], reason: 'Кураторы за школами не закреплены' }
  const open = new Map(schoolsOn(plan, day).map((school) => [school.id, school.name]))
  for (const { id, name, validFrom, validTo } of plan.facts.curators) {
    if (!isInForce(day, validFrom, validTo) || counted.done.some((unit) => unit.id === id)) continue
    if (counted.missing.some((unit) => unit.id === id)) continue
    const own = plan.facts.links.filter(
      (link) =>
        link.userId === id &&
        link.relation === 'curator' &&
        isInForce(day, link.validFrom, link.validTo) &&
        open.has(link.schoolId),
    )
    const schoolIds = [...new Set(own.map((link) => link.schoolId))]
    if (schoolIds.length === 0) continue
    const without = schoolIds.filter((school) => !first.has(school))
    const [only] = schoolIds
    const visit = schoolIds.length === 1 && only ? first.get(only) : undefined
    put(counted, without.length === 0, {
      id,
      name,
      href: visit ? `/visits/${visit.id}` : `/visits?curator=${id}`,
      whose: { kind: 'curator', id },
      ...(without.length > 0
        ? { note: `нет у ${without.map((school) => open.get(school)).join(', ')}` }
        : { note: `${schoolIds.length} из ${schoolIds.length}` }),
    })
  }
  return counted
}

const NO_SCHEDULE = 'График посещений не составлен'

function scheduleBySchool(plan: Plan, rows: readonly Row[], day: LocalDate): Counted {
  const { today } = plan.facts
  const planned = rows.filter((row) => row.plannedOn !== null && row.state !== 'cancelled')
  const counted: Counted = {
    done: [],
    missing: [],
    reason: planned.length === 0 ? NO_SCHEDULE : 'День первого посещения не наступил',
  }
  if (planned.length === 0) return counted
  for (const { id, name, validFrom, validTo } of schoolsOn(plan, day)) {
    // Of a school that has left nobody owes the visits that were planned for later.
    const isOwed = (row: Row) => row.state === 'held' || isInForce(row.plannedOn ?? day, validFrom, validTo)
    const own = planned.filter((row) => row.schoolId === id && isOwed(row))
    const due = own.filter((row) => isVisitDue(row, today))
    const held = due.filter((row) => row.state === 'held').length
    const refused = due.filter((row) => row.state === 'refused').length
    if (own.length > 0 && due.length === 0) continue
    put(counted, due.length > 0 && held === due.length, {
      id,
      name,
      href: due.length === 1 && due[0] ? `/visits/${due[0].id}` : `/visits?school=${id}`,
      whose: { kind: 'school', id },
      note:
        own.length === 0
          ? 'в графике посещений нет'
          : `${held} из ${due.length}${refused > 0 ? `, школа отказалась: ${refused}` : ''}`,
    })
  }
  return counted
}

function scheduleByVisit(plan: Plan, rows: readonly Row[], today: LocalDate): Counted {
  const names = new Map(plan.facts.schools.map((school) => [school.id, school.name]))
  const counted: Counted = { done: [], missing: [], reason: NO_SCHEDULE }
  for (const row of rows.filter((one) => isVisitDue(one, today)))
    put(counted, row.state === 'held', {
      id: row.id,
      name: `${names.get(row.schoolId) ?? ''}: ${shortDate(row.plannedOn ?? '')}`,
      href: `/visits/${row.id}`,
      whose: { kind: 'school', id: row.schoolId },
      ...(row.state === 'refused' ? { note: 'школа отказалась' } : {}),
    })
  if (rows.some((row) => row.plannedOn !== null)) counted.reason = 'День первого посещения не наступил'
  return counted
}

/** Counted from visits (db/counters.ts). */
export const VISIT_COUNTERS: Record<string, Counter> = {
  first_visits: {
    label: 'Первичные посещения',
    counts:
      'Считаются состоявшиеся первичные посещения школ: у куратора — когда такое было в каждой его школе, кто бы из её кураторов его ни провёл.',
    bases: ['curators', 'schools'],
    count: async (handle: Database, { roadMapId, plan }: CountContext, asked: readonly Asked[]) => {
      const first = new Map<string, Row>()
      for (const row of await visitsOf(handle, roadMapId))
        if (row.kind === 'first' && row.state === 'held' && !first.has(row.schoolId)) first.set(row.schoolId, row)
      return forEachAsked(asked, ({ planned, indicator }) => {
        const day = baseDay(plan, planned)
        return indicator.base === 'curators' ? firstByCurator(plan, first, day) : firstBySchool(plan, first, day)
      })
    },
  },
  visits_by_schedule: {
    label: 'Посещения по графику',
    counts:
      'Считаются посещения графика, день которых наступил: перенесённые — по новому дню, отменённые не считаются, отказ школы считается как несостоявшееся.',
    bases: ['schools', 'points'],
    count: async (handle: Database, { roadMapId, plan }: CountContext, asked: readonly Asked[]) => {
      const rows = await visitsOf(handle, roadMapId)
      return forEachAsked(asked, ({ planned, indicator }) =>
        indicator.base === 'points'
          ? scheduleByVisit(plan, rows, plan.facts.today)
          : scheduleBySchool(plan, rows, baseDay(plan, planned)),
      )
    },
  },
}
