import { z } from 'zod'
import { ORDER_KINDS, ORDER_PURPOSES } from '@/lib/order/rules'
import { ENTRY_STATES, readNumber } from '@/lib/register/rules'
import { dateField, idField, lineField, optionalLine, optionalText } from '@/lib/shared/form-fields'
import { Refusal } from '@/lib/shared/refusal'

const kindField = z.enum(ORDER_KINDS, 'Выберите вид акта.')

const numberField = (missing: string) =>
  z.string(missing).transform((text, context) => {
    if (text.trim() === '') {
      context.addIssue({ code: 'custom', message: missing })
      return { number: 0, suffix: '' }
    }
    try {
      return readNumber(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Refusal ? error.message : missing })
      return { number: 0, suffix: '' }
    }
  })

const wholeNumber = (missing: string, least: number, most: number) =>
  z.string(missing).transform((text, context) => {
    const number = /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : Number.NaN
    if (!(number >= least && number <= most)) context.addIssue({ code: 'custom', message: missing })
    return number
  })

const yearField = wholeNumber('Напишите год четырьмя цифрами, например 2022.', 1990, 2100)

export const startBookSchema = z.object({
  kind: kindField,
  year: yearField,
  first: wholeNumber('Напишите номер цифрами, от 2: с единицы реестр начинается сам.', 2, 9_999_999),
  reason: lineField('Напишите, почему реестр начинается не с единицы.', 1_000),
})
export type StartBookInput = z.output<typeof startBookSchema>

export const reserveNumberSchema = z.object({
  kind: kindField,
  /** null: the next one. */
  number: z
    .string()
    .default('')
    .pipe(
      z.union([
        z
          .string()
          .trim()
          .length(0)
          .transform(() => null),
        numberField('Напишите номер.'),
      ]),
    ),
  date: dateField('Напишите дату, которой резервируется номер.'),
  reason: lineField('Напишите, для чего резервируется номер.', 1_000),
})
export type ReserveNumberInput = z.output<typeof reserveNumberSchema>

export const oldActSchema = z
  .object({
    kind: kindField,
    number: numberField('Напишите номер акта, как на бумаге.'),
    date: dateField('Напишите дату акта, как на бумаге.'),
    /** '' where the act is known by its scan only. */
    orderId: z.union([z.literal(''), idField]).default(''),
    title: optionalText(2_000),
    signerPost: lineField('Напишите должность подписавшего, как на бумаге.'),
    signerName: lineField('Напишите, кто подписал: А.В. Мочалов.', 200),
    outsideReason: optionalLine(1_000),
  })
  .refine((input) => input.orderId !== '' || input.title !== '', {
    path: ['title'],
    message: 'Напишите заголовок акта или выберите проект.',
  })
export type OldActInput = z.output<typeof oldActSchema>

export const annulEntrySchema = z.object({
  entryId: idField,
  reason: lineField('Напишите причину: она останется в реестре.', 1_000),
})

/** What the clerk may take with one press; anything else is typed. Clauses of Росархив 236, ст. 19. */
export const USUAL_STORAGE = ['постоянно', 'постоянно, ст. 19', '5 лет', '5 лет, ст. 19'] as const

export const storageSchema = z.object({
  entryId: idField,
  storage: lineField('Напишите срок хранения, например «постоянно» или «5 лет, ст. 19».', 200),
})
export type StorageInput = z.output<typeof storageSchema>

export const closeBookSchema = z.object({ kind: kindField, year: yearField, note: optionalLine(1_000) })
export type CloseBookInput = z.output<typeof closeBookSchema>

export const reopenBookSchema = z.object({
  kind: kindField,
  year: yearField,
  reason: lineField('Напишите, почему реестр открывается снова: причина останется в журнале.', 1_000),
})
export type ReopenBookInput = z.output<typeof reopenBookSchema>

export const certifyCopySchema = z.object({
  orderId: idField,
  post: lineField('Напишите должность того, кто заверяет копию.'),
  name: lineField('Напишите, кто заверяет копию: А.А. Пешкова.', 200),
})
export type CertifyCopyInput = z.output<typeof certifyCopySchema>

export const attachScanSchema = z.object({ orderId: idField, entryId: idField, reason: optionalLine(1_000) })

export const finishPrintSchema = z.object({ orderId: idField, entryId: idField })

export const dispatchSchema = z.object({
  orderId: idField,
  entryId: idField,
  recipient: lineField('Напишите, кому отправлено.'),
  sentOn: dateField('Напишите, когда отправлено.'),
})

/** States as the register tells them: those of the row, and what became of the act. */
export const SHOWN_STATES = [...ENTRY_STATES, 'published', 'repealed'] as const
export type ShownState = (typeof SHOWN_STATES)[number]

/** «Ждёт завершения»: a number that is held and bears no finished act yet. */
export const PENDING_STATES = ['reserved', 'signing', 'awaiting_scan'] as const satisfies readonly ShownState[]

const one = z.union([z.string(), z.array(z.string()).transform((all) => all[0] ?? '')]).optional()

/** Filters as they stand in the address; what is not understood is no filter. */
export const registerFiltersSchema = z.object({
  year: one.transform((text) => (/^\d{4}$/.test(text ?? '') ? Number(text) : undefined)),
  kind: one.transform((text) => ORDER_KINDS.find((kind) => kind === text)),
  state: one.transform((text) => [...SHOWN_STATES, 'pending' as const].find((state) => state === text)),
  purpose: one.transform((text) => ORDER_PURPOSES.find((purpose) => purpose === text)),
  /** As the register wrote him: «Глава муниципального района А.В. Мочалов». */
  signer: one.transform((text) => (text ?? '').normalize('NFC').trim().slice(0, 600)),
  q: one.transform((text) => (text ?? '').normalize('NFC').trim().slice(0, 200)),
  page: one.transform((text) => (/^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1)),
})
export type RegisterFilters = z.output<typeof registerFiltersSchema>
