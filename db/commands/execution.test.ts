import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { type ExecutionInput, setExecution, setExecutions } from '@/db/commands/execution'
import { journal } from '@/db/schema/journal'
import { roleAssignments, users } from '@/db/schema/person'
import { evidence, executions } from '@/db/schema/plan'
import { schoolPeople, schools } from '@/db/schema/school'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let school1: string
let school2: string

beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [
    { title: 'Анкетирование', term: 'май', executors: 'Школы' },
    { title: 'Выезд', term: 'март', executors: 'Кураторы' },
    { title: 'Отчёт', term: 'апрель; октябрь', executors: 'Муниципальный координатор' },
  ])
  ;[school1 = '', school2 = ''] = await schoolIds('МОУ СОШ № 1', 'МОУ СОШ № 2')
})
afterAll(() => story.close())

const press = () => randomUUID()
const said = (measure: number, executorId: string, more: Partial<ExecutionInput> = {}): ExecutionInput => ({
  roadMapId: act.roadMapId,
  measureKey: act.keys[measure] ?? '',
  point: '1',
  executorKind: 'school',
  executorId,
  state: 'done',
  note: '',
  isBeforeApproval: false,
  doneOn: null,
  revision: 0,
  ...more,
})
const rowOf = async (id: string) => (await database().select().from(executions).where(eq(executions.id, id)))[0]
/** Undoes what a test has said, so that the next begins with a silent plan. */
const forget = async () => {
  await database().delete(evidence)
  await database().delete(executions)
}

