'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addSchedule, addScheduleDates, joinSchedule, removeScheduleDate, renameSchedule } from '@/db/commands/schedule'
import {
  addDatesSchema,
  addScheduleSchema,
  dateIdSchema,
  joinScheduleSchema,
  renameScheduleSchema,
} from '@/lib/execution/schema'
import { idField } from '@/lib/shared/form-fields'

const roadMapId = idField

export const addScheduleAction = formAction(
  { form: 'schedule-add', schema: addScheduleSchema },
  async (actor, input, { now, pressId }) =>
    `/road-maps/${input.roadMapId}/schedules/${await addSchedule(actor, input, pressId, now)}?done=created`,
)

export const renameScheduleAction = formAction(
  { form: 'schedule-rename', schema: renameScheduleSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now }) => {
    await renameSchedule(actor, input, now)
    return `/road-maps/${roadMapId}/schedules/${input.id}?done=renamed`
  },
)

export const addDatesAction = formAction(
  { form: 'schedule-dates', schema: addDatesSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now, pressId }) => {
    const { added, known } = await addScheduleDates(actor, input, pressId, now)
    return `/road-maps/${roadMapId}/schedules/${input.scheduleId}?added=${added}&known=${known}`
  },
)

/** One button in a row: the date's id is its value. */
export const removeDateAction = formAction(
  { form: 'schedule-date', schema: dateIdSchema.extend({ _page: z.string().default('/') }) },
  async (actor, { id }, { now }) => {
    const { roadMapId, scheduleId } = await removeScheduleDate(actor, { id }, now)
    return `/road-maps/${roadMapId}/schedules/${scheduleId}?done=removed`
  },
)

export const joinScheduleAction = formAction(
  { form: 'schedule-join', schema: joinScheduleSchema },
  async (actor, input, { now }) => {
    await joinSchedule(actor, input, now)
    return `/road-maps/${input.roadMapId}/schedules?done=${input.scheduleId ? 'joined' : 'left'}#m-${input.measureKey}`
  },
)
