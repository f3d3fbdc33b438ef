import { z } from 'zod'
import { EXECUTION_STATES } from '@/lib/execution/rules'
import { REPEATS } from '@/lib/execution/schedule-lines'
import { readExecutor } from '@/lib/execution/statement'
import { MEASURE_FIELDS } from '@/lib/road-map/rules'
import { dateField, idField, lineField, optionalDate, optionalLine, tickField } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

const LONGEST = 5_000
/** Kept as typed, ends and all. */
const text = z.string().max(LONGEST, `Слишком длинно: не больше ${LONGEST} знаков.`).default('')
const words = (missing: string) => text.refine((typed) => !isBlank(typed), missing)
const point = z.string('Откройте страницу заново.').min(1).max(100)
const revision = z.coerce.number('Откройте страницу заново.').int().min(0)
const ofMeasure = { roadMapId: idField, measureKey: idField }
const AGAIN = 'Исполнитель не выбран. Откройте страницу заново.'

const executor = z.string(AGAIN).transform((typed, context) => {
  const found = readExecutor(typed)
  if (!found) context.addIssue({ code: 'custom', message: AGAIN })
  return found ?? z.NEVER
})

const statement = {
  state: z.enum(EXECUTION_STATES, 'Выберите, исполнено или нет.'),
  note: text,
  isBeforeApproval: tickField,
  doneOn: optionalDate,
}
const evidenceWords = { evidenceText: text, evidenceLink: optionalLine(2_000) }

export const reportSchema = z.object({ ...ofMeasure, point, executor, revision, ...statement, ...evidenceWords })

/** One ticked row: the executor and the revision at which it was shown. */
const ticked = z.string().transform((typed, context) => {
  const match = /^(\d{1,9}):(.+)$/s.exec(typed)
  const found = match?.[2] ? readExecutor(match[2]) : null
  if (!match || !found) context.addIssue({ code: 'custom', message: AGAIN })
  return found ? { ...found, revision: Number(match?.[1]) } : z.NEVER
})
export const markSchema = z.object({
  ...ofMeasure,
  point,
  executors: z
    .array(ticked, 'Отметьте хотя бы одного исполнителя.')
    .min(1, 'Отметьте хотя бы одного исполнителя.')
    .max(2_000),
  ...statement,
})

export const removeEvidenceSchema = z.object({
  id: idField,
  reason: words('Напишите, почему подтверждение убирается: запись о нём останется с этой причиной.'),
})

export const askTermSchema = z.object({
  ...ofMeasure,
  point,
  /** '' is for all executors of the point. */
  executor: z.union([z.literal('').transform(() => null), executor], AGAIN).default(null),
  newDue: dateField('Напишите новый срок.'),
  reason: words('Напишите, почему нужно перенести срок.'),
})
export const decideTermSchema = z.object({
  id: idField,
  decision: z.enum(['granted', 'refused'], 'Выберите решение.'),
  decisionReason: text,
})
export const requestIdSchema = z.object({ id: idField })

export const commentSchema = z.object({
  ...ofMeasure,
  field: z.enum(['', ...MEASURE_FIELDS], 'Выберите, о чём замечание.').default(''),
  text: words('Напишите замечание.'),
  mentions: z.array(idField).max(100).default([]),
})
export const resolveCommentSchema = z.object({ id: idField, act: z.enum(['resolve', 'reopen']) })

export const acknowledgeSchema = z.object({ roadMapId: idField })

const scheduleName = lineField('Напишите, как называется график, например «Выезды кураторов».')
export const addScheduleSchema = z.object({ roadMapId: idField, name: scheduleName })
export const renameScheduleSchema = z.object({ id: idField, name: scheduleName })
export const addDatesSchema = z.object({
  scheduleId: idField,
  lines: z.string().max(50_000, 'Слишком длинный список: разделите его на части.').default(''),
  repeat: z
    .union([z.enum(REPEATS), z.literal('')])
    .default('')
    .transform((repeat) => repeat || null),
  repeatFrom: optionalDate,
  repeatTo: optionalDate,
  schoolId: z
    .union([idField, z.literal('')])
    .default('')
    .transform((id) => id || null),
})
export const dateIdSchema = z.object({ id: idField })
export const joinScheduleSchema = z.object({
  ...ofMeasure,
  scheduleId: z
    .union([idField, z.literal('')])
    .default('')
    .transform((id) => id || null),
  revision,
})
