import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { actOnFactor, addFactor, renameFactor } from '@/db/commands/programme-factor'
import { markAnalysed, saveQuestionnaire, saveSecondDiagnosis, verifyProfile } from '@/db/commands/risk-profile'
import * as measure from '@/db/commands/school-measure'
import { listMyWork } from '@/db/queries/my-work'
import { getProgrammeFactors } from '@/db/queries/programme-factor'
import { getMeasureProposals, getRiskProfile, listFirstVisits } from '@/db/queries/risk-profile'
import { listSchoolWork } from '@/db/queries/school-work'
import { readFacts } from '@/db/report-facts'
import { roleAssignments, users } from '@/db/schema/person'
import { programmeFactors } from '@/db/schema/programme'
import { riskMarks, riskProfiles, schoolMeasures } from '@/db/schema/risk-profile'
import { schoolPeople, schools } from '@/db/schema/school'
import { visits } from '@/db/schema/visit'
import {
  enteredProfile,
  factorIdsOf,
  gradedMarks,
  programmeOf,
  revisionOf,
  schoolOf,
  verificationOf,
  verifiedProfile,
} from '@/db/testing/risk-profile-scene'
import { statementsOf } from '@/db/testing/statements'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let curator: Actor
let school: Actor
let programmeId: string
let factorIds: string[]
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  curator = await story.home.actor('curator1')
  school = await story.home.actor('school1')
  programmeId = await programmeOf(story.home, NOW)
})
afterAll(() => story.close())
beforeEach(async () => {
  await database().delete(schoolMeasures)
  await database().delete(riskMarks)
  await database().delete(riskProfiles)
  factorIds = await factorIdsOf(programmeId)
})

const press = () => randomUUID()
const home = () => story.home
const questionnaire = async (more: object = {}) => ({
  schoolId: await schoolOf(home()),
  programmeId,
  revision: 0,
  questionnaireOn: '2026-02-10',
  marks: gradedMarks(factorIds),
  ...more,
})
const profileOf = async (schoolId: string, actor = coordinator) => getRiskProfile(actor, schoolId, programmeId)

