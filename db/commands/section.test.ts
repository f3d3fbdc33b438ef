import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveMeasure } from '@/db/commands/measure'
import { saveSectionTable } from '@/db/commands/section'
import { measures } from '@/db/schema/road-map'
import { draftEditing } from '@/db/testing/draft-editing'
import { type Act, actionsOn, draftAct, NOW, openStory, refusal, row } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { sectionTableSchema } from '@/lib/road-map/schema'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let act: Act
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())
beforeEach(async () => {
  act = await draftAct(story.home)
})

const { add, addPart, press, titles, table } = draftEditing(
  () => coordinator,
  () => act,
)

describe('saveSectionTable', () => {
  it('saves title, changed rows, filled spare rows and pasted ones together', async () => {
    const input = await table((rows) => {
      rows[0]?.cells.splice(1, 1, 'Изменено')
      rows.push(
        { id: '', revision: 0, cells: ['2', 'Добавлено', '', '', '', ''] },
        { id: '', revision: 0, cells: ['', ' ', '', '', '', ''] },
      )
    })
    await saveSectionTable(
      coordinator,
      { ...input, title: 'Новое имя', pasted: [['Одна ячейка'], ['4', 'Из Excel', 'май']] },
      NOW,
    )
    expect(await titles()).toEqual(['Новое имя: Изменено, Добавлено, Одна ячейка, Из Excel'])
    expect(await actionsOn(act.sectionId)).toEqual(['section.add', 'section.save_table'])
  })

  it('saves nothing at all when one of its rows was changed meanwhile, and tells both texts', async () => {
    const second = await add('Второе')
    const input = await table((rows) => {
      rows[0]?.cells.splice(1, 1, 'Моё первое')
      rows[1]?.cells.splice(1, 1, 'Моё второе')
    })
    await saveMeasure(coordinator, { ...row('Чужое второе'), id: second, revision: 1 }, NOW)
    const details = {
      conflicts: [
        {
          id: second,
          revision: 2,
          current: expect.objectContaining({ title: 'Чужое второе' }),
          mine: expect.objectContaining({ title: 'Моё второе' }),
        },
      ],
    }
    await expect(saveSectionTable(coordinator, input, NOW)).rejects.toEqual(refusal('conflict', { details }))
    expect(await titles()).toEqual(['Организация: Совещание, Чужое второе'])
  })

  it('shows a title that was changed meanwhile, with the revision that may then be written over', async () => {
    const stale = await table()
    await saveSectionTable(coordinator, { ...(await table()), title: 'Чужое имя' }, NOW)
    const mine = { ...stale, title: 'Моё имя' }
    const details = {
      conflicts: [],
      current: expect.objectContaining({ title: 'Чужое имя' }),
      revision: stale.revision + 1,
    }
    await expect(saveSectionTable(coordinator, mine, NOW)).rejects.toEqual(refusal('conflict', { details }))
    await saveSectionTable(coordinator, { ...mine, revision: stale.revision + 1, pressId: randomUUID() }, NOW)
    expect(await titles()).toEqual(['Моё имя: Совещание'])
  })

  it('does not mind a row that another changed and this form did not, and refuses one that is gone', async () => {
    const second = await add('Второе')
    const stale = await table((rows) => rows[0]?.cells.splice(1, 1, 'Моё первое'))
    await press('measure', second, 'delete')
    await expect(saveSectionTable(coordinator, stale, NOW)).rejects.toEqual(refusal('conflict'))
    await press('measure', second, 'restore')
    await saveSectionTable(coordinator, { ...stale, pressId: randomUUID() }, NOW)
    expect(await titles()).toEqual(['Организация: Моё первое, Второе'])
  })

  it('pressed twice at once adds its rows once', async () => {
    const input = await table((rows) => rows.push({ id: '', revision: 0, cells: ['2', 'Один раз'] }))
    await Promise.all([saveSectionTable(coordinator, input, NOW), saveSectionTable(coordinator, input, NOW)])
    expect(await titles()).toEqual(['Организация: Совещание, Один раз'])
  })

  it('takes no row of another section or district, whatever the form sends', async () => {
    const foreign = await draftAct(story.other)
    const elsewhere = await add('В другом разделе', await addPart('2', 'Второй'))
    for (const id of [foreign.measureId, elsewhere]) {
      const input = await table((rows) => rows.push({ id, revision: 1, cells: ['1', 'Захвачено', '', '', '', ''] }))
      await expect(saveSectionTable(coordinator, input, NOW)).rejects.toEqual(refusal('conflict'))
    }
    const [untouched] = await database()
      .select({ title: measures.title })
      .from(measures)
      .where(eq(measures.id, foreign.measureId))
    expect(untouched?.title).toBe('Совещание')
  })

  it('reads a form of forged lists without losing the shape', () => {
    const form = {
      id: act.sectionId,
      revision: '1',
      number: '1',
      title: '',
      rowId: [''],
      rowRevision: ['0'],
      cell0: 'не список',
      __proto__: { cell1: ['x'] },
    }
    expect(sectionTableSchema.parse(form).rows).toEqual([{ id: '', revision: 0, cells: [] }])
  })
})
