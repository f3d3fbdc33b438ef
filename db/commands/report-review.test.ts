import { randomUUID } from 'node:crypto'
import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addDeputy } from '@/db/commands/deputy'
import { endPerson } from '@/db/commands/person'
import { acceptReports, reviewReport } from '@/db/commands/report-review'
import { unlockReport } from '@/db/commands/report-unlock'
import { getReport } from '@/db/queries/report'
import { getReportHistory } from '@/db/queries/report-review'
import { getReportVersion } from '@/db/queries/report-version'
import { journal } from '@/db/schema/journal'
import { roleAssignments, users } from '@/db/schema/person'
import { programmeStages } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { madeReport, type ReviewProgramme, reviewProgramme, schoolsOf, sendVersion } from '@/db/testing/review-scene'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import type { ReviewReportInput } from '@/lib/report/review-schema'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let head: Actor
let curatorId: string
let programme: ReviewProgramme
let schoolIds: string[]

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  head = await story.home.actor('head')
  curatorId = await idOf(story.home, 'curator1')
  schoolIds = (await schoolsOf(story.home, 'curator1')).map((school) => school.id)
})
afterAll(() => story.close())

/** A sent report of its own programme, so that tests do not meet each other's. */
async function sent(more: { curatorId?: string; schoolId?: string; stage?: 'openId' | 'lockedId' } = {}) {
  programme = await reviewProgramme(story.home)
  return madeReport(story.home, programme, {
    curatorId: more.curatorId ?? curatorId,
    schoolId: more.schoolId ?? schoolIds[0] ?? '',
    stageId: programme[more.stage ?? 'openId'],
  })
}

const decide = (
  actor: Actor,
  made: { reportId: string; versionId: string },
  more: Partial<ReviewReportInput> = {},
  press: string = randomUUID(),
) => reviewReport(actor, { ...made, decision: 'accepted', note: '', reworkTo: null, remarks: [], ...more }, press, NOW)

const stateOf = async (id: string) => (await database().select().from(reports).where(eq(reports.id, id)))[0]
const openSectionsOf = async (id: string) =>
  (
    await database()
      .select()
      .from(reportSections)
      .where(and(eq(reportSections.reportId, id), eq(reportSections.isOpen, true)))
      .orderBy(asc(reportSections.section))
  ).map(({ section, isDone }) => [section, isDone])

