import { z } from 'zod'
import { ORDER_KINDS } from '@/lib/order/rules'
import { optionalDate } from '@/lib/shared/form-fields'

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

/** A field that the form did not show stays undefined; an emptied one is null. */
const dateIfShown = z
  .string()
  .optional()
  .transform((text, context) => {
    if (text === undefined) return undefined
    const read = optionalDate.safeParse(text)
    if (!read.success) context.addIssue({ code: 'custom', message: read.error.issues[0]?.message ?? '' })
    return read.success ? read.data : null
  })

/** A row of the annex that appoints curators; a form that shows the rows says so by `withRows`, for they may all be removed. */
const curatorRow = z.object({
  school: line('Организация').default(''),
  curator: line('Куратор').default(''),
  post: line('Должность куратора').default(''),
})

/**
 * One press of the card: «Сохранить», «Составить текст» from the bases and a template, or «Заполнить из списка школ и кураторов».
 * What a form does not show is absent, and stays as stored.
 */
export const orderCardSchema = z.preprocess(
  (value) => ({
    ...(value as object),
    bases: inOrder(value, 'bases'),
    points: inOrder(value, 'points'),
    ...('withRows' in (value as object) ? { rows: inOrder(value, 'rows') } : {}),
  }),
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
    templateId: z.union([id, z.literal('')]).optional(),
    rows: z.array(curatorRow).max(1_000, 'Слишком много строк: не больше 1000.').optional(),
    effectiveOn: dateIfShown.optional(),
    executorName: line('Исполнитель', 200).optional(),
    executorPhone: line('Телефон исполнителя', 100).optional(),
    /** The day whose curators «Заполнить» takes; not stored. */
    fillOn: dateIfShown.optional(),
    act: z.enum(['save', 'compose', 'fill']).default('save'),
  }),
)
export type OrderCardInput = z.output<typeof orderCardSchema>

/** A new act that no map and no other act begins: it appoints curators. */
export const newActSchema = z.object({
  purpose: z.enum(['curators'], 'Выберите, что делает акт.'),
  kind: z.enum(ORDER_KINDS, 'Выберите вид акта.'),
})
export type NewActInput = z.output<typeof newActSchema>

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
  /** Of one draft among several; absent: the newest. */
  orderId: z.uuid().optional(),
  mark: z.string('Нажмите кнопку у замечания.').regex(/^[0-9a-f]{32}$/, 'Откройте проверку заново.'),
})
export type RepairInput = z.output<typeof repairSchema>
