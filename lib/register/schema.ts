import { z } from 'zod'
import { ORDER_KINDS } from '@/lib/order/rules'
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

export const startBookSchema = z.object({
  kind: kindField,
  year: wholeNumber('Напишите год четырьмя цифрами, например 2022.', 1990, 2100),
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

const one = z.union([z.string(), z.array(z.string()).transform((all) => all[0] ?? '')]).optional()

/** Filters as they stand in the address; what is not understood is no filter. */
export const registerFiltersSchema = z.object({
  year: one.transform((text) => (/^\d{4}$/.test(text ?? '') ? Number(text) : undefined)),
  kind: one.transform((text) => ORDER_KINDS.find((kind) => kind === text)),
  state: one.transform((text) => SHOWN_STATES.find((state) => state === text)),
  q: one.transform((text) => (text ?? '').normalize('NFC').trim().slice(0, 200)),
  page: one.transform((text) => (/^[1-9]\d{0,5}$/.test(text ?? '') ? Number(text) : 1)),
})
export type RegisterFilters = z.output<typeof registerFiltersSchema>
