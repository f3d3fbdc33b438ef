import { z } from 'zod'
import { nameFormFields } from '@/lib/grammar/form-fields'
import type { PageProfile } from '@/lib/order/document'
import { idField, isPeriod, lineField, optionalLine, PERIOD_ERROR, period, tickField } from '@/lib/shared/form-fields'

const revision = z.coerce.number('Откройте страницу заново.').int()

export const municipalitySchema = z.object({
  revision,
  name: lineField('Напишите название муниципалитета.'),
  zone: z.string().trim().min(1, 'Выберите часовой пояс.'),
})
export type MunicipalityInput = z.output<typeof municipalitySchema>

export const wordingsSchema = z.object({
  revision,
  charterBasis: optionalLine(500),
  control: optionalLine(500),
  numberSuffix: z
    .string()
    .trim()
    .regex(/^[-/]?[0-9A-Za-zА-Яа-яЁё]{0,10}$/u, 'Дефис или косая черта и до десяти букв и цифр: -р')
    .default(''),
  executorMark: tickField,
})
export type WordingsInput = z.output<typeof wordingsSchema>

export const curatorLimitSchema = z.object({
  revision,
  mostSchools: z.coerce
    .number('Напишите число.')
    .int('Напишите целое число.')
    .min(1, 'От 1 до 100 школ.')
    .max(100, 'От 1 до 100 школ.'),
})
export type CuratorLimitInput = z.output<typeof curatorLimitSchema>

/** A number as a person types it: «12,5». */
const numberBetween = (label: string, least: number, most: number, unit: string) =>
  z
    .string()
    .default('')
    .transform((text) => Number(text.trim().replace(',', '.') || Number.NaN))
    .refine(
      (value) => value >= least && value <= most,
      `${label}: от ${least} до ${String(most).replace('.', ',')}${unit}.`,
    )

/** Bounds of order-standard §1: narrower margins or smaller letters make an act that an archive does not take. */
export const pageSchema = z.object({
  revision,
  marginLeftMm: numberBetween('Левое поле', 20, 40, ' мм'),
  marginRightMm: numberBetween('Правое поле', 10, 30, ' мм'),
  marginTopMm: numberBetween('Верхнее поле', 20, 40, ' мм'),
  marginBottomMm: numberBetween('Нижнее поле', 20, 40, ' мм'),
  bodySizePt: numberBetween('Размер шрифта', 12, 14, ' пт'),
  tableSizePt: numberBetween('Размер шрифта в таблице', 9, 14, ' пт'),
  lineSpacing: numberBetween('Межстрочный интервал', 1, 1.5, ''),
  firstLineIndentMm: numberBetween('Отступ первой строки', 0, 20, ' мм'),
  hyphenation: tickField,
  dateStyle: z.enum(['words', 'digits'], 'Выберите, как писать дату.'),
  titleAlign: z.enum(['center', 'left'], 'Выберите, где стоит заголовок.'),
  layout: z.enum(['longitudinal', 'angular'], 'Выберите, где стоят реквизиты.'),
})
export type PageInput = PageProfile & { revision: number }

const optionalId = z.preprocess((value) => (value === '' ? undefined : value), idField.optional())

export const bodySchema = z
  .object({
    id: optionalId,
    name: lineField('Напишите название органа.', 500),
    nameGenitive: lineField('Напишите название в родительном падеже.', 500),
    place: optionalLine(100),
    issuesActs: tickField,
    ...nameFormFields,
    ...period,
  })
  .refine(isPeriod, PERIOD_ERROR)
export type BodyInput = z.output<typeof bodySchema>

export const postSchema = z
  .object({
    id: optionalId,
    bodyId: z.uuid('Выберите орган.'),
    name: lineField('Напишите должность, как она печатается над подписью.'),
    actingName: lineField('Напишите, как называется замещающий: «Исполняющий обязанности …».'),
    signsActs: tickField,
    ...nameFormFields,
    ...period,
  })
  .refine(isPeriod, PERIOD_ERROR)
export type PostInput = z.output<typeof postSchema>

export const holderSchema = z
  .object({ id: optionalId, postId: idField, userId: z.uuid('Выберите человека.'), ...period })
  .refine(isPeriod, PERIOD_ERROR)
export type HolderInput = z.output<typeof holderSchema>

export const addKeySchema = z.object({
  userId: z.uuid('Выберите, чей это ключ.'),
  password: z.string().max(500, 'Слишком длинный пароль.').default(''),
  keep: z.enum(['ask', 'keep'], 'Выберите, как быть с паролем ключа.').transform((answer) => answer === 'keep'),
})
export const testKeySchema = z.object({ userId: z.uuid('Выберите, для кого сертификат.') })
export const keyIdSchema = z.object({ id: idField })
