'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { startEdition } from '@/db/commands/amendment'
import { actOnRow, renumber } from '@/db/commands/road-map-row'
import { roadMapIdSchema, rowSchema, versionSchema } from '@/lib/road-map/schema'
import { localPath } from '@/lib/shared/local-path'
import { mapAddress } from './address'

/** One button of the table: `measure:up:<id>`. */
const pressedRowSchema = z.object({
  row: z.string('Нажмите кнопку в строке.').transform((text, context) => {
    const [kind, act, id] = text.split(':')
    const parsed = rowSchema.safeParse({ kind, act, id })
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'Откройте страницу заново.' })
    return z.NEVER
  }),
  _page: z.string().default('/'),
})

export const actOnRowAction = formAction(
  { form: 'road-map-row', schema: pressedRowSchema },
  async (actor, input, { now }) => {
    await actOnRow(actor, input.row, now)
    const back = new URL(localPath(input._page), 'http://here.invalid')
    const done = { delete: 'deleted', restore: 'restored', up: '', down: '' }[input.row.act]
    if (done) back.searchParams.set('done', done)
    back.searchParams.delete('kept')
    return back.pathname + back.search
  },
)

export const renumberAction = formAction(
  { form: 'road-map-renumber', schema: versionSchema.extend({ _page: z.string().default('/') }) },
  async (actor, input, { now }) => {
    await renumber(actor, input, now)
    const back = new URL(localPath(input._page), 'http://here.invalid')
    back.searchParams.set('done', 'renumbered')
    return back.pathname + back.search
  },
)

export const startEditionAction = formAction(
  { form: 'road-map-edition', schema: roadMapIdSchema },
  async (actor, input, { now, pressId }) => {
    const { version } = await startEdition(actor, { ...input, pressId }, now)
    return `${mapAddress(input.roadMapId, version)}&done=started`
  },
)
