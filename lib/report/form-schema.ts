import { z } from 'zod'
import type { FormEdit } from '@/lib/report/form-edit'
import { REPORT_SECTIONS } from '@/lib/report/rules'
import { idField } from '@/lib/shared/form-fields'

const AGAIN = 'Откройте страницу заново.'
const line = (most: number) =>
  z
    .array(z.string().normalize('NFC').max(most, `Слишком длинно: не больше ${most} знаков.`))
    .max(400)
    .default([])
const keys = z.array(z.string().max(100)).max(400).default([])

/** Rows of the page come as columns; ticks name their rows by key. */
export const reportFormSchema = z
  .object({
    programmeId: idField,
    /** Of the version that the page was opened with. */
    number: z.coerce.number(AGAIN).int().min(0),
    act: z.enum(['save', 'preview'], AGAIN).default('save'),
    title: z.string().normalize('NFC').max(300, 'Слишком длинно: не больше 300 знаков.').default(''),
    section: z.array(z.enum(REPORT_SECTIONS, AGAIN)).default([]),
    sectionTitle: line(300),
    sectionHint: line(1_000),
    key: keys,
    of: z.array(z.enum(REPORT_SECTIONS, AGAIN)).max(400).default([]),
    label: line(500),
    hint: line(1_000),
    kind: z
      .array(z.enum(['text', 'choice'], AGAIN))
      .max(400)
      .default([]),
    options: line(5_000),
    place: line(10),
    required: keys,
    final: keys,
    removed: keys,
  })
  .transform(({ programmeId, number, act, title, ...typed }, context): ReportFormInput => {
    const places = typed.place.map((text) => Number(text.trim() || '0'))
    for (const [index, place] of places.entries())
      if (!Number.isInteger(place) || place < 0 || place > 999)
        context.addIssue({
          code: 'custom',
          message: 'Место вопроса: целое число, например 2.',
          path: [`place-${typed.key[index] ?? ''}`],
        })
    return {
      programmeId,
      number,
      act,
      edit: {
        title,
        sections: typed.section.map((section, index) => ({
          section,
          title: typed.sectionTitle[index] ?? '',
          hint: typed.sectionHint[index] ?? '',
        })),
        rows: typed.key.map((key, index) => ({
          key,
          section: typed.of[index] ?? 'conclusions',
          label: typed.label[index] ?? '',
          hint: typed.hint[index] ?? '',
          kind: typed.kind[index] ?? 'text',
          options: typed.options[index] ?? '',
          place: places[index] ?? 0,
          isRequired: typed.required.includes(key),
          isFinal: typed.final.includes(key),
          isRemoved: typed.removed.includes(key),
        })),
      },
    }
  })

export type ReportFormInput = {
  programmeId: string
  number: number
  act: 'save' | 'preview'
  edit: FormEdit
}
