import { randomUUID } from 'node:crypto'
import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { answerRecommendation } from '@/db/commands/recommendation'
import { cancelVisit, refuseVisit } from '@/db/commands/visit'
import { listMyWork } from '@/db/queries/my-work'
import { getVisitPlanning, listVisits } from '@/db/queries/visit'
import { roleAssignments } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { schoolPeople, schools } from '@/db/schema/school'
import { recommendations, visitMoves, visits } from '@/db/schema/visit'
import { idOf, NOW, openStory } from '@/db/testing/story'
import { heldVisit, plannedVisit, schoolOf } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'
import { counted } from '@/lib/shared/text'
import { curatorsOn } from '@/lib/visit/plan-offers'
import { FIGURE_FILTERS } from '@/lib/visit/schedule'
import { visitFiltersSchema } from '@/lib/visit/schema'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())
afterEach(async () => {
  for (const table of [recommendations, visitMoves, visits]) await database().delete(table)
})

const SCHOOL = 'МОУ СОШ № 1'
const FIGURES = Object.keys(FIGURE_FILTERS) as (keyof typeof FIGURE_FILTERS)[]

describe('what a plan can be made of', () => {
  it('is schools and curators in their own days, also those to come', async () => {
    const schoolId = await schoolOf(story.home, SCHOOL)
    const next = await idOf(story.home, 'curator2')
    const old = and(eq(schoolPeople.schoolId, schoolId), eq(schoolPeople.relation, 'curator'))
    await database().update(schoolPeople).set({ validTo: '2026-08-31' }).where(old)
    const own = { municipalityId: story.home.id, userId: next, relation: 'curator' as const }
    const [link] = await database()
      .insert(schoolPeople)
      .values({ ...own, schoolId, validFrom: '2026-09-01' })
      .returning()
    const [joined] = await database()
      .insert(schools)
      .values({ municipalityId: story.home.id, name: 'Новая', shortName: 'Новая', validFrom: '2026-09-01' })
      .returning()
    const [left] = await database()
      .insert(schools)
      .values({ municipalityId: story.home.id, name: 'Былая', shortName: 'Былая', validTo: '2025-12-31' })
      .returning()
    const found = (await getVisitPlanning(coordinator)).schools
    const school = found.find((one) => one.id === schoolId)
    expect(school && curatorsOn(school, '2026-08-31').map((one) => one.id)).toEqual([
      await idOf(story.home, 'curator1'),
    ])
    expect(school && curatorsOn(school, '2026-09-15').map((one) => one.id)).toEqual([next])
    expect(found.find((one) => one.id === joined?.id)).toMatchObject({ validFrom: '2026-09-01', curators: [] })
    expect(found.map((one) => one.id)).not.toContain(left?.id)
    // Who curates it only later may plan it, and not visit it now.
    const planning = await getVisitPlanning(await story.home.actor('curator2'))
    expect(planning.schools.map((one) => one.id)).toContain(schoolId)
    expect(planning.startable.map((one) => one.id)).not.toContain(schoolId)
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, link?.id ?? ''))
    await database()
      .delete(schools)
      .where(inArray(schools.id, [joined?.id ?? '', left?.id ?? '']))
    await database().update(schoolPeople).set({ validTo: null }).where(old)
  })
})

