'use server'

import { formAction } from '@/app/_forms/form-action'
import { recallOrder } from '@/db/commands/approval'
import { reasonSchema } from '@/lib/approval/schema'

export const recallAction = formAction(
  { form: 'order-recall', schema: reasonSchema },
  async (actor, input, { now, pressId }) => {
    await recallOrder(actor, { ...input, pressId }, now)
    return `/orders/${input.id}?done=recalled`
  },
)
