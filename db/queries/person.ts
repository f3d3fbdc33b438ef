import 'server-only'
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { signingKeys } from '@/db/schema/key'
import { roleAssignments, users } from '@/db/schema/person'
import { deputies, holders, posts } from '@/db/schema/post'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor, Role } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

/** Whether the program has nobody yet: then every page leads to the first set-up. Asked before anybody can sign in. */
export async function isNobodyHere(): Promise<boolean> {
  return (await database().select({ id: users.id }).from(users).limit(1)).length === 0
}

const nameColumns = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }
const byName = [asc(users.surname), asc(users.givenName), asc(users.patronymic)]

export const fullName = (row: { surname: string; givenName: string; patronymic: string }): string =>
  [row.surname, row.givenName, row.patronymic].filter(Boolean).join(' ')

/** Everybody of the actor's municipality, the ended last; each with the roles in force today and those to come. */
export async function listPeople(actor: Actor) {
  demand(actor, 'people.manage')
  const people = await database()
    .select({ id: users.id, login: users.login, phone: users.phone, endedAt: users.endedAt, ...nameColumns })
    .from(users)
    .where(ofHome(actor, users.municipalityId))
    .orderBy(...byName)
  const roles = await listRoles(people.map((person) => person.id))
  return people
    .map(({ endedAt, ...person }) => ({
      ...person,
      name: fullName(person),
      isEnded: endedAt !== null,
      roles: roles
        .filter((role) => role.userId === person.id && (role.validTo === null || role.validTo >= actor.today))
        .map((role) => ({ ...role, isInForce: isInForce(actor.today, role.validFrom, role.validTo) })),
    }))
    .sort((one, other) => Number(one.isEnded) - Number(other.isEnded))
}

function listRoles(userIds: string[]) {
  return database()
    .select({
      id: roleAssignments.id,
      userId: roleAssignments.userId,
      role: roleAssignments.role,
      title: roleAssignments.title,
      validFrom: roleAssignments.validFrom,
      validTo: roleAssignments.validTo,
    })
    .from(roleAssignments)
    .where(inArray(roleAssignments.userId, userIds))
    .orderBy(asc(roleAssignments.validFrom), asc(roleAssignments.role))
}

/** One person with everything that he is bound to. */
export async function getPerson(actor: Actor, id: string) {
  demand(actor, 'people.manage')
  const [person] = await database()
    .select({
      id: users.id,
      login: users.login,
      phone: users.phone,
      post: users.post,
      workplace: users.workplace,
      forms: users.forms,
      revision: users.revision,
      endedAt: users.endedAt,
      mustChangePassword: users.mustChangePassword,
      ...nameColumns,
    })
    .from(users)
    .where(and(eq(users.id, id), ofHome(actor, users.municipalityId)))
  if (!person) throw notFound('Пользователь')
  const roles = (await listRoles([id])).map((role) => ({
    ...role,
    isInForce: isInForce(actor.today, role.validFrom, role.validTo),
  }))
  const inPosts = await database()
    .select({ post: posts.name, validFrom: holders.validFrom, validTo: holders.validTo })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .where(eq(holders.userId, id))
  const ownSchools = await database()
    .select({
      school: schools.shortName,
      relation: schoolPeople.relation,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .innerJoin(schools, eq(schools.id, schoolPeople.schoolId))
    .where(eq(schoolPeople.userId, id))
    .orderBy(asc(schools.shortName), asc(schoolPeople.validFrom))
  const inRoutes = await database()
    .selectDistinct({ route: routes.name })
    .from(routeMembers)
    .innerJoin(routeStages, eq(routeStages.id, routeMembers.stageId))
    .innerJoin(routes, eq(routes.id, routeStages.routeId))
    .where(eq(routeMembers.userId, id))
  const keys = await database()
    .select({
      id: signingKeys.id,
      serial: signingKeys.serial,
      notAfter: signingKeys.notAfter,
      isTest: signingKeys.isTest,
    })
    .from(signingKeys)
    .where(and(eq(signingKeys.userId, id), isNull(signingKeys.endedAt)))
  return {
    ...person,
    name: fullName(person),
    roles,
    posts: inPosts,
    schools: ownSchools,
    routes: inRoutes.map((row) => row.route),
    keys,
  }
}

/** Living people of the municipality for a choice, with the roles in force today; for the administrator and the coordinator. */
export async function listColleagues(actor: Actor, withRoles?: readonly Role[]) {
  demand(actor, 'deputies.manage')
  const people = await database()
    .select({ id: users.id, ...nameColumns })
    .from(users)
    .where(and(ofHome(actor, users.municipalityId), isNull(users.endedAt)))
    .orderBy(...byName)
  const roles = await listRoles(people.map((person) => person.id))
  return people
    .map((person) => {
      const own = roles.filter(
        (role) => role.userId === person.id && isInForce(actor.today, role.validFrom, role.validTo),
      )
      return {
        id: person.id,
        name: fullName(person),
        title: own.find((role) => role.title)?.title ?? '',
        roles: own.map((role) => role.role),
      }
    })
    .filter((person) => !withRoles || person.roles.some((role) => withRoles.includes(role)))
}

/** All deputyships of the municipality, the latest first. */
export async function listDeputies(actor: Actor) {
  demand(actor, 'deputies.manage')
  const rows = await database()
    .select({
      id: deputies.id,
      principalId: deputies.principalId,
      deputyId: deputies.deputyId,
      basis: deputies.basis,
      validFrom: deputies.validFrom,
      validTo: deputies.validTo,
    })
    .from(deputies)
    .where(ofHome(actor, deputies.municipalityId))
    .orderBy(desc(deputies.validFrom), desc(deputies.id))
  const ids = [...new Set(rows.flatMap((row) => [row.principalId, row.deputyId]))]
  const named = await database()
    .select({ id: users.id, ...nameColumns })
    .from(users)
    .where(inArray(users.id, ids))
  const nameOf = (id: string): string => {
    const row = named.find((person) => person.id === id)
    return row ? fullName(row) : ''
  }
  return rows.map((row) => ({
    ...row,
    principal: nameOf(row.principalId),
    deputy: nameOf(row.deputyId),
    state:
      row.validTo < actor.today
        ? ('past' as const)
        : row.validFrom > actor.today
          ? ('future' as const)
          : ('now' as const),
  }))
}

/** The actor's own card. */
export async function getOwnPerson(actor: Actor) {
  const [row] = await database()
    .select({ login: users.login, phone: users.phone, mustChangePassword: users.mustChangePassword, ...nameColumns })
    .from(users)
    .where(eq(users.id, actor.userId ?? ''))
  if (!row) throw notFound('Пользователь')
  const roles = await listRoles(actor.userId ? [actor.userId] : [])
  return {
    ...row,
    name: fullName(row),
    roles: roles
      .filter((role) => isInForce(actor.today, role.validFrom, role.validTo))
      .map(({ role, title, validTo }) => ({ role, title, validTo })),
  }
}