describe('a questionnaire', () => {
  it('begins the profile of a school once by two presses, and is recorded', async () => {
    const input = await questionnaire()
    const id = press()
    const profileId = await saveQuestionnaire(coordinator, input, id, NOW)
    expect(await saveQuestionnaire(coordinator, input, id, NOW)).toBe(profileId)
    expect(await actionsOn(profileId)).toEqual(['risk_profile.questionnaire'])
    const found = await profileOf(input.schoolId)
    expect(found.state).toBe('questionnaire')
    expect(found.factors).toHaveLength(10)
    expect(found.factors[0]).toMatchObject({ initial: 'high', initialValue: 90, start: { significance: 'high' } })
  })

  it('is met as a conflict where somebody has entered it meanwhile, and shows the newer revision', async () => {
    await saveQuestionnaire(coordinator, await questionnaire(), press(), NOW)
    await expect(saveQuestionnaire(curator, await questionnaire(), press(), NOW)).rejects.toEqual(
      refusal('conflict', { details: { revision: 1 } }),
    )
  })

  it('is the coordinator’s and the curator’s of today, for own schools and no other', async () => {
    const strangers = await schoolOf(home(), 'МОУ ООШ')
    const input = await questionnaire({ schoolId: strangers })
    await expect(saveQuestionnaire(curator, input, press(), NOW)).rejects.toEqual(refusal('not_found'))
    await expect(saveQuestionnaire(school, await questionnaire(), press(), NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(
      saveQuestionnaire(await story.other.actor('coordinator'), await questionnaire(), press(), NOW),
    ).rejects.toEqual(refusal('not_found'))
    await saveQuestionnaire(curator, await questionnaire(), press(), NOW)
  })

  it('refuses a factor of another programme, a day to come and a school that has left', async () => {
    const [foreign = ''] = await factorIdsOf(await programmeOf(story.other, NOW))
    const mark = { factorId: foreign, initial: 'high' as const, initialValue: null }
    await expect(saveQuestionnaire(coordinator, await questionnaire({ marks: [mark] }), press(), NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(
      saveQuestionnaire(coordinator, await questionnaire({ questionnaireOn: '2026-04-22' }), press(), NOW),
    ).rejects.toEqual(refusal('invalid', { field: 'questionnaireOn' }))
    const schoolId = await schoolOf(home(), 'МОУ ООШ')
    const leave = (validTo: string | null) =>
      database().update(schools).set({ validTo }).where(eq(schools.id, schoolId))
    await leave('2025-12-31')
    const ended = await questionnaire({ schoolId })
    await expect(saveQuestionnaire(coordinator, ended, press(), NOW)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('2026 году не действует') }),
    )
    expect((await listSchoolWork(coordinator, programmeId)).schools.map((one) => one.id)).not.toContain(schoolId)
    await leave('2026-02-01')
    await expect(saveQuestionnaire(coordinator, ended, press(), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'questionnaireOn', message: expect.stringContaining('01.02.2026') }),
    )
    await leave(null)
  })

  it('asks for verification again of the factors that it changes, and of no other', async () => {
    const scene = await verifiedProfile(home(), NOW)
    const marks = gradedMarks(factorIds)
    const [first] = marks
    if (first) first.initial = 'low'
    const input = await questionnaire({ revision: await revisionOf(scene.profileId), marks })
    await saveQuestionnaire(coordinator, input, press(), NOW)
    const { state, factors } = await profileOf(scene.schoolId)
    expect(state).toBe('questionnaire')
    expect(factors.slice(0, 3).map(({ verdict, verified, isActive }) => [verdict, verified, isActive])).toEqual([
      [null, null, true],
      ['not_confirmed', 'low', true],
      ['confirmed', 'medium', false],
    ])
  })
})

describe('the verification', () => {
  it('keeps the curator’s word of each factor, is done once by two presses, and is recorded', async () => {
    const scene = await enteredProfile(home(), NOW)
    const input = await verificationOf(scene, '2026-04-20')
    const id = press()
    await verifyProfile(curator, input, id, NOW)
    await verifyProfile(curator, input, id, NOW)
    const { state, profile, factors } = await profileOf(scene.schoolId)
    expect([state, profile?.verifiedOn]).toEqual(['verified', '2026-04-20'])
    expect(profile?.verifiedBy).not.toBe('')
    expect(factors[1]).toMatchObject({ initial: 'high', verified: 'low', why: 'Кадры набраны', isActive: true })
    expect(await actionsOn(scene.profileId)).toEqual(['risk_profile.questionnaire', 'risk_profile.verify'])
    await expect(verifyProfile(curator, input, press(), NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('is the school’s curator’s of today alone: not a removed one’s, nor a coordinator’s who is a curator elsewhere', async () => {
    const scene = await enteredProfile(home(), NOW)
    const input = await verificationOf(scene, '2026-04-20')
    for (const [name, code] of [
      ['coordinator', 'forbidden'],
      ['school1', 'forbidden'],
      ['admin', 'forbidden'],
      ['curator2', 'not_found'],
    ] as const)
      await expect(verifyProfile(await home().actor(name), input, press(), NOW), name).rejects.toEqual(refusal(code))
    const coordinatorId = await idOf(home(), 'coordinator')
    await database().insert(roleAssignments).values({ userId: coordinatorId, role: 'curator' })
    await expect(verifyProfile(await home().actor('coordinator'), input, press(), NOW)).rejects.toEqual(
      refusal('forbidden', { message: expect.stringContaining('закреплён за школой сегодня') }),
    )
    const isThat = and(eq(roleAssignments.userId, coordinatorId), eq(roleAssignments.role, 'curator'))
    await database().delete(roleAssignments).where(isThat)
    const isHis = and(eq(schoolPeople.schoolId, scene.schoolId), eq(schoolPeople.userId, curator.userId ?? ''))
    await database().update(schoolPeople).set({ validTo: '2026-04-20' }).where(isHis)
    await expect(verifyProfile(curator, input, press(), NOW)).rejects.toEqual(refusal('not_found'))
    await database().update(schoolPeople).set({ validTo: null }).where(isHis)
  })

  it('answers for every factor, activates none that is not there, and names no other school’s visit', async () => {
    const scene = await enteredProfile(home(), NOW)
    const input = await verificationOf(scene, '2026-04-20')
    await expect(verifyProfile(curator, { ...input, marks: input.marks.slice(1) }, press(), NOW)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('каждому фактору') }),
    )
    const last = input.marks.at(-1)
    if (!last) throw new Error('There are no factors.')
    const wrong = { ...input, marks: [...input.marks.slice(0, -1), { ...last, isActive: true }] }
    await expect(verifyProfile(curator, wrong, press(), NOW)).rejects.toEqual(
      refusal('invalid', { field: `active-${last.factorId}` }),
    )
    await expect(verifyProfile(curator, { ...input, verifiedOn: '2026-01-01' }, press(), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'verifiedOn' }),
    )
    const visit = (schoolId: string, state: 'planned' | 'held') =>
      database()
        .insert(visits)
        .values({
          municipalityId: home().id,
          programmeId,
          schoolId,
          curatorId: curator.userId ?? '',
          kind: 'first',
          state,
          heldOn: '2026-03-12',
          createdBy: curator.userId ?? '',
          createdAt: NOW,
        })
        .returning({ id: visits.id })
    const [elsewhere] = await visit(await schoolOf(home(), 'МОУ СОШ № 2'), 'held')
    const [planned] = await visit(scene.schoolId, 'planned')
    const [held] = await visit(scene.schoolId, 'held')
    const at = (visitId: string | undefined) =>
      verifyProfile(curator, { ...input, visitId: visitId ?? '' }, press(), NOW)
    await expect(at(elsewhere?.id)).rejects.toEqual(refusal('not_found'))
    await expect(at(planned?.id)).rejects.toEqual(refusal('invalid', { field: 'visitId' }))
    expect(await listFirstVisits(curator, scene.schoolId, programmeId)).toEqual([
      { id: held?.id, heldOn: '2026-03-12' },
    ])
    await at(held?.id)
    expect((await profileOf(scene.schoolId)).profile?.verifiedVisitId).toBe(held?.id)
    await database().update(riskProfiles).set({ verifiedVisitId: null })
    await database().delete(visits)
  })
})

describe('the second diagnosis and the analysis', () => {
  it('shows the change per factor from what was verified', async () => {
    const scene = await verifiedProfile(home(), NOW)
    const marks = factorIds.map((factorId, index) => ({
      factorId,
      second: index < 3 ? ('medium' as const) : null,
      secondValue: index === 0 ? 60 : null,
      result: index === 0 ? 'Закупили «кабинет» 🙂 <b>' : '',
    }))
    const input = {
      profileId: scene.profileId,
      revision: await revisionOf(scene.profileId),
      secondOn: '2026-04-21',
      marks,
    }
    await saveSecondDiagnosis(coordinator, input, press(), NOW)
    const { state, factors } = await profileOf(scene.schoolId)
    expect(state).toBe('second')
    // High confirmed, low instead of high, medium confirmed; the fourth was not looked at again.
    expect(factors.slice(0, 4).map((one) => one.change)).toEqual(['fell', 'grew', 'same', null])
    expect(factors[0]?.result).toBe('Закупили «кабинет» 🙂 <b>')
    await expect(saveSecondDiagnosis(curator, input, press(), NOW)).rejects.toEqual(refusal('conflict'))
    await expect(saveSecondDiagnosis(school, input, press(), NOW)).rejects.toEqual(refusal('forbidden'))
  })

  it('is marked by coordinator, curator or the school itself, and leaves «Мои дела»', async () => {
    const scene = await enteredProfile(home(), NOW)
    const titles = async (actor: Actor) => (await listMyWork(actor)).decide.map((work) => work.title)
    expect(await titles(curator)).toEqual([expect.stringMatching(/^Верифицировать профиль риска: МОУ СОШ № 1/)])
    expect(await titles(school)).toEqual([expect.stringMatching(/^Отметить анализ профиля риска: МОУ СОШ № 1/)])
    expect(await titles(await home().actor('school2'))).toEqual([])
    expect(await titles(await home().actor('curator2'))).toEqual([])
    const input = { profileId: scene.profileId, revision: 1, analysedOn: '2026-04-21', analysis: 'Сводка' }
    await markAnalysed(school, input, press(), NOW)
    expect(await titles(school)).toEqual([])
    await expect(markAnalysed(curator, input, press(), NOW)).rejects.toEqual(
      refusal('conflict', { details: { revision: 2 } }),
    )
    await expect(markAnalysed(await home().actor('head'), input, press(), NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(markAnalysed(await home().actor('school2'), input, press(), NOW)).rejects.toEqual(refusal('not_found'))
    await verifyProfile(curator, await verificationOf(scene, '2026-04-21'), press(), NOW)
    expect(await titles(curator)).toEqual([])
  })
})

describe('measures of the school', () => {
  const text = { title: 'Своё', term: '', executors: '', indicator: '', state: 'not_due', evidence: '' } as const

  it('are proposed against activated factors and taken once', async () => {
    const { schoolId, profileId, activeIds, measureIds } = await verifiedProfile(home(), NOW)
    expect(measureIds).toHaveLength(2)
    const { factors } = await getMeasureProposals(school, schoolId, programmeId)
    expect(factors.map((factor) => factor.id)).toEqual(activeIds)
    expect(factors.map((factor) => factor.proposed.every((one) => one.factor === factor.number))).toEqual([true, true])
    const pastOn = async (today: string) =>
      (await getMeasureProposals({ ...school, today }, schoolId, programmeId)).factors
        .flatMap((factor) => factor.proposed)
        .filter((one) => one.isTermPast)
        .map((one) => one.term)
    expect(await pastOn('2026-04-01')).toEqual([])
    expect(await pastOn('2026-04-02')).toEqual(['до 1 апреля'])
    const second = factors[1]
    const pick = second?.proposed.slice(0, 1).map((one) => one.id) ?? []
    const choose = { schoolId, profileId, factorId: second?.id ?? '', pick }
    const id = press()
    expect(await measure.chooseSchoolMeasures(school, choose, id, NOW)).toBe(1)
    expect(await measure.chooseSchoolMeasures(school, choose, id, NOW)).toBe(1)
    await expect(measure.chooseSchoolMeasures(school, choose, press(), NOW)).rejects.toEqual(refusal('conflict'))
    const passive = { ...choose, factorId: factorIds[4] ?? '', pick: ['5-1'] }
    await expect(measure.chooseSchoolMeasures(school, passive, press(), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'factorId' }),
    )
  })

  it('are shown as not marked from the day after their term, on the page and in a report', async () => {
    const { schoolId, profileId, activeIds } = await verifiedProfile(home(), NOW)
    const at = { schoolId, profileId, factorId: activeIds[0] ?? '', id: undefined, revision: 0 }
    const save = (title: string, more: object) =>
      measure.saveSchoolMeasure(curator, { ...at, ...text, title, ...more }, press(), NOW)
    await save('К маю', { term: 'до 25.05.2026' })
    await save('Сделано', { term: 'до 25.05.2026', state: 'done' })
    const stage = { position: 1, dueDate: null }
    const shownOn = async (day: string) => {
      const actor = { ...school, today: day }
      const { factors } = await getRiskProfile(actor, schoolId, programmeId)
      const standings = new Map(factors[0]?.measures.map((one) => [one.title, one.standing]))
      const report = { id: randomUUID(), programmeId, schoolId, stage }
      const cells = (await readFacts(database(), report, day)).sections.measures.map((fact) => fact.cells)
      const inReport = (title: string) => cells.find(([name]) => name === title)?.[3]
      return ['К маю', 'Сделано'].map((title) => [standings.get(title), inReport(title)])
    }
    expect(await shownOn('2026-05-25')).toEqual([
      ['not_due', 'не наступил срок'],
      ['done', 'выполнено'],
    ])
    expect(await shownOn('2026-05-26')).toEqual([
      ['unmarked', 'срок прошёл, не отмечено'],
      ['done', 'выполнено'],
    ])
  })

  it('are typed word for word, show both texts of a conflict, go to the trash and come back', async () => {
    const { schoolId, profileId, activeIds } = await verifiedProfile(home(), NOW)
    const at = { schoolId, profileId, factorId: activeIds[0] ?? '' }
    const title = '  =HYPERLINK("http://x")  <img onerror=alert(1)> «Ёлка»\u00A0№\u00A01 🙂\u2028'
    const id = await measure.saveSchoolMeasure(
      curator,
      { id: undefined, ...at, revision: 0, ...text, title },
      press(),
      NOW,
    )
    const kept = async () => (await profileOf(schoolId)).factors[0]?.measures.find((one) => one.id === id)
    expect((await kept())?.title).toBe(title)
    await measure.saveSchoolMeasure(school, { id, ...at, revision: 1, ...text, state: 'done' }, press(), NOW)
    await expect(
      measure.saveSchoolMeasure(curator, { id, ...at, revision: 1, ...text, title: 'Моё' }, press(), NOW),
    ).rejects.toEqual(
      refusal('conflict', {
        details: { revision: 2, current: expect.objectContaining({ title: 'Своё', state: 'done' }) },
      }),
    )
    await measure.removeSchoolMeasure(school, { id, act: 'remove' }, NOW)
    await measure.removeSchoolMeasure(school, { id, act: 'remove' }, NOW)
    expect(await kept()).toBeUndefined()
    expect((await profileOf(schoolId)).removed.map((one) => one.id)).toEqual([id])
    await expect(measure.saveSchoolMeasure(curator, { id, ...at, revision: 3, ...text }, press(), NOW)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('убрано') }),
    )
    await measure.removeSchoolMeasure(school, { id, act: 'restore' }, NOW)
    expect(await kept()).toBeDefined()
    expect(await actionsOn(id)).toEqual([
      'school_measure.add',
      'school_measure.save',
      'school_measure.remove',
      'school_measure.restore',
    ])
  })

  it('stand against factors of that profile, of own schools only', async () => {
    const { schoolId, profileId, activeIds, measureIds } = await verifiedProfile(home(), NOW)
    const at = { id: undefined, schoolId, profileId, revision: 0, ...text }
    const [foreign = ''] = await factorIdsOf(await programmeOf(story.other, NOW))
    await expect(measure.saveSchoolMeasure(school, { ...at, factorId: foreign }, press(), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'factorId' }),
    )
    for (const name of ['school2', 'curator2'])
      await expect(
        measure.saveSchoolMeasure(await home().actor(name), { ...at, factorId: activeIds[0] ?? '' }, press(), NOW),
        name,
      ).rejects.toEqual(refusal('not_found'))
    await expect(
      measure.removeSchoolMeasure(
        await story.other.actor('coordinator'),
        { id: measureIds[0] ?? '', act: 'remove' },
        NOW,
      ),
    ).rejects.toEqual(refusal('not_found'))
    await expect(
      measure.removeSchoolMeasure(await home().actor('clerk'), { id: measureIds[0] ?? '', act: 'remove' }, NOW),
    ).rejects.toEqual(refusal('forbidden'))
  })
})

