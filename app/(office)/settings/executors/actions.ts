'use server'

import { formAction } from '@/app/_forms/form-action'
import { addSynonym, removeExecutorRole, saveExecutorRole } from '@/db/commands/executor-role'
import { executorRoleSchema, roleCodeSchema, synonymSchema } from '@/lib/executor/schema'

export const saveExecutorRoleAction = formAction(
  { form: 'executor-role', schema: executorRoleSchema },
  async (actor, input, { now, pressId }) => {
    await saveExecutorRole(actor, input, pressId, now)
    return '/settings/executors?done=saved'
  },
)

export const removeExecutorRoleAction = formAction(
  { form: 'executor-role.remove', schema: roleCodeSchema },
  async (actor, input, { now }) => {
    await removeExecutorRole(actor, input, now)
    return '/settings/executors?done=removed'
  },
)

export const addSynonymAction = formAction(
  { form: 'executor-synonym', schema: synonymSchema },
  async (actor, input, { now }) => {
    await addSynonym(actor, input, now)
    return '/settings/executors?done=added'
  },
)
