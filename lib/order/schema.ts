import { z } from 'zod'
import { ORDER_KINDS } from '@/lib/order/rules'

const id = z.uuid('Запись не найдена. Откройте страницу заново.')
const line = (label: string, limit = 4_000) => z.string().max(limit, `«${label}»: не больше ${limit} знаков.`)
const text = (label: string) => line(label, 100_000)

/** «points.0.text», «points.1.text» … of a form, in the order of their places. */
const inOrder = (value: unknown, list: string): Record<string, string>[] => {
  const rows = new Map<number, Record<string, string>>()
  for (const [name, text] of Object.entries(value as Record<string, unknown>)) {
    const match = new RegExp(`^${list}\\.(\\d{1,4})\\.(\\w{1,20})$`).exec(name)
    if (match?.[1] && match[2] && typeof text === 'string')
      rows.set(Number(match[1]), { ...rows.get(Number(match[1])), [match[2]]: text })
  }
  return [...rows].sort(([one], [other]) => one - other).map(([, row]) => row)
}

const MOST_ROWS = 'Слишком много строк: не больше 100.'
const basis = z.object({
  kind: line('Вид документа', 200).default(''),
  issuer: line('Чей документ').default(''),
  date: line('Дата документа', 100).default(''),
  number: line('Номер документа', 100).default(''),
  title: line('Название документа').default(''),
})

/** One press of the card: «Сохранить», or «Составить текст» from the bases and the municipality's wordings. */
export const orderCardSchema = z.preprocess(
  (value) => ({ ...(value as object), bases: inOrder(value, 'bases'), points: inOrder(value, 'points') }),
  z.object({
    id,
    revision: z.coerce.number('Откройте страницу заново.').int().min(1),
    kind: z.enum(ORDER_KINDS, 'Выберите вид акта.'),
    bodyId: z.union([id, z.literal('')]).default(''),
    signatory: line('Подписывает', 100).default(''),
    annexTitle: text('Название приложения'),
    control: line('Контроль').default(''),
    bases: z.array(basis).max(100, MOST_ROWS),
    title: text('Заголовок').default(''),
    preamble: text('Преамбула').default(''),
    operativeWord: line('Распорядительное слово', 100).default(''),
    points: z.array(z.object({ text: text('Пункт').default('') })).max(100, MOST_ROWS),
    act: z.enum(['save', 'compose']).default('save'),
  }),
)
export type OrderCardInput = z.output<typeof orderCardSchema>

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

/** The press of one repair: `mark` names the finding's repair and the very text that it was shown for. */
export const repairSchema = z.object({
  roadMapId: z.uuid(),
  mark: z.string('Нажмите кнопку у замечания.').regex(/^[0-9a-f]{32}$/, 'Откройте проверку заново.'),
})
export type RepairInput = z.output<typeof repairSchema>
