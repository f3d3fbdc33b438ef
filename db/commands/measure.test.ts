import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { saveSectionTable } from '@/db/commands/section'
import { getMeasure } from '@/db/queries/road-map'
import { journal } from '@/db/schema/journal'
import { draftEditing } from '@/db/testing/draft-editing'
import { type Act, actionsOn, draftAct, NOW, openStory, refusal, row, send } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

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

const { add, addPart, press, titles } = draftEditing(
  () => coordinator,
  () => act,
)

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
