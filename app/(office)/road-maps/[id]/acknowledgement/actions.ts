'use server'

import { formAction } from '@/app/_forms/form-action'
import { acknowledge } from '@/db/commands/acknowledgement'
import { acknowledgeSchema } from '@/lib/execution/schema'

export const acknowledgeAction = formAction(
  { form: 'acknowledge', schema: acknowledgeSchema },
  async (actor, input, { now }) => {
    await acknowledge(actor, input, now)
    return `/road-maps/${input.roadMapId}/acknowledgement?done=1`
  },
)