describe('the dictionary changed in mid-year', () => {
  const names = async () => (await getProgrammeFactors(coordinator, programmeId)).factors.map((one) => one.name)

  it('leaves profiles their words; new profiles take the new ones', async () => {
    const scene = await verifiedProfile(home(), NOW)
    const [firstId = ''] = factorIds
    const before = (await profileOf(scene.schoolId)).factors[0]?.name
    const newId = await renameFactor(coordinator, { id: firstId, name: 'Нечем учить' }, press(), NOW)
    expect((await names())[0]).toBe('Нечем учить')
    const kept = (await profileOf(scene.schoolId)).factors
    expect(kept).toHaveLength(10)
    expect(kept[0]).toMatchObject({ id: firstId, name: before, isEnded: true })
    expect(kept[0]?.measures).toHaveLength(2)
    const fresh = (await profileOf(await schoolOf(home(), 'МОУ СОШ № 2'))).factors
    expect(fresh[0]).toMatchObject({ id: newId, name: 'Нечем учить', isEnded: false, number: 1 })
    // The same number: the library still answers it.
    expect((await getProgrammeFactors(coordinator, programmeId)).ended).toMatchObject([{ id: firstId, profiles: 1 }])
    // The curator verifies again by a form that shows the old words.
    await verifyProfile(curator, await verificationOf(scene, '2026-04-20'), press(), NOW)
  })

  it('lets a form that was open before save what it showed, but not one factor in two wordings', async () => {
    const open = await questionnaire()
    const [firstId = ''] = factorIds
    const newId = await renameFactor(coordinator, { id: firstId, name: `Иначе ${randomUUID()}` }, press(), NOW)
    const profileId = await saveQuestionnaire(coordinator, open, press(), NOW)
    expect((await profileOf(open.schoolId)).factors[0]).toMatchObject({ id: firstId, isEnded: true, initial: 'high' })
    const other = { ...open, revision: 1, marks: [{ factorId: newId, initial: 'low' as const, initialValue: null }] }
    await expect(saveQuestionnaire(coordinator, other, press(), NOW)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('двух формулировках') }),
    )
    expect(await actionsOn(profileId)).toEqual(['risk_profile.questionnaire'])
  })

  it('is added to, moved, ended and restored; two people’s words meet as a conflict', async () => {
    const id = press()
    const name = 'Ё'.repeat(300)
    const added = await addFactor(coordinator, { programmeId, name, number: null }, id, NOW)
    expect(await addFactor(coordinator, { programmeId, name, number: null }, id, NOW)).toBe(added)
    expect((await names()).at(-1)).toBe(name)
    await expect(
      addFactor(coordinator, { programmeId, name: name.toLowerCase(), number: null }, press(), NOW),
    ).rejects.toEqual(refusal('invalid', { field: 'name' }))
    const act = (word: 'up' | 'down' | 'end' | 'restore', factorId = added) =>
      actOnFactor(coordinator, { id: factorId, act: word }, NOW)
    await act('down')
    await act('up')
    expect((await names()).at(-2)).toBe(name)
    await act('end')
    await act('end')
    expect(await names()).not.toContain(name)
    await act('restore')
    expect((await names()).at(-2)).toBe(name)
    // The last «down» and the second «end» found all so already.
    expect(await actionsOn(added)).toEqual([
      'programme_factor.add',
      'programme_factor.up',
      'programme_factor.end',
      'programme_factor.restore',
    ])
    await renameFactor(await home().actor('admin'), { id: added, name: 'Слово администратора' }, press(), NOW)
    await expect(renameFactor(coordinator, { id: added, name: 'Слово координатора' }, press(), NOW)).rejects.toEqual(
      refusal('conflict', { details: { current: 'Слово администратора' } }),
    )
    await expect(act('restore')).rejects.toEqual(refusal('conflict'))
    for (const name of ['curator1', 'school1', 'head'])
      await expect(
        addFactor(await home().actor(name), { programmeId, name: 'x', number: null }, press(), NOW),
      ).rejects.toEqual(refusal('forbidden'))
    await expect(
      addFactor(await story.other.actor('coordinator'), { programmeId, name: 'x', number: null }, press(), NOW),
    ).rejects.toEqual(refusal('not_found'))
  })

  it('moves a factor with its earlier wordings', async () => {
    const [first = '', second = ''] = await factorIdsOf(programmeId)
    const renamed = await renameFactor(coordinator, { id: first, name: `Первый ${randomUUID()}` }, press(), NOW)
    await actOnFactor(coordinator, { id: second, act: 'up' }, NOW)
    const places = new Map(
      (await database().select().from(programmeFactors).where(eq(programmeFactors.programmeId, programmeId))).map(
        (one) => [one.id, one.position],
      ),
    )
    expect(places.get(first)).toBe(places.get(renamed))
    expect(places.get(second)).toBeLessThan(places.get(renamed) ?? 0)
  })
})

