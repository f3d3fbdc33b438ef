import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { beginReport, setSectionDone } from '@/db/commands/report'
import { saveAnswer, settleRival } from '@/db/commands/report-answer'
import { getReport } from '@/db/queries/report'
import { journal } from '@/db/schema/journal'
import { programmeStages, reportForms } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { begunReport, MAY, NOVEMBER, schoolsOf, stagesOf } from '@/db/testing/report-scene'
import { actionsOn, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { MOST_ANSWER } from '@/lib/report/schema'

let story: Awaited<ReturnType<typeof openStory>>
let curator: Actor
let reportId: string
let schoolId: string
let stageId: string

beforeAll(async () => {
  story = await openStory(MAY)
  curator = await story.home.actor('curator1')
  ;({ reportId, schoolId, stageId } = await begunReport(story.home))
})
afterAll(() => story.close())

const later = (minutes: number) => new Date(MAY.getTime() + minutes * 60_000)
const answer = (question: string, text: string, revision: number, now = MAY, actor = curator, id = reportId) =>
  saveAnswer(actor, { reportId: id, question, text, revision, typedAt: null }, now)
const answers = async () =>
  Object.fromEntries(((await getReport(curator, reportId)).own?.answers ?? []).map((one) => [one.question, one.text]))
const writingLines = async () => (await actionsOn(reportId)).filter((action) => action === 'report.answer').length

describe('a report', () => {
  it('is begun once for a stage, a school and a curator, whatever is pressed, and recorded', async () => {
    expect(await beginReport(curator, { stageId, schoolId }, randomUUID(), MAY)).toBe(reportId)
    expect(await actionsOn(reportId)).toEqual(['report.begin'])
    const [own] = await database().select({ form: reports.formId }).from(reports).where(eq(reports.id, reportId))
    const [form] = await database()
      .select()
      .from(reportForms)
      .where(eq(reportForms.id, own?.form ?? ''))
    expect(form).toMatchObject({ number: 1, form: DEFAULT_REPORT_FORM })
  })

  it('is not begun before its stage opens, after it locks, for a school of another curator, or by others', async () => {
    const begin = (actor: Actor, more: Partial<{ stageId: string; schoolId: string }> = {}) =>
      beginReport(actor, { stageId, schoolId, ...more }, randomUUID(), MAY)
    const [, november] = await stagesOf(story.home)
    await expect(begin(curator, { stageId: november?.id ?? '' })).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('01.11.2026') }),
    )
    const [, second = ''] = await schoolsOf(curator.userId ?? '')
    const june = await story.home.actor('curator1', new Date('2026-06-15T03:00:00Z'))
    await expect(begin(june, { schoolId: second })).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('Этап закрыт') }),
    )
    await expect(begin(await story.home.actor('curator2'))).rejects.toEqual(refusal('not_found'))
    for (const name of ['coordinator', 'school1', 'head', 'admin'])
      await expect(begin(await story.home.actor(name)), name).rejects.toEqual(refusal('forbidden'))
    await expect(begin(await story.other.actor('curator1'))).rejects.toEqual(refusal('not_found'))
  })

  it('keeps the form that it was begun with while the programme’s form goes on', async () => {
    const { programmeId } = (await stagesOf(story.home))[0] ?? {}
    const form = { ...DEFAULT_REPORT_FORM, title: 'Новая форма', sections: [] }
    await database()
      .insert(reportForms)
      .values({ programmeId: programmeId ?? '', number: 2, form, createdAt: MAY })
    expect((await getReport(curator, reportId)).form.title).toBe('Отчёт куратора')
    const [, second = ''] = await schoolsOf(curator.userId ?? '')
    const next = await begunReport(story.home, { school: second })
    expect((await getReport(curator, next.reportId)).form.title).toBe('Новая форма')
    await expect(answer('worked', 'да', 0, MAY, curator, next.reportId)).rejects.toEqual(refusal('not_found'))
  })
})

