import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { closeRecommendation } from '@/db/commands/recommendation'
import { verifyProfile } from '@/db/commands/risk-profile'
import { cancelVisit, moveVisit } from '@/db/commands/visit'
import { changeVisitKind, takeBackVisit } from '@/db/commands/visit-correction'
import { saveVisitSheet } from '@/db/commands/visit-sheet'
import { listFirstVisits } from '@/db/queries/risk-profile'
import { getVisit, listVisits } from '@/db/queries/visit'
import { riskProfiles } from '@/db/schema/risk-profile'
import { recommendations, visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { enteredProfile, type ProfileScene, verificationOf } from '@/db/testing/risk-profile-scene'
import { actionsOn, NOW, openStory, refusal } from '@/db/testing/story'
import { emptySheet, heldVisit, plannedVisit, programmeOf } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'
import type { VisitKind } from '@/lib/visit/rules'

const SCHOOL = 'МОУ СОШ № 1'
const LATER = new Date(NOW.getTime() + 60_000)
const REASON = 'лист записан не в то посещение'
const GIVEN = { id: null, text: 'Обновить страницу сайта', due: '2026-05-15', person: '' }

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let curator: Actor
let profile: ProfileScene | undefined
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  curator = await story.home.actor('curator1')
})
afterAll(() => story.close())
afterEach(async () => {
  await database().update(riskProfiles).set({ verifiedVisitId: null, verifiedOn: null })
  for (const table of [visitPhotos, recommendations, visitMoves, visits]) await database().delete(table)
})

const held = (more: Parameters<typeof heldVisit>[1] = {}) => heldVisit(story.home, { school: SCHOOL, ...more })
const takeBack = (id: string, actor = curator, press: string = randomUUID()) =>
  takeBackVisit(actor, { id, reason: REASON }, press, NOW)
const changeKind = (id: string, kind: VisitKind, actor = curator, press: string = randomUUID()) =>
  changeVisitKind(actor, { id, kind }, press, NOW)

/** The school's profile, verified at this visit. */
async function verifiedAt(visitId: string) {
  profile ??= await enteredProfile(story.home, NOW, SCHOOL)
  const input = await verificationOf(profile, '2026-04-20')
  await verifyProfile(curator, { ...input, visitId }, randomUUID(), NOW)
}

describe('«состоялось» by mistake', () => {
  it('is taken back to the plan with its reason, once by two presses, and the sheet stays', async () => {
    const sheet = { found: 'Страница сайта устарела', aim: 'Знакомство' }
    const { id } = await held({ heldOn: '2026-04-20', sheet })
    const press = randomUUID()
    await takeBack(id, curator, press)
    await takeBack(id, curator, press)
    expect(await getVisit(coordinator, id)).toMatchObject({
      ...sheet,
      state: 'planned',
      standing: 'missed',
      heldOn: null,
      reason: '',
      moves: [{ movedTo: null, reason: REASON, priorState: 'held', priorHeldOn: '2026-04-20', state: 'planned' }],
    })
    expect((await actionsOn(id)).filter((action) => action === 'visit.reopen')).toHaveLength(1)
    await expect(takeBack(id)).rejects.toEqual(refusal('conflict'))
    // It is not a move of its day.
    expect((await listVisits(coordinator, { page: 1 })).rows).toMatchObject([{ id, moves: 0 }])
  })

  it('is cancelled where it never stood in the plan, and can be planned after all', async () => {
    const { id } = await held({ heldOn: '2026-04-20', kind: 'unplanned', sheet: { found: 'не та школа' } })
    await takeBack(id, coordinator)
    expect(await getVisit(curator, id)).toMatchObject({
      state: 'cancelled',
      reason: REASON,
      found: 'не та школа',
      moves: [{ priorState: 'held', priorHeldOn: '2026-04-20', state: 'cancelled' }],
    })
    await moveVisit(coordinator, { id, plannedOn: '2026-05-12', curatorId: null, reason: 'нужно' }, randomUUID(), LATER)
    expect(await getVisit(curator, id)).toMatchObject({
      state: 'planned',
      found: 'не та школа',
      moves: [{ state: 'cancelled' }, { priorState: 'cancelled', priorReason: REASON }],
    })
  })

  it('makes a sheet that is still open elsewhere say so before it is saved again', async () => {
    const { id } = await held()
    const { revision } = await getVisit(curator, id)
    await takeBack(id, coordinator)
    const late = { ...emptySheet(id, revision, '2026-04-20'), photos: [] }
    await expect(saveVisitSheet(curator, late, randomUUID(), NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('stays while recommendations of it stand, and goes when they were withdrawn', async () => {
    const { id, recommendationIds } = await held({ sheet: { recommendations: [GIVEN] } })
    await expect(takeBack(id)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('даны рекомендации: 1') }),
    )
    const close = { id: recommendationIds[0] ?? '', revision: 1, decision: 'withdrawn' as const, note: 'ошибка' }
    await closeRecommendation(curator, close, randomUUID(), NOW)
    await takeBack(id)
    expect((await getVisit(curator, id)).state).toBe('planned')
  })

  it('stays where an earlier recommendation was closed at it', async () => {
    const first = await held({ heldOn: '2026-04-14', sheet: { recommendations: [GIVEN] } })
    const decisions = [{ id: first.recommendationIds[0] ?? '', decision: 'done' as const, note: '' }]
    const { id } = await held({ heldOn: '2026-04-20', kind: 'planned', sheet: { decisions } })
    await expect(takeBack(id)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('закрыты рекомендации') }),
    )
  })

  it('stays where the profile was verified at it', async () => {
    const { id } = await held()
    await verifiedAt(id)
    await expect(takeBack(id)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('верифицирован профиль') }),
    )
    expect((await getVisit(curator, id)).state).toBe('held')
  })

  it('is not taken back and verified at by two presses at once', async () => {
    const { id } = await held()
    const both = await Promise.allSettled([verifiedAt(id), takeBack(id, coordinator)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is its curator’s and the coordinator’s, and only of a visit that was held', async () => {
    const { id } = await held()
    await expect(takeBack(id, await story.home.actor('school1'))).rejects.toEqual(refusal('forbidden'))
    await expect(takeBack(id, await story.home.actor('curator2'))).rejects.toEqual(refusal('not_found'))
    await expect(takeBack(id, await story.other.actor('coordinator'))).rejects.toEqual(refusal('not_found'))
    const planned = await plannedVisit(story.home, '2026-05-12', { school: SCHOOL })
    await expect(takeBack(planned)).rejects.toEqual(refusal('conflict'))
  })
})

