import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addFromAssignment, createAssignment, endAssignment } from '@/db/commands/assignment'
import { getAssignment, listAssignments } from '@/db/queries/assignment'
import { getRoadMap } from '@/db/queries/road-map'
import { measurePlans } from '@/db/schema/plan'
import { actionsOn, draftAct, NOW, openStory, refusal, sentAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'

let story: Awaited<ReturnType<typeof openStory>>
let region: Actor
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  region = await story.home.actor('region')
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

const imported = readRoadMapText('№\tМероприятие\tСрок\n1\tПервое  дело\tдо 18.02\n2\tВторое дело\tдекабрь')
const issue = (more: object = {}) =>
  createAssignment(region, { title: 'ТЗ 2026', year: 2026, imported, pressId: randomUUID(), ...more }, NOW)

describe('createAssignment', () => {
  it('shows the rows word for word to the region and its municipalities, and to nobody else', async () => {
    const id = await issue()
    expect((await getAssignment(coordinator, id)).sections[0]?.measures.map((row) => row.title)).toEqual([
      'Первое  дело',
      'Второе дело',
    ])
    expect((await listAssignments(region)).map((one) => [one.id, one.measures])).toContainEqual([id, 2])
    const stranger = await story.other.actor('coordinator')
    await expect(getAssignment(stranger, id)).rejects.toEqual(refusal('not_found'))
    expect(await listAssignments(stranger)).toEqual([])
    expect(await listAssignments(await story.home.actor('school1'))).toEqual([])
    expect(await actionsOn(id)).toEqual(['assignment.add'])
  })

  it('makes one of a double press, and refuses a municipality and an empty table', async () => {
    const pressId = randomUUID()
    expect(await issue({ pressId })).toBe(await issue({ pressId }))
    const input = { title: 'ТЗ', year: 2026, imported, pressId: randomUUID() }
    await expect(createAssignment(coordinator, input, NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(createAssignment(await story.home.actor('posing'), input, NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(issue({ imported: { ...imported, sections: [] } })).rejects.toEqual(refusal('invalid'))
  })
})

describe('endAssignment', () => {
  it('hides it from the municipalities’ list, keeps it readable, and may be pressed twice', async () => {
    const id = await issue()
    await endAssignment(region, { id }, NOW)
    await endAssignment(region, { id }, NOW)
    expect((await listAssignments(coordinator)).map((one) => one.id)).not.toContain(id)
    expect((await listAssignments(region)).map((one) => one.id)).toContain(id)
    expect((await getAssignment(coordinator, id)).endedAt).toEqual(NOW)
    expect(await actionsOn(id)).toEqual(['assignment.add', 'assignment.end'])
    await expect(endAssignment(coordinator, { id }, NOW)).rejects.toEqual(refusal('forbidden'))
  })
})

describe('addFromAssignment', () => {
  it('puts chosen rows at the end of a section, numbered on, each naming its item', async () => {
    const assignmentId = await issue()
    const draft = await draftAct(story.home)
    const input = { assignmentId, sectionId: draft.sectionId, pick: ['0.1', '0.0', '0.1'], pressId: randomUUID() }
    expect(await addFromAssignment(coordinator, input, NOW)).toBe(2)
    expect(await addFromAssignment(coordinator, input, NOW)).toBe(2)
    const { rows } = await getRoadMap(coordinator, draft.roadMapId)
    expect(rows.map((row) => [row.number, row.title])).toEqual([
      ['1', 'Совещание'],
      ['2', 'Второе дело'],
      ['3', 'Первое  дело'],
    ])
    const plans = await database().select().from(measurePlans).where(eq(measurePlans.roadMapId, draft.roadMapId))
    expect(plans.map((plan) => plan.origin?.item).sort()).toEqual(['1', '2'])
    expect(await actionsOn(draft.sectionId)).toContain('measure.add_from_assignment')
  })

  it('refuses a row that is not there, one taken back, a sent map and another district’s section', async () => {
    const assignmentId = await issue()
    const draft = await draftAct(story.home)
    const add = (more: object) =>
      addFromAssignment(
        coordinator,
        { assignmentId, sectionId: draft.sectionId, pick: ['0.0'], pressId: randomUUID(), ...more },
        NOW,
      )
    await expect(add({ pick: ['0.7'] })).rejects.toEqual(refusal('not_found'))
    await expect(add({ pick: ['x'] })).rejects.toEqual(refusal('not_found'))
    const sent = await sentAct(story.home)
    await expect(add({ sectionId: sent.sectionId })).rejects.toEqual(refusal('conflict'))
    const foreign = await draftAct(story.other)
    await expect(add({ sectionId: foreign.sectionId })).rejects.toEqual(refusal('not_found'))
    await endAssignment(region, { id: assignmentId }, NOW)
    await expect(add({})).rejects.toEqual(refusal('not_found'))
    expect((await getRoadMap(coordinator, draft.roadMapId)).rows).toHaveLength(1)
  })
})
