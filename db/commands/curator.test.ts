import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { assignCurator, endAssignment, handOver } from '@/db/commands/curator'
import { endPerson } from '@/db/commands/person'
import { beginReport } from '@/db/commands/report'
import { saveSchool } from '@/db/commands/school'
import { curatorRows } from '@/db/curator-rows'
import { checkHandOver, getAssignment, getCurator, getCuratorsOfSchool, getCuratorTable } from '@/db/queries/curator'
import { listMyWork } from '@/db/queries/my-work'
import { municipalities } from '@/db/schema/municipality'
import { roleAssignments, users } from '@/db/schema/person'
import { holders, posts } from '@/db/schema/post'
import { programmeStages, programmes, reportForms } from '@/db/schema/programme'
import { reportAnswers, reports } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { visits } from '@/db/schema/visit'
import { schoolIds } from '@/db/testing/living-act'
import { MAY } from '@/db/testing/report-scene'
import { statementsOf } from '@/db/testing/statements'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import type { ReportState } from '@/lib/report/rules'
import type { VisitState } from '@/lib/visit/rules'

/** The story stands on 21.04.2026 in Chita. */
let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let admin: Actor
let [school1, school2, steppe]: string[] = []
let programmeId: string
let stageId: string
let formId: string
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  admin = await story.home.actor('admin')
  ;[school1, school2, steppe] = await schoolIds('МОУ СОШ № 1', 'МОУ СОШ № 2', 'МОУ ООШ с. Степное')
  const [programme] = await database()
    .select({ id: programmes.id, stageId: programmeStages.id })
    .from(programmes)
    .innerJoin(programmeStages, eq(programmeStages.programmeId, programmes.id))
    .where(
      and(eq(programmes.municipalityId, story.home.id), eq(programmes.year, 2026), eq(programmeStages.position, 0)),
    )
  programmeId = programme?.id ?? ''
  stageId = programme?.stageId ?? ''
  const [form] = await database()
    .insert(reportForms)
    .values({ programmeId, number: 1, form: DEFAULT_REPORT_FORM, createdAt: NOW })
    .returning({ id: reportForms.id })
  formId = form?.id ?? ''
})
afterAll(() => story.close())

const newSchool = async (name = `Школа ${randomUUID()}`) => {
  const always = { validFrom: null, validTo: null }
  return saveSchool(admin, { id: undefined, name, shortName: name, site: '', ...always }, randomUUID(), NOW)
}
async function newCurator(surname = 'Новый', more: Partial<typeof users.$inferInsert> = {}): Promise<string> {
  const [added] = await database()
    .insert(users)
    .values({
      municipalityId: story.home.id,
      login: `${randomUUID()}@zabaykalsk.test`,
      passwordHash: '',
      surname,
      givenName: 'Куратор',
      ...more,
    })
    .returning({ id: users.id })
  await database()
    .insert(roleAssignments)
    .values({ userId: added?.id ?? '', role: 'curator' })
  return added?.id ?? ''
}
const assign = (schoolId: string, userId: string, more = {}, pressId: string = randomUUID(), actor = coordinator) =>
  assignCurator(actor, { schoolId, userId, validFrom: '2026-04-01', validTo: null, reason: '', ...more }, pressId, NOW)
const end = (id: string, more = {}, pressId: string = randomUUID(), actor = coordinator) =>
  endAssignment(actor, { id, validTo: '2026-04-30', reason: 'освобождён', ...more }, pressId, NOW)
const pass = (fromUserId: string, toUserId: string, schoolId: string[], more = {}, pressId: string = randomUUID()) =>
  handOver(
    coordinator,
    { fromUserId, toUserId, day: '2026-04-21', schoolId, reason: 'увольнение', ...more },
    pressId,
    NOW,
  )
const linkOf = async (id: string) =>
  (await database().select().from(schoolPeople).where(eq(schoolPeople.id, id))).map(
    ({ userId, validFrom, validTo, note }) => ({ userId, validFrom, validTo, note }),
  )[0]
