'use server'

import { formAction } from '@/app/_forms/form-action'
import { startRepeal } from '@/db/commands/amendment'
import { startRepealSchema } from '@/lib/road-map/amendment-schema'

export const startRepealAction = formAction(
  { form: 'order-repeal', schema: startRepealSchema },
  async (actor, { id }, { now, pressId }) => {
    const { orderId } = await startRepeal(actor, { orderId: id, pressId }, now)
    return `/orders/${orderId}?done=repeal_started`
  },
)
