'use server'

import { formAction, keepValues } from '@/app/_forms/form-action'
import { saveReportForm } from '@/db/commands/report-form'
import type { FormEdit } from '@/lib/report/form-edit'
import { reportFormSchema } from '@/lib/report/form-schema'

/** Saves the next version, or shows what was typed as curators would see it: then it is kept for its author and saved by nobody. */
export const saveReportFormAction = formAction(
  { form: 'report-form', schema: reportFormSchema },
  async (actor, { act, ...input }, { now, pressId }) => {
    const page = `/programmes/${input.programmeId}/report-form`
    if (act === 'save') return `${page}?saved=${await saveReportForm(actor, input, pressId, now)}`
    const kept = await keepValues(actor.userId, 'report-form', valuesOf(input.number, input.edit), now)
    return `${page}/preview?kept=${kept}`
  },
)

/** The fields as the page sends them. */
function valuesOf(number: number, { title, sections, rows }: FormEdit): Record<string, string[]> {
  const keys = (isTicked: (row: FormEdit['rows'][number]) => boolean) => rows.filter(isTicked).map((row) => row.key)
  return {
    number: [String(number)],
    title: [title],
    'section[]': sections.map((one) => one.section),
    'sectionTitle[]': sections.map((one) => one.title),
    'sectionHint[]': sections.map((one) => one.hint),
    'key[]': rows.map((row) => row.key),
    'of[]': rows.map((row) => row.section),
    'label[]': rows.map((row) => row.label),
    'hint[]': rows.map((row) => row.hint),
    'kind[]': rows.map((row) => row.kind),
    'options[]': rows.map((row) => row.options),
    'place[]': rows.map((row) => String(row.place)),
    'required[]': keys((row) => row.isRequired),
    'final[]': keys((row) => row.isFinal),
    'removed[]': keys((row) => row.isRemoved),
  }
}
