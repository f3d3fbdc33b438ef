import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { acknowledge } from '@/db/commands/acknowledgement'
import { addComment, resolveComment } from '@/db/commands/comment'
import { getAcknowledgement } from '@/db/queries/acknowledgement'
import { listComments } from '@/db/queries/comment'
import { listMyWork } from '@/db/queries/my-work'
import { acknowledgements } from '@/db/schema/plan'
import { schools } from '@/db/schema/school'
import { keysOf, type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { actionsOn, draftAct, idOf, NOW, openStory, refusal } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [{ title: 'Выезд', term: 'май', executors: 'Школы' }])
})
afterAll(() => story.close())

const comment = (more: Partial<Parameters<typeof addComment>[1]> = {}) => ({
  roadMapId: act.roadMapId,
  measureKey: act.keys[0] ?? '',
  field: '' as const,
  text: 'Когда начало?',
  mentions: [],
  ...more,
})
const write = async (name: string, input = comment(), press: string = randomUUID(), place = story.home) =>
  addComment(await place.actor(name), input, press, NOW)
const seen = async (name: string, roadMapId = act.roadMapId, key = act.keys[0] ?? '') =>
  listComments(await story.home.actor(name), roadMapId, key)

describe('comments', () => {
  it('are kept as typed and recorded; a second press writes nothing more', async () => {
    const text = ' <img src=x onerror=alert(1)>\n[x](javascript:alert(1))  \u202E'
    const press = randomUUID()
    const curator = await idOf(story.home, 'curator1')
    const input = comment({ text, field: 'term', mentions: [curator, curator] })
    const id = await write('school1', input, press)
    expect(await write('school1', input, press)).toBe(id)
    const { comments } = await seen('curator1')
    expect(comments).toMatchObject([{ id, text, field: 'term', mentions: ['вы'], resolvedAt: null, mayResolve: true }])
    expect(await actionsOn(act.keys[0] ?? '')).toEqual(['comment.add'])
    await expect(write('school1', comment({ text: ' \u00A0' }))).rejects.toEqual(refusal('invalid', { field: 'text' }))
  })

  it('address only people who see the map', async () => {
    for (const name of ['admin', 'clerk', 'nobody'])
      await expect(write('school1', comment({ mentions: [await idOf(story.home, name)] })), name).rejects.toEqual(
        refusal('invalid', { field: 'mentions' }),
      )
    const stranger = await idOf(story.other, 'coordinator')
    await expect(write('coordinator', comment({ mentions: [stranger] }))).rejects.toEqual(refusal('invalid'))
    const { addressees } = await seen('coordinator')
    expect(addressees.map((one) => one.name).filter((name) => /администратор|делопроизводитель/.test(name))).toEqual([])
    expect(addressees.some((one) => one.id === stranger)).toBe(false)
  })

  it('are closed and opened by author, addressee and coordinator; a press that changes nothing is no error', async () => {
    const id = await write('school1', comment({ mentions: [await idOf(story.home, 'curator1')] }))
    const press = async (name: string, act: 'resolve' | 'reopen') =>
      resolveComment(await story.home.actor(name), { id, act }, NOW)
    await expect(press('school2', 'resolve')).rejects.toEqual(refusal('forbidden'))
    await press('curator1', 'resolve')
    await press('school1', 'resolve')
    await press('coordinator', 'reopen')
    const all = await actionsOn(act.keys[0] ?? '')
    expect(all.slice(-2)).toEqual(['comment.resolve', 'comment.reopen'])
    const foreign = resolveComment(await story.other.actor('coordinator'), { id, act: 'resolve' }, NOW)
    await expect(foreign).rejects.toEqual(refusal('not_found'))
  })

  it('on a draft are the coordinator’s; a school sees neither the row nor the words', async () => {
    const draft = await draftAct(story.home)
    const [key = ''] = await keysOf([draft.measureId])
    await write('coordinator', comment({ roadMapId: draft.roadMapId, measureKey: key }))
    expect((await seen('coordinator', draft.roadMapId, key)).comments).toHaveLength(1)
    for (const name of ['school1', 'curator1', 'lawyer'])
      await expect(seen(name, draft.roadMapId, key), name).rejects.toEqual(refusal('not_found'))
    const onDraft = comment({ roadMapId: draft.roadMapId, measureKey: key })
    await expect(write('school1', onDraft)).rejects.toEqual(refusal('not_found'))
    await expect(write('coordinator', comment(), randomUUID(), story.other)).rejects.toEqual(refusal('not_found'))
    await expect(write('clerk')).rejects.toEqual(refusal('forbidden'))
  })
})

describe('acknowledge', () => {
  it('records a head’s reading once for his school; two presses at once leave one row', async () => {
    const school = await story.home.actor('school1')
    await Promise.all([
      acknowledge(school, { roadMapId: act.roadMapId }, NOW),
      acknowledge(school, { roadMapId: act.roadMapId }, NOW),
    ])
    const [school1] = await schoolIds('МОУ СОШ № 1')
    expect(await database().select().from(acknowledgements)).toMatchObject([
      { schoolId: school1, userId: school.userId, at: NOW },
    ])
    expect((await actionsOn(act.roadMapId)).filter((action) => action === 'road_map.acknowledge')).toHaveLength(1)
    const told = await getAcknowledgement(await story.home.actor('coordinator'), act.roadMapId)
    expect(told.all.map((one) => one.at !== null)).toEqual([false, true, false])
    expect((await getAcknowledgement(school, act.roadMapId)).all).toHaveLength(1)
  })

  it('is not asked of a school that has left the district, nor taken from it', async () => {
    const school = await story.home.actor('school2')
    const [school2 = ''] = await schoolIds('МОУ СОШ № 2')
    const asks = async () => (await listMyWork(school)).decide.some((one) => one.kind === 'acknowledge')
    expect(await asks()).toBe(true)
    await database().update(schools).set({ validTo: '2026-01-31' }).where(eq(schools.id, school2))
    expect(await asks()).toBe(false)
    await expect(acknowledge(school, { roadMapId: act.roadMapId }, NOW)).rejects.toEqual(refusal('conflict'))
    await database().update(schools).set({ validTo: null }).where(eq(schools.id, school2))
  })

  it('is a head’s of school only, of a map in force of his own district', async () => {
    for (const name of ['curator1', 'coordinator', 'head', 'region'])
      await expect(acknowledge(await story.home.actor(name), { roadMapId: act.roadMapId }, NOW), name).rejects.toEqual(
        refusal('forbidden'),
      )
    await expect(acknowledge(await story.other.actor('school1'), { roadMapId: act.roadMapId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    const draft = await draftAct(story.home)
    await expect(acknowledge(await story.home.actor('school1'), { roadMapId: draft.roadMapId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
  })
})
