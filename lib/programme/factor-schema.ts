import { z } from 'zod'
import { RISK_FACTORS } from '@/lib/programme/factors'
import { idField, lineField } from '@/lib/shared/form-fields'

const wording = lineField('Напишите фактор риска.', 500)

/** `number` is «1»…«10»: of which typical measures are proposed; empty for none. */
export const addFactorSchema = z.object({
  programmeId: idField,
  name: wording,
  number: z
    .string()
    .default('')
    .transform((value, context): number | null => {
      if (value === '') return null
      const factor = RISK_FACTORS.find((one) => String(one.number) === value)
      if (!factor) context.addIssue({ code: 'custom', message: 'Выберите из списка, какие мероприятия предлагать.' })
      return factor?.number ?? null
    }),
})
export type AddFactorInput = z.output<typeof addFactorSchema>

export const renameFactorSchema = z.object({ id: idField, name: wording })

export const FACTOR_ACTS = ['up', 'down', 'end', 'restore'] as const
export type FactorAct = (typeof FACTOR_ACTS)[number]

/** One button in a row: «up:<id>». */
export const factorActSchema = z.object({
  act: z
    .string()
    .default('')
    .transform((text, context): { act: FactorAct; id: string } => {
      const [act, id = ''] = text.split(':')
      const known = FACTOR_ACTS.find((one) => one === act)
      if (!known || !idField.safeParse(id).success) {
        context.addIssue({ code: 'custom', message: 'Эта кнопка устарела. Откройте страницу заново.' })
        return { act: 'up', id: '' }
      }
      return { act: known, id }
    }),
})
