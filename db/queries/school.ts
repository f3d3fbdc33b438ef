import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { fullName } from '@/db/queries/person'
import { users } from '@/db/schema/person'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandReader } from '@/lib/municipality/rules'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

const columns = {
  id: schools.id,
  name: schools.name,
  shortName: schools.shortName,
  site: schools.site,
  validFrom: schools.validFrom,
  validTo: schools.validTo,
}

/** Schools of the municipality with their curators and heads. */
export async function listSchools(actor: Actor) {
  demandReader(actor)
  const rows = await database()
    .select(columns)
    .from(schools)
    .where(ofHome(actor, schools.municipalityId))
    .orderBy(asc(schools.shortName))
  const people = await listSchoolPeople(actor)
  return rows.map((row) => ({
    ...row,
    isInForce: isInForce(actor.today, row.validFrom, row.validTo),
    people: people.filter((person) => person.schoolId === row.id),
  }))
}

export async function getSchool(actor: Actor, id: string) {
  demandReader(actor)
  const [row] = await database()
    .select(columns)
    .from(schools)
    .where(and(eq(schools.id, id), ofHome(actor, schools.municipalityId)))
  if (!row) throw notFound('Школа')
  return { ...row, people: (await listSchoolPeople(actor)).filter((person) => person.schoolId === id) }
}

async function listSchoolPeople(actor: Actor) {
  const rows = await database()
    .select({
      id: schoolPeople.id,
      schoolId: schoolPeople.schoolId,
      userId: schoolPeople.userId,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .where(ofHome(actor, schoolPeople.municipalityId))
    .orderBy(asc(users.surname), asc(schoolPeople.validFrom))
  return rows.map((row) => ({
    ...row,
    name: fullName(row),
    isInForce: isInForce(actor.today, row.validFrom, row.validTo),
  }))
}
