import { z } from 'zod'
import { idField, lineField, optionalLine } from '@/lib/shared/form-fields'

export const publishSchema = z.object({ orderId: idField, entryId: idField, note: optionalLine(1_000) })

export const withdrawPublicationSchema = z.object({
  orderId: idField,
  entryId: idField,
  reason: lineField('Напишите, почему акт снимается с публикации.', 1_000),
})
