import { z } from 'zod'
import { DECISIONS, REASON_LIMIT } from '@/lib/approval/rules'

const id = z.uuid('Запись не найдена. Откройте страницу заново.')
const reason = z.string().max(REASON_LIMIT, `Слишком длинно: не больше ${REASON_LIMIT} знаков.`).default('')

export const sendSchema = z.object({ id, routeId: z.uuid('Выберите маршрут согласования.'), note: reason })
export type SendInput = z.infer<typeof sendSchema>

export const reasonSchema = z.object({ id, reason })

export const decideSchema = z.object({
  taskId: id,
  decision: z.enum(DECISIONS, 'Выберите решение.'),
  reason,
  remarkKey: z.array(id).default([]),
  remarkText: z.array(reason).default([]),
})
export type DecideInput = z.infer<typeof decideSchema>

export const answerSchema = z.object({
  remarkId: id,
  answer: z.string().max(REASON_LIMIT, `Слишком длинно: не больше ${REASON_LIMIT} знаков.`),
})
