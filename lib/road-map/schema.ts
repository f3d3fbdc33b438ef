import { z } from 'zod'
import { tabbedRows } from '@/lib/road-map/import-rows'
import { LIMITS } from '@/lib/road-map/rules'
import { isBlank } from '@/lib/shared/text'

const cell = (label: string) =>
  z
    .string(`Поле «${label}» не пришло. Откройте страницу заново.`)
    .max(LIMITS.cell, `«${label}»: не больше ${LIMITS.cell} знаков.`)
const id = z.uuid('Запись не найдена. Откройте страницу заново.')
const revision = z.coerce.number('Откройте страницу заново.').int().min(1)

const year = z.coerce
  .number('Напишите год четырьмя цифрами, например 2026.')
  .int('Напишите год четырьмя цифрами, например 2026.')
  .min(2000, 'Год должен быть не раньше 2000.')
  .max(2100, 'Год должен быть не позже 2100.')

export const createRoadMapSchema = z.object({
  programmeName: z
    .string()
    .max(300, 'Название короче 300 знаков.')
    .refine((text) => !isBlank(text), 'Напишите название программы.'),
  year,
})
export type CreateRoadMapInput = z.infer<typeof createRoadMapSchema>

export const pasteSchema = z.object({
  programmeName: createRoadMapSchema.shape.programmeName,
  year,
  text: z.string('Вставьте текст дорожной карты.'),
})

export const measureSchema = z.object({
  id,
  revision,
  number: cell('№'),
  title: cell('Мероприятие'),
  term: cell('Срок'),
  executors: cell('Исполнители'),
  tasks: cell('Задачи'),
  indicator: cell('Показатель'),
  extra: z.array(cell('Дополнительная колонка')).default([]),
})
export type MeasureInput = z.infer<typeof measureSchema>

export const addMeasureSchema = measureSchema.omit({ id: true, revision: true }).extend({ sectionId: id })
export type AddMeasureInput = z.infer<typeof addMeasureSchema>

const sectionTitle = cell('Название раздела')
export const addSectionSchema = z.object({ versionId: id, number: cell('Номер раздела'), title: sectionTitle })
export const sectionSchema = z.object({ id, revision, number: cell('Номер раздела'), title: sectionTitle })

/** A section edited as a table: parallel lists, one item a row; `rowId` is empty in a spare row. */
export const sectionTableSchema = sectionSchema
  .extend({
    /** Rows copied out of Excel or Word, cells divided by tabs. */
    pasted: z.string().max(LIMITS.cell, 'Слишком много сразу: вставьте строки частями.').default(''),
    rowId: z.array(z.union([id, z.literal('')])).max(1_000, 'Слишком много строк на одной странице.'),
    rowRevision: z.array(z.coerce.number().int()),
  })
  .loose()
  .transform((input) => ({
    id: input.id,
    revision: input.revision,
    number: input.number,
    title: input.title,
    roadMapId: String(input.roadMapId ?? ''),
    version: Number(input.version) || 1,
    pasted: tabbedRows(input.pasted.split('\n')).map((row) => row.cells),
    rows: input.rowId.map((rowId, row) => ({
      id: rowId,
      revision: input.rowRevision[row] ?? 0,
      /** Texts in the order of the map's columns. */
      cells: cellsOf(input, row),
    })),
  }))

function cellsOf(input: Record<string, unknown>, row: number): string[] {
  const cells: string[] = []
  for (let place = 0; Array.isArray(input[`cell${place}`]); place++) {
    cells.push(String((input[`cell${place}`] as unknown[])[row] ?? '').slice(0, LIMITS.cell))
  }
  return cells
}
export type SectionTableInput = z.output<typeof sectionTableSchema>

/** One press beside a row of the table: «Выше», «Ниже», «Удалить», «Восстановить». */
export const rowSchema = z.object({
  kind: z.enum(['section', 'measure']),
  id,
  act: z.enum(['up', 'down', 'delete', 'restore']),
})
export type RowInput = z.infer<typeof rowSchema>

export const versionSchema = z.object({ versionId: id })
export const roadMapIdSchema = z.object({ roadMapId: id })
