'use server'

import { formAction } from '@/app/_forms/form-action'
import { keepForm } from '@/db/commands/kept-form'
import { addPerson, addRole, editPerson, editRole, endPerson, restorePerson, setPassword } from '@/db/commands/person'
import type { Actor } from '@/lib/access/actor'
import { addPersonSchema, addRoleSchema, editPersonSchema, editRoleSchema, personIdSchema } from '@/lib/person/schema'
import { seal } from '@/lib/system/secret'

/** The temporary password waits sealed for the page after the redirect; see `temporary-password.ts`. */
async function toPassword(actor: Actor, id: string, password: string, now: Date): Promise<string> {
  const shown = await keepForm(
    actor.userId,
    seal(JSON.stringify({ id, password, at: now.getTime() }), 'temporary-password'),
    now,
  )
  return `/people/${id}?password=${shown}`
}

export const addPersonAction = formAction(
  { form: 'person.add', schema: addPersonSchema },
  async (actor, input, { now, pressId }) => {
    const { id, password } = await addPerson(actor, input, pressId, now)
    return toPassword(actor, id, password, now)
  },
)

export const editPersonAction = formAction(
  { form: 'person.edit', schema: editPersonSchema },
  async (actor, input, { now }) => {
    await editPerson(actor, input, now)
    return `/people/${input.id}?done=edited`
  },
)

export const setPasswordAction = formAction(
  { form: 'person.password', schema: personIdSchema },
  async (actor, input, { now, pressId }) =>
    toPassword(actor, input.id, await setPassword(actor, input, pressId, now), now),
)

export const endPersonAction = formAction(
  { form: 'person.end', schema: personIdSchema },
  async (actor, input, { now }) => {
    await endPerson(actor, input, now)
    return `/people/${input.id}?done=ended`
  },
)

export const restorePersonAction = formAction(
  { form: 'person.restore', schema: personIdSchema },
  async (actor, input, { now }) => {
    await restorePerson(actor, input, now)
    return `/people/${input.id}?done=restored`
  },
)

export const addRoleAction = formAction({ form: 'role.add', schema: addRoleSchema }, async (actor, input, { now }) => {
  await addRole(actor, input, now)
  return `/people/${input.userId}?done=role`
})

export const editRoleAction = formAction(
  { form: 'role.edit', schema: editRoleSchema },
  async (actor, input, { now }) => {
    const userId = await editRole(actor, input, now)
    return `/people/${userId}?done=role`
  },
)
