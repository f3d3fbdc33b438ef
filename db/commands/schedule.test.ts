import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import * as schedule from '@/db/commands/schedule'
import { getMeasureExecution } from '@/db/queries/execution'
import { getSchedule, listSchedules } from '@/db/queries/schedule'
import { scheduleDates } from '@/db/schema/plan'
import { keysOf, type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { actionsOn, draftAct, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let coordinator: Actor
let scheduleId: string
let school1: string
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  act = await livingAct(story.home, [
    { title: 'Выезды', term: 'По графику', executors: 'Школы' },
    { title: 'Отчёт', term: 'май', executors: 'Школы' },
  ])
  ;[school1 = ''] = await schoolIds('МОУ СОШ № 1')
  scheduleId = await schedule.addSchedule(coordinator, { roadMapId: act.roadMapId, name: 'Выезды' }, 'press', NOW)
})
afterAll(() => story.close())

const none = { lines: '', repeat: null, repeatFrom: null, repeatTo: null, schoolId: null }
const add = (more: Partial<schedule.AddDatesInput>, press: string = randomUUID(), actor = coordinator) =>
  schedule.addScheduleDates(actor, { scheduleId, ...none, ...more }, press, NOW)
const datesOf = async () =>
  (
    await database()
      .select()
      .from(scheduleDates)
      .where(eq(scheduleDates.scheduleId, scheduleId))
      .orderBy(asc(scheduleDates.date))
  ).map(({ id, date, schoolId, note }) => ({ id, date, schoolId, note }))
const forget = () => database().delete(scheduleDates)