const visit = async (
  schoolId: string,
  curatorId: string,
  plannedOn: string | null,
  state: VisitState = 'planned',
  heldOn: string | null = null,
) => {
  const row = { municipalityId: story.home.id, programmeId, schoolId, curatorId, kind: 'planned' as const }
  const made = { createdBy: coordinator.userId ?? '', createdAt: NOW }
  const [added] = await database()
    .insert(visits)
    .values({ ...row, ...made, plannedOn, state, heldOn })
    .returning({ id: visits.id })
  return added?.id ?? ''
}
const report = async (schoolId: string, curatorId: string, state: ReportState = 'draft') => {
  const row = { municipalityId: story.home.id, programmeId, stageId, schoolId, curatorId, formId }
  const [added] = await database()
    .insert(reports)
    .values({ ...row, state, createdAt: NOW })
    .returning({ id: reports.id })
  const text = { reportId: added?.id ?? '', question: 'worked', text: 'Что удалось', savedBy: curatorId, savedAt: NOW }
  await database().insert(reportAnswers).values(text)
  return added?.id ?? ''
}
const curatorOf = async (table: typeof visits | typeof reports, id: string) =>
  (await database().select({ curatorId: table.curatorId }).from(table).where(eq(table.id, id)))[0]?.curatorId

describe('an assignment', () => {
  it('is made once by two presses, recorded, and stands in the table and both histories', async () => {
    const [school, person, press] = [await newSchool('Школа «Ӑрӑм» ‮gpj'), await newCurator('Ҕүрүөһөв'), randomUUID()]
    const id = await assign(school, person, {}, press)
    expect(await assign(school, person, {}, press)).toBe(id)
    expect(await actionsOn(id)).toEqual(['curator.assign'])
    const table = await getCuratorTable(coordinator, '2026-04-21')
    expect(table.schools.find((one) => one.id === school)).toMatchObject({
      isWithout: false,
      curators: [{ userId: person, name: 'Ҕүрүөһөв Куратор' }],
    })
    const before = await getCuratorTable(coordinator, '2026-03-31')
    expect(before.schools.find((one) => one.id === school)).toMatchObject({ isWithout: true, curators: [] })
    expect((await getCurator(coordinator, person)).history).toMatchObject([
      { school: 'Школа «Ӑрӑм» ‮gpj', standing: 'in_force' },
    ])
    expect((await getCuratorsOfSchool(coordinator, school)).history).toMatchObject([
      { userId: person, standing: 'in_force' },
    ])
  })

  it('gives several curators to one school, and the same curator only once', async () => {
    const [school, person] = [await newSchool(), await newCurator()]
    await assign(school, person)
    await assign(school, await newCurator())
    await expect(assign(school, person)).rejects.toEqual(
      refusal('invalid', { message: expect.stringContaining('уже куратор') }),
    )
  })

  it('above the municipality’s own limit wants a reason and keeps it', async () => {
    const person = await newCurator()
    const settings = { ...(await settingsOf()), mostSchools: 1 }
    await database().update(municipalities).set({ settings }).where(eq(municipalities.id, story.home.id))
    await assign(await newSchool(), person)
    const school = await newSchool()
    await expect(assign(school, person, { reason: ' ' })).rejects.toEqual(refusal('invalid', { field: 'reason' }))
    expect(await linkOf(await assign(school, person, { reason: 'некому больше' }))).toMatchObject({
      note: 'некому больше',
    })
    await database()
      .update(municipalities)
      .set({ settings: { ...settings, mostSchools: 3 } })
      .where(eq(municipalities.id, story.home.id))
  })

  it('is the three schools’ where the settings were written before there was a limit', async () => {
    const { mostSchools: _, ...older } = await settingsOf()
    const settings = older as typeof municipalities.$inferSelect.settings
    await database().update(municipalities).set({ settings }).where(eq(municipalities.id, story.home.id))
    expect((await getCuratorTable(coordinator, '2026-04-21')).mostSchools).toBe(3)
  })

  it('of the school’s own people, of nobody’s curator and of another municipality’s people is refused', async () => {
    const school = await newSchool('МОУ СОШ № 77 пгт Забайкальск')
    const own = await newCurator('Свой', { workplace: 'МОУ «СОШ №77»' })
    await expect(assign(school, own)).rejects.toEqual(
      refusal('invalid', { message: expect.stringContaining('своей школы') }),
    )
    const working = await newCurator()
    const staff = { municipalityId: story.home.id, schoolId: school, userId: working, relation: 'staff' as const }
    await database().insert(schoolPeople).values(staff)
    await expect(assign(school, working)).rejects.toEqual(refusal('invalid'))
    await expect(assign(school, await idOf(story.home, 'clerk'))).rejects.toEqual(refusal('not_found'))
    await expect(assign(school, await idOf(story.other, 'curator1'))).rejects.toEqual(refusal('not_found'))
    await expect(assign(school, working, {}, randomUUID(), await story.other.actor('coordinator'))).rejects.toEqual(
      refusal('not_found'),
    )
    for (const name of ['admin', 'curator1', 'head'])
      await expect(assign(school, working, {}, randomUUID(), await story.home.actor(name))).rejects.toEqual(
        refusal('forbidden'),
      )
  })

  const settingsOf = async () => {
    const [row] = await database().select().from(municipalities).where(eq(municipalities.id, story.home.id))
    if (!row) throw new Error('no home')
    return row.settings
  }
})

