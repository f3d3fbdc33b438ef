'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { setSectionDone } from '@/db/commands/report'
import { removeRow, repeatRows, saveRow } from '@/db/commands/report-row'
import { getReport } from '@/db/queries/report'
import { removeRowSchema, repeatRowsSchema, rowSchema, sectionDoneSchema } from '@/lib/report/schema'

/** «Да» goes on to the next section that is not filled in yet; without one, to the task list. */
export const sectionDoneAction = formAction(
  { form: 'report-section', schema: sectionDoneSchema.extend({ back: z.enum(['check']).optional().catch(undefined) }) },
  async (actor, { back, ...input }, { now }) => {
    await setSectionDone(actor, input, now)
    if (back) return `/reports/${input.reportId}/check`
    if (!input.isDone) return `/reports/${input.reportId}`
    const { sections } = await getReport(actor, input.reportId)
    const at = sections.findIndex((section) => section.code === input.section)
    const next = sections.slice(at + 1).find((section) => section.isOpen && !section.isDone)
    return `/reports/${input.reportId}${next ? `/sections/${next.code}?done=${input.section}` : ''}`
  },
)

export const saveRowAction = formAction(
  { form: 'report-row', schema: rowSchema },
  async (actor, input, { now, pressId }) => {
    await saveRow(actor, input, pressId, now)
    return `/reports/${input.reportId}/sections/${input.section}?row=saved`
  },
)

export const removeRowAction = formAction(
  { form: 'report-row-remove', schema: removeRowSchema },
  async (actor, input, { now }) => {
    const { reportId, section } = await removeRow(actor, input, now)
    return `/reports/${reportId}/sections/${section}?row=removed`
  },
)

export const repeatRowsAction = formAction(
  { form: 'report-rows-repeat', schema: repeatRowsSchema },
  async (actor, input, { now, pressId }) => {
    await repeatRows(actor, input, pressId, now)
    return `/reports/${input.reportId}/sections/${input.section}?row=repeated`
  },
)
