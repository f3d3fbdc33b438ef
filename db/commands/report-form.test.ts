import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveReportForm } from '@/db/commands/report-form'
import { getReportForm } from '@/db/queries/report-form'
import { lockPresentForm } from '@/db/report-form-rows'
import { reportForms } from '@/db/schema/programme'
import { madeReport, reviewProgramme, schoolsOf } from '@/db/testing/review-scene'
import { renamed } from '@/db/testing/rights-review'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { newKey, rowsOfForm } from '@/lib/report/form-edit'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

const save = (actor: Actor, programmeId: string, number: number, edit = renamed(), press: string = randomUUID()) =>
  saveReportForm(actor, { programmeId, number, edit }, press, NOW)
const versionsOf = async (programmeId: string) =>
  (await database().select().from(reportForms).where(eq(reportForms.programmeId, programmeId))).sort(
    (a, b) => a.number - b.number,
  )

it('becomes the next version by one of two presses; a report that was begun keeps its own', async () => {
  const programme = await reviewProgramme(story.home)
  const [school] = await schoolsOf(story.home, 'curator1')
  const curatorId = await idOf(story.home, 'curator1')
  await madeReport(story.home, programme, { curatorId, schoolId: school?.id ?? '' })
  const press = randomUUID()
  expect(await save(coordinator, programme.programmeId, 1, renamed(), press)).toBe(2)
  expect(await save(coordinator, programme.programmeId, 1, renamed(), press)).toBe(2)
  const [, second] = await versionsOf(programme.programmeId)
  expect(second?.form.title).toBe('Отчёт куратора школы')
  expect(await actionsOn(second?.id ?? '')).toEqual(['report_form.save'])
  const { present, versions } = await getReportForm(coordinator, programme.programmeId)
  expect(present.number).toBe(2)
  expect(versions.map(({ number, reports }) => [number, reports])).toEqual([
    [2, 0],
    [1, 1],
  ])
  expect(await database().transaction((tx) => lockPresentForm(tx, programme.programmeId, NOW))).toMatchObject({
    id: second?.id,
  })
})

it('of two people at once one saves, the other meets the newer version; nothing is lost', async () => {
  const { programmeId } = await reviewProgramme(story.home)
  const admin = await story.home.actor('admin')
  const answers = await Promise.allSettled([
    save(coordinator, programmeId, 1, renamed('Одно')),
    save(admin, programmeId, 1, renamed('Другое')),
  ])
  expect(answers.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find((one) => one.status === 'rejected')?.reason).toEqual(
    refusal('conflict', { message: expect.stringContaining('версию 2') }),
  )
  expect((await versionsOf(programmeId)).map((one) => one.number)).toEqual([1, 2])
})

it('of a programme without one keeps the ready form as version 1 beneath it', async () => {
  const { programmeId } = await reviewProgramme(story.home)
  await database().delete(reportForms).where(eq(reportForms.programmeId, programmeId))
  expect((await getReportForm(coordinator, programmeId)).present.number).toBe(0)
  expect(await save(coordinator, programmeId, 0)).toBe(2)
  expect((await versionsOf(programmeId)).map((one) => one.number)).toEqual([1, 2])
})

it('is no conflict where somebody only began a report with the ready form meanwhile', async () => {
  const { programmeId } = await reviewProgramme(story.home)
  await database().delete(reportForms).where(eq(reportForms.programmeId, programmeId))
  await database().transaction((tx) => lockPresentForm(tx, programmeId, NOW))
  expect(await save(coordinator, programmeId, 0)).toBe(2)
})

it('never gives a new question the code of one that an earlier version had', async () => {
  const { programmeId } = await reviewProgramme(story.home)
  const added = renamed()
  Object.assign(added.rows.find((row) => row.key === newKey('visits')) ?? {}, { label: 'Кто ещё был' })
  await save(coordinator, programmeId, 1, added)
  const second = (await getReportForm(coordinator, programmeId)).present.form
  const rows = rowsOfForm(second)
  for (const row of rows) if (row.key === 'visits_2') row.isRemoved = true
  await save(coordinator, programmeId, 2, { ...added, rows })
  const third = (await getReportForm(coordinator, programmeId)).present.form
  const again = rowsOfForm(third)
  Object.assign(again.find((row) => row.key === newKey('visits')) ?? {}, { label: 'Что ещё' })
  await save(coordinator, programmeId, 3, { ...added, rows: again })
  const codes = (await versionsOf(programmeId)).map((one) =>
    one.form.sections[0]?.questions.map((question) => question.code),
  )
  expect(codes).toEqual([['visits_note'], ['visits_note', 'visits_2'], ['visits_note'], ['visits_note', 'visits_3']])
})

it('is content of the programme: not another municipality’s, not the curator’s', async () => {
  const { programmeId } = await reviewProgramme(story.home)
  await expect(save(await story.other.actor('coordinator'), programmeId, 1)).rejects.toEqual(refusal('not_found'))
  for (const name of ['curator1', 'school1', 'head', 'clerk'])
    await expect(save(await story.home.actor(name), programmeId, 1), name).rejects.toEqual(refusal('forbidden'))
  await expect(save(coordinator, programmeId, 1, renamed('Отчёт куратора'))).rejects.toEqual(refusal('invalid'))
})
