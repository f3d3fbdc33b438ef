import { z } from 'zod'
import { ORDER_KINDS, ORDER_PURPOSES, type OrderPurpose } from '@/lib/order/rules'
import { fieldsOf, unknownFields } from '@/lib/order/template'
import { idField, lineField, optionalLine, optionalText, tickField } from '@/lib/shared/form-fields'

const optionalId = z.preprocess((value) => (value === '' ? undefined : value), idField.optional())

/** Points come as one text: each paragraph between empty lines is a point. */
const pointsField = z
  .string()
  // Without an end here the checks of the whole form would read a text that was not parted into points.
  .max(100_000, { error: 'Слишком длинно: не больше 100 000 знаков.', abort: true })
  .default('')
  .transform((text) =>
    text
      .split(/\r?\n\s*\n/)
      .map((point) => point.trim())
      .filter(Boolean),
  )
  .refine((points) => points.length > 0, 'Напишите хотя бы один пункт.')
  .refine((points) => points.length <= 30, 'Слишком много пунктов: не больше 30.')

/** A template as its form sends it; a field in braces that its purpose does not know is refused with the list of the known ones. */
export const templateSchema = z
  .object({
    id: optionalId,
    revision: z.coerce.number('Откройте страницу заново.').int().default(1),
    purpose: z.enum(ORDER_PURPOSES, 'Выберите, что делает акт.'),
    kind: z.enum(ORDER_KINDS, 'Выберите вид акта.'),
    name: lineField('Напишите название образца.', 200),
    titlePattern: lineField('Напишите образец заголовка.', 2_000),
    aim: optionalText(4_000),
    operativeWord: optionalLine(100),
    points: pointsField,
    isDefault: tickField,
  })
  .superRefine(({ purpose, titlePattern, aim, points }, context) => {
    for (const [field, text] of [
      ['titlePattern', titlePattern],
      ['aim', aim],
      ['points', points.join('\n')],
    ] as const) {
      const message = unknownMessage(text, purpose)
      if (message) context.addIssue({ code: 'custom', path: [field], message })
    }
  })
export type TemplateInput = z.output<typeof templateSchema>

function unknownMessage(text: string, purpose: OrderPurpose): string | null {
  const unknown = unknownFields(text, purpose)
  if (unknown.length === 0) return null
  const named = (fields: readonly string[]) => fields.map((field) => `{${field}}`).join(', ')
  const word = unknown.length === 1 ? 'Такого поля здесь нет' : 'Таких полей здесь нет'
  return `${word}: ${named(unknown)}. Есть: ${named(fieldsOf(purpose))}.`
}

export const templateIdSchema = z.object({ id: idField })
