'use server'

import { formAction } from '@/app/_forms/form-action'
import { returnFromSignature } from '@/db/commands/approval'
import { reasonSchema } from '@/lib/approval/schema'

export const returnAction = formAction(
  { form: 'order-return', schema: reasonSchema },
  async (actor, input, { now, pressId }) => {
    await returnFromSignature(actor, { ...input, pressId }, now)
    return `/?done=returned`
  },
)
