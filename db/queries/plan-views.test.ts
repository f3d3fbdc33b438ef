import { randomUUID } from 'node:crypto'
import { eq, like } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { listMyWork } from '@/db/queries/my-work'
import { getExecution, getUnitStandings, getYear, listMapShares } from '@/db/queries/plan-views'
import { acknowledgements, comments, executions, termRequests } from '@/db/schema/plan'
import { measures } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { statementsOf } from '@/db/testing/statements'
import { type Act, draftAct, idOf, NOW, openStory, refusal, signedAct } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let act: Act
let measureKey: string
beforeAll(async () => {
  story = await openStory()
  act = await signedAct(story.home)
  const [row] = await database().select({ key: measures.key }).from(measures).where(eq(measures.id, act.measureId))
  measureKey = row?.key ?? ''
})
afterAll(() => story.close())

/** Rows put beside the signed ones: only their number matters here. */
async function addRows(total: number, term: string, executors: string, to = act): Promise<void> {
  const rows = Array.from({ length: total }, (_, index) => ({
    versionId: to.versionId,
    sectionId: to.sectionId,
    position: 100 + index,
    number: String(100 + index),
    title: `Мероприятие ${index}`,
    term,
    executors,
    tasks: '',
    indicator: '',
  }))
  for (let from = 0; from < total; from += 1000)
    await database()
      .insert(measures)
      .values(rows.slice(from, from + 1000))
}

const firstSchool = async (): Promise<string> => {
  const [found] = await database().select({ id: schools.id }).from(schools).where(like(schools.shortName, '%№ 1 %'))
  return found?.id ?? ''
}

describe('the views of a living map', () => {
  it('tell how each measure stands, with its term as typed and as read', async () => {
    const { head, view } = await getExecution(await story.home.actor('coordinator'), act.roadMapId)
    expect(head).toMatchObject({ isLiving: true, hasTable: true, act: { orderId: act.orderId } })
    expect(view.lines).toMatchObject([
      { title: 'Совещание', term: 'апрель', light: 'Идёт', reading: expect.stringContaining('апрель') },
    ])
  })

  it('are not there for a draft, but its year is', async () => {
    const draft = await draftAct(story.home)
    const coordinator = await story.home.actor('coordinator')
    await expect(getExecution(coordinator, draft.roadMapId)).rejects.toEqual(refusal('not_found'))
    await expect(getUnitStandings(coordinator, draft.roadMapId)).rejects.toEqual(refusal('not_found'))
    const year = await getYear(coordinator, draft.roadMapId)
    expect(year.head).toMatchObject({ isLiving: false, act: null })
    expect(year.lines).toMatchObject([{ kind: 'months', cells: [{ month: 4, standing: null }] }])
    await expect(getYear(await story.home.actor('curator1'), draft.roadMapId)).rejects.toEqual(refusal('not_found'))
  })

  it('show a school before publication what is asked of it, without a way to the text it may not read', async () => {
    await addRows(1, 'до 25.05.2026', 'ОУ проекта 500+')
    const { head, view, seesAll, schools: own } = await getExecution(await story.home.actor('school1'), act.roadMapId)
    expect(head).toMatchObject({ hasTable: false, act: null })
    expect(seesAll).toBe(false)
    expect(own).toHaveLength(1)
    expect(view.lines.map(({ summary }) => summary.total)).toEqual([0, 1])
    const { schools: units } = await getUnitStandings(await story.home.actor('school1'), act.roadMapId)
    expect(units.map(({ name }) => name)).toEqual(['МОУ СОШ № 1 пгт Забайкальск'])
    const { schools: curators } = await getUnitStandings(await story.home.actor('curator1'), act.roadMapId)
    expect(curators).toHaveLength(2)
  })

  it('are another district’s to nobody', async () => {
    const foreign = await signedAct(story.other)
    const coordinator = await story.home.actor('coordinator')
    for (const view of [getExecution, getUnitStandings, getYear])
      await expect(view(coordinator, foreign.roadMapId)).rejects.toEqual(refusal('not_found'))
    expect(JSON.stringify(await listMapShares(coordinator))).not.toContain(foreign.roadMapId)
    expect(JSON.stringify(await listMyWork(coordinator))).not.toContain(foreign.roadMapId)
  })

  it('count what was done in the share of the list', async () => {
    const coordinator = await story.home.actor('coordinator')
    const before = (await listMapShares(coordinator)).find(({ roadMapId }) => roadMapId === act.roadMapId)
    await database()
      .insert(executions)
      .values({
        municipalityId: story.home.id,
        roadMapId: act.roadMapId,
        measureKey,
        point: '1',
        executorKind: 'role',
        executorId: 'coordinator',
        state: 'done',
        savedBy: await idOf(story.home, 'coordinator'),
        savedAt: NOW,
      })
    const after = (await listMapShares(coordinator)).find(({ roadMapId }) => roadMapId === act.roadMapId)
    expect(after?.done).toBe((before?.done ?? 0) + 1)
    const { view } = await getExecution(coordinator, act.roadMapId, { state: 'done' })
    expect(view.lines.map(({ key }) => key)).toEqual([measureKey])
  })
})

