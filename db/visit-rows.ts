import 'server-only'
import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { roleAssignments, users } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { schoolPeople, schools } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { ofHome, recommendationsVisibleTo, visitsVisibleTo } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
import { forbidden, invalid, notFound } from '@/lib/shared/refusal'
import type { SchoolCurator } from '@/lib/visit/plan-table'

/** One visit that the actor sees, locked. */
export async function lockVisit(tx: Tx, actor: Actor, id: string): Promise<typeof visits.$inferSelect> {
  const [found] = await tx
    .select()
    .from(visits)
    .where(and(eq(visits.id, id), visitsVisibleTo(actor)))
    .for('update')
  if (!found) throw notFound('Посещение')
  return found
}

export async function lockRecommendation(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<typeof recommendations.$inferSelect> {
  const [found] = await tx
    .select()
    .from(recommendations)
    .where(and(eq(recommendations.id, id), recommendationsVisibleTo(actor)))
    .for('update')
  if (!found) throw notFound('Рекомендация')
  return found
}

/** The programme, locked so that two people who plan at once do not double a visit. */
export async function lockProgramme(tx: Tx, actor: Actor, id: string): Promise<{ id: string; year: number }> {
  const [found] = await tx
    .select({ id: programmes.id, year: programmes.year })
    .from(programmes)
    .where(and(eq(programmes.id, id), ofHome(actor, programmes.municipalityId)))
    .for('no key update')
  if (!found) throw notFound('Программа')
  return found
}

/**
 * The same with one of its visits. The programme comes first, as in a hand-over: of two moves to one day, or of a move and a hand-over,
 * the second sees what the first has done.
 */
export async function lockVisitInPlan(tx: Tx, actor: Actor, id: string): Promise<typeof visits.$inferSelect> {
  const [found] = await tx
    .select({ programmeId: visits.programmeId })
    .from(visits)
    .where(and(eq(visits.id, id), visitsVisibleTo(actor)))
  if (!found) throw notFound('Посещение')
  await lockProgramme(tx, actor, found.programmeId)
  return lockVisit(tx, actor, id)
}

/** Another visit of that curator at the school that stands on the day, planned or held: there is one at most. */
export async function findVisitOn(
  tx: Tx,
  of: Pick<typeof visits.$inferSelect, 'id' | 'programmeId' | 'schoolId' | 'curatorId'>,
  day: LocalDate,
): Promise<{ id: string } | undefined> {
  const [there] = await tx
    .select({ id: visits.id })
    .from(visits)
    .where(
      and(
        eq(visits.programmeId, of.programmeId),
        eq(visits.schoolId, of.schoolId),
        eq(visits.curatorId, of.curatorId),
        eq(visits.plannedOn, day),
        inArray(visits.state, ['planned', 'held']),
        ne(visits.id, of.id),
      ),
    )
    .limit(1)
  return there
}

/** Every assignment of a curator to a school, past and to come, of people who still work with the program. */
export async function schoolCurators(handle: Database, actor: Actor): Promise<SchoolCurator[]> {
  const rows = await handle
    .selectDistinct({
      schoolId: schoolPeople.schoolId,
      userId: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'curator')))
    .where(and(ofHome(actor, schoolPeople.municipalityId), eq(schoolPeople.relation, 'curator'), isNull(users.endedAt)))
    .orderBy(asc(users.surname), asc(users.givenName))
  return rows.map(({ surname, givenName, patronymic, ...row }) => ({
    ...row,
    name: [surname, givenName, patronymic].filter(Boolean).join(' '),
  }))
}

export const namedSchools = (handle: Database, actor: Actor) =>
  handle
    .select({
      id: schools.id,
      name: schools.name,
      shortName: schools.shortName,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(ofHome(actor, schools.municipalityId))
    .orderBy(asc(schools.shortName))

type NamedSchool = Awaited<ReturnType<typeof namedSchools>>[number]

/** Refuses a visit on a day on which the school is not in the programme's list any more, or not yet. */
export function demandSchoolOn(school: NamedSchool, day: LocalDate, field: string): void {
  if (isInForce(day, school.validFrom, school.validTo)) return
  const bound =
    school.validTo !== null && day > school.validTo
      ? `по ${shortDate(school.validTo)}`
      : `с ${shortDate(school.validFrom ?? '')}`
  throw invalid(`${school.shortName} участвует ${bound}: ${shortDate(day)} посетить её нельзя.`, field)
}

/**
 * Whether the person curates the school on one of the days. A plan is asked about the planned day, a sheet about its own: a curator
 * whose assignment has ended writes down what he did while it lasted, and the one to come is planned for his days.
 */
export function isCuratorOn(
  curators: readonly SchoolCurator[],
  of: { schoolId: string; curatorId: string },
  days: readonly LocalDate[],
): boolean {
  return curators.some(
    (one) =>
      one.schoolId === of.schoolId &&
      one.userId === of.curatorId &&
      days.some((day) => isInForce(day, one.validFrom, one.validTo)),
  )
}

/** The coordinator keeps everybody's plan, a curator his own. */
export function demandPlanner(actor: Actor, visit: { curatorId: string }): void {
  if (hasRole(actor, 'coordinator') || visit.curatorId === actor.userId) return
  throw forbidden('Это посещение записано за другим куратором: изменить его план может он сам или координатор.')
}
