import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { readDistrictFacts, readMapFacts } from '@/db/plan'
import { getIndicatorFigure } from '@/db/queries/indicator'
import { listMyWork } from '@/db/queries/my-work'
import { getConsolidated, getReportMatrix } from '@/db/queries/report-matrix'
import { countSentReports } from '@/db/report-counters'
import { roleAssignments, users } from '@/db/schema/person'
import { roadMaps } from '@/db/schema/road-map'
import { type LivingAct, livingAct } from '@/db/testing/living-act'
import { madeReport, type ReviewProgramme, reviewProgramme, schoolsOf, sendVersion } from '@/db/testing/review-scene'
import { idOf, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { planOf } from '@/lib/road-map/plan'

/** The stage «Весна» of the scene is due on 30.04.2026 and locks on the 14th of May. */
const AFTER = new Date('2026-05-03T02:00:00Z')

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let programme: ReviewProgramme
let act: LivingAct
let made: { reportId: string; versionId: string }

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator', AFTER)
  programme = await reviewProgramme(story.home)
  const [school] = await schoolsOf(story.home, 'curator1')
  made = await madeReport(story.home, programme, {
    curatorId: await idOf(story.home, 'curator1'),
    schoolId: school?.id ?? '',
    lateDays: 2,
  })
  act = await livingAct(story.home, [{ title: 'Подготовка отчетов кураторов', term: 'май', executors: 'Кураторы' }])
  await database().update(roadMaps).set({ programmeId: programme.programmeId }).where(eq(roadMaps.id, act.roadMapId))
})
afterAll(() => story.close())

describe('the matrix', () => {
  it('has every curator of every school at each stage', async () => {
    const { stages } = await getReportMatrix(coordinator, programme.programmeId)
    expect(stages.map(({ stage, standing, cells }) => [stage.name, standing, cells.length])).toEqual([
      ['Зима', 'locked', 3],
      ['Весна', 'late', 3],
      ['Осень', 'ahead', 3],
    ])
    expect(stages[1]?.cells.map((cell) => cell.standing).sort()).toEqual(['none', 'none', 'sent'])
  })

  it('of a past stage stays as it was when a curator’s account is closed after it', async () => {
    const cells = async () =>
      (await getReportMatrix(coordinator, programme.programmeId)).stages.map(({ stage, cells }) => [
        stage.name,
        cells.filter((cell) => cell.curator && cell.isExpected).length,
      ])
    const curator = eq(users.id, await idOf(story.home, 'curator2'))
    const before = await cells()
    // Between the due day of spring and that of autumn.
    await database().update(users).set({ endedAt: AFTER }).where(curator)
    const after = await cells()
    await database().update(users).set({ endedAt: null }).where(curator)
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    expect(after[2]?.[1]).toBeLessThan(Number(before[2]?.[1]))
  })

  it('is of this year’s programme where none is named', async () => {
    const { programme: chosen } = await getReportMatrix(coordinator)
    expect(chosen?.year).toBe(2026)
  })
})

describe('the counter of reports', () => {
  const count = async () => {
    const district = await readDistrictFacts(database(), story.home.id, coordinator.today)
    const facts = (await readMapFacts(database(), [act.roadMapId])).get(act.roadMapId)
    if (!facts) throw new Error('The map has no facts.')
    return countSentReports(database(), act.roadMapId, planOf({ ...district, ...facts }))
  }

  it('counts stages that have opened, each report once, and leads to it', async () => {
    const { done, missing } = await count()
    expect(done).toEqual([
      expect.objectContaining({
        href: `/reports/${made.reportId}`,
        note: 'отправлен 21.04.2026, опоздал на 2\u00A0дня',
      }),
    ])
    expect(missing).toHaveLength(5)
    expect(missing[0]).toMatchObject({ href: expect.stringMatching(/^\/reports\/matrix\?programme=.+&stage=/) })
  })

  it('is what measure 3.1 of the plan is counted by, and hides other curators’ names from a school', async () => {
    const { words } = await figureWords(coordinator)
    expect(words).toContain('1 из 6')
    const school = await figureWords(await story.home.actor('school1', AFTER))
    expect(school.words).toContain('1 из 6')
    expect(school.told).not.toMatch(/Кузнецов/)
  })

  async function figureWords(actor: Actor) {
    const answer = await getIndicatorFigure(actor, act.roadMapId, act.keys[0] ?? '')
    const told = JSON.stringify(answer)
    return { told, words: told }
  }
})

describe('«Мои дела»', () => {
  const reviewsOf = async (actor: Actor) => {
    const { decide } = await listMyWork(actor)
    return decide.filter((work) => work.kind === 'review').map((work) => work.href)
  }

  it('asks a coordinator to accept what was sent, and tells what was not', async () => {
    expect(await reviewsOf(coordinator)).toEqual([`/reports/${made.reportId}/review`])
    const { wait } = await listMyWork(coordinator)
    expect(wait.find((work) => work.kind === 'other_report' && work.title.endsWith('Весна'))).toMatchObject({
      due: '2026-04-30',
      note: expect.stringContaining('не сдали 2 из 3'),
    })
  })

  it('leaves the head alone while a coordinator may accept', async () => {
    expect(await reviewsOf(await story.home.actor('head', AFTER))).toEqual([])
    expect(await reviewsOf(await story.home.actor('curator1', AFTER))).toEqual([])
  })

  it('gives a coordinator-curator’s report to the head, or to another coordinator', async () => {
    const [school] = await schoolsOf(story.home, 'curator2')
    const own = await madeReport(story.home, programme, {
      curatorId: coordinator.userId ?? '',
      schoolId: school?.id ?? '',
    })
    const href = `/reports/${own.reportId}/review`
    expect(await reviewsOf(coordinator)).not.toContain(href)
    expect(await reviewsOf(await story.home.actor('head', AFTER))).toEqual([href])
    await database()
      .insert(roleAssignments)
      .values({ userId: await idOf(story.home, 'lawyer'), role: 'coordinator' })
    expect(await reviewsOf(await story.home.actor('lawyer', AFTER))).toContain(href)
    expect(await reviewsOf(await story.home.actor('head', AFTER))).toEqual([])
  })
})

it('the consolidated report is made of the last sent version, whatever is written since', async () => {
  const content = { sections: [] }
  const before = (await getConsolidated(coordinator, programme.openId)).report
  expect(before.sections.map((section) => section.id)).toContain('dynamics')
  const dynamics = before.sections.find((section) => section.id === 'dynamics')?.parts[0]
  expect(dynamics).toMatchObject({ figure: { words: expect.stringMatching(/^Динамика положительная: \d из \d$/) } })
  await sendVersion(made.reportId, { content, at: AFTER })
  const after = (await getConsolidated(coordinator, programme.openId)).report
  const said = JSON.stringify(after.sections)
  expect(said).toContain(`/reports/${made.reportId}/history?version=2`)
  expect(said).not.toContain(`/reports/${made.reportId}/history?version=1`)
})