describe('the schools’ list', () => {
  it('shows whom and what, in a number of statements that does not grow with the schools', async () => {
    await verifiedProfile(home(), NOW)
    const few = await statementsOf(story.fresh.opened, () => listSchoolWork(coordinator, programmeId))
    await database()
      .insert(schools)
      .values(
        Array.from({ length: 30 }, (_, at) => ({
          municipalityId: home().id,
          name: `Школа ${at}`,
          shortName: `Я ${at}`,
        })),
      )
    const many = await statementsOf(story.fresh.opened, () => listSchoolWork(coordinator, programmeId))
    expect(many).toBe(few)
    expect(few).toBeLessThanOrEqual(6)
    const row = (await listSchoolWork(coordinator, programmeId)).schools.find((one) => one.profile)
    expect(row).toMatchObject({
      state: 'verified',
      openRecommendations: 0,
      nextVisitOn: null,
      profile: { active: 2, measures: 2 },
    })
    expect(row?.curators).toHaveLength(1)
    const seen = async (name: string) => (await listSchoolWork(await home().actor(name), programmeId)).schools.length
    expect([await seen('curator1'), await seen('school1'), await seen('curator2')]).toEqual([2, 1, 1])
    await database()
      .update(users)
      .set({ endedAt: NOW })
      .where(eq(users.id, curator.userId ?? ''))
    const after = (await listSchoolWork(coordinator, programmeId)).schools.find((one) => one.profile)
    expect(after?.curators).toEqual([])
    await database()
      .update(users)
      .set({ endedAt: null })
      .where(eq(users.id, curator.userId ?? ''))
  })
})