describe('a decision on a report', () => {
  it('accepts it, is recorded, and a second press is the same decision', async () => {
    const made = await sent()
    const press = randomUUID()
    await decide(coordinator, made, {}, press)
    await decide(coordinator, made, {}, press)
    expect(await stateOf(made.reportId)).toMatchObject({ state: 'accepted', unlockedTo: null })
    expect(await actionsOn(made.reportId)).toEqual(['report.accepted'])
    await expect(decide(coordinator, made, { note: 'иначе' }, press)).rejects.toEqual(refusal('conflict'))
  })

  it('with remarks keeps them as typed and opens nothing', async () => {
    const made = await sent()
    const text = '  <script>alert(1)</script> {{x}} и\u0306 \u2028 🙂 №\u00A05  '
    const remarks = [{ section: 'visits' as const, text }]
    await decide(head, made, { decision: 'accepted_with_remarks', remarks })
    const { state, versions } = await getReportHistory(coordinator, made.reportId)
    expect(state).toBe('accepted_with_remarks')
    expect(versions[0]?.review).toMatchObject({ decision: 'accepted_with_remarks', remarks })
  })

  it('is told to its curator and to those who decide, and to nobody else who sees the report', async () => {
    const made = await sent()
    await decide(coordinator, made, { decision: 'accepted_with_remarks', note: 'Поправьте даты.' })
    const told = async (actor: Actor) => {
      const { versions, readsReviews } = await getReport(actor, made.reportId)
      const { review } = await getReportVersion(actor, made.reportId, 1)
      const history = await getReportHistory(actor, made.reportId)
      return [readsReviews, versions[0]?.review?.note, review?.note, history.versions[0]?.review?.note]
    }
    const nothing = [false, undefined, undefined, undefined]
    const note = 'Поправьте даты.'
    expect(await told(await story.home.actor('curator1'))).toEqual([true, note, note, note])
    expect(await told(coordinator)).toEqual([true, note, note, note])
    const [director] = await database()
      .select({ login: users.login })
      .from(schoolPeople)
      .innerJoin(users, eq(users.id, schoolPeople.userId))
      .where(and(eq(schoolPeople.schoolId, schoolIds[0] ?? ''), eq(schoolPeople.relation, 'administration')))
    expect(await told(await story.home.actor(director?.login.split('@')[0] ?? ''))).toEqual(nothing)
  })

  it('that returns opens only the sections with remarks, to be looked through again', async () => {
    const made = await sent()
    await decide(coordinator, made, {
      decision: 'returned',
      remarks: [
        { section: 'visits', text: 'Нет даты.' },
        { section: 'conclusions', text: 'Кратко.' },
      ],
    })
    expect((await stateOf(made.reportId))?.state).toBe('returned')
    expect(await openSectionsOf(made.reportId)).toEqual([
      ['visits', false],
      ['conclusions', false],
    ])
  })

  it('that returns for a general reason opens all of them', async () => {
    const made = await sent()
    await decide(coordinator, made, { decision: 'returned', note: 'Не та школа.' })
    expect(await openSectionsOf(made.reportId)).toHaveLength(7)
  })

  it('that returns after the stage was locked leaves a week to mend it', async () => {
    const late = await sent({ stage: 'lockedId' })
    await decide(coordinator, late, { decision: 'returned', note: 'Уточните.' })
    expect((await stateOf(late.reportId))?.unlockedTo).toBe('2026-04-28')
    const inTime = await sent()
    await decide(coordinator, inTime, { decision: 'returned', note: 'Уточните.' })
    expect((await stateOf(inTime.reportId))?.unlockedTo).toBeNull()
  })

  it('goes by where the stage stands now, also if it was moved while the page was open', async () => {
    const made = await sent()
    await database()
      .update(programmeStages)
      .set({ dueDate: '2026-04-10', locksOn: '2026-04-20' })
      .where(eq(programmeStages.id, programme.openId))
    await decide(coordinator, made, { decision: 'returned', note: 'Уточните.', reworkTo: '2026-05-05' })
    expect((await stateOf(made.reportId))?.unlockedTo).toBe('2026-05-05')
  })

  it('without a reason is refused and changes nothing', async () => {
    const made = await sent()
    const blank = [{ section: 'visits' as const, text: ' \u00A0\u200B ' }]
    for (const decision of ['returned', 'accepted_with_remarks'] as const)
      await expect(decide(coordinator, made, { decision, note: '  \n', remarks: blank })).rejects.toEqual(
        refusal('invalid', { field: 'note' }),
      )
    expect((await stateOf(made.reportId))?.state).toBe('sent')
    expect(await actionsOn(made.reportId)).toEqual([])
  })

  it('of another municipality’s report is not found, and a wrong role is refused', async () => {
    const made = await sent()
    await expect(decide(await story.other.actor('coordinator'), made)).rejects.toEqual(refusal('not_found'))
    for (const name of ['admin', 'curator1', 'curator2', 'school1', 'lawyer', 'clerk'])
      await expect(decide(await story.home.actor(name), made), name).rejects.toEqual(refusal('forbidden'))
  })

  it('with another report’s version is refused', async () => {
    const [made, other] = [await sent(), await sent()]
    await expect(decide(coordinator, { ...made, versionId: other.versionId })).rejects.toEqual(refusal('conflict'))
  })

  it('on an older version is refused in words: the curator has sent another meanwhile', async () => {
    const made = await sent()
    await sendVersion(made.reportId)
    await expect(decide(coordinator, made)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('отправил версию 2') }),
    )
    expect((await stateOf(made.reportId))?.state).toBe('sent')
  })

  it('of two people at once is one decision; the other is told whose', async () => {
    const made = await sent()
    const answers = await Promise.allSettled([
      decide(coordinator, made),
      decide(head, made, { decision: 'returned', note: 'Рано.' }),
    ])
    expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = answers.find((one) => one.status === 'rejected')
    expect(lost?.reason).toEqual(
      refusal('conflict', { message: expect.stringMatching(/решение уже есть: .+ (Иванова|Мочалов)/u) }),
    )
    expect(await actionsOn(made.reportId)).toHaveLength(1)
  })

  it('after the report was opened again is refused: it is with the curator', async () => {
    const made = await sent()
    await decide(coordinator, made)
    const opening = { until: '2026-05-20', reason: 'ошибка', sections: ['visits' as const] }
    await unlockReport(
      coordinator,
      { reportId: made.reportId, state: 'accepted', version: 1, ...opening },
      randomUUID(),
      NOW,
    )
    await expect(decide(head, made)).rejects.toEqual(refusal('conflict'))
    const next = await sendVersion(made.reportId)
    await decide(head, { reportId: made.reportId, versionId: next })
    const { versions } = await getReportHistory(coordinator, made.reportId)
    expect(versions.map((version) => version.review?.decision)).toEqual(['accepted', 'accepted'])
  })

  it('is never on one’s own report: a coordinator who is its curator needs another', async () => {
    const own = await sent({ curatorId: coordinator.userId ?? '' })
    await expect(decide(coordinator, own)).rejects.toEqual(
      refusal('forbidden', { message: expect.stringContaining('другой муниципальный координатор, глава') }),
    )
    await decide(head, own)
    expect((await stateOf(own.reportId))?.state).toBe('accepted')
  })

  it('by who stands in for the head names both in the journal, and is not on his own', async () => {
    const admin = await story.home.actor('admin')
    const [principalId, deputyId] = [await idOf(story.home, 'head'), curatorId]
    const days = { basis: 'отпуск', validFrom: '2026-04-20', validTo: '2026-04-25' }
    await addDeputy(admin, { principalId, deputyId, ...days }, randomUUID(), NOW)
    const deputy = await story.home.actor('curator1')
    const own = await sent()
    await expect(decide(deputy, own)).rejects.toEqual(refusal('forbidden'))
    const others = await sent({ curatorId: await idOf(story.home, 'curator2') })
    await decide(deputy, others)
    const [line] = await database().select().from(journal).where(eq(journal.subjectId, others.reportId))
    expect([line?.actorName, line?.onBehalfOf]).toEqual([deputy.name, head.name])
  })

  it('is open though the curator was removed, his role ended and the school left', async () => {
    const [role] = await database()
      .insert(roleAssignments)
      .values({ userId: await idOf(story.home, 'nobody'), role: 'curator', validTo: '2026-04-20' })
      .returning()
    const gone = role?.userId ?? ''
    const schoolId = schoolIds[1] ?? ''
    const made = await sent({ curatorId: gone, schoolId })
    await endPerson(await story.home.actor('admin'), { id: gone }, NOW)
    await database().update(schools).set({ validTo: '2026-04-01' }).where(eq(schools.id, schoolId))
    await decide(coordinator, made, { decision: 'accepted_with_remarks', note: 'Спасибо за работу.' })
    const { state, curator } = await getReportHistory(coordinator, made.reportId)
    expect([state, curator]).toEqual(['accepted_with_remarks', expect.stringMatching(/\S/)])
    await database().update(schools).set({ validTo: null }).where(eq(schools.id, schoolId))
  })
})

