import 'server-only'
import { createHmac } from 'node:crypto'
import { and, eq, gte, isNull, or } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { endSessions, forgetFailures, hashPassword } from '@/db/commands/session'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { roleAssignments, users } from '@/db/schema/person'
import { deputies, holders, posts } from '@/db/schema/post'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { ofHome } from '@/db/scope'
import type { Actor, Role } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { Case } from '@/lib/grammar/cases'
import { formsToKeep, withoutForms } from '@/lib/grammar/form-fields'
import { genderOf, inflectSurname } from '@/lib/grammar/surname'
import { isAlwaysCovered, overlaps, type Period } from '@/lib/person/rules'
import type { AddPersonInput, AddRoleInput, EditPersonInput, EditRoleInput } from '@/lib/person/schema'
import { changedElsewhere, conflict, invalid, notFound } from '@/lib/shared/refusal'
import { derivedSecret } from '@/lib/system/secret'

const SIGNS = 'abcdefghkmnpqrstuvwxyz23456789'

/**
 * A temporary password made from the press, so that the second press of the same form is answered with the very password
 * that the first one set, though it is stored nowhere.
 */
function temporaryPassword(actor: Actor, pressId: string): string {
  const digest = createHmac('sha256', derivedSecret('temporary password'))
    .update(`${personOf(actor)}:${pressId}`)
    .digest()
  const signs = [...digest.subarray(0, 12)].map((byte) => SIGNS[byte % SIGNS.length]).join('')
  return (signs.match(/.{4}/g) ?? []).join('-')
}

async function findPerson(tx: Tx, actor: Actor, id: string) {
  const [person] = await tx
    .select({
      id: users.id,
      login: users.login,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      phone: users.phone,
      post: users.post,
      workplace: users.workplace,
      forms: users.forms,
      revision: users.revision,
      endedAt: users.endedAt,
    })
    .from(users)
    .where(and(eq(users.id, id), ofHome(actor, users.municipalityId)))
    .for('update')
  if (!person) throw notFound('Пользователь')
  return person
}

async function demandFreeLogin(tx: Tx, login: string, exceptId = ''): Promise<void> {
  const [taken] = await tx.select({ id: users.id }).from(users).where(eq(users.login, login))
  if (taken && taken.id !== exceptId) throw invalid('Такое имя для входа уже занято. Придумайте другое.', 'login')
}

async function demandAdministrator(tx: Tx, actor: Actor): Promise<void> {
  const periods = await tx
    .select({ validFrom: roleAssignments.validFrom, validTo: roleAssignments.validTo })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(and(ofHome(actor, users.municipalityId), isNull(users.endedAt), eq(roleAssignments.role, 'admin')))
  if (!isAlwaysCovered(actor.today, periods)) {
    throw conflict(
      'Муниципалитет остался бы без администратора. Сначала назначьте администратором другого человека, без даты окончания.',
    )
  }
}

/** A new person with one role and a temporary password, which he must change. Returns the password: it is stored nowhere. */
export async function addPerson(
  actor: Actor,
  input: AddPersonInput,
  pressId: string,
  now: Date,
): Promise<{ id: string; password: string }> {
  demand(actor, 'people.manage')
  const password = temporaryPassword(actor, pressId)
  const passwordHash = await hashPassword(password)
  const id = await database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    return once(tx, actor, pressId, input, now, async () => {
      await demandFreeLogin(tx, input.login)
      const { role, title, ...names } = input
      const [person] = await tx
        .insert(users)
        .values({ ...names, municipalityId, passwordHash, mustChangePassword: true })
        .returning({ id: users.id })
      if (!person) throw new Error('The person was not inserted.')
      await tx.insert(roleAssignments).values({ userId: person.id, role, title, validFrom: actor.today })
      await record(tx, actor, now, { action: 'user.add', subject: 'user', subjectId: person.id, after: input })
      return person.id
    })
  })
  return { id, password }
}

/** Refused when somebody else has changed the card since it was opened. */
export async function editPerson(actor: Actor, input: EditPersonInput, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const before = await findPerson(tx, actor, input.id)
    demand(actor, 'people.manage')
    if (before.revision !== input.revision) throw changedElsewhere('эти данные')
    const { id, revision, ...typed } = withoutForms(input)
    const made = (bearer: typeof typed | typeof before) => (form: Case) =>
      inflectSurname(bearer.surname, genderOf(bearer), form)
    const isRenamed = before.surname !== typed.surname || before.patronymic !== typed.patronymic
    const former = { made: made(before), forms: before.forms, isRenamed }
    const names = { ...typed, ...formsToKeep(input, made(typed), former) }
    await demandFreeLogin(tx, names.login, id)
    await tx
      .update(users)
      .set({ ...names, revision: revision + 1 })
      .where(eq(users.id, id))
    const { surname, givenName, patronymic, phone, post, workplace, login, forms } = before
    await record(tx, actor, now, {
      action: 'user.edit',
      subject: 'user',
      subjectId: id,
      before: { surname, givenName, patronymic, phone, post, workplace, login, ...(names.forms ? { forms } : {}) },
      after: names,
    })
  })
}

/** A new temporary password: every session of the person ends, and he must choose his own. */
export async function setPassword(actor: Actor, input: { id: string }, pressId: string, now: Date): Promise<string> {
  demand(actor, 'people.manage')
  if (input.id === actor.userId) throw conflict('Свой пароль меняют на странице «Моя учётная запись».')
  const password = temporaryPassword(actor, pressId)
  const passwordHash = await hashPassword(password)
  await database().transaction(async (tx) => {
    const person = await findPerson(tx, actor, input.id)
    if (person.endedAt) throw conflict('Этот пользователь отключён. Сначала верните его.')
    await once(tx, actor, pressId, input, now, async () => {
      await tx.update(users).set({ passwordHash, mustChangePassword: true }).where(eq(users.id, person.id))
      await endSessions(tx, person.id, now)
      await forgetFailures(tx, person.login)
      await record(tx, actor, now, {
        action: 'user.set_password',
        subject: 'user',
        subjectId: person.id,
        after: { login: person.login },
      })
      return true
    })
  })
  return password
}

