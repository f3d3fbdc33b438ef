'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { cancelVisit, moveVisit, planVisits, refuseVisit, startVisit } from '@/db/commands/visit'
import { changeVisitKind, takeBackVisit } from '@/db/commands/visit-correction'
import { removeVisitPhoto } from '@/db/commands/visit-photo'
import { getVisitPlanning } from '@/db/queries/visit'
import {
  cancelVisitSchema,
  changeVisitKindSchema,
  moveVisitSchema,
  planVisitsSchema,
  refuseVisitSchema,
  removePhotoSchema,
  startVisitSchema,
  takeBackVisitSchema,
} from '@/lib/visit/schema'
import { plannedOf } from './planned'

export const planVisitsAction = formAction(
  { form: 'visit-plan', schema: planVisitsSchema },
  async (actor, input, { now, pressId }) => {
    const planning = await getVisitPlanning(actor, input.programmeId)
    const planned = plannedOf(actor, input, planning)
    const { added, known, only } = await planVisits(actor, { programmeId: input.programmeId, planned }, pressId, now)
    return only
      ? `/visits/${only}?done=planned`
      : `/visits?programme=${input.programmeId}&added=${added}&known=${known}`
  },
)

export const startVisitAction = formAction(
  { form: 'visit-start', schema: startVisitSchema },
  async (actor, { programmeId, startSchoolId, startKind, startDay }, { now, pressId }) => {
    const input = { programmeId, schoolId: startSchoolId, kind: startKind, day: startDay }
    return `/visits/${await startVisit(actor, input, pressId, now)}/sheet`
  },
)

export const moveVisitAction = formAction(
  { form: 'visit-move', schema: moveVisitSchema },
  async (actor, input, { now, pressId }) => {
    await moveVisit(actor, input, pressId, now)
    return `/visits/${input.id}?done=moved`
  },
)

export const cancelVisitAction = formAction(
  { form: 'visit-cancel', schema: cancelVisitSchema },
  async (actor, input, { now, pressId }) => {
    await cancelVisit(actor, input, pressId, now)
    return `/visits/${input.id}?done=cancelled`
  },
)

export const refuseVisitAction = formAction(
  { form: 'visit-refuse', schema: refuseVisitSchema },
  async (actor, input, { now, pressId }) => {
    await refuseVisit(actor, input, pressId, now)
    return `/visits/${input.id}?done=refused`
  },
)

export const takeBackVisitAction = formAction(
  { form: 'visit-take-back', schema: takeBackVisitSchema },
  async (actor, input, { now, pressId }) => {
    await takeBackVisit(actor, input, pressId, now)
    return `/visits/${input.id}?done=taken-back`
  },
)

export const changeVisitKindAction = formAction(
  { form: 'visit-kind', schema: changeVisitKindSchema },
  async (actor, input, { now, pressId }) => {
    await changeVisitKind(actor, input, pressId, now)
    return `/visits/${input.id}?done=kind`
  },
)

export const removePhotoAction = formAction(
  { form: 'visit-photo-remove', schema: removePhotoSchema.extend({ _page: z.string().default('/') }) },
  async (actor, { id, reason }, { now }) =>
    `/visits/${await removeVisitPhoto(actor, { id, reason }, now)}?done=photo-removed`,
)
