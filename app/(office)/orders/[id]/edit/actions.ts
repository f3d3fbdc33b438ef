'use server'

import { formAction } from '@/app/_forms/form-action'
import { saveOrderCard } from '@/db/commands/order'
import { orderCardSchema } from '@/lib/order/schema'

export const saveOrderCardAction = formAction(
  { form: 'order-card', schema: orderCardSchema },
  async (actor, input, { now }) => {
    await saveOrderCard(actor, input, now)
    const done = { compose: 'composed', fill: 'filled', save: null }[input.act]
    return done ? `/orders/${input.id}/edit?done=${done}` : `/orders/${input.id}?done=saved`
  },
)
