import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { endPerson } from '@/db/commands/person'
import { openReport, unlockReport } from '@/db/commands/report-unlock'
import { getReportOpening, getReportUnlocking } from '@/db/queries/report-review'
import { programmeStages, programmes, reportForms } from '@/db/schema/programme'
import { reportSections, reports, reportVersions } from '@/db/schema/report'
import { schoolPeople } from '@/db/schema/school'
import { madeReport, type ReviewProgramme, reviewProgramme, schoolsOf, sendVersion } from '@/db/testing/review-scene'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import type { UnlockReportInput } from '@/lib/report/review-schema'
import type { ReportState } from '@/lib/report/rules'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let curatorId: string
let schoolId: string
let programme: ReviewProgramme

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  curatorId = await idOf(story.home, 'curator1')
  schoolId = (await schoolsOf(story.home, 'curator1'))[0]?.id ?? ''
})
afterAll(() => story.close())

async function made(state: ReportState, stage: 'openId' | 'lockedId' = 'lockedId') {
  programme = await reviewProgramme(story.home)
  return madeReport(story.home, programme, { curatorId, schoolId, state, stageId: programme[stage] })
}
const unlock = (
  actor: Actor,
  reportId: string,
  state: ReportState,
  more: Partial<UnlockReportInput> = {},
  press: string = randomUUID(),
) =>
  unlockReport(
    actor,
    {
      reportId,
      state,
      version: state === 'draft' ? 0 : 1,
      until: '2026-05-20',
      reason: 'болезнь куратора',
      sections: ['visits', 'conclusions'],
      ...more,
    },
    press,
    NOW,
  )
const rowOf = async (id: string) => (await database().select().from(reports).where(eq(reports.id, id)))[0]

describe('opening a report again', () => {
  it.each<ReportState>(['sent', 'accepted', 'accepted_with_remarks'])(
    'makes a report that is %s a returned one, open in the sections named; its versions stay',
    async (state) => {
      const { reportId, versionId } = await made(state)
      const press = randomUUID()
      await unlock(coordinator, reportId, state, {}, press)
      await unlock(coordinator, reportId, state, {}, press)
      expect(await rowOf(reportId)).toMatchObject({
        state: 'returned',
        unlockedTo: '2026-05-20',
        unlockReason: 'болезнь куратора',
      })
      const sections = await database().select().from(reportSections).where(eq(reportSections.reportId, reportId))
      expect(sections.filter((one) => one.isOpen).map((one) => one.section)).toEqual(['visits', 'conclusions'])
      const versions = await database().select().from(reportVersions).where(eq(reportVersions.reportId, reportId))
      expect(versions.map((version) => version.id)).toEqual([versionId])
      expect(await actionsOn(reportId)).toEqual(['report.unlock'])
    },
  )

  it.each<ReportState>(['draft', 'returned'])('of a report that is %s only moves the last day', async (state) => {
    const { reportId } = await made(state)
    await unlock(coordinator, reportId, state, { sections: [] })
    expect(await rowOf(reportId)).toMatchObject({ state, unlockedTo: '2026-05-20' })
    const sections = await database().select().from(reportSections).where(eq(reportSections.reportId, reportId))
    expect(sections.every((one) => one.isOpen)).toBe(true)
  })

  it('is refused where the stage is open longer than the day named', async () => {
    const { reportId } = await made('draft', 'openId')
    await expect(unlock(coordinator, reportId, 'draft', { until: '2026-05-14' })).rejects.toEqual(
      refusal('invalid', { field: 'until' }),
    )
    await unlock(coordinator, reportId, 'draft', { until: '2026-05-15' })
  })

  it('is refused without sections, to a day that has passed, for years', async () => {
    const { reportId } = await made('accepted')
    await expect(unlock(coordinator, reportId, 'accepted', { sections: [] })).rejects.toEqual(
      refusal('invalid', { field: 'sections' }),
    )
    for (const until of ['2026-04-20', '2030-01-01'])
      await expect(unlock(coordinator, reportId, 'accepted', { until })).rejects.toEqual(
        refusal('invalid', { field: 'until' }),
      )
    expect((await rowOf(reportId))?.state).toBe('accepted')
  })

  it('is refused where the report was sent or decided while the page was open', async () => {
    const { reportId } = await made('returned')
    await sendVersion(reportId)
    await expect(unlock(coordinator, reportId, 'returned')).rejects.toEqual(refusal('conflict'))
    const other = await made('sent')
    await sendVersion(other.reportId)
    await expect(unlock(coordinator, other.reportId, 'sent')).rejects.toEqual(refusal('conflict'))
  })

  it('is the coordinator’s, in his own municipality', async () => {
    const { reportId } = await made('accepted')
    await expect(unlock(await story.other.actor('coordinator'), reportId, 'accepted')).rejects.toEqual(
      refusal('not_found'),
    )
    for (const name of ['head', 'admin', 'curator1', 'school1'])
      await expect(unlock(await story.home.actor(name), reportId, 'accepted'), name).rejects.toEqual(
        refusal('forbidden'),
      )
    await expect(getReportUnlocking(await story.home.actor('head'), reportId)).rejects.toEqual(refusal('forbidden'))
  })
})