describe('«Мои дела» of a plan', () => {
  const later = new Date('2026-05-25T02:00:00Z')

  it('ask the school for its term and for its acquaintance, and the coordinator for what schools owe', async () => {
    const school = await listMyWork(await story.home.actor('school1', later))
    expect(school.week).toMatchObject([{ kind: 'point', due: '2026-05-25', title: 'Мероприятие 0' }])
    expect(school.decide).toMatchObject([{ kind: 'acknowledge' }])
    const coordinator = await listMyWork(await story.home.actor('coordinator', later))
    expect(coordinator.wait).toContainEqual(
      expect.objectContaining({ kind: 'other_point', note: expect.stringContaining('на этой неделе 3 из 3') }),
    )
    // Чита: the 26th begins at 15:00 of the 25th in Greenwich.
    const late = await listMyWork(await story.home.actor('school1', new Date('2026-05-25T15:00:00Z')))
    expect(late.overdue).toMatchObject([{ due: '2026-05-25' }])
    expect(late.week).toEqual([])
  })

  it('ask no more for an acquaintance that was made', async () => {
    await database()
      .insert(acknowledgements)
      .values({
        municipalityId: story.home.id,
        roadMapId: act.roadMapId,
        schoolId: await firstSchool(),
        userId: await idOf(story.home, 'school1'),
        at: NOW,
      })
    expect((await listMyWork(await story.home.actor('school1'))).decide).toEqual([])
    expect((await listMyWork(await story.home.actor('school2'))).decide).toMatchObject([{ kind: 'acknowledge' }])
  })

  it('bring a request to move a term to the coordinator, and show it to the one who asked', async () => {
    await database()
      .insert(termRequests)
      .values({
        municipalityId: story.home.id,
        roadMapId: act.roadMapId,
        measureKey,
        point: '1',
        executorKind: 'school',
        executorId: await firstSchool(),
        newDue: '2026-06-03',
        reason: 'в школе пробный экзамен',
        askedBy: await idOf(story.home, 'school1'),
        askedAt: NOW,
      })
    const { decide } = await listMyWork(await story.home.actor('coordinator'))
    expect(decide).toContainEqual(
      expect.objectContaining({
        kind: 'term_request',
        note: expect.stringContaining('до 03.06.2026: «в школе пробный экзамен»'),
      }),
    )
    expect((await listMyWork(await story.home.actor('school1'))).wait).toMatchObject([{ kind: 'other_request' }])
    expect((await listMyWork(await story.home.actor('school2'))).wait).toEqual([])
  })

  it('hold a comment for the one who is named in it, until it is resolved', async () => {
    const [line] = await database()
      .insert(comments)
      .values({
        municipalityId: story.home.id,
        roadMapId: act.roadMapId,
        measureKey,
        text: 'Уточните, пожалуйста, состав',
        mentions: [await idOf(story.home, 'curator1')],
        authorId: await idOf(story.home, 'coordinator'),
        at: NOW,
      })
      .returning({ id: comments.id })
    const waits = async (name: string) =>
      (await listMyWork(await story.home.actor(name))).decide.filter(({ kind }) => kind === 'comment')
    expect(await waits('curator1')).toMatchObject([
      { href: `/road-maps/${act.roadMapId}/comments/${measureKey}`, note: expect.stringContaining('состав') },
    ])
    expect(await waits('curator2')).toEqual([])
    await database()
      .update(comments)
      .set({ resolvedAt: NOW })
      .where(eq(comments.id, line?.id ?? ''))
    expect(await waits('curator1')).toEqual([])
  })
})

describe('statements', () => {
  it('are as many for 2,000 measures, 500 schools and two maps as for a few rows', async () => {
    const coordinator = await story.home.actor('coordinator')
    const school = await story.home.actor('school1')
    const asks: Record<string, () => Promise<unknown>> = {
      execution: () => getExecution(coordinator, act.roadMapId),
      'execution of a school': () => getExecution(school, act.roadMapId, { state: 'overdue' }),
      year: () => getYear(coordinator, act.roadMapId),
      schools: () => getUnitStandings(coordinator, act.roadMapId),
      list: () => listMapShares(coordinator),
      'my work': () => listMyWork(coordinator),
      'my work of a school': () => listMyWork(school),
    }
    const count = async () => {
      const counted: Record<string, number> = {}
      for (const [name, ask] of Object.entries(asks)) counted[name] = await statementsOf(story.fresh.opened, ask)
      return counted
    }
    const before = await count()
    await addRows(2000, 'Май, ноябрь 2026', 'ОУ проекта 500+, кураторы')
    await database()
      .insert(schools)
      .values(
        Array.from({ length: 500 }, (_, index) => ({
          municipalityId: story.home.id,
          name: `Школа ${index}`,
          shortName: `Школа ${randomUUID()}`,
        })),
      )
    await signedAct(story.home)
    expect(await count()).toEqual(before)
    const { view } = await getExecution(coordinator, act.roadMapId)
    expect(view).toMatchObject({ shown: 2002, pages: 7 })
    expect(view.lines).toHaveLength(300)
  })
})
