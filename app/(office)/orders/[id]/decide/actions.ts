'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { decide } from '@/db/commands/approval'
import { decideSchema } from '@/lib/approval/schema'

export const decideAction = formAction(
  { form: 'order-decide', schema: decideSchema.extend({ orderId: z.uuid('Откройте страницу заново.') }) },
  async (actor, { orderId, ...input }, { now, pressId }) => {
    await decide(actor, { ...input, pressId }, now)
    return `/orders/${orderId}?done=decided`
  },
)
