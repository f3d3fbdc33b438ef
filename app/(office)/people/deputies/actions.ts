'use server'

import { formAction } from '@/app/_forms/form-action'
import { addDeputy, endDeputy } from '@/db/commands/deputy'
import { addDeputySchema, endDeputySchema } from '@/lib/person/schema'

export const addDeputyAction = formAction(
  { form: 'deputy.add', schema: addDeputySchema },
  async (actor, input, { now, pressId }) => {
    await addDeputy(actor, input, pressId, now)
    return '/people/deputies?done=added'
  },
)

export const endDeputyAction = formAction(
  { form: 'deputy.end', schema: endDeputySchema },
  async (actor, input, { now }) => {
    await endDeputy(actor, input, now)
    return '/people/deputies?done=ended'
  },
)
