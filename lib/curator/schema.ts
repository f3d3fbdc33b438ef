import { z } from 'zod'
import { dateField, idField, lineField, optionalDate, optionalText, PERIOD_ERROR } from '@/lib/shared/form-fields'

const reasonText = optionalText(2_000)

const assignment = {
  schoolId: z.uuid('Выберите школу.'),
  userId: z.uuid('Выберите куратора.'),
  validFrom: dateField('Напишите первый день.'),
  validTo: optionalDate,
}
const inOrder = (value: { validFrom: string; validTo: string | null }) =>
  value.validTo === null || value.validFrom <= value.validTo

/** What is chosen before the check page. */
export const chooseAssignmentSchema = z.object(assignment).refine(inOrder, PERIOD_ERROR)
/** What the check page sends: the same, and why where a rule wants a reason. */
export const assignCuratorSchema = z.object({ ...assignment, reason: reasonText }).refine(inOrder, PERIOD_ERROR)
export type AssignCuratorInput = z.output<typeof assignCuratorSchema>

const end = { id: idField, validTo: dateField('Напишите последний день.') }
export const chooseEndSchema = z.object(end)
export const endAssignmentSchema = z.object({
  ...end,
  reason: lineField('Напишите причину: освобождение от обязанностей, отпуск, ошибка в назначении.', 2_000),
})
export type EndAssignmentInput = z.output<typeof endAssignmentSchema>

const handOver = {
  fromUserId: idField,
  toUserId: z.uuid('Выберите, кому передать.'),
  /** First day of the new curator. */
  day: dateField('Напишите, с какого дня.'),
  schoolId: z.array(idField, 'Отметьте школы.').min(1, 'Отметьте хотя бы одну школу.').max(1_000),
}
export const chooseHandOverSchema = z.object(handOver)
export const handOverSchema = z.object({
  ...handOver,
  reason: lineField('Напишите причину передачи.', 2_000),
})
export type HandOverInput = z.output<typeof handOverSchema>
