'use server'

import { publicFormAction } from '@/app/_forms/form-action'
import { createFirst } from '@/db/commands/setup'
import { setupSchema } from '@/lib/person/schema'

export const createFirstAction = publicFormAction({ form: 'setup', schema: setupSchema }, async (input, { now }) => {
  await createFirst(input, now)
  return '/login?done=setup'
})
