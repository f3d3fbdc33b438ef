import { z } from 'zod'
import { type LocalDate, readDate } from '@/lib/shared/dates'
import { idField, lineField } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

/** A stage as the form's row holds it; `id` is empty for a new one. */
export type ProgrammeStageInput = { id: string; name: string; dueDate: LocalDate | null }

const column = z
  .array(z.string().max(300, 'Слишком длинно: не больше 300 знаков.'))
  .max(50, 'Слишком много этапов.')
  .default([])

/** Rows of the form come as columns; a row without a name is left out. */
export const programmeSchema = z
  .object({
    id: z.preprocess((value) => (value === '' ? undefined : value), idField.optional()),
    name: lineField('Напишите название программы.'),
    year: z.coerce
      .number('Напишите год цифрами.')
      .int('Напишите год цифрами.')
      .min(2000, 'Год: от 2000 до 2100.')
      .max(2100, 'Год: от 2000 до 2100.'),
    stageId: column,
    stageName: column,
    stageDue: column,
  })
  .transform(({ stageId, stageName, stageDue, ...programme }, context) => {
    const stages: ProgrammeStageInput[] = []
    for (const [index, name] of stageName.entries()) {
      const due = stageDue[index] ?? ''
      if (isBlank(name) && isBlank(due)) continue
      const message = isBlank(name) ? `Этап ${index + 1}: напишите название.` : `Этап ${index + 1}: такой даты нет.`
      const dueDate = isBlank(due) ? null : readDate(due)
      if (isBlank(name) || (dueDate === null && !isBlank(due))) {
        context.addIssue({
          code: 'custom',
          message,
          path: [isBlank(name) ? `stageName-${index}` : `stageDue-${index}`],
        })
      }
      stages.push({ id: stageId[index] ?? '', name: name.trim(), dueDate })
    }
    return { ...programme, stages }
  })
export type ProgrammeInput = z.output<typeof programmeSchema>
