import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { roleAssignments, users } from '@/db/schema/person'
import { bodies, holders, posts } from '@/db/schema/post'
import { schoolPeople, schools } from '@/db/schema/school'
import { isInForce, type LocalDate } from '@/lib/shared/dates'

/**
 * School, curator (full name), post and place of work of everybody who is a curator of a school on `date`, for the annex of an act that
 * appoints them. A post of the municipality held on that day goes before what the person's card says. Two statements.
 */
export async function curatorRows(handle: Database, municipalityId: string, date: LocalDate): Promise<string[][]> {
  const links = await handle
    .selectDistinct({
      school: schools.name,
      schoolFrom: schools.validFrom,
      schoolTo: schools.validTo,
      userId: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      post: users.post,
      workplace: users.workplace,
      from: schoolPeople.validFrom,
      to: schoolPeople.validTo,
      roleFrom: roleAssignments.validFrom,
      roleTo: roleAssignments.validTo,
    })
    .from(schoolPeople)
    .innerJoin(schools, eq(schools.id, schoolPeople.schoolId))
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'curator')))
    .where(
      and(eq(schoolPeople.municipalityId, municipalityId), eq(schoolPeople.relation, 'curator'), isNull(users.endedAt)),
    )
    .orderBy(asc(schools.name), asc(users.surname))
  const inPost = await handle
    .select({
      userId: holders.userId,
      post: posts.name,
      body: bodies.name,
      from: holders.validFrom,
      to: holders.validTo,
    })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .innerJoin(bodies, eq(bodies.id, posts.bodyId))
    .where(eq(holders.municipalityId, municipalityId))
  const postOf = new Map(
    inPost
      .filter((row) => isInForce(date, row.from, row.to))
      .map((row) => [row.userId, `${row.post}, ${row.body.replace(/\s*\n\s*/g, ' ')}`]),
  )
  const rows = links
    .filter(
      (row) =>
        isInForce(date, row.from, row.to) &&
        isInForce(date, row.schoolFrom, row.schoolTo) &&
        isInForce(date, row.roleFrom, row.roleTo),
    )
    .map((row) => [
      row.school,
      [row.surname, row.givenName, row.patronymic].filter(Boolean).join(' '),
      postOf.get(row.userId) ?? [row.post, row.workplace].filter(Boolean).join(', '),
    ])
  // A curator whose role has two periods stands once.
  return [...new Map(rows.map((row) => [row.join('\n'), row])).values()]
}
