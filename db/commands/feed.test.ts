import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import { makeFeed, revokeFeed } from '@/db/commands/feed'
import { endPerson } from '@/db/commands/person'
import { findFeedActor, findOwnFeed, listOwnCalendar } from '@/db/queries/feed'
import { listMyWork } from '@/db/queries/my-work'
import { journal } from '@/db/schema/journal'
import { feeds } from '@/db/schema/plan'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { statementsOf } from '@/db/testing/statements'
import { idOf, NOW, openStory, refusal } from '@/db/testing/story'
import { calendarDays } from '@/lib/road-map/exported-days'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [
    { title: 'Отчёт школ', term: 'до 25.04.2026', executors: 'Школы' },
    { title: 'Отчёт кураторов', term: 'май', executors: 'Кураторы' },
    { title: 'Сайт', term: 'в течение года, постоянно', executors: 'Школы' },
  ])
})
afterAll(() => story.close())

const actor = (name: string) => story.home.actor(name)
const livingFeeds = async (userId: string) =>
  database()
    .select()
    .from(feeds)
    .where(and(eq(feeds.userId, userId), isNull(feeds.revokedAt)))

describe('a personal address of one’s terms', () => {
  it('opens to whoever has it, as the person of today; only its fingerprint is stored', async () => {
    const school = await actor('school1')
    const token = await makeFeed(school, NOW)
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await findFeedActor(token, NOW)).toEqual(school)
    expect(await findFeedActor(`${token}x`, NOW)).toBeUndefined()
    const stored = JSON.stringify([await database().select().from(feeds), await database().select().from(journal)])
    expect(stored).not.toContain(token)
    expect(stored).toContain('feed.make')
  })

  it('is one: a new one ends the earlier, also when both are asked for at once', async () => {
    const curator = await actor('curator1')
    const first = await makeFeed(curator, NOW)
    const both = await Promise.all([makeFeed(curator, NOW), makeFeed(curator, NOW)])
    expect(await findFeedActor(first, NOW)).toBeUndefined()
    const found = await Promise.all(both.map((token) => findFeedActor(token, NOW)))
    expect(found.filter(Boolean)).toHaveLength(1)
    expect(await livingFeeds(curator.userId ?? '')).toHaveLength(1)
  })

  it('answers no more after it was revoked; a second revocation is told so', async () => {
    const head = await actor('head')
    const token = await makeFeed(head, NOW)
    expect(await findOwnFeed(head)).toEqual({ createdAt: NOW })
    await revokeFeed(head, NOW)
    expect(await findFeedActor(token, NOW)).toBeUndefined()
    expect(await findOwnFeed(head)).toBeUndefined()
    await expect(revokeFeed(head, NOW)).rejects.toThrow(refusal('conflict'))
  })

  it('ends with the person’s work', async () => {
    const token = await makeFeed(await actor('school2'), NOW)
    await endPerson(await actor('admin'), { id: await idOf(story.home, 'school2') }, NOW)
    expect(await findFeedActor(token, NOW)).toBeUndefined()
  })
})

describe('the calendar behind it', () => {
  const titles = async (name: string) => calendarDays(await listOwnCalendar(await actor(name))).map((day) => day.title)

  it('holds one’s own control points that have a day, and nobody else’s', async () => {
    expect(await titles('school1')).toEqual(['1.1. Отчёт школ'])
    expect(await titles('curator1')).toEqual(['1.1. Отчёт кураторов'])
    expect(await titles('coordinator')).toEqual(['1.1. Совещание'])
    for (const name of ['clerk', 'lawyer', 'head', 'admin']) expect(await titles(name), name).toEqual([])
    expect(await listOwnCalendar(await story.other.actor('coordinator'))).toEqual([])
    expect(await listOwnCalendar(await actor('region'))).toEqual([])
  })

  it('has every term that «Мои дела» asks of the person', async () => {
    const school = await actor('school1')
    const asked = (await listMyWork(school)).week.filter((work) => work.kind === 'point')
    const days = calendarDays(await listOwnCalendar(school), '')
    expect(asked.length).toBeGreaterThan(0)
    for (const work of asked)
      expect(days.some((day) => day.due === work.due && day.title.endsWith(work.title))).toBe(true)
  })

  it('says of a point that it is done', async () => {
    const [schoolId = ''] = await schoolIds('МОУ СОШ № 1')
    const said = { state: 'done' as const, note: '', isBeforeApproval: false, doneOn: null, revision: 0, evidence: [] }
    const cell = { roadMapId: act.roadMapId, measureKey: act.keys[0] ?? '', point: '1' }
    const executor = { executorKind: 'school' as const, executorId: schoolId }
    await setExecution(await actor('school1'), { ...cell, ...executor, ...said }, randomUUID(), NOW)
    expect(await titles('school1')).toEqual(['1.1. Отчёт школ (исполнено)'])
  })

  it('asks the database as often for two maps as for one', async () => {
    const school = await actor('school1')
    const ask = () => statementsOf(story.fresh.opened, () => listOwnCalendar(school))
    const before = await ask()
    await livingAct(story.home, [{ title: 'Ещё', term: 'июнь', executors: 'Школы' }])
    expect(await titles('school1')).toContain('1.1. Ещё')
    expect(await ask()).toBe(before)
  })
})