describe('opening a report that was never begun', () => {
  const open = (actor: Actor, more = {}, press: string = randomUUID()) =>
    openReport(
      actor,
      { stageId: programme.lockedId, schoolId, curatorId, until: '2026-05-20', reason: 'забыт', ...more },
      press,
      NOW,
    )

  it('begins it as an empty draft of the present form, once', async () => {
    programme = await reviewProgramme(story.home)
    const press = randomUUID()
    const id = await open(coordinator, {}, press)
    expect(await open(coordinator, {}, press)).toBe(id)
    expect(await rowOf(id)).toMatchObject({
      state: 'draft',
      curatorId,
      schoolId,
      formId: programme.formId,
      unlockedTo: '2026-05-20',
    })
    expect(await database().select().from(reportSections).where(eq(reportSections.reportId, id))).toHaveLength(7)
    expect(await actionsOn(id)).toEqual(['report.open_locked'])
    await expect(open(coordinator)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('уже начат') }),
    )
  })

  it('makes the ready form the first version where the programme has none', async () => {
    programme = await reviewProgramme(story.home)
    await database().delete(reportForms).where(eq(reportForms.programmeId, programme.programmeId))
    await open(coordinator)
    const forms = await database().select().from(reportForms).where(eq(reportForms.programmeId, programme.programmeId))
    expect(forms.map((form) => form.number)).toEqual([1])
  })

  it('is refused while the stage takes reports, also if it was moved while the page was open', async () => {
    programme = await reviewProgramme(story.home)
    for (const stageId of [programme.openId, programme.aheadId])
      await expect(open(coordinator, { stageId })).rejects.toEqual(refusal('conflict'))
    await database()
      .update(programmeStages)
      .set({ locksOn: '2026-06-01' })
      .where(eq(programmeStages.id, programme.lockedId))
    await expect(open(coordinator)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('срок перенесли') }),
    )
  })

  it('is for a curator of today: refused for one who left the school or the work', async () => {
    programme = await reviewProgramme(story.home)
    const stranger = await idOf(story.home, 'curator2')
    await expect(open(coordinator, { curatorId: stranger })).rejects.toEqual(refusal('not_found'))
    const link = { municipalityId: story.home.id, schoolId, userId: stranger, relation: 'curator' as const }
    await database()
      .insert(schoolPeople)
      .values({ ...link, validTo: '2026-04-20' })
    await expect(open(coordinator, { curatorId: stranger })).rejects.toEqual(refusal('conflict'))
    await database()
      .insert(schoolPeople)
      .values({ ...link, validFrom: '2026-04-21' })
    await open(coordinator, { curatorId: stranger })
    const choices = async () => (await getReportOpening(coordinator, programme.lockedId, schoolId)).curators
    expect((await choices()).map((one) => one.id).sort()).toEqual([curatorId, stranger].sort())
    await endPerson(await story.home.actor('admin'), { id: stranger }, NOW)
    expect((await choices()).map((one) => one.id)).toEqual([curatorId])
  })

  it('is not found with another municipality’s stage, school or curator', async () => {
    programme = await reviewProgramme(story.home)
    const theirs = await reviewProgramme(story.other)
    const [theirSchool] = await schoolsOf(story.other, 'curator1')
    await expect(open(coordinator, { stageId: theirs.lockedId })).rejects.toEqual(refusal('not_found'))
    await expect(open(coordinator, { schoolId: theirSchool?.id })).rejects.toEqual(refusal('not_found'))
    await expect(open(coordinator, { curatorId: await idOf(story.other, 'curator1') })).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(open(await story.home.actor('curator1'))).rejects.toEqual(refusal('forbidden'))
    expect(await database().select().from(programmes).where(eq(programmes.id, theirs.programmeId))).toHaveLength(1)
  })
})
