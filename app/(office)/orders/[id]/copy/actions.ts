'use server'

import { formAction } from '@/app/_forms/form-action'
import { certifyCopy } from '@/db/commands/certified-copy'
import { certifyCopySchema } from '@/lib/register/schema'

export const certifyCopyAction = formAction(
  { form: 'order-copy', schema: certifyCopySchema },
  async (actor, input, { now, pressId }) => {
    await certifyCopy(actor, { ...input, pressId }, now)
    return `/orders/${input.orderId}/copy?done=1`
  },
)