describe('an answer', () => {
  it('is kept as typed, grows its revision, and the same text changes nothing', async () => {
    const typed = '  Первая строка ₽ №\n\n«Ёлочки» e\u0301 😀\u2028конец  '
    expect(await answer('worked', typed, 0)).toMatchObject({ state: 'saved', revision: 1 })
    expect(await answer('worked', typed, 0)).toMatchObject({ state: 'same', revision: 1 })
    expect(await answer('worked', 'Короче', 1)).toMatchObject({ state: 'saved', revision: 2 })
    expect((await answers()).worked).toBe('Короче')
  })

  it('leaves one line of the journal in ten minutes, and never its text', async () => {
    const before = await writingLines()
    await answer('difficulties', 'Секретная трудность', 0, later(1))
    await answer('difficulties', 'Секретная трудность школы', 1, later(9))
    expect(await writingLines()).toBe(before)
    await answer('difficulties', 'Секретная', 2, later(11))
    expect(await writingLines()).toBe(before + 1)
    const lines = await database().select().from(journal).where(eq(journal.subjectId, reportId))
    expect(JSON.stringify(lines)).not.toContain('Секретная')
  })

  it('that began from an older one is kept beside it: neither device loses its text, and a resent one is kept once', async () => {
    await answer('help', 'С телефона', 0)
    const late = await answer('help', 'С ноутбука', 0)
    expect(late).toMatchObject({ state: 'conflict', text: 'С телефона', revision: 1, by: 'Дашиева\u00A0Б.Ц.' })
    expect(await answer('help', 'С ноутбука', 0)).toEqual(late)
    expect((await answers()).help).toBe('С телефона')
    const { own } = await getReport(curator, reportId)
    expect(own?.rivals.map(({ question, text }) => [question, text])).toEqual([['help', 'С ноутбука']])
    const rivalId = own?.rivals[0]?.id ?? ''
    const settle = (choice: 'mine' | 'theirs' | 'joined', revision = 1, actor = curator) =>
      settleRival(actor, { rivalId, choice, joined: 'Из двух', revision }, MAY)
    await expect(settle('mine', 0)).rejects.toEqual(refusal('conflict'))
    await expect(settle('mine', 1, await story.home.actor('curator2'))).rejects.toEqual(refusal('not_found'))
    await expect(settle('mine', 1, await story.home.actor('coordinator'))).rejects.toEqual(refusal('forbidden'))
    expect(await settle('joined')).toEqual({ reportId, question: 'help' })
    expect((await answers()).help).toBe('Из двух')
    await expect(settle('joined', 2)).rejects.toEqual(refusal('conflict'))
    expect((await actionsOn(reportId)).at(-1)).toBe('report.settle')
  })

  it('sent again by a device that heard no answer leaves no second text to choose from', async () => {
    await answer('training_note', 'Первая половина', 0)
    // Its line broke before the answer came: it goes on from revision 0, hears what is there, and knows it for its own.
    const met = await answer('training_note', 'Первая половина и вторая', 0)
    expect(met).toMatchObject({ state: 'conflict', text: 'Первая половина', revision: 1 })
    const rivals = async () => ((await getReport(curator, reportId)).own?.rivals ?? []).map(({ question }) => question)
    expect(await rivals()).toEqual(['training_note'])
    expect(await answer('training_note', 'Первая половина и вторая', 1)).toMatchObject({ state: 'saved', revision: 2 })
    expect(await rivals()).toEqual([])
  })

  it('of a choice is one of its options; of a question of November it is not asked in May', async () => {
    await expect(answer('dynamics', 'так себе', 0)).rejects.toEqual(refusal('invalid', { field: 'text' }))
    await answer('dynamics', 'без изменений', 0)
    await expect(answer('leaving', 'рано', 0)).rejects.toEqual(refusal('not_found'))
    await expect(answer('нет такого', 'x', 0)).rejects.toEqual(refusal('not_found'))
    expect(MOST_ANSWER).toBe(20_000)
  })

  it('is written by its curator only, and a draft is nobody else’s to read', async () => {
    for (const [name, code] of [
      ['curator2', 'not_found'],
      ['coordinator', 'forbidden'],
      ['school1', 'forbidden'],
    ] as const) {
      const actor = await story.home.actor(name)
      await expect(answer('worked', 'чужое', 2, MAY, actor), name).rejects.toEqual(refusal(code))
    }
    await expect(answer('worked', 'чужое', 2, MAY, await story.other.actor('curator1'))).rejects.toEqual(
      refusal('not_found'),
    )
    expect((await getReport(await story.home.actor('coordinator'), reportId)).own).toBeNull()
    await expect(getReport(await story.home.actor('school1'), reportId)).rejects.toEqual(refusal('not_found'))
  })
})

