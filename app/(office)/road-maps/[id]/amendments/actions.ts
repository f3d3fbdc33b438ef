'use server'

import { formAction } from '@/app/_forms/form-action'
import { chooseAmendmentForm, rebaseAmendment } from '@/db/commands/amendment-draft'
import { amendmentFormSchema, rebaseSchema } from '@/lib/road-map/amendment-schema'
import { mapAddress } from '../address'

export const chooseFormAction = formAction(
  { form: 'amendment-form', schema: amendmentFormSchema },
  async (actor, { roadMapId, version, ...input }, { now }) => {
    await chooseAmendmentForm(actor, input, now)
    return `/road-maps/${roadMapId}/amendments/${version}?done=saved`
  },
)

export const rebaseAction = formAction(
  { form: 'amendment-rebase', schema: rebaseSchema },
  async (actor, input, { now, pressId }) => {
    const { roadMapId, version } = await rebaseAmendment(actor, { ...input, pressId }, now)
    return `${mapAddress(roadMapId, version)}&done=rebased`
  },
)
