'use server'

import { formAction } from '@/app/_forms/form-action'
import { completeOutside, prepareOutside } from '@/db/sign-outside'
import { completeFileSchema, prepareFileSchema } from '@/lib/order/outside-schema'
import { invalid } from '@/lib/shared/refusal'
import { BROUGHT_LIMIT, readBrought } from '@/lib/signature/brought'

export const prepareFileAction = formAction(
  { form: 'sign-file', schema: prepareFileSchema },
  async (actor, input, { now }) => {
    await prepareOutside(actor, { ...input, certificate: '', way: 'detached' }, now)
    return `/orders/${input.id}/sign/file?done=prepared`
  },
)

export const completeFileAction = formAction(
  { form: 'sign-file-complete', schema: completeFileSchema },
  async (actor, input, { now, files }) => {
    const file = files.signature
    if (!file) throw invalid('Выберите файл подписи: он не выбран.', 'signature')
    if (file.size > BROUGHT_LIMIT) throw invalid('Файл подписи слишком большой: не больше 1 МБ.', 'signature')
    const cms = readBrought(new Uint8Array(await file.arrayBuffer()), 'signature')
    await completeOutside(actor, { signingId: input.signingId, cms, field: 'signature' }, now)
    return `/orders/${input.id}/signed`
  },
)