describe('the end of an assignment', () => {
  it('is recorded with its reason beside the one of its beginning, once by two presses, and never moved later', async () => {
    const person = await newCurator()
    const id = await assign(await newSchool(), person, { reason: 'на время отпуска' })
    const press = randomUUID()
    expect(await end(id, {}, press)).toBe(person)
    expect(await end(id, {}, press)).toBe(person)
    expect(await actionsOn(id)).toEqual(['curator.assign', 'curator.end'])
    expect(await linkOf(id)).toMatchObject({ validTo: '2026-04-30', note: 'на время отпуска\nосвобождён' })
    await expect(end(id, { validTo: '2026-05-01' })).rejects.toEqual(refusal('invalid', { field: 'validTo' }))
    await end(id, { validTo: '2026-04-20' })
    await expect(end(id, { validTo: '2026-04-10' })).rejects.toEqual(refusal('conflict'))
  })

  it('is told for the very day: who is left, what stays open, and why that day cannot be', async () => {
    const [school, person, other] = [await newSchool(), await newCurator(), await newCurator()]
    const id = await assign(school, person)
    await assign(school, other, { validFrom: '2026-06-01' })
    const said = async (lastDay: string) => {
      const { defect, findings } = await getAssignment(coordinator, id, lastDay)
      return [defect?.field, ...findings.map(({ code }) => code)]
    }
    expect(await said('2026-04-30')).toEqual([undefined, 'left_without'])
    await visit(school, person, '2026-05-20')
    expect(await said('2026-05-19')).toEqual([undefined, 'left_without', 'open_work'])
    expect(await said('2026-05-31')).toEqual([undefined])
    expect((await said('2026-03-30'))[0]).toBe('validTo')
  })

  it('is the coordinator’s own municipality’s, and not of a head of school', async () => {
    const id = await assign(await newSchool(), await newCurator())
    await expect(end(id, {}, randomUUID(), await story.other.actor('coordinator'))).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(end(id, {}, randomUUID(), await story.home.actor('curator1'))).rejects.toEqual(refusal('forbidden'))
    const [head] = await database()
      .select({ id: schoolPeople.id })
      .from(schoolPeople)
      .where(and(eq(schoolPeople.municipalityId, story.home.id), eq(schoolPeople.relation, 'administration')))
    await expect(end(head?.id ?? '')).rejects.toEqual(refusal('not_found'))
  })
})

