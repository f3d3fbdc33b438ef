import { z } from 'zod'
import { createRoadMapSchema } from '@/lib/road-map/schema'
import { tickField } from '@/lib/shared/form-fields'

export const lastYearSchema = createRoadMapSchema.extend({
  sourceId: z.uuid('Выберите карту, с которой начать.'),
})
export const presetStartSchema = createRoadMapSchema.extend({
  presetId: z.string('Выберите образец.').max(100, 'Выберите образец.'),
  inheritsTerms: tickField,
})
export const assignmentStartSchema = createRoadMapSchema.extend({
  assignmentId: z.uuid('Выберите задание.'),
})
