'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { addMeasureSchema, measureSchema } from '@/lib/road-map/schema'

const roadMapId = z.uuid('Откройте страницу заново.')

export const addMeasureAction = formAction(
  { form: 'measure-new', schema: addMeasureSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now, pressId }) => {
    const id = await addMeasure(actor, { ...input, pressId }, now)
    return `/road-maps/${roadMapId}?done=added#m-${id}`
  },
)

export const saveMeasureAction = formAction(
  { form: 'measure', schema: measureSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now }) => {
    await saveMeasure(actor, input, now)
    return `/road-maps/${roadMapId}/measures/${input.id}?done=saved`
  },
)
