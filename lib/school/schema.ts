import { z } from 'zod'
import { SCHOOL_RELATIONS } from '@/lib/school/rules'
import { idField, isPeriod, lineField, optionalLine, PERIOD_ERROR, period } from '@/lib/shared/form-fields'

const optionalId = z.preprocess((value) => (value === '' ? undefined : value), idField.optional())

export const schoolSchema = z
  .object({
    id: optionalId,
    name: lineField('Напишите полное название школы.', 500),
    shortName: lineField('Напишите краткое название школы.', 200),
    site: optionalLine(300).refine(
      (text) => text === '' || /^https?:\/\/\S+$/.test(text),
      'Адрес сайта начинается с https://',
    ),
    ...period,
  })
  .refine(isPeriod, PERIOD_ERROR)
export type SchoolInput = z.output<typeof schoolSchema>

export const schoolPersonSchema = z
  .object({
    id: optionalId,
    schoolId: idField,
    userId: z.uuid('Выберите сотрудника.'),
    relation: z.enum(SCHOOL_RELATIONS, 'Выберите, кем человек приходится школе.'),
    ...period,
  })
  .refine(isPeriod, PERIOD_ERROR)
export type SchoolPersonInput = z.output<typeof schoolPersonSchema>
