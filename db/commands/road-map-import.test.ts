import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveMeasure } from '@/db/commands/measure'
import { mergeRoadMap } from '@/db/commands/road-map-import'
import { actOnRow } from '@/db/commands/road-map-row'
import { getRoadMap } from '@/db/queries/road-map'
import { getMergeTarget } from '@/db/queries/road-map-import'
import { measures } from '@/db/schema/road-map'
import { actionsOn, importedAct, NOW, openStory, refusal, signedAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { planMerge } from '@/lib/road-map/merge'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { rowKey } from '@/lib/table-file/document'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

/** The draft as our own export would bring it back: every row with its id and revision. */
async function exported(roadMapId: string): Promise<ImportedRoadMap> {
  const { target } = await getMergeTarget(coordinator, roadMapId)
  const living = target.sections.filter((section) => !section.isDeleted)
  return {
    headers: target.columns.map((column) => column.header),
    fields: target.columns.map((column) => column.field),
    doubts: [],
    sections: living.map((section) => ({
      number: section.number,
      title: section.title,
      key: rowKey('section', section.key, section.revision),
      measures: target.measures
        .filter((row) => row.sectionId === section.id && !row.isDeleted)
        .map(({ number, title, term, executors, tasks, indicator, extra, key, revision }) => ({
          number,
          title,
          term,
          executors,
          tasks,
          indicator,
          extra,
          key: rowKey('measure', key, revision),
        })),
    })),
  }
}

const merge = async (roadMapId: string, imported: ImportedRoadMap, more = {}) => {
  const { state } = await getMergeTarget(coordinator, roadMapId)
  const input = { roadMapId, imported, state, takeFile: [], remove: [], pressId: randomUUID(), ...more }
  return mergeRoadMap(coordinator, input, NOW)
}
const cells = async (roadMapId: string) => {
  const map = await getRoadMap(coordinator, roadMapId)
  return map.sections.map((part) => ({
    title: part.title,
    rows: map.rows.filter((one) => one.sectionId === part.id).map(({ id, sectionId: _, ...text }) => ({ id, ...text })),
  }))
}
const first = (imported: ImportedRoadMap) => {
  const row = imported.sections[0]?.measures[0]
  if (!row) throw new Error('There is no row.')
  return row
}

describe('mergeRoadMap', () => {
  it('changes nothing with the file as it was exported', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const before = await cells(roadMapId)
    expect(await merge(roadMapId, await exported(roadMapId))).toEqual({ edited: 0, added: 0, removed: 0, kept: 0 })
    expect(await cells(roadMapId)).toEqual(before)
  })

  it('brings an edit, a new row between two, a move and a renamed heading back, and doubles nothing the second time', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const before = await cells(roadMapId)
    const file = await exported(roadMapId)
    first(file).term = 'до 1 марта'
    const { key: _, ...fresh } = { ...first(file), title: 'Вписано в Excel', number: '1а' }
    file.sections[0]?.measures.splice(1, 0, fresh)
    const moved = file.sections[0]?.measures.pop()
    if (moved) file.sections[1]?.measures.unshift(moved)
    Object.assign(file.sections[2] ?? {}, { title: 'Контроль' })
    expect(await merge(roadMapId, file)).toMatchObject({ edited: 1, added: 1, removed: 0, kept: 0 })
    const after = await cells(roadMapId)
    expect(after[0]?.rows[0]).toEqual({ ...before[0]?.rows[0], term: 'до 1 марта' })
    expect(after[0]?.rows.map((row) => row.title).slice(0, 3)).toEqual([
      before[0]?.rows[0]?.title,
      'Вписано в Excel',
      before[0]?.rows[1]?.title,
    ])
    expect(after[1]?.rows[0]?.id).toBe(before[0]?.rows.at(-1)?.id)
    expect(after.map((part) => part.title)[2]).toBe('Контроль')
    // The very same file again: its rows are of an older revision now, but their texts are those of the map.
    expect(await merge(roadMapId, file)).toEqual({ edited: 0, added: 0, removed: 0, kept: 0 })
    expect(await cells(roadMapId)).toEqual(after)
    expect(await actionsOn(roadMapId)).toContain('road_map.merge')
  })

  it('answers the same press twice with one merge, and refuses it with another file', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    first(file).term = 'до 1 марта'
    const { state } = await getMergeTarget(coordinator, roadMapId)
    const press = { state, pressId: randomUUID() }
    const done = await merge(roadMapId, file, press)
    expect(done.edited).toBe(1)
    expect(await merge(roadMapId, file, press)).toEqual(done)
    first(file).term = 'до 2 марта'
    await expect(merge(roadMapId, file, press)).rejects.toEqual(refusal('conflict'))
    expect((await cells(roadMapId))[0]?.rows[0]?.term).toBe('до 1 марта')
  })

  it('leaves a row that another changed since the export, unless the file’s text is chosen', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    const [row] = (await getMergeTarget(coordinator, roadMapId)).target.measures
    if (!row) throw new Error('There is no row.')
    await saveMeasure(coordinator, { ...row, extra: [], term: 'Из программы' }, NOW)
    first(file).term = 'Из файла'
    expect(await merge(roadMapId, file)).toMatchObject({ edited: 0, kept: 1 })
    expect((await cells(roadMapId))[0]?.rows[0]?.term).toBe('Из программы')
    expect(await merge(roadMapId, file, { takeFile: [row.id] })).toMatchObject({ edited: 1, kept: 0 })
    expect((await cells(roadMapId))[0]?.rows[0]?.term).toBe('Из файла')
  })

  it('deletes only rows that were ticked, and brings a deleted one back only if it was chosen', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    const whole = structuredClone(file)
    const [lost, stays] = file.sections[0]?.measures.splice(0, 2) ?? []
    const { target } = await getMergeTarget(coordinator, roadMapId)
    const idOf = (title?: string) => target.measures.find((row) => row.title === title)?.id ?? ''
    expect(await merge(roadMapId, file, { remove: [idOf(lost?.title)] })).toMatchObject({ removed: 1 })
    const titles = async () => (await cells(roadMapId)).flatMap((part) => part.rows.map((row) => row.title))
    expect(await titles()).not.toContain(lost?.title)
    expect(await titles()).toContain(stays?.title)
    expect(await merge(roadMapId, whole)).toMatchObject({ added: 0, kept: 1 })
    expect(await titles()).not.toContain(lost?.title)
    expect(await merge(roadMapId, whole, { takeFile: [idOf(lost?.title)] })).toMatchObject({ edited: 1 })
    expect((await titles())[0]).toBe(lost?.title)
  })

  it('refuses a preview that is no longer true, an approved map, another district’s, and other roles', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    const { state, target } = await getMergeTarget(coordinator, roadMapId)
    await actOnRow(coordinator, { kind: 'measure', id: target.measures[0]?.id ?? '', act: 'down' }, NOW)
    await expect(merge(roadMapId, file, { state })).rejects.toThrow(/сверьте файл ещё раз/)
    const signed = await signedAct(story.home)
    await expect(merge(signed.roadMapId, await exported(signed.roadMapId))).rejects.toThrow(
      /актом о внесении изменений/,
    )
    const input = { roadMapId, imported: file, state, takeFile: [], remove: [], pressId: randomUUID() }
    await expect(mergeRoadMap(await story.other.actor('coordinator'), input, NOW)).rejects.toEqual(refusal('not_found'))
    await expect(mergeRoadMap(await story.home.actor('lawyer'), input, NOW)).rejects.toEqual(refusal('forbidden'))
  })

  it('saves nothing when it is stopped in the middle', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    first(file).term = 'не должно остаться'
    const { key: _, ...fresh } = first(file)
    // NUL is what PostgreSQL refuses: the last of the new rows fails after the others were written.
    file.sections[0]?.measures.push({ ...fresh, title: 'Новое' }, { ...fresh, title: 'Обрыв\u0000' })
    const before = await cells(roadMapId)
    await expect(merge(roadMapId, file)).rejects.toThrow()
    expect(await cells(roadMapId)).toEqual(before)
    const rows = await database().select().from(measures).where(eq(measures.title, 'Новое'))
    expect(rows).toEqual([])
  })

  it('answers the second press with the first one’s numbers', async () => {
    const { roadMapId } = await importedAct(story.home, 2022)
    const file = await exported(roadMapId)
    first(file).term = 'иначе'
    const { state } = await getMergeTarget(coordinator, roadMapId)
    const again = { state, pressId: randomUUID() }
    const once = await merge(roadMapId, file, again)
    expect(await merge(roadMapId, file, again)).toEqual(once)
    expect(planMerge((await getMergeTarget(coordinator, roadMapId)).target, file).edits).toEqual([])
  })

  it('compares and saves 5,000 edited rows in a time that grows with them only', async () => {
    const mergeTwice = async (rows: number) => {
      const { roadMapId } = await importedAct(story.home, 2022)
      const file = await exported(roadMapId)
      const { key: _, ...fresh } = first(file)
      file.sections[0]?.measures.push(
        ...Array.from({ length: rows }, (_unused, index) => ({ ...fresh, title: `Мероприятие ${index}` })),
      )
      expect(await merge(roadMapId, file)).toMatchObject({ added: rows })
      const edited = await exported(roadMapId)
      for (const row of edited.sections[0]?.measures ?? []) row.term = 'до 31 мая'
      expect(await merge(roadMapId, edited)).toMatchObject({ edited: rows + 6, added: 0 })
    }
    expect(await growthOf(5_000, (rows) => rows, mergeTwice)).toBeLessThan(NEARLY_SQUARE)
  })
})
