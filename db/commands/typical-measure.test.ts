import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addTypicalMeasures, removeTypicalMeasure, saveTypicalMeasure } from '@/db/commands/typical-measure'
import { getRoadMap } from '@/db/queries/road-map'
import { listDraftSections, listLibrary } from '@/db/queries/typical-measure'
import { measurePlans } from '@/db/schema/plan'
import { actionsOn, draftAct, NOW, openStory, refusal, sentAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

const typical = (title = `Своё ${randomUUID()}`) => ({
  title,
  term: 'до  25 мая',
  executors: 'Кураторы',
  tasks: '',
  indicator: '100% ОУ',
  factor: 3,
})

describe('saveTypicalMeasure', () => {
  it('keeps it first in the own library, word for word, and not in another district’s', async () => {
    const own = typical()
    const id = await saveTypicalMeasure(coordinator, own, randomUUID(), NOW)
    expect((await listLibrary(coordinator)).find((one) => one.id === id)).toEqual({ ...own, id, isOwn: true })
    const foreign = await listLibrary(await story.other.actor('coordinator'))
    expect(foreign.some((one) => one.isOwn)).toBe(false)
    expect(await actionsOn(id)).toEqual(['typical_measure.add'])
  })

  it('makes one of a double press, and refuses the same words twice and other roles', async () => {
    const own = typical()
    const pressId = randomUUID()
    const id = await saveTypicalMeasure(coordinator, own, pressId, NOW)
    expect(await saveTypicalMeasure(coordinator, own, pressId, NOW)).toBe(id)
    await expect(saveTypicalMeasure(coordinator, own, randomUUID(), NOW)).rejects.toEqual(refusal('conflict'))
    await removeTypicalMeasure(coordinator, { id }, NOW)
    await saveTypicalMeasure(coordinator, own, randomUUID(), NOW)
    const lawyer = await story.home.actor('lawyer')
    await expect(saveTypicalMeasure(lawyer, own, randomUUID(), NOW)).rejects.toEqual(refusal('forbidden'))
  })
})

describe('removeTypicalMeasure', () => {
  it('takes it out of the library once, and hides another district’s', async () => {
    const id = await saveTypicalMeasure(coordinator, typical(), randomUUID(), NOW)
    const stranger = await story.other.actor('coordinator')
    await expect(removeTypicalMeasure(stranger, { id }, NOW)).rejects.toEqual(refusal('not_found'))
    await removeTypicalMeasure(coordinator, { id }, NOW)
    await removeTypicalMeasure(coordinator, { id }, NOW)
    expect((await listLibrary(coordinator)).map((one) => one.id)).not.toContain(id)
    expect(await actionsOn(id)).toEqual(['typical_measure.add', 'typical_measure.remove'])
  })
})

describe('addTypicalMeasures', () => {
  it('adds built-in and own measures in the order of ticking, each with the library as its origin', async () => {
    const own = typical()
    const id = await saveTypicalMeasure(coordinator, own, randomUUID(), NOW)
    const draft = await draftAct(story.home)
    expect((await listDraftSections(coordinator, draft.roadMapId)).map((one) => one.id)).toEqual([draft.sectionId])
    const input = { sectionId: draft.sectionId, pick: ['10-1', id], pressId: randomUUID() }
    expect(await addTypicalMeasures(coordinator, input, NOW)).toBe(2)
    expect(await addTypicalMeasures(coordinator, input, NOW)).toBe(2)
    const { rows } = await getRoadMap(coordinator, draft.roadMapId)
    expect(rows.map((row) => row.title)).toEqual([
      'Совещание',
      'Родительские собрания о ходе проекта и роли семьи в обучении',
      own.title,
    ])
    expect(rows[2]).toMatchObject({ number: '3', term: own.term, indicator: own.indicator })
    const plans = await database().select().from(measurePlans).where(eq(measurePlans.roadMapId, draft.roadMapId))
    expect(plans.map((plan) => plan.origin?.id).sort()).toEqual(['10-1', id].sort())
    expect(await actionsOn(draft.sectionId)).toContain('measure.add_typical')
  })

  it('adds all or none, and nothing to a map that was sent', async () => {
    const draft = await draftAct(story.home)
    const add = (sectionId: string, pick: string[]) =>
      addTypicalMeasures(coordinator, { sectionId, pick, pressId: randomUUID() }, NOW)
    await expect(add(draft.sectionId, ['1-1', 'нет'])).rejects.toEqual(refusal('not_found'))
    expect((await getRoadMap(coordinator, draft.roadMapId)).rows).toHaveLength(1)
    const sent = await sentAct(story.home)
    await expect(add(sent.sectionId, ['1-1'])).rejects.toEqual(refusal('conflict'))
    expect(await listDraftSections(coordinator, sent.roadMapId)).toEqual([])
  })
})