describe('hostile 76: the curator is changed in the middle of the period', () => {
  it('what is open goes over with its text, what is past stays, and the answer counts both', async () => {
    const [school, other] = [await newSchool(), await newSchool()]
    const [from, to, press] = [await newCurator('Прежний'), await newCurator('Новый'), randomUUID()]
    const [link, stays] = [await assign(school, from, { validTo: '2026-12-31' }), await assign(other, from)]
    const held = await visit(school, from, '2026-04-10', 'held')
    const missed = await visit(school, from, '2026-04-20')
    const ahead = await visit(school, from, '2026-04-21')
    const elsewhere = await visit(other, from, '2026-05-20')
    const draft = await report(school, from)
    const answer = { schools: 1, visits: 1, reports: 1, stayingVisits: 0, staying: 0 }
    expect(await pass(from, to, [school], {}, press)).toEqual(answer)
    expect(await pass(from, to, [school], {}, press)).toEqual(answer)
    const names = new Map([
      [from, 'from'],
      [to, 'to'],
    ])
    const owners = await Promise.all([held, missed, ahead, elsewhere].map((id) => curatorOf(visits, id)))
    expect(owners.map((id) => names.get(id ?? ''))).toEqual(['from', 'from', 'to', 'from'])
    expect(await curatorOf(reports, draft)).toBe(to)
    expect(await database().select().from(reportAnswers).where(eq(reportAnswers.reportId, draft))).toMatchObject([
      { text: 'Что удалось', savedBy: from },
    ])
    expect(await linkOf(link)).toMatchObject({ validTo: '2026-04-20', note: 'увольнение' })
    expect(await linkOf(stays)).toMatchObject({ validTo: null })
    const { history } = await getCuratorsOfSchool(coordinator, school)
    expect(history.map(({ userId, validFrom, validTo }) => [names.get(userId), validFrom, validTo])).toEqual([
      ['to', '2026-04-21', '2026-12-31'],
      ['from', '2026-04-01', '2026-04-20'],
    ])
    expect(await actionsOn(ahead, draft)).toEqual(['visit.hand_over', 'report.hand_over'])
    expect(await actionsOn(history[0]?.linkId ?? '')).toEqual(['curator.hand_over'])
  })

  it.each<[ReportState, 'from' | 'to']>([
    ['draft', 'to'],
    ['returned', 'to'],
    ['sent', 'from'],
    ['accepted', 'from'],
    ['accepted_with_remarks', 'from'],
  ])('a report %s is then of the curator «%s»', async (state, owner) => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await assign(school, from)
    const id = await report(school, from, state)
    await pass(from, to, [school])
    expect(await curatorOf(reports, id)).toBe({ from, to }[owner])
  })

  it('a visit made before without a plan stays of him who made it; one of the day itself goes', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await assign(school, from)
    const made = await visit(school, from, null, 'planned', '2026-04-20')
    const begun = await visit(school, from, null, 'planned', '2026-04-21')
    const input = { fromUserId: from, toUserId: to, day: '2026-04-21', schoolIds: [school] }
    expect((await checkHandOver(coordinator, input)).schools).toMatchObject([
      { visits: [{ id: begun }], stayingVisits: [{ id: made, heldOn: '2026-04-20', why: 'begun' }] },
    ])
    expect(await pass(from, to, [school])).toMatchObject({ visits: 1, stayingVisits: 0 })
    expect([await curatorOf(visits, made), await curatorOf(visits, begun)]).toEqual([from, to])
  })

  it('a visit stays where the new curator has one of that school and day, planned or held, and it is told', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await assign(school, from)
    await assign(school, to)
    await visit(school, to, '2026-05-20')
    await visit(school, to, null, 'held', '2026-04-21')
    await visit(school, to, '2026-05-22', 'cancelled')
    await visit(await newSchool(), to, '2026-05-21')
    const same = [await visit(school, from, '2026-05-20'), await visit(school, from, '2026-04-21')]
    const free = [await visit(school, from, '2026-05-21'), await visit(school, from, '2026-05-22')]
    const input = { fromUserId: from, toUserId: to, day: '2026-04-21', schoolIds: [school] }
    const [checked] = (await checkHandOver(coordinator, input)).schools
    expect(checked?.visits.map(({ id }) => id)).toEqual(free)
    expect(new Set(checked?.stayingVisits.map(({ id, why }) => `${id} ${why}`))).toEqual(
      new Set(same.map((id) => `${id} has_own`)),
    )
    expect(await pass(from, to, [school])).toMatchObject({ visits: 2, stayingVisits: 2 })
    expect(await Promise.all(same.map((id) => curatorOf(visits, id)))).toEqual([from, from])
  })

  it('to one whose role ends lasts as long as the role', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator('Срочный')]
    await assign(school, from)
    await database().update(roleAssignments).set({ validTo: '2026-12-31' }).where(eq(roleAssignments.userId, to))
    await pass(from, to, [school])
    expect((await getCuratorsOfSchool(coordinator, school)).history).toMatchObject([
      { userId: to, validFrom: '2026-04-21', validTo: '2026-12-31' },
      { userId: from, validTo: '2026-04-20' },
    ])
  })

  it('of what is open goes to the school’s curator of the day, however long he is to be', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await end(await assign(school, from), { validTo: '2026-04-20' })
    const [link, id] = [await assign(school, to, { validTo: '2026-12-31' }), await report(school, from)]
    await pass(from, to, [school])
    expect(await curatorOf(reports, id)).toBe(to)
    expect(await linkOf(link)).toMatchObject({ validTo: '2026-12-31' })
    expect((await getCuratorsOfSchool(coordinator, school)).history).toHaveLength(2)
  })

  it('is not offered, and gives nobody the school, where only what stays is left', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await end(await assign(school, from), { validTo: '2026-04-20' })
    await visit(school, from, '2026-04-10')
    const { toHandOver, unfinished } = await getCurator(coordinator, from)
    expect([toHandOver, unfinished]).toMatchObject([[], [{ id: school, visits: 1, reports: 0 }]])
    const input = { fromUserId: from, toUserId: to, day: '2026-04-21', schoolIds: [school] }
    expect((await checkHandOver(coordinator, input)).schools).toMatchObject([
      { findings: [{ code: 'nothing_goes', weight: 'refused' }] },
    ])
    await expect(pass(from, to, [school])).rejects.toEqual(refusal('conflict'))
    expect((await getCuratorsOfSchool(coordinator, school)).history).toHaveLength(1)
  })

  it('a report stays where the new curator has his own, and while the day has not come', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await assign(school, from)
    await assign(school, to)
    const own = await report(school, to)
    const left = await report(school, from)
    const input = { fromUserId: from, toUserId: to, day: '2026-04-21', schoolIds: [school] }
    expect((await checkHandOver(coordinator, input)).schools).toMatchObject([
      { beginning: null, reports: [], stayingReports: [{ id: left, why: 'has_own' }] },
    ])
    expect(await pass(from, to, [school])).toMatchObject({ reports: 0, staying: 1 })
    expect([await curatorOf(reports, own), await curatorOf(reports, left)]).toEqual([to, from])

    const later = await newSchool()
    const [third, fourth] = [await newCurator(), await newCurator()]
    await assign(later, third)
    const open = await report(later, third)
    expect(await pass(third, fourth, [later], { day: '2026-05-01' })).toMatchObject({ reports: 0, staying: 1 })
    expect(await curatorOf(reports, open)).toBe(third)
    const onTheDay = new Date('2026-05-01T02:00:00Z')
    await handOver(
      await story.home.actor('coordinator', onTheDay),
      { fromUserId: third, toUserId: fourth, day: '2026-05-01', schoolId: [later], reason: 'увольнение' },
      randomUUID(),
      onTheDay,
    )
    expect(await curatorOf(reports, open)).toBe(fourth)
    expect((await getCuratorsOfSchool(coordinator, later)).history).toHaveLength(2)
  })

  it('and a report that the new curator begins in the same instant are one report of his, never a fault', async () => {
    const [to, successor, giver] = [
      await idOf(story.home, 'curator2'),
      await story.home.actor('curator2', MAY),
      await story.home.actor('coordinator', MAY),
    ]
    for (let round = 0; round < 5; round++) {
      const [school, from] = [await newSchool(), await newCurator()]
      await assign(school, from)
      await assign(school, to, { reason: 'вдвоём' })
      const left = await report(school, from)
      const given = { fromUserId: from, toUserId: to, day: '2026-05-12', schoolId: [school], reason: 'увольнение' }
      const [begun, answer] = await Promise.all([
        beginReport(successor, { stageId, schoolId: school }, randomUUID(), MAY),
        handOver(giver, given, randomUUID(), MAY),
      ])
      expect(answer.reports + answer.staying).toBe(1)
      expect(begun === left).toBe(answer.reports === 1)
      expect(await curatorOf(reports, begun)).toBe(to)
    }
  })

  it('is refused whole when one of the schools is refused, to himself, and where there is nothing to hand over', async () => {
    const [school, own, from] = [await newSchool(), await newSchool('МОУ СОШ № 88'), await newCurator()]
    const to = await newCurator('Учитель', { workplace: 'МОУ СОШ № 88' })
    const links = [await assign(school, from), await assign(own, from)]
    await expect(pass(from, to, [school, own])).rejects.toEqual(
      refusal('invalid', { message: expect.stringContaining('МОУ СОШ № 88') }),
    )
    expect((await Promise.all(links.map(linkOf))).map((link) => link?.validTo)).toEqual([null, null])
    await expect(pass(from, from, [school])).rejects.toEqual(refusal('invalid', { field: 'toUserId' }))
    await expect(pass(to, from, [school])).rejects.toEqual(refusal('conflict'))
    await expect(pass(from, await idOf(story.other, 'curator1'), [school])).rejects.toEqual(refusal('not_found'))
  })
})

