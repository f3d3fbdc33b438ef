'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveProgramme } from '@/db/commands/programme'
import { programmeSchema } from '@/lib/programme/schema'

export const saveProgrammeAction = formAction(
  { form: 'programme', schema: programmeSchema },
  async (actor, input, { now, pressId }) => {
    const id = await saveProgramme(actor, input, pressId, now)
    return `/settings/programmes/${id}?done=saved`
  },
)
