import { z } from 'zod'
import { AMENDMENT_FORMS } from '@/lib/order/rules'

const id = z.uuid('Запись не найдена. Откройте страницу заново.')

export const amendmentFormSchema = z.object({
  orderId: id,
  roadMapId: id,
  version: z.coerce.number('Откройте страницу заново.').int().min(1),
  form: z.enum(AMENDMENT_FORMS, 'Выберите, как изложить изменения.'),
})

/** `pick.<conflict>` = `theirs` takes the text of the edition in force; anything else keeps the draft's. */
export const rebaseSchema = z
  .object({ orderId: id, state: z.string().regex(/^[0-9a-f]{64}$/, 'Сверьте проект с действующей редакцией ещё раз.') })
  .loose()
  .transform((input) => ({
    orderId: input.orderId,
    state: input.state,
    takeTheirs: Object.entries(input)
      .filter(([name, value]) => name.startsWith('pick.') && value === 'theirs')
      .map(([name]) => name.slice('pick.'.length)),
  }))

export const startRepealSchema = z.object({ id })