describe('the kind of a visit', () => {
  it('is corrected once by two presses, and a first visit is then offered at verification', async () => {
    const { id } = await held({ kind: 'unplanned' })
    const { schoolId, revision } = await getVisit(curator, id)
    const programmeId = await programmeOf(story.home)
    expect(await listFirstVisits(curator, schoolId, programmeId)).toEqual([])
    const press = randomUUID()
    await changeKind(id, 'first', curator, press)
    await changeKind(id, 'first', curator, press)
    expect(await listFirstVisits(curator, schoolId, programmeId)).toMatchObject([{ id }])
    // A sheet that is open, or waits without a line, may still be saved.
    expect(await getVisit(curator, id)).toMatchObject({ kind: 'first', revision, awaitsVerification: true })
    expect((await actionsOn(id)).filter((action) => action === 'visit.change_kind')).toHaveLength(1)
    await expect(changeKind(id, 'first')).rejects.toEqual(refusal('invalid', { field: 'kind' }))
  })

  it('is of the schedule where the visit stands in it, and is not changed when it was cancelled', async () => {
    const id = await plannedVisit(story.home, '2026-05-12', { school: SCHOOL })
    await expect(changeKind(id, 'unplanned')).rejects.toEqual(refusal('invalid', { field: 'kind' }))
    await changeKind(id, 'landing', coordinator)
    await cancelVisit(coordinator, { id, reason: 'карантин' }, randomUUID(), NOW)
    await expect(changeKind(id, 'first')).rejects.toEqual(refusal('conflict'))
  })

  it('stays first while the profile is verified at it', async () => {
    const { id } = await held()
    expect((await getVisit(curator, id)).awaitsVerification).toBe(true)
    await verifiedAt(id)
    expect((await getVisit(curator, id)).awaitsVerification).toBe(false)
    await expect(changeKind(id, 'planned')).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('верифицирован профиль') }),
    )
  })

  it('is its curator’s and the coordinator’s to correct', async () => {
    const { id } = await held()
    await expect(changeKind(id, 'landing', await story.home.actor('school1'))).rejects.toEqual(refusal('forbidden'))
    await expect(changeKind(id, 'landing', await story.home.actor('curator2'))).rejects.toEqual(refusal('not_found'))
    const theirs = await story.other.actor('coordinator')
    await expect(changeKind(id, 'landing', theirs)).rejects.toEqual(refusal('not_found'))
    const [row] = await database().select({ kind: visits.kind }).from(visits).where(eq(visits.id, id))
    expect(row?.kind).toBe('first')
  })
})
