'use server'

import { formAction, keepValues } from '@/app/_forms/form-action'
import { editPage } from '@/db/commands/municipality'
import { demand } from '@/lib/access/policy'
import { type PageInput, pageSchema } from '@/lib/municipality/schema'

const withButton = pageSchema.extend({ show: pageSchema.shape.hyphenation })

/** «Показать» draws the typed values and saves nothing; «Сохранить» saves them. */
export const editPageAction = formAction(
  { form: 'page', schema: withButton },
  async (actor, { show, ...input }, { now }) => {
    if (!show) {
      await editPage(actor, input, now)
      return '/settings/page?done=saved'
    }
    demand(actor, 'municipality.manage')
    const kept = await keepValues(actor.userId, 'page', asTyped(input), now)
    return `/settings/page?kept=${kept}#sheets`
  },
)

const asTyped = (input: PageInput): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) =>
      value === false ? [] : [[name, [value === true ? 'on' : String(value).replace('.', ',')]]],
    ),
  )