describe('hostile 12: the account of a curator is ended while his report is open', () => {
  it('the report stays, the table tells of it, and it can be handed over', async () => {
    const [school, from, to] = [await newSchool(), await newCurator('Ушедший'), await newCurator()]
    await assign(school, from)
    const id = await report(school, from)
    await endPerson(admin, { id: from }, NOW)
    expect(await curatorOf(reports, id)).toBe(from)
    const table = await getCuratorTable(coordinator, '2026-04-21')
    expect(table.conflicts.filter((one) => one.schoolId === school).map(({ code }) => code)).toEqual(['cannot_curate'])
    expect(table.schools.find((one) => one.id === school)?.isWithout).toBe(true)
    await pass(from, to, [school])
    expect(await curatorOf(reports, id)).toBe(to)
    expect(await getCurator(coordinator, from)).toMatchObject({ toHandOver: [], conflicts: [] })
    await expect(assign(await newSchool(), from)).rejects.toEqual(refusal('invalid'))
  })

  it('also after the assignment itself has ended: what is open is still his', async () => {
    const [school, from, to] = [await newSchool(), await newCurator(), await newCurator()]
    await end(await assign(school, from), { validTo: '2026-04-20' })
    const id = await report(school, from)
    expect((await getCurator(coordinator, from)).toHandOver).toMatchObject([{ id: school, visits: 0, reports: 1 }])
    await pass(from, to, [school])
    expect(await curatorOf(reports, id)).toBe(to)
  })
})

