import { z } from 'zod'
import { SECTION_COLUMNS, TYPED_SECTIONS } from '@/lib/report/columns'
import { REPORT_SECTIONS, REPORT_SIGNATURES } from '@/lib/report/rules'
import { idField, optionalLine } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

/** Letters of one answer; told on the page, before it is typed. */
export const MOST_ANSWER = 20_000
export const TOO_LONG = `Слишком длинно: в одном ответе не больше ${MOST_ANSWER.toLocaleString('ru-RU')} знаков.`

const AGAIN = 'Откройте страницу заново.'
const revision = z.coerce.number(AGAIN).int().min(0, AGAIN)
const code = z.string(AGAIN).min(1, AGAIN).max(100, AGAIN)
/** As typed, ends and all; letters composed, so that «й» of every keyboard is one. */
const answer = z.string().normalize('NFC').max(MOST_ANSWER, TOO_LONG).default('')

export const beginReportSchema = z.object({ stageId: idField, schoolId: idField })

export const answerSchema = z.object({ reportId: idField, question: code, text: answer, revision })

export const RIVAL_CHOICES = ['mine', 'theirs', 'joined'] as const
export type RivalChoice = (typeof RIVAL_CHOICES)[number]
export const rivalSchema = z.object({
  rivalId: idField,
  choice: z.enum(RIVAL_CHOICES, 'Выберите, какой текст оставить.'),
  joined: answer,
  /** Of the stored answer when both texts were shown. */
  revision,
})

const section = z.enum(REPORT_SECTIONS, AGAIN)

const MOST_CELL = 2_000
/** One typed fact; `id` is absent for a new one. At least one cell is filled. */
export const rowSchema = z
  .object({
    reportId: idField,
    section: z.enum(TYPED_SECTIONS, AGAIN),
    id: z.preprocess((value) => (value === '' ? undefined : value), idField.optional()),
    revision,
    cells: z
      .array(z.string().normalize('NFC').max(MOST_CELL, `Слишком длинно: в одной графе не больше ${MOST_CELL} знаков.`))
      .max(20),
  })
  .refine((row) => row.cells.length === SECTION_COLUMNS[row.section].length, { message: AGAIN, path: ['cells'] })
  .refine((row) => row.cells.some((cell) => !isBlank(cell)), {
    message: 'Заполните хотя бы одну графу.',
    path: ['cells'],
  })
export type RowInput = z.output<typeof rowSchema>

export const removeRowSchema = z.object({ id: idField, revision })
export const repeatRowsSchema = z.object({ reportId: idField, section: z.enum(TYPED_SECTIONS, AGAIN) })

export const sectionDoneSchema = z.object({
  reportId: idField,
  section,
  isDone: z.enum(['yes', 'no'], 'Ответьте, заполнен ли раздел.').transform((said) => said === 'yes'),
})

const password = z.string().min(1, 'Введите пароль учётной записи.').max(1_000)
const signing = {
  way: z.enum(REPORT_SIGNATURES, 'Выберите, как подписать отчёт.'),
  password,
  keyPassword: z.string().max(1_000).default(''),
}
/** `fingerprint` is of what the check page showed: anything else is not sent. */
export const sendReportSchema = z.object({
  reportId: idField,
  fingerprint: z.string().max(100).default(''),
  ...signing,
})
export type SendReportInput = z.output<typeof sendReportSchema>

export const finishSigningSchema = z.object({
  reportId: idField,
  number: z.coerce.number(AGAIN).int().min(1),
  ...signing,
})
export type FinishSigningInput = z.output<typeof finishSigningSchema>

export const versionSchema = z.object({ reportId: idField, number: z.coerce.number(AGAIN).int().min(1) })

/** When a device says that a text was typed; anything else than an instant is nothing. */
export const typedAtField = optionalLine(40).transform((text) => {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at
})
