import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { cancelVisit, moveVisit, planVisits, refuseVisit, startVisit } from '@/db/commands/visit'
import { getVisit, listVisits } from '@/db/queries/visit'
import { schoolPeople, schools } from '@/db/schema/school'
import { recommendations, visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import { plannedVisit, programmeOf, schoolOf } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let curator: Actor
let programmeId: string
let school1: string
let school3: string
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  curator = await story.home.actor('curator1')
  programmeId = await programmeOf(story.home)
  school1 = await schoolOf(story.home, 'МОУ СОШ № 1')
  school3 = await schoolOf(story.home, 'МОУ ООШ')
})
afterAll(() => story.close())
afterEach(async () => {
  for (const table of [visitPhotos, recommendations, visitMoves, visits]) await database().delete(table)
})

const one = (plannedOn: string, more = {}) => ({
  schoolId: school1,
  curatorId: curator.userId ?? '',
  plannedOn,
  kind: 'planned' as const,
  form: 'onsite' as const,
  ...more,
})
const plan = (planned: ReturnType<typeof one>[], actor = coordinator, press: string = randomUUID()) =>
  planVisits(actor, { programmeId, planned }, press, NOW)
/** Days of the curator at a school that is not his today; taken away again by what is answered. */
async function assignedAt(schoolId: string, days: { validFrom?: string; validTo?: string }, userId = curator.userId) {
  const link = { municipalityId: story.home.id, schoolId, userId: userId ?? '', relation: 'curator' as const }
  const [added] = await database()
    .insert(schoolPeople)
    .values({ ...link, ...days })
    .returning()
  return async () => {
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, added?.id ?? ''))
  }
}
const total = () => database().$count(visits)

describe('planning visits', () => {
  it('adds them once, by two presses and by the same lines again, and records it', async () => {
    const press = randomUUID()
    const lines = [one('2026-05-12'), one('2026-05-19'), one('2026-05-12')]
    expect(await plan(lines, coordinator, press)).toEqual({ added: 2, known: 1, only: null })
    expect(await plan(lines, coordinator, press)).toEqual({ added: 2, known: 1, only: null })
    expect(await plan(lines)).toEqual({ added: 0, known: 3, only: null })
    expect(await total()).toBe(2)
    expect(await actionsOn(programmeId)).toContain('visit.plan')
  })

  it('adds nothing again for a day that was moved or cancelled when the same table is loaded again', async () => {
    const id = await plannedVisit(story.home, '2026-05-12', { school: 'МОУ СОШ № 1' })
    const moved = { id, plannedOn: '2026-05-13', curatorId: null, reason: 'карантин' }
    await moveVisit(coordinator, moved, randomUUID(), NOW)
    await cancelVisit(coordinator, { id, reason: 'карантин' }, randomUUID(), NOW)
    const planned = [one('2026-05-12'), one('2026-05-13')]
    const table = () => planVisits(coordinator, { programmeId, planned, isTable: true }, randomUUID(), NOW)
    expect(await table()).toMatchObject({ added: 0, known: 2 })
    // By hand the vacated day is free; the cancelled visit is planned anew from its own page.
    expect(await plan(planned)).toMatchObject({ added: 1, known: 1 })
    expect((await listVisits(coordinator, { page: 1 })).rows.map((row) => row.plannedOn)).toEqual([
      '2026-05-12',
      '2026-05-13',
    ])
  })

  it('is two people’s at once and doubles nothing', async () => {
    const added = await Promise.all([plan([one('2026-05-12')]), plan([one('2026-05-12')], curator)])
    expect(added.map((answer) => answer.added).sort()).toEqual([0, 1])
  })

  it('has two visits moved to one day at once on it once only', async () => {
    const ids = [
      await plannedVisit(story.home, '2026-05-12', { school: 'МОУ СОШ № 1' }),
      await plannedVisit(story.home, '2026-05-19', { school: 'МОУ СОШ № 1' }),
    ]
    const moves = ids.map((id) =>
      moveVisit(coordinator, { id, plannedOn: '2026-05-26', curatorId: null, reason: 'ВПР' }, randomUUID(), NOW),
    )
    const answers = await Promise.allSettled(moves)
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find((one) => one.status === 'rejected')).toMatchObject({
      reason: refusal('invalid', { field: 'plannedOn' }),
    })
  })

  it('is a curator’s for himself at his schools only', async () => {
    expect((await plan([one('2026-05-12')], curator)).added).toBe(1)
    const curatorId = await idOf(story.home, 'curator2')
    await expect(plan([one('2026-05-14', { curatorId })], curator)).rejects.toEqual(refusal('forbidden'))
    await expect(plan([one('2026-05-14', { schoolId: school3 })], curator)).rejects.toEqual(
      refusal('invalid', { field: 'curatorId' }),
    )
    await expect(plan([one('2026-05-14')], await story.home.actor('school1'))).rejects.toEqual(refusal('forbidden'))
  })

  it('saves nothing when one of the lines is wrong', async () => {
    const schoolId = await schoolOf(story.other)
    await expect(plan([one('2026-05-12'), one('2026-05-13', { schoolId })])).rejects.toEqual(refusal('not_found'))
    const curatorId = await idOf(story.other, 'curator1')
    await expect(plan([one('2026-05-12'), one('2026-05-13', { curatorId })])).rejects.toEqual(refusal('not_found'))
    await expect(plan([])).rejects.toEqual(refusal('invalid', { field: 'lines' }))
    await expect(plan(Array.from({ length: 401 }, () => one('2026-05-12')))).rejects.toEqual(refusal('invalid'))
    expect(await total()).toBe(0)
  })

  it('takes a curator who was assigned on that day, and no other', async () => {
    const undo = await assignedAt(school3, { validFrom: '2026-02-01', validTo: '2026-03-31' })
    expect((await plan([one('2026-03-12', { schoolId: school3 })])).added).toBe(1)
    await expect(plan([one('2026-04-12', { schoolId: school3 })])).rejects.toEqual(
      refusal('invalid', { field: 'curatorId', message: expect.stringContaining('12.04.2026') }),
    )
    await undo()
  })

  it('takes the curator to come for his days, and today’s no longer once he has left', async () => {
    const next = await idOf(story.home, 'curator2')
    const undo = [await assignedAt(school3, { validTo: '2026-08-31' })]
    undo.push(await assignedAt(school1, { validFrom: '2026-09-01' }, next))
    expect((await plan([one('2026-08-31', { schoolId: school3 })])).added).toBe(1)
    await expect(plan([one('2026-09-15', { schoolId: school3 })])).rejects.toEqual(
      refusal('invalid', { field: 'curatorId', message: expect.stringContaining('15.09.2026') }),
    )
    const [early] = await database().select().from(visits).where(eq(visits.plannedOn, '2026-08-31'))
    const move = { id: early?.id ?? '', plannedOn: '2026-09-16', reason: 'карантин' }
    await expect(moveVisit(coordinator, { ...move, curatorId: null }, randomUUID(), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'curatorId' }),
    )
    await moveVisit(coordinator, { ...move, curatorId: next }, randomUUID(), NOW)
    expect((await plan([one('2026-09-15', { curatorId: next })])).added).toBe(1)
    await expect(plan([one('2026-08-15', { curatorId: next })])).rejects.toEqual(
      refusal('invalid', { field: 'curatorId' }),
    )
    for (const again of undo) await again()
  })

  it('refuses a day after the school has left', async () => {
    await database().update(schools).set({ validTo: '2026-04-30' }).where(eq(schools.id, school1))
    expect((await plan([one('2026-04-28')])).added).toBe(1)
    await expect(plan([one('2026-05-12')])).rejects.toEqual(
      refusal('invalid', { message: expect.stringContaining('по 30.04.2026') }),
    )
    await database().update(schools).set({ validTo: null }).where(eq(schools.id, school1))
  })
})

