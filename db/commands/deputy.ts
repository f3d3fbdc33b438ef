import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { roleAssignments, users } from '@/db/schema/person'
import { deputies } from '@/db/schema/post'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { deputyDefect } from '@/lib/person/rules'
import type { AddDeputyInput, EndDeputyInput } from '@/lib/person/schema'
import { addDays } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

async function findColleague(tx: Tx, actor: Actor, id: string, what: string): Promise<{ id: string; name: string }> {
  const [person] = await tx
    .select({ id: users.id, surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(users)
    .where(and(eq(users.id, id), ofHome(actor, users.municipalityId), isNull(users.endedAt)))
  if (!person) throw notFound(what)
  return { id: person.id, name: surnameFirst(person.surname, person.givenName, person.patronymic) }
}

/** Sets a deputy (И.о.) for days to come or beginning today; chains and doubles are refused (rulings A3). */
export async function addDeputy(actor: Actor, input: AddDeputyInput, pressId: string, now: Date): Promise<string> {
  demand(actor, 'deputies.manage')
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    return once(tx, actor, pressId, input, now, async () => {
      const principal = await findColleague(tx, actor, input.principalId, 'Кого замещают')
      const deputy = await findColleague(tx, actor, input.deputyId, 'Кто замещает')
      if (input.validTo < actor.today)
        throw invalid('Эти дни уже прошли. Замещение назначают на сегодня или на будущее.', 'validTo')
      const roles = await tx
        .select({ role: roleAssignments.role })
        .from(roleAssignments)
        .where(eq(roleAssignments.userId, principal.id))
      if (!roles.some(({ role }) => role === 'approver' || role === 'signatory')) {
        throw invalid('Замещают того, кто согласует или подписывает. У этого человека таких ролей нет.', 'principalId')
      }
      const others = await tx
        .select({
          principalId: deputies.principalId,
          deputyId: deputies.deputyId,
          validFrom: deputies.validFrom,
          validTo: deputies.validTo,
        })
        .from(deputies)
        .where(eq(deputies.municipalityId, municipalityId))
      const defect = deputyDefect(input, others)
      if (defect) throw invalid(defect.message, defect.field)
      const [added] = await tx
        .insert(deputies)
        .values({ municipalityId, ...input })
        .returning({ id: deputies.id })
      if (!added) throw new Error('The deputy was not inserted.')
      const { basis, validFrom, validTo } = input
      await record(tx, actor, now, {
        action: 'deputy.add',
        subject: 'deputy',
        subjectId: added.id,
        after: { principal: principal.name, deputy: deputy.name, basis, validFrom, validTo },
      })
      return added.id
    })
  })
}

/** Ends it earlier; the last day may be yesterday at the earliest, for what was decided under it stays decided. */
export async function endDeputy(actor: Actor, input: EndDeputyInput, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const [row] = await tx
      .select({ id: deputies.id, validFrom: deputies.validFrom, validTo: deputies.validTo, basis: deputies.basis })
      .from(deputies)
      .where(and(eq(deputies.id, input.id), ofHome(actor, deputies.municipalityId)))
      .for('update')
    if (!row) throw notFound('Замещение')
    demand(actor, 'deputies.manage')
    if (row.validTo < actor.today) throw conflict('Это замещение уже закончилось.')
    if (input.validTo > row.validTo)
      throw invalid('Продлить нельзя: назначьте новое замещение с новым основанием.', 'validTo')
    const yesterday = addDays(actor.today, -1)
    if (input.validTo < yesterday)
      throw invalid('Прошедшие дни изменить нельзя: последний день — не раньше вчерашнего.', 'validTo')
    // A deputyship that has not begun simply never comes: its days are turned inside out and hold no day.
    await tx.update(deputies).set({ validTo: input.validTo }).where(eq(deputies.id, row.id))
    await record(tx, actor, now, {
      action: 'deputy.end',
      subject: 'deputy',
      subjectId: row.id,
      before: { validFrom: row.validFrom, validTo: row.validTo, basis: row.basis },
      after: { validTo: input.validTo },
    })
  })
}
