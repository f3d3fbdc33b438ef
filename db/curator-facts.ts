import 'server-only'
import { and, asc, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { schoolPeople, schools } from '@/db/schema/school'
import type { CuratorFacts, CuratorPerson } from '@/lib/curator/facts'
import { DEFAULT_SETTINGS } from '@/lib/municipality/settings'
import { surnameFirst } from '@/lib/shared/text'

/** Everything that the rules of assignments ask about (lib/curator), in four statements, however many schools there are. */
export async function readCuratorFacts(handle: Database, municipalityId: string): Promise<CuratorFacts> {
  const [municipality] = await handle
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, municipalityId))
  const known = await handle
    .select({
      id: schools.id,
      name: schools.name,
      shortName: schools.shortName,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(eq(schools.municipalityId, municipalityId))
    .orderBy(asc(schools.shortName), asc(schools.id))
  const rows = await handle
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      post: users.post,
      workplace: users.workplace,
      endedAt: users.endedAt,
      roleId: roleAssignments.id,
      validFrom: roleAssignments.validFrom,
      validTo: roleAssignments.validTo,
    })
    .from(users)
    .leftJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'curator')))
    .where(
      and(
        eq(users.municipalityId, municipalityId),
        sql`(${roleAssignments.id} is not null or exists (
          select 1 from school_people where user_id = ${users.id} and relation = 'curator'))`,
      ),
    )
    .orderBy(asc(users.surname), asc(users.givenName), asc(users.patronymic), asc(users.id))
  const people = new Map<string, CuratorPerson>()
  for (const row of rows) {
    const { id, post, workplace, validFrom, validTo } = row
    const person = people.get(id) ?? {
      id,
      name: [row.surname, row.givenName, row.patronymic].filter(Boolean).join(' '),
      brief: surnameFirst(row.surname, row.givenName, row.patronymic),
      post,
      workplace,
      isEnded: row.endedAt !== null,
      roles: [],
    }
    if (row.roleId) person.roles.push({ validFrom, validTo })
    people.set(id, person)
  }
  const links = await handle
    .select({
      id: schoolPeople.id,
      schoolId: schoolPeople.schoolId,
      userId: schoolPeople.userId,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
      note: schoolPeople.note,
    })
    .from(schoolPeople)
    .where(eq(schoolPeople.municipalityId, municipalityId))
    .orderBy(sql`${schoolPeople.validFrom} nulls first`, asc(schoolPeople.id))
  return {
    mostSchools: municipality?.settings.mostSchools ?? DEFAULT_SETTINGS.mostSchools,
    schools: new Map(known.map((school) => [school.id, school])),
    people,
    links,
  }
}