describe('figures of the schedule', () => {
  /** Every standing that a visit can have, with a school's refusal of a day that has come and of one that has not. */
  async function everyStanding() {
    await heldVisit(story.home, { school: SCHOOL, heldOn: '2026-04-02' })
    await heldVisit(story.home, { school: SCHOOL, heldOn: '2026-04-03', kind: 'unplanned' })
    await plannedVisit(story.home, '2026-04-06', { school: SCHOOL })
    for (const day of ['2026-04-07', '2026-05-20']) {
      const id = await plannedVisit(story.home, day, { school: SCHOOL })
      await refuseVisit(coordinator, { id, reason: 'карантин' }, randomUUID(), NOW)
    }
    const id = await plannedVisit(story.home, '2026-04-08', { school: SCHOOL })
    await cancelVisit(coordinator, { id, reason: 'карантин' }, randomUUID(), NOW)
    await plannedVisit(story.home, '2026-04-21', { school: SCHOOL })
    await plannedVisit(story.home, '2026-05-12', { school: SCHOOL })
    await plannedVisit(story.home, '2026-04-10', { school: 'МОУ ООШ', curator: 'curator2' })
  }

  it.each(FIGURES)('%s opens as many rows as it says, in all and of each school and curator', async (figure) => {
    await everyStanding()
    const state = FIGURE_FILTERS[figure]
    const { bySchool, byCurator } = await listVisits(coordinator, { page: 1 })
    const open = async (more: { school?: string; curator?: string }) =>
      (await listVisits(coordinator, visitFiltersSchema.parse({ ...more, state }))).total
    expect(await open({})).toBe(bySchool.reduce((sum, group) => sum + group[figure], 0))
    for (const group of bySchool)
      expect([group.name, await open({ school: group.id })]).toEqual([group.name, group[figure]])
    for (const group of byCurator) expect(await open({ curator: group.id })).toBe(group[figure])
  })

  it('count a refusal of a day that has come as «не состоялось»', async () => {
    await everyStanding()
    const { bySchool } = await listVisits(coordinator, { page: 1 })
    expect(
      bySchool.map(({ planned, due, held, missed, unplanned }) => [planned, due, held, missed, unplanned]),
    ).toEqual([
      [1, 1, 0, 1, 0],
      [6, 4, 1, 2, 1],
    ])
  })
})

describe('«Мои дела»', () => {
  it('count late visits by programme, each line with as many as its page', async () => {
    const own = { municipalityId: story.home.id, name: 'Прошлый проект', year: 2025 }
    const [past] = await database().insert(programmes).values(own).returning()
    const late = await plannedVisit(story.home, '2026-04-10', { school: SCHOOL })
    await plannedVisit(story.home, '2026-04-11', { school: SCHOOL })
    await database()
      .update(visits)
      .set({ programmeId: past?.id ?? '', plannedOn: '2025-11-20' })
      .where(eq(visits.id, late))
    const { wait } = await listMyWork(coordinator)
    const lines = wait.filter((work) => work.kind === 'other_visit')
    expect(lines).toHaveLength(2)
    for (const line of lines) {
      const query = Object.fromEntries(new URL(line.href, 'http://x').searchParams)
      const { rows, programme } = await listVisits(coordinator, visitFiltersSchema.parse(query))
      expect(rows).toHaveLength(1)
      expect(line.note).toContain(`${programme?.year} год`)
      expect(line.note).toContain(counted(1, 'посещение', '', ''))
    }
    await database().delete(visits)
    await database()
      .delete(programmes)
      .where(eq(programmes.id, past?.id ?? ''))
  })

  it('ask of a coordinator who is a curator too only answers of the schools that he curates', async () => {
    const recommendation = { id: null, text: 'Обновить сайт', due: '2026-05-15', person: '' }
    const { recommendationIds } = await heldVisit(story.home, {
      school: SCHOOL,
      sheet: { recommendations: [recommendation] },
    })
    const id = recommendationIds[0] ?? ''
    const answer = { id, revision: 1, answer: 'Обновлён' }
    await answerRecommendation(await story.home.actor('school1'), answer, randomUUID(), NOW)
    const userId = coordinator.userId ?? ''
    await database().insert(roleAssignments).values({ userId, role: 'curator' })
    const asked = async (name: string) =>
      (await listMyWork(await story.home.actor(name))).decide.filter((work) => work.kind === 'answered_recommendation')
    expect(await asked('coordinator')).toEqual([])
    expect(await asked('curator1')).toMatchObject([{ href: `/recommendations/${id}` }])
    const link = { municipalityId: story.home.id, schoolId: await schoolOf(story.home, SCHOOL), userId }
    const [added] = await database()
      .insert(schoolPeople)
      .values({ ...link, relation: 'curator' })
      .returning()
    expect(await asked('coordinator')).toHaveLength(1)
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, added?.id ?? ''))
    await database()
      .delete(roleAssignments)
      .where(and(eq(roleAssignments.userId, userId), eq(roleAssignments.role, 'curator')))
  })
})
