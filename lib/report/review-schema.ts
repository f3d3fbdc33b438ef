import { z } from 'zod'
import { REPORT_SECTIONS, REPORT_STATES, REVIEW_DECISIONS } from '@/lib/report/rules'
import { dateField, idField, optionalDate } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

const LONGEST = 5_000
/** Kept as typed, ends and all. */
const words = z.string().max(LONGEST, `Слишком длинно: не больше ${LONGEST} знаков.`).default('')

/** The field of a section's remark. */
export const remarkName = (section: string): string => `remark_${section}`

const remarks = Object.fromEntries(REPORT_SECTIONS.map((section) => [remarkName(section), words]))

export const reviewReportSchema = z
  .object({
    reportId: idField,
    versionId: idField,
    decision: z.enum(REVIEW_DECISIONS, 'Выберите решение.'),
    note: words,
    reworkTo: optionalDate,
    ...remarks,
  })
  .transform(({ reportId, versionId, decision, note, reworkTo, ...typed }) => ({
    reportId,
    versionId,
    decision,
    note,
    reworkTo,
    remarks: REPORT_SECTIONS.flatMap((section) => {
      const text = String((typed as Record<string, unknown>)[remarkName(section)] ?? '')
      return isBlank(text) ? [] : [{ section, text }]
    }),
  }))
export type ReviewReportInput = z.output<typeof reviewReportSchema>

/** One ticked report: its id and the version that was shown. */
const ticked = z.string().transform((typed, context) => {
  const [reportId, versionId, ...rest] = typed.split(':')
  const parsed = z.object({ reportId: idField, versionId: idField }).safeParse({ reportId, versionId })
  if (parsed.success && rest.length === 0) return parsed.data
  context.addIssue({ code: 'custom', message: 'Отчёт не выбран. Откройте страницу заново.' })
  return z.NEVER
})
const NONE_TICKED = 'Отметьте хотя бы один отчёт.'
export const acceptReportsSchema = z.object({
  picked: z.array(ticked, NONE_TICKED).min(1, NONE_TICKED).max(500, 'Не больше 500 отчётов за один раз.'),
})

const reason = words.refine((text) => !isBlank(text), 'Напишите, почему отчёт открывается после срока.')
const until = dateField('Напишите, до какого дня открыть отчёт.')

export const unlockReportSchema = z.object({
  reportId: idField,
  /** As the page showed them: meanwhile the report may have been sent or accepted. */
  state: z.enum(REPORT_STATES, 'Откройте страницу заново.'),
  version: z.coerce.number('Откройте страницу заново.').int().min(0),
  until,
  reason,
  sections: z.array(z.enum(REPORT_SECTIONS, 'Откройте страницу заново.')).default([]),
})
export type UnlockReportInput = z.output<typeof unlockReportSchema>

export const openReportSchema = z.object({ stageId: idField, schoolId: idField, curatorId: idField, until, reason })
export type OpenReportInput = z.output<typeof openReportSchema>
