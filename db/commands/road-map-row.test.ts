import { and, asc, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { actOnRow, renumber } from '@/db/commands/road-map-row'
import { saveSectionTable } from '@/db/commands/section'
import { getMeasure, getRoadMap, listDeleted } from '@/db/queries/road-map'
import { measures, sections } from '@/db/schema/road-map'
import { draftEditing } from '@/db/testing/draft-editing'
import { type Act, actionsOn, draftAct, NOW, openStory, refusal, send } from '@/db/testing/story'
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

const { add, addPart, press, titles, table } = draftEditing(
  () => coordinator,
  () => act,
)

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
