import { z } from 'zod'
import { LIMITS } from '@/lib/road-map/rules'
import { isBlank } from '@/lib/shared/text'

const cell = (label: string) =>
  z.string(`Поле «${label}» не пришло. Откройте страницу заново.`).max(LIMITS.cell, `«${label}»: не больше ${LIMITS.cell} знаков.`)
const id = z.uuid('Запись не найдена. Откройте страницу заново.')
const revision = z.coerce.number('Откройте страницу заново.').int().min(1)

const year = z.coerce
  .number('Напишите год четырьмя цифрами, например 2026.')
  .int('Напишите год четырьмя цифрами, например 2026.')
  .min(2000, 'Год должен быть не раньше 2000.')
  .max(2100, 'Год должен быть не позже 2100.')

export const createRoadMapSchema = z.object({
  programmeName: z.string().max(300, 'Название короче 300 знаков.').refine((text) => !isBlank(text), 'Напишите название программы.'),
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

/** One press beside a row of the table: «Выше», «Ниже», «Удалить», «Восстановить». */
export const rowSchema = z.object({ kind: z.enum(['section', 'measure']), id, act: z.enum(['up', 'down', 'delete', 'restore']) })
export type RowInput = z.infer<typeof rowSchema>

export const versionSchema = z.object({ versionId: id })
export const roadMapIdSchema = z.object({ roadMapId: id })