describe('an unplanned visit', () => {
  const start = (more = {}, actor = curator, press: string = randomUUID()) =>
    startVisit(actor, { programmeId, schoolId: school1, kind: 'unplanned', day: '2026-04-21', ...more }, press, NOW)

  it('is begun once by two presses and recorded', async () => {
    const id = await start({}, curator, 'press')
    expect(await start({}, curator, 'press')).toBe(id)
    expect(await actionsOn(id)).toEqual(['visit.start'])
    expect(await getVisit(curator, id)).toMatchObject({ standing: 'unfinished', heldOn: '2026-04-21', plannedOn: null })
  })

  it('is a curator’s at his own school, on a day that has come', async () => {
    await expect(start({}, coordinator)).rejects.toEqual(refusal('forbidden'))
    await expect(start({ schoolId: school3 })).rejects.toEqual(refusal('invalid', { field: 'startSchoolId' }))
    await expect(start({ day: '2026-04-22' })).rejects.toEqual(refusal('invalid', { field: 'startDay' }))
    await expect(start({ schoolId: await schoolOf(story.other) })).rejects.toEqual(refusal('not_found'))
    await expect(start({ programmeId: await programmeOf(story.other) })).rejects.toEqual(refusal('not_found'))
  })
})

describe('a planned visit', () => {
  const planned = () => plannedVisit(story.home, '2026-05-12', { school: 'МОУ СОШ № 1' })
  const move = (id: string, more = {}, actor = coordinator, press: string = randomUUID()) =>
    moveVisit(actor, { id, plannedOn: '2026-05-14', curatorId: null, reason: 'карантин', ...more }, press, NOW)
  const end = (step: typeof cancelVisit, id: string, actor = coordinator, press: string = randomUUID()) =>
    step(actor, { id, reason: 'карантин' }, press, NOW)

  it('is moved with its reason kept, once by two presses', async () => {
    const id = await planned()
    const press = randomUUID()
    await move(id, {}, curator, press)
    await move(id, {}, curator, press)
    const { plannedOn, moves } = await getVisit(coordinator, id)
    expect(plannedOn).toBe('2026-05-14')
    expect(moves).toMatchObject([{ movedFrom: '2026-05-12', movedTo: '2026-05-14', reason: 'карантин' }])
    expect(await actionsOn(id)).toEqual(['visit.move'])
    await expect(move(id)).rejects.toEqual(refusal('invalid', { field: 'plannedOn' }))
  })

  it('is not put on a day that the pair has already', async () => {
    const id = await planned()
    await plan([one('2026-05-14')])
    await expect(move(id)).rejects.toEqual(refusal('invalid', { field: 'plannedOn' }))
  })

  it('goes to another curator of the school by the coordinator’s word, not to a stranger', async () => {
    const id = await planned()
    const curatorId = await idOf(story.home, 'curator2')
    await expect(move(id, { curatorId })).rejects.toEqual(refusal('invalid', { field: 'curatorId' }))
    const link = { municipalityId: story.home.id, schoolId: school1, userId: curatorId, relation: 'curator' as const }
    const [added] = await database().insert(schoolPeople).values(link).returning()
    await expect(move(id, { curatorId }, curator)).rejects.toEqual(refusal('forbidden'))
    // A second curator of the school sees the visit and does not change another's plan.
    await expect(move(id, {}, await story.home.actor('curator2'))).rejects.toEqual(refusal('forbidden'))
    await move(id, { curatorId })
    expect((await getVisit(coordinator, id)).curatorId).toBe(curatorId)
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, added?.id ?? ''))
  })

  it.each([
    ['cancelled', cancelVisit, 'visit.cancel'],
    ['refused', refuseVisit, 'visit.refuse'],
  ] as const)('is %s with its reason, once, and can be planned anew', async (state, step, action) => {
    const id = await planned()
    const press = randomUUID()
    await end(step, id, curator, press)
    await end(step, id, curator, press)
    expect(await getVisit(coordinator, id)).toMatchObject({ state, reason: 'карантин' })
    await expect(end(step, id)).rejects.toEqual(refusal('conflict'))
    await move(id, { plannedOn: '2026-05-12' })
    expect(await getVisit(coordinator, id)).toMatchObject({
      state: 'planned',
      reason: '',
      plannedOn: '2026-05-12',
      moves: [{ priorState: state, priorReason: 'карантин', movedFrom: '2026-05-12', state: 'planned' }],
    })
    expect(await actionsOn(id)).toEqual([action, 'visit.move'])
  })

  it('is refused by its own school, cancelled by nobody there, and is no other’s', async () => {
    const id = await planned()
    await expect(end(cancelVisit, id, await story.home.actor('school1'))).rejects.toEqual(refusal('forbidden'))
    await expect(end(refuseVisit, id, await story.home.actor('school2'))).rejects.toEqual(refusal('not_found'))
    await expect(end(refuseVisit, id, await story.other.actor('coordinator'))).rejects.toEqual(refusal('not_found'))
    await end(refuseVisit, id, await story.home.actor('school1'))
    expect((await getVisit(curator, id)).state).toBe('refused')
  })
})