/** What must be settled before a person may go: posts, routes and deputyships would point at nobody. */
async function listTies(tx: Tx, actor: Actor, userId: string): Promise<string[]> {
  const inPosts = await tx
    .select({ name: posts.name })
    .from(holders)
    .innerJoin(posts, eq(posts.id, holders.postId))
    .where(and(eq(holders.userId, userId), or(isNull(holders.validTo), gte(holders.validTo, actor.today))))
  const inRoutes = await tx
    .selectDistinct({ name: routes.name })
    .from(routeMembers)
    .innerJoin(routeStages, eq(routeStages.id, routeMembers.stageId))
    .innerJoin(routes, eq(routes.id, routeStages.routeId))
    .where(eq(routeMembers.userId, userId))
  const standsIn = await tx
    .select({ id: deputies.id })
    .from(deputies)
    .where(and(eq(deputies.deputyId, userId), gte(deputies.validTo, actor.today)))
  return [
    ...inPosts.map((post) => `занимает должность «${post.name}»`),
    ...inRoutes.map((route) => `стоит в маршруте «${route.name}»`),
    ...(standsIn.length > 0 ? ['замещает другого (И.о.)'] : []),
  ]
}

/** The person can no longer sign in; what he did stays his. The last administrator cannot go. */
export async function endPerson(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const person = await findPerson(tx, actor, input.id)
    demand(actor, 'people.manage')
    if (person.endedAt) throw conflict('Этот пользователь уже отключён.')
    const ties = await listTies(tx, actor, person.id)
    if (ties.length > 0) throw conflict(`Сначала освободите этого человека: он ${ties.join(', ')}.`)
    await tx
      .update(users)
      .set({ endedAt: now, revision: person.revision + 1 })
      .where(eq(users.id, person.id))
    await demandAdministrator(tx, actor)
    await endSessions(tx, person.id, now)
    await record(tx, actor, now, {
      action: 'user.end',
      subject: 'user',
      subjectId: person.id,
      before: { login: person.login },
    })
  })
}

export async function restorePerson(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    const person = await findPerson(tx, actor, input.id)
    demand(actor, 'people.manage')
    if (!person.endedAt) throw conflict('Этот пользователь и так работает в программе.')
    await tx
      .update(users)
      .set({ endedAt: null, revision: person.revision + 1 })
      .where(eq(users.id, person.id))
    await record(tx, actor, now, {
      action: 'user.restore',
      subject: 'user',
      subjectId: person.id,
      after: { login: person.login },
    })
  })
}

/** A role with its days; the same role twice on one day is refused. */
export async function addRole(actor: Actor, input: AddRoleInput, now: Date): Promise<string> {
  return database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const person = await findPerson(tx, actor, input.userId)
    demand(actor, 'people.manage')
    if (person.endedAt) throw conflict('Этот пользователь отключён. Сначала верните его.')
    await demandFreeDays(tx, input)
    const [added] = await tx.insert(roleAssignments).values(input).returning({ id: roleAssignments.id })
    if (!added) throw new Error('The role was not inserted.')
    const { userId, ...after } = input
    await record(tx, actor, now, {
      action: 'role.add',
      subject: 'role',
      subjectId: userId,
      after: { person: person.login, ...after },
    })
    return added.id
  })
}

async function demandFreeDays(tx: Tx, wanted: Period & { userId: string; role: Role }, exceptId = ''): Promise<void> {
  const same = await tx
    .select({ id: roleAssignments.id, validFrom: roleAssignments.validFrom, validTo: roleAssignments.validTo })
    .from(roleAssignments)
    .where(and(eq(roleAssignments.userId, wanted.userId), eq(roleAssignments.role, wanted.role)))
  if (same.some((other) => other.id !== exceptId && overlaps(other, wanted))) {
    throw invalid('В эти дни такая роль у него уже есть. Измените дни той записи.', 'validFrom')
  }
}

/** Other days or another title; a role ends by its last day and is never removed. */
export async function editRole(actor: Actor, input: EditRoleInput, now: Date): Promise<string> {
  return database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const [row] = await tx
      .select({
        id: roleAssignments.id,
        userId: roleAssignments.userId,
        role: roleAssignments.role,
        title: roleAssignments.title,
        validFrom: roleAssignments.validFrom,
        validTo: roleAssignments.validTo,
        login: users.login,
      })
      .from(roleAssignments)
      .innerJoin(users, eq(users.id, roleAssignments.userId))
      .where(and(eq(roleAssignments.id, input.id), ofHome(actor, users.municipalityId)))
    if (!row) throw notFound('Роль')
    demand(actor, 'people.manage')
    const { id, ...after } = input
    await demandFreeDays(tx, { userId: row.userId, role: row.role, ...after }, id)
    await tx.update(roleAssignments).set(after).where(eq(roleAssignments.id, id))
    await demandAdministrator(tx, actor)
    const { title, validFrom, validTo } = row
    await record(tx, actor, now, {
      action: 'role.edit',
      subject: 'role',
      subjectId: row.userId,
      before: { person: row.login, role: row.role, title, validFrom, validTo },
      after,
    })
    return row.userId
  })
}
