'use server'

import { formAction, keepValues } from '@/app/_forms/form-action'
import { assignCurator, endAssignment, handOver } from '@/db/commands/curator'
import { checkAssignment, checkHandOver, getAssignment } from '@/db/queries/curator'
import {
  assignCuratorSchema,
  chooseAssignmentSchema,
  chooseEndSchema,
  chooseHandOverSchema,
  endAssignmentSchema,
  handOverSchema,
} from '@/lib/curator/schema'
import { shortDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'
import { assignQuery } from './choice'

/** To the page that tells what stands against it; nothing is saved yet. */
export const chooseAssignmentAction = formAction(
  { form: 'curator-choose', schema: chooseAssignmentSchema },
  async (actor, input) => {
    await checkAssignment(actor, input)
    return `/curators/assign/check?${assignQuery(input)}`
  },
)

export const assignCuratorAction = formAction(
  { form: 'curator-assign', schema: assignCuratorSchema },
  async (actor, input, { now, pressId }) => {
    await assignCurator(actor, input, pressId, now)
    // What begins later is seen on its first day.
    const date = input.validFrom > actor.today ? `&date=${shortDate(input.validFrom)}` : ''
    return `/curators?done=assigned${date}#school-${input.schoolId}`
  },
)

export const chooseEndAction = formAction(
  { form: 'curator-end-choose', schema: chooseEndSchema },
  async (actor, { id, validTo }) => {
    const { defect } = await getAssignment(actor, id, validTo)
    if (defect) throw defect.field ? invalid(defect.message, defect.field) : conflict(defect.message)
    return `/curators/assignments/${id}/end/check?validTo=${shortDate(validTo)}`
  },
)

export const endAssignmentAction = formAction(
  { form: 'curator-end', schema: endAssignmentSchema },
  async (actor, input, { now, pressId }) => `/curators/${await endAssignment(actor, input, pressId, now)}?done=ended`,
)

export const chooseHandOverAction = formAction(
  { form: 'curator-hand-over', schema: chooseHandOverSchema },
  async (actor, { schoolId, ...input }, { now }) => {
    if (input.toUserId === input.fromUserId)
      throw invalid('Выберите другого куратора: передать самому себе нельзя.', 'toUserId')
    await checkHandOver(actor, { ...input, schoolIds: schoolId })
    const values = { toUserId: [input.toUserId], day: [shortDate(input.day)], 'schoolId[]': schoolId }
    const choice = await keepValues(actor.userId, 'curator-hand-over', values, now)
    return `/curators/${input.fromUserId}/hand-over/check?choice=${choice}`
  },
)

export const handOverAction = formAction(
  { form: 'curator-hand-over-check', schema: handOverSchema },
  async (actor, input, { now, pressId }) => {
    const { schools, visits, reports, stayingVisits, staying } = await handOver(actor, input, pressId, now)
    const counts = new URLSearchParams({
      done: 'handed',
      schools: String(schools),
      visits: String(visits),
      reports: String(reports),
      stayingVisits: String(stayingVisits),
      staying: String(staying),
    })
    return `/curators/${input.fromUserId}?${counts}`
  },
)
