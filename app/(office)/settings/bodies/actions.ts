'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveBody } from '@/db/commands/post'
import { bodySchema } from '@/lib/municipality/schema'

export const saveBodyAction = formAction(
  { form: 'body', schema: bodySchema },
  async (actor, input, { now, pressId }) => {
    await saveBody(actor, input, pressId, now)
    return '/settings/bodies?done=saved'
  },
)
