import { randomUUID } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import {
  actOnRow,
  addMeasure,
  addSection,
  renumber,
  saveMeasure,
  saveSection,
  saveSectionTable,
} from '@/db/commands/measure'
import { getMeasure, getRoadMap, getSection, listDeleted } from '@/db/queries/road-map'
import { journal } from '@/db/schema/journal'
import { measures, sections } from '@/db/schema/road-map'
import { type Act, actionsOn, draftAct, NOW, openStory, refusal, row, send } from '@/db/testing/story'
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

const add = (title: string, sectionId = act.sectionId, pressId = randomUUID()) =>
  addMeasure(coordinator, { ...row(title), sectionId, pressId }, NOW)
const addPart = (number: string, title: string, pressId = randomUUID()) =>
  addSection(coordinator, { versionId: act.versionId, number, title, pressId }, NOW)
const press = (kind: 'measure' | 'section', id: string, what: 'up' | 'down' | 'delete' | 'restore') =>
  actOnRow(coordinator, { kind, id, act: what }, NOW)
const titles = async () => {
  const { sections: parts, rows } = await getRoadMap(coordinator, act.roadMapId)
  return parts.map(
    (part) =>
      `${part.title}: ${rows
        .filter((one) => one.sectionId === part.id)
        .map((one) => one.title)
        .join(', ')}`,
  )
}
/** What the table's form sends for the section as it now is. */
async function table(change: (rows: { id: string; revision: number; cells: string[] }[]) => void = () => {}) {
  const { section, rows } = await getSection(coordinator, act.roadMapId, act.sectionId)
  const sent = rows.map(({ id, revision, number, title, term, executors, tasks, indicator }) => ({
    id,
    revision,
    cells: [number, title, term, executors, tasks, indicator],
  }))
  change(sent)
  return {
    id: act.sectionId,
    revision: section.revision,
    number: section.number,
    title: section.title,
    rows: sent,
    pasted: [] as string[][],
    pressId: randomUUID(),
  }
}

