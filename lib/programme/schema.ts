import { z } from 'zod'
import { stageDefect } from '@/lib/programme/stage'
import { type LocalDate, readDate } from '@/lib/shared/dates'
import { idField, lineField } from '@/lib/shared/form-fields'
import { isBlank } from '@/lib/shared/text'

/** A stage as the form's row holds it; `id` is empty for a new one. Its days are explained in lib/programme/stage.ts. */
export type ProgrammeStageInput = {
  id: string
  name: string
  dueDate: LocalDate | null
  opensOn: LocalDate | null
  locksOn: LocalDate | null
  isFinal: boolean
}

const column = z
  .array(z.string().max(300, 'Слишком длинно: не больше 300 знаков.'))
  .max(50, 'Слишком много этапов.')
  .default([])

/** Columns of days in the form, and the stage's own names for them. */
const DAYS = { stageDue: 'dueDate', stageOpens: 'opensOn', stageLocks: 'locksOn' } as const

/** Rows of the form come as columns; a row with nothing typed is left out. `stageFinal` holds the numbers of the ticked rows, from 0. */
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
    stageOpens: column,
    stageLocks: column,
    stageFinal: column,
  })
  .transform(({ stageId, stageName, stageDue, stageOpens, stageLocks, stageFinal, ...programme }, context) => {
    const stages: ProgrammeStageInput[] = []
    const columns = { stageDue, stageOpens, stageLocks }
    for (const [index, name] of stageName.entries()) {
      const fail = (field: string, message: string) =>
        context.addIssue({ code: 'custom', message: `Этап ${index + 1}: ${message}`, path: [`${field}-${index}`] })
      const days = { dueDate: null, opensOn: null, locksOn: null } as Record<
        (typeof DAYS)[keyof typeof DAYS],
        LocalDate | null
      >
      let isRead = true
      const typed = (Object.keys(DAYS) as (keyof typeof DAYS)[]).filter(
        (field) => !isBlank(columns[field][index] ?? ''),
      )
      if (isBlank(name) && typed.length === 0) continue
      if (isBlank(name)) fail('stageName', 'напишите название.')
      for (const field of typed) {
        const date = readDate(columns[field][index] ?? '')
        days[DAYS[field]] = date
        if (date === null) {
          fail(field, 'такой даты нет.')
          isRead = false
        }
      }
      const defect = isRead ? stageDefect(days) : null
      if (defect) fail(defect.field, defect.message)
      stages.push({ id: stageId[index] ?? '', name: name.trim(), ...days, isFinal: stageFinal.includes(String(index)) })
    }
    const last = stages.filter((stage) => stage.isFinal)
    if (last.length > 1) {
      const [, second = ''] = stageFinal
      context.addIssue({
        code: 'custom',
        message: 'Итоговый этап в программе один. Снимите отметку с остальных.',
        path: [`stageFinal-${second}`],
      })
    }
    return { ...programme, stages }
  })
export type ProgrammeInput = z.output<typeof programmeSchema>
