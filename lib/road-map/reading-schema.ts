import { z } from 'zod'
import { INDICATOR_BASES, INDICATOR_KINDS } from '@/lib/indicator/rules'
import { isLocalDate, type LocalDate, readDate, shortDate, yearOf } from '@/lib/shared/dates'
import { type Period, RECURRENCES, type Recurrence, type TermReading } from '@/lib/term/reading'

/** What the forms of hand-made readings may send; and the reading that a form of dates means. */

/** How a person says what a term is. */
const HAND_KINDS = ['dates', 'whole', 'continuous', 'reference'] as const
export type HandKind = (typeof HAND_KINDS)[number]
export const MOST_PERIODS = 24

const address = {
  roadMapId: z.uuid(),
  id: z.uuid(),
  revision: z.coerce.number().int().min(0),
}

export const programReadingSchema = z.object({ ...address, part: z.enum(['term', 'executors', 'indicator']) })

type Row = { from: LocalDate | null; to: LocalDate | null }

const lines = z.array(z.string().max(60, 'Слишком длинная дата.')).max(MOST_PERIODS).default([])

/** `from[]` and `to[]` are the rows of dates; a row left empty is none. */
export const termReadingSchema = z
  .object({
    ...address,
    kind: z.enum(HAND_KINDS, 'Выберите, как читать срок.'),
    from: lines,
    to: lines,
    recurrence: z
      .union([z.literal(''), z.enum(RECURRENCES)], 'Выберите, как часто.')
      .default('')
      .transform((text): Recurrence | null => text || null),
    day: z
      .string()
      .trim()
      .default('')
      .refine((text) => text === '' || (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 31), {
        message: 'Число месяца: от 1 до 31.',
      })
      .transform((text) => (text === '' ? undefined : Number(text))),
  })
  .transform((input, ctx) => {
    const rows: Row[] = []
    const fail = (message: string, path: string) => ctx.addIssue({ code: 'custom', message, path: [path] })
    for (let index = 0; index < Math.max(input.from.length, input.to.length); index++) {
      const typed = [input.from[index]?.trim() ?? '', input.to[index]?.trim() ?? ''] as const
      if (typed[0] === '' && typed[1] === '') continue
      const [from, to] = typed.map((text) => (text === '' ? null : readDate(text))) as [
        LocalDate | null,
        LocalDate | null,
      ]
      if (typed[0] !== '' && from === null)
        fail(`Строка ${index + 1}: «${typed[0]}» не дата. Например, 25.05.2022.`, 'from')
      else if (typed[1] !== '' && to === null)
        fail(`Строка ${index + 1}: «${typed[1]}» не дата. Например, 25.05.2022.`, 'from')
      else if (from && to && to < from) fail(`Строка ${index + 1}: последний день раньше первого.`, 'from')
      else rows.push({ from, to })
    }
    if (input.kind === 'dates' && rows.length === 0) fail('Укажите хотя бы одну дату.', 'from')
    const isOpen = rows.some((row) => row.from === null || row.to === null)
    if (input.kind === 'dates' && rows.length > 1 && isOpen) {
      fail('Когда периодов несколько, у каждого нужны первый и последний день.', 'from')
    }
    if (input.day !== undefined && input.recurrence !== 'monthly') fail('Число месяца бывает у ежемесячных.', 'day')
    return { ...input, rows }
  })
export type TermReadingInput = z.output<typeof termReadingSchema>

/** The reading that the form means, for a programme of `year`. Dates outside the year are kept and doubted. */
export function readingOfForm(
  input: Pick<TermReadingInput, 'kind' | 'rows' | 'recurrence' | 'day'>,
  year: number,
): TermReading {
  const rhythm = { recurrence: input.recurrence, ...(input.day === undefined ? {} : { day: input.day }) }
  const whole: Period = { from: `${year}-01-01`, to: `${year}-12-31` }
  if (input.kind === 'whole') return { kind: 'whole', periods: [whole], due: whole.to, ...rhythm, doubts: [] }
  if (input.kind === 'continuous') {
    return { kind: 'continuous', periods: [whole], due: null, recurrence: null, doubts: [] }
  }
  if (input.kind === 'reference') return { kind: 'reference', periods: [], due: null, recurrence: null, doubts: [] }
  const periods = [...input.rows].sort((a, b) => ((a.from ?? a.to ?? '') < (b.from ?? b.to ?? '') ? -1 : 1))
  const strange = periods.flatMap(({ from, to }) => [from, to]).find((date) => date && yearOf(date) !== year)
  return {
    kind: kindOf(periods),
    periods,
    due: periods.at(-1)?.to ?? null,
    ...rhythm,
    doubts: strange ? [`Дата ${shortDate(strange)} вне года программы (${year}).`] : [],
  }
}

