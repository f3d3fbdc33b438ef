import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution, setExecutions } from '@/db/commands/execution'
import { listComments } from '@/db/queries/comment'
import { getExecutionCell, getMeasureExecution } from '@/db/queries/execution'
import { schools } from '@/db/schema/school'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { statementsOf } from '@/db/testing/statements'
import { idOf, NOW, openStory, refusal } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let school1: string
let school2: string
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [
    { title: 'Анкетирование', term: 'В течение года, ежемесячно', executors: 'Школы, кураторы' },
    { title: 'Отчёт', term: 'май', executors: 'Муниципальный координатор' },
  ])
  ;[school1 = '', school2 = ''] = await schoolIds('МОУ СОШ № 1', 'МОУ СОШ № 2')
})
afterAll(() => story.close())

const key = (measure = 0) => act.keys[measure] ?? ''
const seenBy = async (name: string, measure = 0, point?: string) =>
  getMeasureExecution(await story.home.actor(name), act.roadMapId, key(measure), point)

describe('getMeasureExecution', () => {
  it('shows a school its own cells, a curator his and his schools’, the coordinator all of one point', async () => {
    const school = await seenBy('school1')
    expect(school.cells).toHaveLength(12)
    expect(new Set(school.cells.map((cell) => cell.executor.id))).toEqual(new Set([school1]))
    expect(school.cells.every((cell) => cell.isOwn && cell.mayReport)).toBe(true)
    const curator = await seenBy('curator1')
    const id = await idOf(story.home, 'curator1')
    expect(new Set(curator.cells.map((cell) => cell.executor.id))).toEqual(new Set([id, school1, school2]))
    expect(curator.cells.filter((cell) => cell.mayReport).every((cell) => cell.executor.id === id)).toBe(true)
    const coordinator = await seenBy('coordinator', 0, '5')
    expect([coordinator.points.length, coordinator.point, coordinator.cells.length]).toEqual([12, '5', 5])
    expect((await seenBy('head')).cells.some((cell) => cell.mayReport)).toBe(false)
    expect((await seenBy('school1', 1)).cells).toEqual([])
  })

  it('begins at the first point that is still open, and takes an unknown one for none', async () => {
    // January to March ended before the approval: they are asked about first.
    expect((await seenBy('coordinator')).point).toBe('1')
    expect((await seenBy('coordinator', 0, 'нет такой')).point).toBe('1')
  })

  it('tells a school of itself only, also where many were marked at once', async () => {
    const coordinator = await story.home.actor('coordinator')
    const said = { state: 'not_done', note: 'не сдали', isBeforeApproval: false, doneOn: null } as const
    const cell = { roadMapId: act.roadMapId, measureKey: key(), point: '2' }
    const both = [school1, school2].map((id) => ({ kind: 'school' as const, id, revision: 0 }))
    await setExecutions(coordinator, { ...cell, ...said, executors: both }, randomUUID(), NOW)
    const own = { ...cell, point: '3', executorKind: 'school' as const, executorId: school2, revision: 0 }
    await setExecution(coordinator, { ...own, ...said, note: 'тайна второй школы' }, randomUUID(), NOW)
    const again = { ...cell, ...said, note: 'ещё раз', executors: both.map((one) => ({ ...one, revision: 1 })) }
    await setExecutions(coordinator, again, randomUUID(), NOW)
    const school = await seenBy('school1')
    expect(school.history.map((line) => line.action)).toEqual(['execution.set_many', 'execution.set_many'])
    for (const secret of [school2, 'СОШ № 2', 'тайна', await idOf(story.home, 'curator1')])
      expect(JSON.stringify(school).includes(secret), secret).toBe(false)
    expect((await seenBy('coordinator')).history.length).toBeGreaterThanOrEqual(3)
    const other = { kind: 'school', id: school2 } as const
    await expect(getExecutionCell(await story.home.actor('school1'), act.roadMapId, key(), '2', other)).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('asks the same number of statements for three schools and for five hundred', async () => {
    const coordinator = await story.home.actor('coordinator')
    const read = () =>
      statementsOf(story.fresh.opened, async () => {
        await getMeasureExecution(coordinator, act.roadMapId, key())
        await listComments(coordinator, act.roadMapId, key())
      })
    const few = await read()
    await database()
      .insert(schools)
      .values(
        Array.from({ length: 500 }, (_, index) => ({
          municipalityId: story.home.id,
          name: `Школа ${index}`,
          shortName: `Школа ${index}`,
        })),
      )
    expect(await read()).toBe(few)
    expect(few).toBeLessThan(25)
    expect((await seenBy('coordinator')).cells).toHaveLength(505)
  })
})
