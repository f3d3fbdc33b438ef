'use server'

import { formAction } from '@/app/_forms/form-action'
import { actOnFactor, addFactor, renameFactor } from '@/db/commands/programme-factor'
import { addFactorSchema, factorActSchema, renameFactorSchema } from '@/lib/programme/factor-schema'
import { idField } from '@/lib/shared/form-fields'

export const addFactorAction = formAction(
  { form: 'factor-add', schema: addFactorSchema },
  async (actor, input, { now, pressId }) => {
    await addFactor(actor, input, pressId, now)
    return `/programmes/${input.programmeId}/factors?done=added`
  },
)

export const renameFactorAction = formAction(
  { form: 'factor-rename', schema: renameFactorSchema.extend({ programmeId: idField }) },
  async (actor, { programmeId, ...input }, { now, pressId }) => {
    await renameFactor(actor, input, pressId, now)
    return `/programmes/${programmeId}/factors?done=renamed`
  },
)

export const actOnFactorAction = formAction(
  { form: 'factor-act', schema: factorActSchema },
  async (actor, { act }, { now }) => {
    const programmeId = await actOnFactor(actor, act, now)
    return `/programmes/${programmeId}/factors?done=${act.act}`
  },
)
