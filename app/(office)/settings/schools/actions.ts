'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveSchool, saveSchoolPerson } from '@/db/commands/school'
import { schoolPersonSchema, schoolSchema } from '@/lib/school/schema'

export const saveSchoolAction = formAction(
  { form: 'school', schema: schoolSchema },
  async (actor, input, { now, pressId }) => {
    const id = await saveSchool(actor, input, pressId, now)
    return `/settings/schools/${id}?done=saved`
  },
)

export const saveSchoolPersonAction = formAction(
  { form: 'school-person', schema: schoolPersonSchema },
  async (actor, input, { now, pressId }) => {
    await saveSchoolPerson(actor, input, pressId, now)
    return `/settings/schools/${input.schoolId}?done=saved`
  },
)
