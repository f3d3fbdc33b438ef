'use server'

import { formAction } from '@/app/_forms/form-action'
import { createAct } from '@/db/commands/order'
import { newActSchema } from '@/lib/order/schema'

export const createActAction = formAction(
  { form: 'order-new', schema: newActSchema },
  async (actor, input, { now, pressId }) => {
    const id = await createAct(actor, { ...input, pressId }, now)
    return `/orders/${id}/edit`
  },
)
