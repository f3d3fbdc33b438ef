'use server'

import { formAction } from '@/app/_forms/form-action'
import { signOrder } from '@/db/sign-order'
import { signSchema } from '@/lib/order/schema'

export const signAction = formAction({ form: 'order-sign', schema: signSchema }, async (actor, input, { now }) => {
  await signOrder(actor, input, now)
  return `/orders/${input.id}/signed`
})