describe('the schedule', () => {
  it('counts plan and fact, and shows to each his own', async () => {
    await plan([one('2026-04-10'), one('2026-05-12'), one('2026-04-01')])
    const [first] = await database().select().from(visits).where(eq(visits.plannedOn, '2026-04-01'))
    await cancelVisit(coordinator, { id: first?.id ?? '', reason: 'карантин' }, randomUUID(), NOW)
    await plannedVisit(story.home, '2026-04-11', { school: 'МОУ ООШ', curator: 'curator2' })
    const all = await listVisits(coordinator, { page: 1 })
    expect(all.bySchool.map(({ planned, due, held, missed }) => [planned, due, held, missed])).toEqual([
      [1, 1, 0, 1],
      [2, 1, 0, 1],
    ])
    expect(all.byCurator).toHaveLength(2)
    const missed = await listVisits(coordinator, { page: 1, state: 'missed', school: school1 })
    expect(missed.rows.map((row) => row.plannedOn)).toEqual(['2026-04-10'])
    expect((await listVisits(curator, { page: 1 })).all).toBe(3)
    expect((await listVisits(await story.home.actor('school1'), { page: 1 })).all).toBe(3)
    expect((await listVisits(await story.home.actor('school2'), { page: 1 })).all).toBe(0)
    await expect(listVisits(await story.home.actor('lawyer'), { page: 1 })).rejects.toEqual(refusal('forbidden'))
  })
})
