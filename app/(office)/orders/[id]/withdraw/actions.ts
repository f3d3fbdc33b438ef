'use server'

import { formAction } from '@/app/_forms/form-action'
import { withdrawOrder } from '@/db/commands/order'
import { reasonSchema } from '@/lib/approval/schema'

export const withdrawAction = formAction(
  { form: 'order-withdraw', schema: reasonSchema },
  async (actor, input, { now, pressId }) => {
    await withdrawOrder(actor, { ...input, pressId }, now)
    return `/orders/${input.id}?done=withdrawn`
  },
)
