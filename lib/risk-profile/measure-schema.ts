import { z } from 'zod'
import { SCHOOL_MEASURE_STATES } from '@/lib/risk-profile/rules'
import { idField, optionalText } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

const revision = z.coerce.number('Откройте страницу заново.').int().min(0)

/** `id` is empty for a new one. `evidence` is words or an address. */
export const schoolMeasureSchema = z.object({
  id: z.preprocess((value) => (value === '' ? undefined : value), idField.optional()),
  schoolId: idField,
  profileId: idField,
  factorId: z.uuid('Выберите фактор риска.'),
  revision,
  title: z
    .string('Напишите мероприятие.')
    .max(5_000, 'Мероприятие: не больше 5 000 знаков.')
    .refine((text) => !isBlank(text), 'Напишите мероприятие.'),
  term: optionalText(1_000),
  executors: optionalText(2_000),
  indicator: optionalText(2_000),
  state: z.enum(SCHOOL_MEASURE_STATES, 'Выберите, как выполнено.'),
  evidence: optionalText(5_000),
})
export type SchoolMeasureInput = z.output<typeof schoolMeasureSchema>

export const chooseMeasuresSchema = z.object({
  schoolId: idField,
  profileId: idField,
  factorId: idField,
  pick: z
    .array(z.string().max(100), 'Отметьте хотя бы одно мероприятие.')
    .min(1, 'Отметьте хотя бы одно мероприятие.')
    .max(100),
})
export type ChooseMeasuresInput = z.output<typeof chooseMeasuresSchema>

export const measureActSchema = z.object({ id: idField, schoolId: idField, act: z.enum(['remove', 'restore']) })

/** The address in an evidence's text, when all of it is one: only the web's own schemes become links. */
export function evidenceLink(evidence: string): string | null {
  const text = evidence.trim()
  if (!/^https?:\/\/\S+$/i.test(text)) return null
  try {
    return new URL(text).href
  } catch {
    return null
  }
}