function kindOf(periods: Period[]): TermReading['kind'] {
  const [only] = periods
  if (!only || periods.length > 1) return 'periods'
  if (only.from === null) return 'until'
  if (only.to === null) return 'from'
  return only.from === only.to ? 'date' : 'period'
}

/** The form that a reading is drawn with; null where no form says the same («не распознано», «до 14.00 накануне»). */
export function formOfReading(reading: TermReading): { kind: HandKind; rows: Period[] } | null {
  if (reading.kind === 'whole' || reading.kind === 'continuous') return { kind: reading.kind, rows: [] }
  if (reading.kind === 'reference') return { kind: 'reference', rows: [] }
  if (reading.kind === 'relative' || reading.kind === 'empty' || reading.kind === 'unknown') return null
  return {
    kind: 'dates',
    rows: reading.periods.filter(({ from, to }) => [from, to].some((day) => day && isLocalDate(day))),
  }
}

export const executorCodesSchema = z.object({
  ...address,
  codes: z.array(z.string().trim().min(1).max(60)).max(100).default([]),
})
export const dependenciesSchema = z.object({ ...address, dependsOn: z.array(z.uuid()).max(500).default([]) })

const figure = (message: string) =>
  z
    .string()
    .trim()
    .default('')
    .transform((text) =>
      text
        .replace(/[\s\u00A0]/g, '')
        .replace(',', '.')
        .replace(/%$/, ''),
    )
    .refine((text) => text === '' || /^-?\d{1,9}(\.\d{1,4})?$/.test(text), { message })
    .transform((text) => (text === '' ? null : Number(text)))
const NUMBER = 'Напишите число, например 100 или 12,5.'

/** One field chooses counter and base together: «execution:schools», or «manual:none». */
export const indicatorSchema = z
  .object({
    ...address,
    indicatorKind: z.enum(INDICATOR_KINDS, 'Выберите вид показателя.'),
    unit: z.string().trim().max(60, 'Не длиннее 60 знаков.').default(''),
    target: figure(NUMBER),
    start: figure(NUMBER),
    counting: z
      .string()
      .regex(/^[a-z_]{1,40}:[a-z]{1,20}$/, 'Выберите, как считать.')
      .default('manual:none'),
    value: figure(NUMBER),
    source: z.string().trim().max(500, 'Не длиннее 500 знаков.').default(''),
    frequency: z.string().trim().max(100, 'Не длиннее 100 знаков.').default(''),
  })
  .superRefine(({ indicatorKind: kind, target, counting, value, source }, ctx) => {
    const fail = (message: string, path: string) => ctx.addIssue({ code: 'custom', message, path: [path] })
    if (kind === 'share' && target !== null && (target < 0 || target > 100)) {
      fail('Доля: от 0 до 100 процентов.', 'target')
    }
    if (kind === 'number' && target === null) fail('Напишите, сколько должно быть.', 'target')
    if (value !== null && source === '') fail('Напишите, откуда взято значение: журнал, отчёт, письмо.', 'source')
    if (value !== null && !counting.startsWith('manual:')) {
      fail('Это число считает программа. Чтобы ввести значение самому, выберите «Вводится вручную».', 'value')
    }
    const base = counting.split(':')[1]
    if (!INDICATOR_BASES.some((one) => one === base)) fail('Выберите, как считать.', 'counting')
  })
  .transform(({ indicatorKind, ...rest }) => ({ ...rest, kind: indicatorKind }))
export type IndicatorInput = z.output<typeof indicatorSchema>
