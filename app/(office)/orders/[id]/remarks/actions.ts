'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { answerRemark } from '@/db/commands/approval'
import { answerSchema } from '@/lib/approval/schema'

export const answerRemarkAction = formAction(
  { form: 'remark-answer', schema: answerSchema.extend({ orderId: z.uuid('Откройте страницу заново.') }) },
  async (actor, { orderId, ...input }, { now }) => {
    await answerRemark(actor, input, now)
    // Where only the part after # differs, the router keeps the old page: so the remark is named before it too.
    return `/orders/${orderId}?done=answered&remark=${input.remarkId}#r-${input.remarkId}`
  },
)
