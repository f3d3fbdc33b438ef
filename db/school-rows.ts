import 'server-only'
import { and, asc, eq, inArray, isNull, min, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { schoolPeople } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import type { Actor } from '@/lib/access/actor'
import type { SchoolRelation } from '@/lib/school/rules'
import type { LocalDate } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'
import { OPEN_RECOMMENDATIONS } from '@/lib/visit/rules'

/** What stands beside a school on its pages, for many schools at once: one statement each. The caller has found the schools. */

/** Who are the schools' curators or administration today, «Мочалов А.В.», by school. People who were removed are not among them. */
export async function peopleOf(handle: Database, actor: Actor, schoolIds: string[], relation: SchoolRelation) {
  const rows = await handle
    .selectDistinct({
      schoolId: schoolPeople.schoolId,
      userId: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .where(
      and(
        inArray(schoolPeople.schoolId, schoolIds),
        eq(schoolPeople.relation, relation),
        isNull(users.endedAt),
        sql`(${schoolPeople.validFrom} is null or ${schoolPeople.validFrom} <= ${actor.today})
          and (${schoolPeople.validTo} is null or ${schoolPeople.validTo} >= ${actor.today})`,
      ),
    )
    .orderBy(asc(users.surname), asc(users.givenName))
  const names = new Map<string, string[]>()
  for (const { schoolId, surname, givenName, patronymic } of rows)
    names.set(schoolId, [...(names.get(schoolId) ?? []), surnameFirst(surname, givenName, patronymic)])
  return names
}

/** Recommendations that wait for the school or for the curator, by school, of one programme's visits. */
export async function openRecommendationsOf(handle: Database, programmeId: string, schoolIds: string[]) {
  const rows = await handle
    .select({ schoolId: recommendations.schoolId, open: sql<number>`count(*)::int` })
    .from(recommendations)
    .innerJoin(visits, eq(visits.id, recommendations.visitId))
    .where(
      and(
        inArray(recommendations.schoolId, schoolIds),
        eq(visits.programmeId, programmeId),
        inArray(recommendations.state, [...OPEN_RECOMMENDATIONS]),
      ),
    )
    .groupBy(recommendations.schoolId)
  return new Map(rows.map((row) => [row.schoolId, row.open]))
}

/** The day of the next planned visit, also one that has passed and was not held, by school. */
export async function nextVisitsOf(handle: Database, programmeId: string, schoolIds: string[]) {
  const rows = await handle
    .select({ schoolId: visits.schoolId, on: min(visits.plannedOn) })
    .from(visits)
    .where(and(inArray(visits.schoolId, schoolIds), eq(visits.programmeId, programmeId), eq(visits.state, 'planned')))
    .groupBy(visits.schoolId)
  return new Map(rows.flatMap((row): [string, LocalDate][] => (row.on ? [[row.schoolId, row.on]] : [])))
}