describe('setExecution', () => {
  it('makes the row at the first word, and tells the journal who, when, what was and what became', async () => {
    const school = await story.home.actor('school1')
    const id = await setExecution(school, said(0, school1, { note: ' как  есть\n' }), press(), NOW)
    expect(await rowOf(id)).toMatchObject({
      state: 'done',
      note: ' как  есть\n',
      doneOn: '2026-04-21',
      point: '1',
      revision: 1,
      savedBy: school.userId,
      municipalityId: story.home.id,
    })
    await setExecution(school, said(0, school1, { state: 'in_progress', revision: 1 }), press(), NOW)
    expect(await rowOf(id)).toMatchObject({ state: 'in_progress', doneOn: null, revision: 2 })
    const lines = await database()
      .select()
      .from(journal)
      .where(eq(journal.subjectId, act.keys[0] ?? ''))
      .orderBy(journal.id)
    expect(lines.map((line) => line.action)).toEqual(['execution.set', 'execution.set'])
    expect(lines[1]).toMatchObject({
      actorId: school.userId,
      before: { state: 'done', doneOn: '2026-04-21' },
      after: { state: 'in_progress', executor: `school:${school1}`, executorName: 'МОУ СОШ № 1 пгт Забайкальск' },
    })
    await forget()
  })

  it('answers a second press with the first one’s answer, and changes nothing', async () => {
    const school = await story.home.actor('school1')
    const once = press()
    const [one, two] = await Promise.all([
      setExecution(school, said(0, school1), once, NOW),
      setExecution(school, said(0, school1), once, NOW),
    ])
    expect(one).toBe(two)
    expect((await rowOf(one))?.revision).toBe(1)
    await forget()
  })

  it('shows both words when two tabs speak: the second is refused with the first one’s text', async () => {
    const [school, coordinator] = [await story.home.actor('school1'), await story.home.actor('coordinator')]
    const both = await Promise.allSettled([
      setExecution(school, said(0, school1, { state: 'done' }), press(), NOW),
      setExecution(coordinator, said(0, school1, { state: 'not_done', note: 'не сдано' }), press(), NOW),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const refused = both.find((one) => one.status === 'rejected')?.reason
    expect(refused).toEqual(refusal('conflict', { details: expect.objectContaining({ revision: 1 }) }))
    expect(['done', 'not_done']).toContain(refused.details.current.state)
    expect(refused.details.current.by).toMatch(/^(Лаврова|Иванова)/)
    await forget()
  })

  it('tells a school nothing of another: its cell does not exist, like one of another district', async () => {
    const school = await story.home.actor('school1')
    const stranger = await story.other.actor('coordinator')
    for (const [actor, input] of [
      [school, said(0, school2)],
      [school, said(0, randomUUID())],
      [school, said(2, 'coordinator', { executorKind: 'role' })],
      [school, said(1, await idOf(story.home, 'curator1'), { executorKind: 'curator' })],
      [stranger, said(0, school1)],
      [school, said(0, school1, { measureKey: randomUUID() })],
    ] as const)
      await expect(setExecution(actor, input, press(), NOW)).rejects.toEqual(refusal('not_found'))
    for (const name of ['admin', 'lawyer', 'head', 'clerk', 'region', 'nobody'])
      await expect(setExecution(await story.home.actor(name), said(0, school1), press(), NOW)).rejects.toEqual(
        refusal('forbidden'),
      )
    expect(await database().select().from(executions)).toEqual([])
  })

  it('takes only a point and an executor that the plan has now', async () => {
    const coordinator = await story.home.actor('coordinator')
    const role = { executorKind: 'role' as const }
    for (const input of [
      said(0, school1, { point: '2' }),
      said(0, 'coordinator', role),
      said(2, school1),
      said(2, 'coordinator', { ...role, point: '3' }),
      said(2, 'coordinator', { ...role, point: '__proto__' }),
    ])
      await expect(setExecution(coordinator, input, press(), NOW)).rejects.toEqual(refusal('conflict'))
    await setExecution(coordinator, said(2, 'coordinator', { ...role, point: '2' }), press(), NOW)
    await forget()
  })

  it('wants a reason for what was not done, and a day that has come', async () => {
    const school = await story.home.actor('school1')
    const refused = async (more: Partial<ExecutionInput>, field: string) =>
      expect(setExecution(school, said(0, school1, more), press(), NOW)).rejects.toEqual(refusal('invalid', { field }))
    await refused({ state: 'not_done', note: ' \u00A0\n' }, 'note')
    await refused({ doneOn: '2026-04-22' }, 'doneOn')
    await refused({ state: 'in_progress', doneOn: '2026-04-20' }, 'doneOn')
    await refused({ state: 'not_required', isBeforeApproval: true }, 'state')
    expect(await database().select().from(executions)).toEqual([])
  })

  it('takes «исполнено до утверждения» with a day not later than the approval', async () => {
    const curator = await story.home.actor('curator1')
    const own = { executorKind: 'curator' as const, isBeforeApproval: true }
    const id = curator.userId ?? ''
    const later = new Date('2026-05-05T02:00:00Z')
    const inMay = await story.home.actor('curator1', later)
    await expect(setExecution(inMay, said(1, id, { ...own, doneOn: '2026-04-22' }), press(), later)).rejects.toEqual(
      refusal('invalid', { field: 'doneOn' }),
    )
    const saved = await setExecution(inMay, said(1, id, { ...own, doneOn: '2026-03-20' }), press(), later)
    expect(await rowOf(saved)).toMatchObject({ isBeforeApproval: true, doneOn: '2026-03-20' })
    await setExecution(inMay, said(1, id, { ...own, revision: 1 }), press(), later)
    expect(await rowOf(saved)).toMatchObject({ isBeforeApproval: true, doneOn: null })
    await forget()
  })

  it('refuses a curator whose role ended while the form was open', async () => {
    const id = await idOf(story.home, 'curator2')
    const isRole = and(eq(roleAssignments.userId, id), eq(roleAssignments.role, 'curator'))
    await database().update(roleAssignments).set({ validTo: '2026-04-20' }).where(isRole)
    const curator = await story.home.actor('curator2')
    const input = said(1, id, { executorKind: 'curator' })
    await expect(setExecution(curator, input, press(), NOW)).rejects.toEqual(refusal('forbidden'))
    // The point's last day was in March, when he still was one: the coordinator may say it for him.
    await setExecution(await story.home.actor('coordinator'), input, press(), NOW)
    await database().update(roleAssignments).set({ validTo: null }).where(isRole)
    await database().update(users).set({ endedAt: NOW }).where(eq(users.id, id))
    // So it is when his account was closed since: what was due while he worked stays his.
    const coordinator = await story.home.actor('coordinator')
    await setExecution(coordinator, { ...input, state: 'not_required', revision: 1 }, press(), NOW)
    const before = new Date('2026-02-01T02:00:00Z')
    await database().update(users).set({ endedAt: before }).where(eq(users.id, id))
    await expect(setExecution(coordinator, { ...input, state: 'done', revision: 2 }, press(), NOW)).rejects.toEqual(
      refusal('conflict'),
    )
    await database().update(users).set({ endedAt: null }).where(eq(users.id, id))
    await forget()
  })

  it('refuses a school that left before the term, and a head who is no longer its head', async () => {
    const school = await story.home.actor('school1')
    await database().update(schools).set({ validTo: '2026-05-30' }).where(eq(schools.id, school1))
    await expect(setExecution(school, said(0, school1), press(), NOW)).rejects.toEqual(refusal('conflict'))
    await database().update(schools).set({ validTo: null }).where(eq(schools.id, school1))
    const isLink = and(eq(schoolPeople.schoolId, school1), eq(schoolPeople.userId, school.userId ?? ''))
    await database().update(schoolPeople).set({ validTo: '2026-04-20' }).where(isLink)
    await expect(setExecution(school, said(0, school1), press(), NOW)).rejects.toEqual(refusal('not_found'))
    await database().update(schoolPeople).set({ validTo: null }).where(isLink)
  })

  it('adds evidence in the same press, and nothing at all when the evidence is refused', async () => {
    const school = await story.home.actor('school1')
    const link = (text: string) => ({ evidence: [{ kind: 'link' as const, text }] })
    for (const text of [
      'javascript:alert(1)',
      'JavaScript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//x.ru',
    ])
      await expect(setExecution(school, said(0, school1, link(text)), press(), NOW), text).rejects.toEqual(
        refusal('invalid', { field: 'evidenceLink' }),
      )
    expect(await database().select().from(executions)).toEqual([])
    const hostile = '<img src=x onerror="alert(1)"> [a](javascript:alert(1))'
    const id = await setExecution(
      school,
      said(0, school1, {
        evidence: [
          { kind: 'text', text: hostile },
          { kind: 'link', text: 'https://школа.рф/новости?x=<b>' },
        ],
      }),
      press(),
      NOW,
    )
    const kept = await database().select().from(evidence).where(eq(evidence.executionId, id))
    expect(kept.map((one) => one.text).sort()).toEqual([hostile, 'https://школа.рф/новости?x=<b>'].sort())
    expect((await actionsOn(act.keys[0] ?? '')).slice(-2)).toEqual(['execution.set', 'evidence.add'])
    await forget()
  })
})

describe('setExecutions', () => {
  const many = (executors: { id: string; revision: number }[]) => ({
    ...said(0, ''),
    executors: executors.map((one) => ({ kind: 'school' as const, ...one })),
  })

  it('marks several executors of one point in one press, recorded in one line', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = many([
      { id: school1, revision: 0 },
      { id: school2, revision: 0 },
    ])
    const once = press()
    expect(await setExecutions(coordinator, input, once, NOW)).toBe(2)
    expect(await setExecutions(coordinator, input, once, NOW)).toBe(2)
    const rows = await database().select().from(executions)
    expect(rows.map((one) => [one.executorId, one.state, one.revision]).sort()).toEqual(
      [
        [school1, 'done', 1],
        [school2, 'done', 1],
      ].sort(),
    )
    expect((await actionsOn(act.keys[0] ?? '')).filter((action) => action === 'execution.set_many')).toHaveLength(1)
    await forget()
  })

  it('marks all or none: one school that has spoken meanwhile refuses the whole and is named', async () => {
    const [school, coordinator] = [await story.home.actor('school2'), await story.home.actor('coordinator')]
    await setExecution(school, said(0, school2, { state: 'in_progress' }), press(), NOW)
    const refused = setExecutions(
      coordinator,
      many([
        { id: school1, revision: 0 },
        { id: school2, revision: 0 },
      ]),
      press(),
      NOW,
    )
    await expect(refused).rejects.toEqual(refusal('conflict', { message: expect.stringContaining('СОШ № 2') }))
    expect((await database().select().from(executions)).map((one) => one.state)).toEqual(['in_progress'])
    await forget()
  })

  it('is refused to a school for others, to wrong roles and to another district', async () => {
    const both = many([
      { id: school1, revision: 0 },
      { id: school2, revision: 0 },
    ])
    const by = async (name: string, place = story.home) => setExecutions(await place.actor(name), both, press(), NOW)
    await expect(by('school1')).rejects.toEqual(refusal('not_found'))
    await expect(by('head')).rejects.toEqual(refusal('forbidden'))
    await expect(by('coordinator', story.other)).rejects.toEqual(refusal('not_found'))
    expect(await database().select().from(executions)).toEqual([])
  })
})
