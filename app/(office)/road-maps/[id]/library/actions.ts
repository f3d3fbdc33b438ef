'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addTypicalMeasures, removeTypicalMeasure, saveTypicalMeasure } from '@/db/commands/typical-measure'
import { addTypicalSchema, removeTypicalSchema, typicalMeasureSchema } from '@/lib/preset/typical-schema'

const roadMapId = z.uuid('Откройте страницу заново.')

export const addTypicalAction = formAction(
  { form: 'library-add', schema: addTypicalSchema.extend({ version: z.coerce.number().int().min(1).default(1) }) },
  async (actor, { roadMapId, version, ...input }, { now, pressId }) => {
    const added = await addTypicalMeasures(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}/library?version=${version}&done=added&added=${added}`
  },
)

export const saveTypicalAction = formAction(
  { form: 'library-save', schema: typicalMeasureSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now, pressId }) => {
    await saveTypicalMeasure(actor, input, pressId, now)
    return `/road-maps/${roadMapId}/library?done=saved`
  },
)

export const removeTypicalAction = formAction(
  { form: 'library-remove', schema: removeTypicalSchema },
  async (actor, { roadMapId, id }, { now }) => {
    await removeTypicalMeasure(actor, { id }, now)
    return `/road-maps/${roadMapId}/library?done=removed`
  },
)
