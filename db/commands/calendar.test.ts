import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { removeCalendarYear, saveCalendarYear } from '@/db/commands/calendar'
import { readCalendar } from '@/db/plan'
import { listCalendarYears } from '@/db/queries/calendar'
import { journal } from '@/db/schema/journal'
import { NOW, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { isWorkingDay } from '@/lib/calendar/production'

let story: Awaited<ReturnType<typeof openStory>>
let admin: Actor

beforeAll(async () => {
  story = await openStory()
  admin = await story.home.actor('admin')
})
afterAll(() => story.close())

const year = {
  year: 2031,
  source: 'постановление № 1',
  daysOff: ['2031-06-12', '2031-01-01'],
  workDays: ['2031-02-22'],
}
const isWorking = async (day: string, place = story.home) => isWorkingDay(day, await readCalendar(database(), place.id))
const actions = async () =>
  (await database().select({ action: journal.action }).from(journal).orderBy(desc(journal.id))).map((one) => one.action)

it('makes an unknown year known, for its own municipality only', async () => {
  expect(await isWorking('2031-06-12')).toBeNull()
  await saveCalendarYear(admin, year, NOW)
  expect((await actions())[0]).toBe('calendar.add')
  expect(await isWorking('2031-06-12')).toBe(false)
  expect(await isWorking('2031-02-22')).toBe(true)
  expect(await isWorking('2031-06-12', story.other)).toBeNull()
  expect((await listCalendarYears(admin))[0]).toMatchObject({ year: 2031, isOwn: true, isBuiltIn: false })
})

it('is recorded once for two presses', async () => {
  const before = (await actions()).length
  await saveCalendarYear(admin, year, NOW)
  expect(await actions()).toHaveLength(before)
})

it('replaces a built-in year, which comes back when it is taken away', async () => {
  await saveCalendarYear(admin, { year: 2022, source: 'свой', daysOff: [], workDays: [] }, NOW)
  expect(await isWorking('2022-03-08')).toBe(true)
  await removeCalendarYear(admin, { year: 2022 }, NOW)
  expect(await isWorking('2022-03-08')).toBe(false)
  await expect(removeCalendarYear(admin, { year: 2022 }, NOW)).rejects.toMatchObject({ code: 'not_found' })
})

it('is the administrator’s', async () => {
  const coordinator = await story.home.actor('coordinator')
  await expect(saveCalendarYear(coordinator, year, NOW)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(removeCalendarYear(coordinator, { year: 2031 }, NOW)).rejects.toMatchObject({ code: 'forbidden' })
})