describe('schedules', () => {
  it('are added once by two presses, renamed, and keep their names apart', async () => {
    expect(await schedule.addSchedule(coordinator, { roadMapId: act.roadMapId, name: 'Выезды' }, 'press', NOW)).toBe(
      scheduleId,
    )
    await expect(
      schedule.addSchedule(coordinator, { roadMapId: act.roadMapId, name: 'ВЫЕЗДЫ' }, randomUUID(), NOW),
    ).rejects.toEqual(refusal('invalid', { field: 'name' }))
    await schedule.renameSchedule(coordinator, { id: scheduleId, name: 'Выезды кураторов' }, NOW)
    await schedule.renameSchedule(coordinator, { id: scheduleId, name: 'Выезды кураторов' }, NOW)
    expect(await actionsOn(scheduleId)).toEqual(['schedule.add', 'schedule.rename'])
  })

  it('take dates one a line and repeated, leave out what is there, and record what was added', async () => {
    const press = randomUUID()
    const lines = '12.05.2026 — МОУ СОШ № 1 пгт Забайкальск — первый выезд\n\n 14.05 \n14 мая 2026'
    expect(await add({ lines }, press)).toEqual({ added: 2, known: 1 })
    expect(await add({ lines }, press)).toEqual({ added: 2, known: 1 })
    expect((await datesOf()).map(({ id, ...one }) => one)).toEqual([
      { date: '2026-05-12', schoolId: school1, note: 'первый выезд' },
      { date: '2026-05-14', schoolId: null, note: '' },
    ])
    const weekly = { repeat: 'week' as const, repeatFrom: '2026-05-14', repeatTo: '2026-05-28' }
    expect(await add(weekly)).toEqual({ added: 2, known: 1 })
    expect((await actionsOn(scheduleId)).slice(-2)).toEqual(['schedule.add_dates', 'schedule.add_dates'])
    await forget()
  })

  it('save nothing when one line is wrong, and name it', async () => {
    for (const [lines, message] of [
      ['12.05.2026\n31.02.2026', 'Строка 2'],
      ['12.05.2026 — Школа на Луне', 'такой школы в списке нет'],
      ['скоро', 'Строка 1'],
    ] as const)
      await expect(add({ lines }), lines).rejects.toEqual(
        refusal('invalid', { field: 'lines', message: expect.stringContaining(message) }),
      )
    await expect(add({})).rejects.toEqual(refusal('invalid', { field: 'lines' }))
    await expect(add({ repeat: 'week', repeatFrom: '2026-05-01' })).rejects.toEqual(
      refusal('invalid', { field: 'repeatTo' }),
    )
    await expect(add({ repeat: 'week', repeatFrom: '2020-01-01', repeatTo: '2099-01-01' })).rejects.toEqual(
      refusal('invalid', { field: 'repeatTo' }),
    )
    const [foreign = ''] = await schoolIds('Другая школа')
    await expect(add({ lines: '12.05.2026', schoolId: foreign })).rejects.toEqual(refusal('not_found'))
    expect(await datesOf()).toEqual([])
  })

  it('give a joined measure its points, one school’s date to that school only; a reported date stays', async () => {
    const [measureKey = ''] = act.keys
    await add({ lines: '12.05.2026 — МОУ СОШ № 1 пгт Забайкальск\n14.05.2026' })
    const join = { roadMapId: act.roadMapId, measureKey, scheduleId, revision: 0 }
    await schedule.joinSchedule(coordinator, join, NOW)
    await schedule.joinSchedule(coordinator, join, NOW)
    expect(await actionsOn(measureKey)).toEqual(['measure.join_schedule'])
    const school = await story.home.actor('school1')
    const { own } = await getMeasureExecution(school, act.roadMapId, measureKey)
    expect(own.map((cell) => cell.due)).toEqual(['2026-05-12', '2026-05-14'])
    const other = await getMeasureExecution(await story.home.actor('school2'), act.roadMapId, measureKey)
    expect(other.own.map((cell) => cell.due)).toEqual(['2026-05-14'])

    const [first, second] = await datesOf()
    const said = { state: 'done', note: '', isBeforeApproval: false, doneOn: null, revision: 0 } as const
    const cell = { roadMapId: act.roadMapId, measureKey, point: first?.id ?? '', executorKind: 'school' } as const
    await setExecution(school, { ...cell, ...said, executorId: school1 }, randomUUID(), NOW)
    await expect(schedule.removeScheduleDate(coordinator, { id: first?.id ?? '' }, NOW)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('12.05.2026') }),
    )
    await schedule.removeScheduleDate(coordinator, { id: second?.id ?? '' }, NOW)
    await expect(schedule.removeScheduleDate(coordinator, { id: second?.id ?? '' }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    expect((await getSchedule(coordinator, scheduleId)).dates.map((date) => [date.date, date.isUsed])).toEqual([
      ['2026-05-12', true],
    ])
    await expect(schedule.joinSchedule(coordinator, { ...join, scheduleId: null }, NOW)).rejects.toEqual(
      refusal('conflict'),
    )
    await schedule.joinSchedule(coordinator, { ...join, scheduleId: null, revision: 1 }, NOW)
    const parted = await getMeasureExecution(coordinator, act.roadMapId, measureKey)
    expect(parted.leftovers).toHaveLength(1)
  })

  it('are the coordinator’s, on drafts too, and never of another map or district', async () => {
    const draft = await draftAct(story.home)
    const own = await schedule.addSchedule(
      coordinator,
      { roadMapId: draft.roadMapId, name: 'Курсы' },
      randomUUID(),
      NOW,
    )
    const [draftKey = ''] = await keysOf([draft.measureId])
    const join = { roadMapId: draft.roadMapId, measureKey: draftKey, revision: 0 }
    await schedule.joinSchedule(coordinator, { ...join, scheduleId: own }, NOW)
    expect((await listSchedules(coordinator, draft.roadMapId)).measures).toMatchObject([{ scheduleId: own }])
    expect((await listSchedules(coordinator, act.roadMapId)).schedules).toMatchObject([
      { id: scheduleId, dates: 1, first: '2026-05-12', last: '2026-05-12' },
    ])
    await expect(schedule.joinSchedule(coordinator, { ...join, scheduleId }, NOW)).rejects.toEqual(refusal('not_found'))
    await expect(
      schedule.joinSchedule(coordinator, { ...join, measureKey: act.keys[0] ?? '', scheduleId: own }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    for (const name of ['curator1', 'school1', 'head', 'admin'])
      await expect(add({ lines: '12.05.2026' }, randomUUID(), await story.home.actor(name)), name).rejects.toEqual(
        refusal('forbidden'),
      )
    await expect(add({ lines: '12.05.2026' }, randomUUID(), await story.other.actor('coordinator'))).rejects.toEqual(
      refusal('not_found'),
    )
  })
})
