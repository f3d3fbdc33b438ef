'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { addMeasureSchema, measureSchema } from '@/lib/road-map/schema'
import { mapAddress } from '../address'

const roadMapId = z.uuid('Откройте страницу заново.')
const version = z.coerce.number('Откройте страницу заново.').int().min(1)

export const addMeasureAction = formAction(
  { form: 'measure-new', schema: addMeasureSchema.extend({ roadMapId, version }) },
  async (actor, { roadMapId, version, ...input }, { now, pressId }) => {
    const id = await addMeasure(actor, { ...input, pressId }, now)
    return `${mapAddress(roadMapId, version)}&done=added#m-${id}`
  },
)

export const saveMeasureAction = formAction(
  { form: 'measure', schema: measureSchema.extend({ roadMapId }) },
  async (actor, { roadMapId, ...input }, { now }) => {
    await saveMeasure(actor, input, now)
    return `/road-maps/${roadMapId}/measures/${input.id}?done=saved`
  },
)