describe('addSection and addMeasure', () => {
  it('put the new row last, word for word, and record it', async () => {
    const id = await add('  Два  пробела\nи строка «ё» Ү ')
    const sectionId = await addPart('II', 'Второй')
    expect(await getMeasure(coordinator, act.roadMapId, id)).toMatchObject({
      title: '  Два  пробела\nи строка «ё» Ү ',
      revision: 1,
    })
    await add('Первое', sectionId)
    expect(await titles()).toEqual(['Организация: Совещание,   Два  пробела\nи строка «ё» Ү ', 'Второй: Первое'])
    expect(await actionsOn(id, sectionId)).toEqual(['measure.add', 'section.add'])
  })

  it('are done once for two presses at once', async () => {
    const pressId = randomUUID()
    const both = await Promise.all([add('Одно', act.sectionId, pressId), add('Одно', act.sectionId, pressId)])
    expect(both[0]).toBe(both[1])
    const parts = await Promise.all([addPart('2', 'Один', `${pressId}s`), addPart('2', 'Один', `${pressId}s`)])
    expect(parts[0]).toBe(parts[1])
    expect(await titles()).toEqual(['Организация: Совещание, Одно', 'Один: '])
  })

  it('refuse a section that somebody has deleted: the row would be seen nowhere', async () => {
    await press('section', act.sectionId, 'delete')
    await expect(add('В никуда')).rejects.toEqual(refusal('conflict'))
    const input = {
      id: act.sectionId,
      revision: 1,
      number: '1',
      title: 'Организация',
      rows: [{ id: '', revision: 0, cells: ['2', 'В никуда'] }],
      pasted: [],
    }
    await expect(saveSectionTable(coordinator, { ...input, pressId: randomUUID() }, NOW)).rejects.toEqual(
      refusal('conflict'),
    )
  })

  it('refuse rows of another district, a stranger’s role and a package that was sent', async () => {
    const stranger = await story.other.actor('coordinator')
    await expect(
      addMeasure(stranger, { ...row('Чужое'), sectionId: act.sectionId, pressId: randomUUID() }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    await expect(
      addMeasure(
        await story.home.actor('clerk'),
        { ...row('Чужое'), sectionId: act.sectionId, pressId: randomUUID() },
        NOW,
      ),
    ).rejects.toEqual(refusal('forbidden'))
    await send(story.home, act.orderId)
    await expect(add('Поздно')).rejects.toEqual(refusal('conflict'))
    await expect(addPart('2', 'Поздно')).rejects.toEqual(refusal('conflict'))
  })
})

describe('saveMeasure', () => {
  const save = (title: string, revision: number) =>
    saveMeasure(coordinator, { ...row(title), id: act.measureId, revision }, NOW)

  it('keeps the text before and after in the journal', async () => {
    await save('Совещание с директорами', 1)
    const [line] = await database()
      .select()
      .from(journal)
      .where(and(eq(journal.subjectId, act.measureId), eq(journal.action, 'measure.save')))
    expect(line).toMatchObject({
      before: { title: 'Совещание' },
      after: { title: 'Совещание с директорами' },
      actorName: expect.stringContaining('Иванова'),
    })
  })

  it('shows the second of two editors both texts and overwrites nothing', async () => {
    const both = await Promise.allSettled([save('Правка одного', 1), save('Правка другого', 1)])
    const lost = both.find((one) => one.status === 'rejected')
    const kept = (await getMeasure(coordinator, act.roadMapId, act.measureId)).title
    expect(['Правка одного', 'Правка другого']).toContain(kept)
    expect(lost?.reason).toEqual(
      refusal('conflict', { details: { current: expect.objectContaining({ title: kept }), revision: 2 } }),
    )
    await save('Обе правки вместе', 2)
    expect((await getMeasure(coordinator, act.roadMapId, act.measureId)).title).toBe('Обе правки вместе')
  })

  it('pressed twice is saved and recorded once', async () => {
    await save('Дважды', 1)
    await save('Дважды', 1)
    expect(await getMeasure(coordinator, act.roadMapId, act.measureId)).toMatchObject({ title: 'Дважды', revision: 2 })
    expect((await actionsOn(act.measureId)).filter((action) => action === 'measure.save')).toHaveLength(1)
  })

  it('is refused to another district, to another role and after sending', async () => {
    const input = { ...row('Иначе'), id: act.measureId, revision: 1 }
    await expect(saveMeasure(await story.other.actor('coordinator'), input, NOW)).rejects.toEqual(refusal('not_found'))
    await expect(saveMeasure(await story.home.actor('admin'), input, NOW)).rejects.toEqual(refusal('forbidden'))
    await send(story.home, act.orderId)
    await expect(saveMeasure(coordinator, input, NOW)).rejects.toEqual(refusal('conflict'))
    expect((await getMeasure(coordinator, act.roadMapId, act.measureId)).title).toBe('Совещание')
  })
})

describe('saveSection', () => {
  it('saves label and title; the second editor sees the first one’s text, the second press does nothing', async () => {
    const save = (title: string, revision = 1) =>
      saveSection(coordinator, { id: act.sectionId, revision, number: 'I', title }, NOW)
    await save('Иначе')
    await save('Иначе')
    await expect(save('По-другому')).rejects.toEqual(
      refusal('conflict', { details: { current: { number: 'I', title: 'Иначе' }, revision: 2 } }),
    )
    expect(await actionsOn(act.sectionId)).toEqual(['section.add', 'section.save'])
    await expect(
      saveSection(
        await story.other.actor('coordinator'),
        { id: act.sectionId, revision: 2, number: '', title: '' },
        NOW,
      ),
    ).rejects.toEqual(refusal('not_found'))
  })
})

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

describe('actOnRow', () => {
  it('moves a measure within its section and over its edge, and nothing past the first and the last', async () => {
    const second = await add('Второе')
    const below = await addPart('2', 'Ниже')
    await add('Третье', below)
    await press('measure', act.measureId, 'up')
    await press('measure', second, 'up')
    expect(await titles()).toEqual(['Организация: Второе, Совещание', 'Ниже: Третье'])
    await press('measure', act.measureId, 'down')
    expect(await titles()).toEqual(['Организация: Второе', 'Ниже: Совещание, Третье'])
    await press('measure', act.measureId, 'up')
    expect(await titles()).toEqual(['Организация: Второе, Совещание', 'Ниже: Третье'])
    await press('section', below, 'up')
    await press('section', below, 'up')
    expect(await titles()).toEqual(['Ниже: Третье', 'Организация: Второе, Совещание'])
    expect((await actionsOn(below)).filter((action) => action === 'section.up')).toHaveLength(1)
  })

  it('keeps every row in a place of its own when moves come at once', async () => {
    const ids = [act.measureId, await add('Б'), await add('В'), await add('Г')]
    await Promise.all(
      ids.flatMap((id) => [press('measure', id, 'up'), press('measure', id, 'down'), press('measure', id, 'up')]),
    )
    const places = await database()
      .select({ id: measures.id, position: measures.position })
      .from(measures)
      .where(eq(measures.sectionId, act.sectionId))
    expect(new Set(places.map((one) => one.position)).size).toBe(4)
    expect(places.map((one) => one.id).sort()).toEqual([...ids].sort())
  })

  it('deletes into the trash and restores to the same place; a second press of either changes nothing', async () => {
    const second = await add('Второе')
    await press('measure', act.measureId, 'delete')
    await press('measure', act.measureId, 'delete')
    expect(await titles()).toEqual(['Организация: Второе'])
    expect((await listDeleted(coordinator, act.roadMapId)).measures.map((one) => one.id)).toEqual([act.measureId])
    await press('measure', act.measureId, 'restore')
    expect(await titles()).toEqual(['Организация: Совещание, Второе'])
    expect(await actionsOn(act.measureId)).toEqual(['measure.add', 'measure.delete', 'measure.restore'])
    await press('measure', second, 'restore')
    expect(await actionsOn(second)).toEqual(['measure.add'])
  })

  it('gives a row that was added after a deletion another place than the deleted one’s', async () => {
    const last = await add('Последнее')
    await press('measure', last, 'delete')
    await saveSectionTable(
      coordinator,
      await table((rows) => rows.push({ id: '', revision: 0, cells: ['2', 'Новое'] })),
      NOW,
    )
    await press('measure', last, 'restore')
    const places = await database()
      .select({ position: measures.position })
      .from(measures)
      .where(eq(measures.sectionId, act.sectionId))
    expect(new Set(places.map((one) => one.position)).size).toBe(3)
  })

  it('takes a deleted section’s measures out of the map and its count, and a measure restored out of it brings it back', async () => {
    const section = await addPart('2', 'Второй')
    const lost = await add('Пропавшее', section)
    await press('measure', lost, 'delete')
    await press('section', section, 'delete')
    await press('section', act.sectionId, 'delete')
    const emptied = await getRoadMap(coordinator, act.roadMapId)
    expect([emptied.version.measures, emptied.rows.length, emptied.sections.length]).toEqual([0, 0, 0])
    await press('measure', lost, 'restore')
    expect(await titles()).toEqual(['Второй: Пропавшее'])
    await press('section', act.sectionId, 'restore')
    expect(await titles()).toEqual(['Организация: Совещание', 'Второй: Пропавшее'])
  })

  it('is refused to another district and after sending', async () => {
    const stranger = await story.other.actor('coordinator')
    for (const [kind, id] of [
      ['measure', act.measureId],
      ['section', act.sectionId],
    ] as const) {
      await expect(actOnRow(stranger, { kind, id, act: 'delete' }, NOW)).rejects.toEqual(refusal('not_found'))
    }
    await send(story.home, act.orderId)
    await expect(press('measure', act.measureId, 'delete')).rejects.toEqual(refusal('conflict'))
  })
})

describe('renumber', () => {
  it('numbers sections and the measures of each anew, only when asked, and once', async () => {
    const second = await addPart('Б', 'Второй')
    await add('Второе')
    await add('Третье', second)
    const gone = await add('Удалённое')
    await press('measure', gone, 'delete')
    const labels = async () => [
      (
        await database()
          .select({ number: sections.number })
          .from(sections)
          .where(eq(sections.versionId, act.versionId))
          .orderBy(asc(sections.position))
      ).map((one) => one.number),
      (
        await database()
          .select({ number: measures.number })
          .from(measures)
          .where(and(eq(measures.versionId, act.versionId), isNull(measures.deletedAt)))
          .orderBy(asc(measures.sectionId), asc(measures.position))
      )
        .map((one) => one.number)
        .sort(),
    ]
    expect(await labels()).toEqual([
      ['1', 'Б'],
      ['1', '1', '1'],
    ])
    await renumber(coordinator, { versionId: act.versionId }, NOW)
    expect(await labels()).toEqual([
      ['1', '2'],
      ['1', '1', '2'],
    ])
    const revision = async () => (await getMeasure(coordinator, act.roadMapId, act.measureId)).revision
    const before = await revision()
    await renumber(coordinator, { versionId: act.versionId }, NOW)
    expect(await revision()).toBe(before)
  })

  it('is refused to another district, another role and after sending', async () => {
    await expect(renumber(await story.other.actor('coordinator'), { versionId: act.versionId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(renumber(await story.home.actor('head'), { versionId: act.versionId }, NOW)).rejects.toEqual(
      refusal('forbidden'),
    )
    await send(story.home, act.orderId)
    await expect(renumber(coordinator, { versionId: act.versionId }, NOW)).rejects.toEqual(refusal('conflict'))
  })
})
