import { z } from 'zod'
import { type LocalDate, readDate } from '@/lib/shared/dates'
import { isBlank } from '@/lib/shared/text'

/** Pieces of which the schemas of forms are made; `missing` is what the person reads when nothing was typed. */

export const idField = z.uuid('Эта ссылка неполная. Откройте страницу заново.')

/** One line; spaces at the ends are not part of it. */
export const lineField = (missing: string, most = 300) =>
  z
    .string(missing)
    .normalize('NFC')
    .trim()
    .max(most, `Слишком длинно: не больше ${most} знаков.`)
    .refine((text) => !isBlank(text), missing)

export const optionalLine = (most = 300) =>
  z.string().normalize('NFC').trim().max(most, `Слишком длинно: не больше ${most} знаков.`).default('')

/** Several lines, kept as typed but for the ends. */
export const optionalText = (most = 5_000) => optionalLine(most)

/** A ticked box sends «on», an unticked one nothing. */
export const tickField = z
  .string()
  .optional()
  .transform((value) => value !== undefined && value !== '')

const NOT_A_DATE = 'Такой даты нет. Напишите, например, 21.04.2022.'

/** A date as a person types it; empty is null: no bound. */
export const optionalDate = z
  .string()
  .default('')
  .transform((text, context): LocalDate | null => {
    if (isBlank(text)) return null
    const date = readDate(text)
    if (date === null) context.addIssue({ code: 'custom', message: NOT_A_DATE })
    return date
  })

export const dateField = (missing: string) =>
  z.string(missing).transform((text, context): LocalDate => {
    const date = isBlank(text) ? null : readDate(text)
    if (date === null) context.addIssue({ code: 'custom', message: isBlank(text) ? missing : NOT_A_DATE })
    return date ?? ''
  })

/** Two optional dates, both days inclusive. */
export const period = { validFrom: optionalDate, validTo: optionalDate }

/** For `.refine` on an object with `period`. */
export const isPeriod = (value: { validFrom: LocalDate | null; validTo: LocalDate | null }): boolean =>
  value.validFrom === null || value.validTo === null || value.validFrom <= value.validTo

export const PERIOD_ERROR = { message: 'Последний день не может быть раньше первого.', path: ['validTo'] }
