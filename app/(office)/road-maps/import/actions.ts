'use server'

import { createHash } from 'node:crypto'
import { z } from 'zod'
import { formAction, keepValues } from '@/app/_forms/form-action'
import { openForm, typed } from '@/app/_forms/form-state'
import { importRoadMap } from '@/db/commands/road-map'
import { demand } from '@/lib/access/policy'
import { readRoadMapText } from '@/lib/road-map/import'
import { pasteSchema } from '@/lib/road-map/schema'
import { conflict } from '@/lib/shared/refusal'

/** Reads what was pasted and shows it; saves nothing but the sealed text itself, for its author, for a day. */
export const previewImportAction = formAction(
  { form: 'road-map-paste', schema: pasteSchema },
  async (actor, input, { now }) => {
    demand(actor, 'road_map.edit')
    readRoadMapText(input.text)
    const kept = await keepValues(
      actor.userId,
      'road-map-paste',
      { programmeName: [input.programmeName], year: [String(input.year)], text: [input.text] },
      now,
    )
    return `/road-maps/import/preview?paste=${kept}`
  },
)

/** «Сохранить»: the pasted text is read again, so what is saved is what was shown. */
export const saveImportAction = formAction(
  { form: 'road-map-import', schema: z.object({ paste: z.string().max(100) }) },
  async (actor, input, { now, pressId }) => {
    const pasted = await openForm('road-map-paste', input.paste, actor.userId)
    const parsed = pasteSchema.safeParse({
      programmeName: typed(pasted, 'programmeName'),
      year: typed(pasted, 'year'),
      text: typed(pasted, 'text'),
    })
    if (!parsed.success || parsed.data.text === '')
      throw conflict('Вставленный текст хранится сутки и уже удалён. Вставьте его ещё раз.')
    const { text, ...programme } = parsed.data
    const { roadMapId } = await importRoadMap(
      actor,
      {
        ...programme,
        imported: readRoadMapText(text),
        sourceHash: createHash('sha256').update(text).digest('hex'),
        pressId,
      },
      now,
    )
    return `/road-maps/${roadMapId}?done=imported`
  },
)
