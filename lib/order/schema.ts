import { z } from 'zod'
import { ORDER_KINDS } from '@/lib/order/rules'

const id = z.uuid('Запись не найдена. Откройте страницу заново.')
const line = (label: string, limit = 4_000) => z.string().max(limit, `«${label}»: не больше ${limit} знаков.`)
const text = (label: string) => line(label, 100_000)
const listOf = (item: z.ZodString) => z.array(item).max(100, 'Слишком много строк: не больше 100.').default([])

/** One press of the card: «Сохранить», or «Составить текст» from the bases and the municipality's wordings. */
export const orderCardSchema = z.object({
  id,
  revision: z.coerce.number('Откройте страницу заново.').int().min(1),
  kind: z.enum(ORDER_KINDS, 'Выберите вид акта.'),
  bodyId: z.union([id, z.literal('')]).default(''),
  signatory: line('Подписывает', 100).default(''),
  annexTitle: text('Название приложения'),
  control: line('Контроль').default(''),
  basisKind: listOf(line('Вид документа', 200)),
  basisIssuer: listOf(line('Чей документ')),
  basisDate: listOf(line('Дата документа', 100)),
  basisNumber: listOf(line('Номер документа', 100)),
  basisTitle: listOf(line('Название документа')),
  title: text('Заголовок').default(''),
  preamble: text('Преамбула').default(''),
  operativeWord: line('Распорядительное слово', 100).default(''),
  point: listOf(text('Пункт')),
  act: z.enum(['save', 'compose']).default('save'),
})
export type OrderCardInput = z.infer<typeof orderCardSchema>

export const orderIdSchema = z.object({ id })

/** Signing: what the signatory saw, so that anything else is not signed. */
export const signSchema = z.object({
  id,
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, 'Откройте страницу подписания заново.'),
  number: z.string().max(40),
  date: z.iso.date('Откройте страницу подписания заново.'),
  password: z.string().min(1, 'Введите пароль: без него подписать нельзя.').max(1_000, 'Пароль слишком длинный.'),
  keyPassword: z.string().max(1_000).default(''),
  way: z.enum(['electronic', 'paper'], 'Выберите, как подписать.'),
})
export type SignInput = z.infer<typeof signSchema>
