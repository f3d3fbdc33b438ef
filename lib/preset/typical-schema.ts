import { z } from 'zod'
import { RISK_FACTORS } from '@/lib/programme/factors'
import { idField, optionalText } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

const cell = optionalText(20_000)

/** A measure kept for the next maps; `factor` is «1»…«10», empty for none. */
export const typicalMeasureSchema = z.object({
  title: z
    .string('Напишите мероприятие.')
    .max(20_000, 'Мероприятие: не больше 20 000 знаков.')
    .refine((text) => !isBlank(text), 'Напишите мероприятие.'),
  term: cell,
  executors: cell,
  tasks: cell,
  indicator: cell,
  factor: z
    .string()
    .default('')
    .transform((value, context): number | null => {
      if (value === '') return null
      const factor = RISK_FACTORS.find((one) => String(one.number) === value)
      if (!factor) context.addIssue({ code: 'custom', message: 'Выберите фактор риска из списка.' })
      return factor?.number ?? null
    }),
})
export type TypicalMeasureInput = z.output<typeof typicalMeasureSchema>

export const addTypicalSchema = z.object({
  roadMapId: idField,
  sectionId: z.uuid('Выберите раздел, в который добавить.'),
  pick: z
    .array(z.string().max(100), 'Отметьте хотя бы одно мероприятие.')
    .min(1, 'Отметьте хотя бы одно мероприятие.')
    .max(500),
})

export const removeTypicalSchema = z.object({ roadMapId: idField, id: idField })
