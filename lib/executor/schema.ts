import { z } from 'zod'
import { FAN_OUTS } from '@/lib/executor/dictionary'
import { isBlank } from '@/lib/shared/text'

const NAME = 'Напишите название исполнителя.'
const name = z
  .string(NAME)
  .trim()
  .max(200, 'Не длиннее 200 знаков.')
  .refine((text) => !isBlank(text), NAME)

/** A built-in role's word, or the id of the municipality's own role. */
const code = z.string().trim().min(1).max(60)

/** Synonyms come as lines of one field. */
export const executorRoleSchema = z.object({
  code: z
    .string()
    .trim()
    .max(60)
    .optional()
    .transform((text) => text || undefined),
  name,
  fanOut: z.enum(FAN_OUTS, 'Выберите, кому идёт мероприятие.'),
  synonyms: z
    .string()
    .max(20_000, 'Слишком длинный список: не больше 20 000 знаков.')
    .default('')
    .transform((text) => text.split('\n').filter((line) => !isBlank(line))),
})
export type ExecutorRoleInput = z.output<typeof executorRoleSchema>

export const roleCodeSchema = z.object({ code })
export const synonymSchema = z.object({
  code: z.string().trim().min(1, 'Выберите, кто это.').max(60),
  synonym: name,
})
