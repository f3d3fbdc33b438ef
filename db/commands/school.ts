import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { roleAssignments, users } from '@/db/schema/person'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { overlaps } from '@/lib/person/rules'
import { SCHOOL_RELATION_LABELS } from '@/lib/school/labels'
import type { SchoolInput, SchoolPersonInput } from '@/lib/school/schema'
import { invalid, notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** Adds a school, or changes the one of `id`; a closed school ends by its last day. */
export async function saveSchool(actor: Actor, input: SchoolInput, pressId: string, now: Date): Promise<string> {
  const { id, ...values } = input
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    if (id === undefined) {
      demand(actor, 'municipality.manage')
      return once(tx, actor, pressId, values, now, async () => {
        const [added] = await tx
          .insert(schools)
          .values({ municipalityId, ...values })
          .returning({ id: schools.id })
        if (!added) throw new Error('The school was not inserted.')
        await record(tx, actor, now, { action: 'school.add', subject: 'school', subjectId: added.id, after: values })
        return added.id
      })
    }
    const before = await findSchool(tx, actor, id)
    demand(actor, 'municipality.manage')
    await tx.update(schools).set(values).where(eq(schools.id, id))
    await record(tx, actor, now, { action: 'school.edit', subject: 'school', subjectId: id, before, after: values })
    return id
  })
}

async function findSchool(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({
      name: schools.name,
      shortName: schools.shortName,
      site: schools.site,
      validFrom: schools.validFrom,
      validTo: schools.validTo,
    })
    .from(schools)
    .where(and(eq(schools.id, id), ofHome(actor, schools.municipalityId)))
    .for('update')
  if (!row) throw notFound('Школа')
  return row
}

/**
 * A person's link to the school as its administration, or as one who works there, from–to. Refused for curators: the coordinator assigns
 * them (db/commands/curator.ts). Administration wants the role of a school; whoever works at a school needs none.
 */
export async function saveSchoolPerson(
  actor: Actor,
  input: SchoolPersonInput,
  pressId: string,
  now: Date,
): Promise<string> {
  const { id, ...values } = input
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const school = await findSchool(tx, actor, values.schoolId)
    const [person] = await tx
      .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
      .from(users)
      .where(
        and(
          eq(users.id, values.userId),
          ofHome(actor, users.municipalityId),
          id === undefined ? isNull(users.endedAt) : undefined,
        ),
      )
    if (!person) throw notFound('Сотрудник')
    const links = await tx
      .select({
        id: schoolPeople.id,
        userId: schoolPeople.userId,
        relation: schoolPeople.relation,
        validFrom: schoolPeople.validFrom,
        validTo: schoolPeople.validTo,
      })
      .from(schoolPeople)
      .where(eq(schoolPeople.schoolId, values.schoolId))
      .for('update')
    const before = links.find((link) => link.id === id)
    if (id !== undefined && !before) throw notFound('Закрепление за школой')
    demand(actor, 'municipality.manage')
    if (values.relation === 'curator' || before?.relation === 'curator') {
      throw invalid('Кураторов назначает координатор в разделе «Кураторы»: там же завершают назначение.', 'relation')
    }
    const after = {
      school: school.shortName,
      person: surnameFirst(person.surname, person.givenName, person.patronymic),
      relation: SCHOOL_RELATION_LABELS[values.relation],
      validFrom: values.validFrom,
      validTo: values.validTo,
    }
    const save = async () => {
      if (
        links.some(
          (link) =>
            link.id !== id &&
            link.userId === values.userId &&
            link.relation === values.relation &&
            overlaps(link, values),
        )
      ) {
        throw invalid('В эти дни сотрудник за этой школой уже закреплён.', 'validFrom')
      }
      const roles = await tx
        .select({ role: roleAssignments.role })
        .from(roleAssignments)
        .where(eq(roleAssignments.userId, values.userId))
      if (values.relation === 'administration' && !roles.some(({ role }) => role === 'school')) {
        throw invalid(
          'У администрации школы должна быть роль «администрация школы». Сначала дайте человеку эту роль.',
          'userId',
        )
      }
      if (before) {
        await tx.update(schoolPeople).set(values).where(eq(schoolPeople.id, before.id))
        await record(tx, actor, now, {
          action: 'school_person.edit',
          subject: 'school_person',
          subjectId: before.id,
          before: { validFrom: before.validFrom, validTo: before.validTo },
          after,
        })
        return before.id
      }
      const [added] = await tx
        .insert(schoolPeople)
        .values({ municipalityId, ...values })
        .returning({ id: schoolPeople.id })
      if (!added) throw new Error('The link was not inserted.')
      await record(tx, actor, now, {
        action: 'school_person.add',
        subject: 'school_person',
        subjectId: added.id,
        after,
      })
      return added.id
    }
    return before ? save() : once(tx, actor, pressId, values, now, save)
  })
}
