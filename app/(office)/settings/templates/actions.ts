'use server'

import { formAction } from '@/app/_forms/form-action'
import { endTemplate, saveTemplate } from '@/db/commands/act-template'
import { templateIdSchema, templateSchema } from '@/lib/order/template-schema'

export const saveTemplateAction = formAction(
  { form: 'act-template', schema: templateSchema },
  async (actor, input, { now, pressId }) => {
    await saveTemplate(actor, input, pressId, now)
    return '/settings/templates?done=saved'
  },
)

export const endTemplateAction = formAction(
  { form: 'act-template.end', schema: templateIdSchema },
  async (actor, input, { now }) => {
    await endTemplate(actor, input, now)
    return '/settings/templates?done=removed'
  },
)