describe('a school that left', () => {
  it('takes no curator, is no school without one, and a link that lives is told', async () => {
    const [name, person] = [`Ушедшая ${randomUUID()}`, await newCurator()]
    const school = await newSchool(name)
    await assign(school, person)
    const left = { id: school, name, shortName: name, site: '', validFrom: null, validTo: '2026-04-20' }
    await saveSchool(admin, left, randomUUID(), NOW)
    await expect(assign(school, await newCurator())).rejects.toEqual(refusal('invalid'))
    const table = await getCuratorTable(coordinator, '2026-04-21')
    expect(table.schools.some((one) => one.id === school)).toBe(false)
    expect(table.conflicts.find((one) => one.schoolId === school)).toMatchObject({ code: 'school_left' })
    expect((await getCurator(coordinator, person)).schools).toBe(0)
  })
})

it('«Мои дела» of the coordinator, and of nobody else, have one line for the schools without a curator', async () => {
  const [name, person] = [`А без куратора ${randomUUID()}`, await newCurator()]
  const school = await newSchool(name)
  const lineOf = async (actor: Actor) =>
    (await listMyWork(actor)).decide.filter(({ kind }) => kind === 'curator_missing')
  expect(await lineOf(coordinator)).toMatchObject([{ note: expect.stringContaining(name) }])
  for (const other of ['admin', 'curator1', 'head']) expect(await lineOf(await story.home.actor(other))).toEqual([])
  await assign(school, person)
  expect(JSON.stringify(await lineOf(coordinator))).not.toContain(name)
})

it('the annex takes the post that the municipality gave before what the person’s card says', async () => {
  const [school, name] = [await newSchool(), `Постный${randomUUID()}`]
  const person = await newCurator(name, { post: 'методист', workplace: 'Центр «Развитие»' })
  await assign(school, person)
  const postOf = async () =>
    (await curatorRows(database(), story.home.id, '2026-04-21')).find(([, curator]) => curator?.startsWith(name))?.[2]
  expect(await postOf()).toBe('методист, Центр «Развитие»')
  const [post] = await database().select().from(posts).where(eq(posts.municipalityId, story.home.id))
  await database()
    .insert(holders)
    .values({ municipalityId: story.home.id, postId: post?.id ?? '', userId: person, validTo: '2026-04-21' })
  expect(await postOf()).toMatch(/^Глава муниципального района, /)
})

it('hostile 25: the table of 500 schools takes as many statements as the one of three', async () => {
  const ask = () => statementsOf(story.fresh.opened, () => getCuratorTable(coordinator, '2026-04-21'))
  const one = (userId: string) => statementsOf(story.fresh.opened, () => getCurator(coordinator, userId))
  const person = await idOf(story.home, 'curator1')
  const before = [await ask(), await one(person)]
  const added = await database()
    .insert(schools)
    .values(
      Array.from({ length: 500 }, (_, at) => ({
        municipalityId: story.home.id,
        name: `${'Ы'.repeat(295)}${at}`,
        shortName: `Ш ${at}`,
      })),
    )
    .returning({ id: schools.id })
  await database()
    .insert(schoolPeople)
    .values(
      added.map(({ id }) => ({
        municipalityId: story.home.id,
        schoolId: id,
        userId: person,
        relation: 'curator' as const,
      })),
    )
  expect([await ask(), await one(person)]).toEqual(before)
  const { schools: all, conflicts } = await getCuratorTable(coordinator, '2026-04-21')
  expect(all.length).toBeGreaterThan(500)
  expect(conflicts.find((conflict) => conflict.userId === person)?.code).toBe('too_many')
  expect([school1, school2, steppe].every(Boolean)).toBe(true)
})
