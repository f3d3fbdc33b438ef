import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importRoadMap } from '@/db/commands/road-map'
import { mergeRoadMap } from '@/db/commands/road-map-import'
import { textOf } from '@/db/draft-rows'
import { getRoadMapExport } from '@/db/queries/export'
import { getMergeTarget } from '@/db/queries/road-map-import'
import { importedAct, NOW, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { roadMapOfTable } from '@/lib/road-map/import-file'
import { isUnchanged, planMerge } from '@/lib/road-map/merge'
import { choiceForMap } from '@/lib/road-map/merge-choice'
import { readTableFile } from '@/lib/table-file/read'
import { writeDocx } from '@/lib/table-file/write-docx'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

const WRITERS = { xlsx: writeXlsx, docx: writeDocx }

async function fileOf(roadMapId: string, format: 'xlsx' | 'docx') {
  const bytes = await WRITERS[format](await getRoadMapExport(coordinator, roadMapId))
  const document = await readTableFile(bytes, `карта.${format}`)
  const { columns } = await getMergeTarget(coordinator, roadMapId)
  const choice = choiceForMap(document, roadMapId, columns)
  if (!choice) throw new Error('The file does not say whose it is.')
  return { document, imported: roadMapOfTable(document, choice) }
}
const rowsOf = async (roadMapId: string) =>
  (await getMergeTarget(coordinator, roadMapId)).target.measures.map(({ id, ...row }) => ({ id, ...textOf(row) }))

describe.each(['xlsx', 'docx'] as const)('a map as .%s and back', (format) => {
  it('changes nothing, and an edit in the file comes back as that edit alone', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const { imported } = await fileOf(roadMapId, format)
    const { target, state } = await getMergeTarget(coordinator, roadMapId)
    const plan = planMerge(target, imported)
    expect(isUnchanged(plan)).toBe(true)
    expect(plan.same).toBe(17)
    const before = await rowsOf(roadMapId)
    const last = imported.sections.at(-1)?.measures.at(-1)
    if (last) last.executors = 'Муниципальный координатор'
    const input = { roadMapId, imported, state, takeFile: [], remove: [], pressId: randomUUID() }
    expect(await mergeRoadMap(coordinator, input, NOW)).toMatchObject({ edited: 1, added: 0, removed: 0 })
    expect(await rowsOf(roadMapId)).toEqual(
      before.map((row) =>
        row.title.startsWith('Подведение итогов') ? { ...row, executors: 'Муниципальный координатор' } : row,
      ),
    )
  })

  it('makes another map of its own, with rows of its own, when it is imported as a new one', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const { imported } = await fileOf(roadMapId, format)
    const copy = await importRoadMap(
      coordinator,
      { programmeName: `Копия ${randomUUID()}`, year: 2023, imported, sourceHash: randomUUID(), pressId: randomUUID() },
      NOW,
    )
    const keys = async (id: string) => (await getMergeTarget(coordinator, id)).target.measures.map((row) => row.key)
    const [old, fresh] = [await keys(roadMapId), await keys(copy.roadMapId)]
    expect(fresh).toHaveLength(17)
    expect(fresh.filter((key) => old.includes(key))).toEqual([])
    const text = (rows: Awaited<ReturnType<typeof rowsOf>>) => rows.map(({ id: _, ...cells }) => cells)
    expect(text(await rowsOf(copy.roadMapId))).toEqual(text(await rowsOf(roadMapId)))
  })
})
