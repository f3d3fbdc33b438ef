import { BLANK, type FormState, typed } from '@/app/_forms/form-state'
import type { ReportForm } from '@/lib/report/form'
import { type FormEdit, rowsOfForm } from '@/lib/report/form-edit'
import { reportFormSchema } from '@/lib/report/form-schema'

/** What the page's fields hold: what was typed, where a refusal or a preview brought it back, else the stored form. */
export function shownEdit(state: FormState, stored: ReportForm): FormEdit {
  const rows = rowsOfForm(stored)
  const sections = stored.sections.map((one) => ({ section: one.code, title: one.title, hint: one.hint }))
  if (state === BLANK) return { title: stored.title, sections, rows }
  const values = state.values
  const at = (name: string, index: number) => values[name]?.[index]
  const has = (name: string, key: string) => values[name]?.includes(key) ?? false
  const keys = values['key[]'] ?? []
  return {
    title: typed(state, 'title', stored.title),
    sections: sections.map((one) => {
      const index = values['section[]']?.indexOf(one.section) ?? -1
      return {
        section: one.section,
        title: at('sectionTitle[]', index) ?? one.title,
        hint: at('sectionHint[]', index) ?? one.hint,
      }
    }),
    rows: [
      ...keys.flatMap((key, index) => {
        const section = sections.find((one) => one.section === at('of[]', index))?.section
        if (!section) return []
        return [
          {
            key,
            section,
            label: at('label[]', index) ?? '',
            hint: at('hint[]', index) ?? '',
            kind: at('kind[]', index) === 'choice' ? ('choice' as const) : ('text' as const),
            options: at('options[]', index) ?? '',
            place: Number(at('place[]', index)) || 0,
            isRequired: has('required[]', key),
            isFinal: has('final[]', key),
            isRemoved: has('removed[]', key),
          },
        ]
      }),
      // A question that a newer version brought stands among the typed ones, so that saving does not lose it.
      ...rows.filter((row) => !keys.includes(row.key)),
    ],
  }
}

/** The same as the action would read it; undefined where a field cannot be read. */
export function parsedEdit(state: FormState, programmeId: string): FormEdit | undefined {
  const flat = Object.fromEntries(
    Object.entries(state.values).map(([name, all]) =>
      name.endsWith('[]') ? [name.slice(0, -2), all] : [name, all[0]],
    ),
  )
  const parsed = reportFormSchema.safeParse({ ...flat, programmeId })
  return parsed.success ? parsed.data.edit : undefined
}