describe('several at once', () => {
  const accept = (actor: Actor, picked: { reportId: string; versionId: string }[], press: string = randomUUID()) =>
    acceptReports(actor, { picked }, press, NOW)

  it('each is checked alone: one that cannot be accepted does not stop the others and is told why', async () => {
    const [good, stale, own, decided] = [
      await sent(),
      await sent(),
      await sent({ curatorId: coordinator.userId ?? '' }),
      await sent(),
    ]
    await sendVersion(stale.reportId)
    await decide(head, decided)
    const press = randomUUID()
    const picked = [good, stale, own, decided, good]
    const answer = await accept(coordinator, picked, press)
    expect(answer.accepted).toEqual([good.reportId])
    expect(new Map(answer.refused.map((one) => [one.reportId, one.reason]))).toEqual(
      new Map([
        [stale.reportId, expect.stringContaining('версию 2')],
        [own.reportId, expect.stringContaining('Свой отчёт')],
        [decided.reportId, expect.stringContaining('решение уже есть')],
      ]),
    )
    expect(await accept(coordinator, picked, press)).toEqual(answer)
    expect(await actionsOn(good.reportId)).toEqual(['report.accepted'])
    expect(await actionsOn(stale.reportId, own.reportId)).toEqual([])
  })

  it('where not one can be accepted all is refused, with each reason', async () => {
    const [stale, own] = [await sent(), await sent({ curatorId: coordinator.userId ?? '' })]
    await sendVersion(stale.reportId)
    await expect(accept(coordinator, [stale, own])).rejects.toThrow(/Не принят ни один отчёт.*СОШ|ООШ/s)
    await expect(accept(await story.other.actor('coordinator'), [stale])).rejects.toEqual(refusal('not_found'))
  })
})
