import { z } from 'zod'
import { readDate } from '@/lib/shared/dates'

const word = z.string().max(300).optional().catch(undefined)
const day = z
  .string()
  .max(50)
  .optional()
  .catch(undefined)
  .transform((text) => (text ? readDate(text) : null))

/** The journal's filter as it stands in the address; what cannot be read filters nothing. */
export const journalFilterSchema = z.object({
  action: word,
  person: word,
  from: day,
  to: day,
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