describe('writing', () => {
  const on = (instant: string) => story.home.actor('curator1', new Date(instant))

  it('is taken late until the lock day ends by the district’s clock, and one second after it no more', async () => {
    // 14.06.2026 ends in Chita (UTC+9) at 15:00 UTC.
    const last = '2026-06-14T14:59:59Z'
    await answer('recommendations', 'Успел', 0, new Date(last), await on(last))
    const over = '2026-06-14T15:00:00Z'
    await expect(answer('recommendations', 'Не успел', 1, new Date(over), await on(over))).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('координатор') }),
    )
    expect((await answers()).recommendations).toBe('Успел')
  })

  it('goes on up to the day of unlocking, and when the stage was moved while the form was open', async () => {
    const day = '2026-06-20T03:00:00Z'
    const actor = await on(day)
    const write = (text: string, revision: number) => answer('recommendations', text, revision, new Date(day), actor)
    await database().update(reports).set({ unlockedTo: '2026-06-20' }).where(eq(reports.id, reportId))
    expect(await write('Открыли', 1)).toMatchObject({ state: 'saved' })
    await database().update(reports).set({ unlockedTo: '2026-06-19' }).where(eq(reports.id, reportId))
    await expect(write('Снова', 2)).rejects.toEqual(refusal('conflict'))
    await database().update(programmeStages).set({ dueDate: '2026-06-30' }).where(eq(programmeStages.id, stageId))
    expect(await write('Срок перенесли', 2)).toMatchObject({ state: 'saved' })
    await database().update(programmeStages).set({ dueDate: '2026-05-31' }).where(eq(programmeStages.id, stageId))
    await database().update(reports).set({ unlockedTo: null }).where(eq(reports.id, reportId))
  })

  it('in a returned report is open in the sections with remarks only', async () => {
    await database().update(reports).set({ state: 'returned' }).where(eq(reports.id, reportId))
    const isSection = and(eq(reportSections.reportId, reportId), eq(reportSections.section, 'conclusions'))
    await database().update(reportSections).set({ isOpen: false }).where(isSection)
    await expect(answer('worked', 'Поправка', 2)).rejects.toEqual(refusal('conflict'))
    const done = { reportId, section: 'conclusions', isDone: true } as const
    await expect(setSectionDone(curator, done, MAY)).rejects.toEqual(refusal('conflict'))
    expect(await answer('visits_note', 'Поправка', 0)).toMatchObject({ state: 'saved' })
    await database().update(reportSections).set({ isOpen: true }).where(isSection)
    await setSectionDone(curator, done, MAY)
    await setSectionDone(curator, done, MAY)
    expect((await actionsOn(reportId)).filter((action) => action === 'report.section_done')).toHaveLength(1)
    await database().update(reports).set({ state: 'draft' }).where(eq(reports.id, reportId))
  })

  it('ends with the curator’s assignment: he reads his text, and another begins his own', async () => {
    const isLink = and(eq(schoolPeople.schoolId, schoolId), eq(schoolPeople.userId, curator.userId ?? ''))
    await database().update(schoolPeople).set({ validTo: '2026-05-11' }).where(isLink)
    await expect(answer('worked', 'Напоследок', 2)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('больше не куратор') }),
    )
    expect((await answers()).worked).toBe('Короче')
    const second = await story.home.actor('curator2')
    await database()
      .insert(schoolPeople)
      .values({ municipalityId: story.home.id, schoolId, userId: second.userId ?? '', relation: 'curator' })
    const own = await beginReport(second, { stageId, schoolId }, randomUUID(), MAY)
    expect(own).not.toBe(reportId)
    await expect(getReport(second, reportId)).rejects.toEqual(refusal('not_found'))
    await database().update(schoolPeople).set({ validTo: null }).where(isLink)
  })

  it('is not begun about a school that has left', async () => {
    await database().update(schools).set({ validTo: '2026-05-31' }).where(eq(schools.id, schoolId))
    const november = await story.home.actor('curator1', NOVEMBER)
    const [, stage] = await stagesOf(story.home)
    await expect(beginReport(november, { stageId: stage?.id ?? '', schoolId }, randomUUID(), NOVEMBER)).rejects.toEqual(
      refusal('conflict'),
    )
  })
})
