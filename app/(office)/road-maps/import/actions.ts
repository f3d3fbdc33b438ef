'use server'

import { z } from 'zod'
import { formAction } from '@/app/_forms/form-action'
import { importRoadMap } from '@/db/commands/road-map'
import { mergeRoadMap } from '@/db/commands/road-map-import'
import { findOwnMap, getMergeTarget } from '@/db/queries/road-map-import'
import { demand } from '@/lib/access/policy'
import { choiceForMap } from '@/lib/road-map/merge-choice'
import { createRoadMapSchema } from '@/lib/road-map/schema'
import { choiceOf } from './choice'
import { importedOf, leftOut } from './imported'
import { keepSource, openSource, readSource } from './source'

const pasteSchema = createRoadMapSchema.extend({ text: z.string().default(''), html: z.string().default('') })

/** Reads what was sent and shows it; saves nothing but the sealed table itself, for its author, for a day. */
export const previewImportAction = formAction(
  { form: 'road-map-paste', schema: pasteSchema },
  async (actor, { programmeName, year, text, html }, { now, files }) => {
    demand(actor, 'road_map.edit')
    const source = { title: programmeName, year, ...(await readSource({ text, html, file: files.file })) }
    const paste = await keepSource(actor, 'road-map-paste', source, text, now)
    const { document } = source
    const own = document.ids.roadMap && (await findOwnMap(actor, { roadMapId: document.ids.roadMap }))
    if (own) return `/road-maps/import/merge?map=${own.id}&paste=${paste}`
    return document.text === undefined
      ? `/road-maps/import/columns?paste=${paste}`
      : `/road-maps/import/preview?paste=${paste}`
  },
)

const stepSchema = z.object({
  paste: z.string().max(100),
  /** The choice of table and columns as it stood in the address. */
  choice: z.string().max(20_000).default(''),
  answer: z.array(z.string().max(30)).max(20_000).default([]),
})

const chosen = (text: string) => choiceOf(Object.fromEntries(new URLSearchParams(text)))

/** «Сохранить»: what was kept is read again with the same choice, so what is saved is what was shown. */
export const saveImportAction = formAction(
  { form: 'road-map-import', schema: stepSchema },
  async (actor, input, { now, pressId }) => {
    const source = await openSource(actor, 'road-map-paste', input.paste)
    const choice = chosen(input.choice)
    const imported = importedOf(source, choice, input.answer)
    const { title: programmeName, year, hash: sourceHash } = source
    const { roadMapId } = await importRoadMap(actor, { programmeName, year, imported, sourceHash, pressId }, now)
    if (source.document.text !== undefined) return `/road-maps/${roadMapId}?done=imported`
    const added = imported.sections.reduce((sum, section) => sum + section.measures.length, 0)
    const skipped = leftOut(source, choice, imported)
    return `/road-maps/import/result?map=${roadMapId}&added=${added}&skipped=${skipped}`
  },
)

const mergeSchema = stepSchema
  .extend({
    map: z.uuid('Откройте страницу заново.'),
    state: z.string().max(100),
    remove: z.array(z.uuid()).max(20_000).default([]),
  })
  .loose()

/** The file's changes into the draft that was compared. `take-<row>` is «file» where the file's text was chosen. */
export const mergeImportAction = formAction(
  { form: 'road-map-merge', schema: mergeSchema },
  async (actor, { paste, choice, answer, map, state, remove, ...rest }, { now, pressId }) => {
    const source = await openSource(actor, 'road-map-paste', paste)
    const { columns } = await getMergeTarget(actor, map)
    const own = choiceForMap(source.document, map, columns)
    const asked = chosen(choice)
    const imported = importedOf(source, asked.columns ? asked : (own ?? asked), answer)
    const takeFile = Object.entries(rest).flatMap(([name, value]) =>
      name.startsWith('take-') && value === 'file' ? [name.slice(5)] : [],
    )
    const done = await mergeRoadMap(actor, { roadMapId: map, imported, state, takeFile, remove, pressId }, now)
    const numbers = Object.entries(done).map(([name, value]) => `&${name}=${value}`)
    return `/road-maps/import/result?map=${map}${numbers.join('')}`
  },
)
