'use server'

import { formAction } from '@/app/_forms/form-action'
import { removeCalendarYear, saveCalendarYear } from '@/db/commands/calendar'
import { calendarYearIdSchema, calendarYearSchema } from '@/lib/calendar/schema'

export const saveCalendarYearAction = formAction(
  { form: 'calendar-year', schema: calendarYearSchema },
  async (actor, input, { now }) => {
    await saveCalendarYear(actor, input, now)
    return '/settings/calendar?done=saved'
  },
)

export const removeCalendarYearAction = formAction(
  { form: 'calendar-year.remove', schema: calendarYearIdSchema },
  async (actor, input, { now }) => {
    await removeCalendarYear(actor, input, now)
    return '/settings/calendar?done=removed'
  },
)
