'use server'

import { formAction } from '@/app/_forms/form-action'
import { sendForApproval } from '@/db/commands/approval'
import { sendSchema } from '@/lib/approval/schema'

export const sendAction = formAction(
  { form: 'order-send', schema: sendSchema },
  async (actor, input, { now, pressId }) => {
    await sendForApproval(actor, { ...input, pressId }, now)
    return `/orders/${input.id}?done=sent`
  },
)
