import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq, isNull } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot } from '@/db/boot'
import { database } from '@/db/client'
import { acknowledgeReport } from '@/db/commands/report-acknowledgement'
import { saveAnswer, settleRival } from '@/db/commands/report-answer'
import { removeRow, repeatRows, saveRow } from '@/db/commands/report-row'
import { attachReportScan, freezeReport } from '@/db/commands/report-sending'
import { listMyWork } from '@/db/queries/my-work'
import { getReport } from '@/db/queries/report'
import { getReportCheck, getReportFacts } from '@/db/queries/report-check'
import { findReportPaper, getReportVersion } from '@/db/queries/report-version'
import { verifyBytes } from '@/db/queries/verification'
import { signingKeys } from '@/db/schema/key'
import { roleAssignments, users } from '@/db/schema/person'
import { programmeFactors, programmeStages } from '@/db/schema/programme'
import { reports, reportVersions } from '@/db/schema/report'
import { riskMarks, riskProfiles, schoolMeasures } from '@/db/schema/risk-profile'
import { schoolPeople } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { finishReportSignature, sendReport } from '@/db/send-report'
import {
  type BegunReport,
  begunReport,
  filledReport,
  keyFor,
  MAY,
  NOVEMBER,
  schoolsOf,
  sendAgain,
  sentReport,
} from '@/db/testing/report-scene'
import { actionsOn, openStory, PASSWORD, refusal } from '@/db/testing/story'
import { pdfText } from '@/e2e/pdf-text'
import type { Actor } from '@/lib/access/actor'
import { comparable } from '@/lib/shared/text'
import { bytesStore } from '@/lib/store/folder'

let story: Awaited<ReturnType<typeof openStory>>
let curator: Actor
let may: BegunReport
let visitId: string

beforeAll(async () => {
  story = await openStory(MAY)
  curator = await story.home.actor('curator1')
  may = await filledReport(story.home)
  visitId = await addRecords(may)
})
afterAll(() => story.close())

/** A held visit with a recommendation, a verified factor and a measure against it. */
async function addRecords({ programmeId, schoolId }: BegunReport): Promise<string> {
  const ofSchool = { municipalityId: story.home.id, programmeId, schoolId }
  const by = curator.userId ?? ''
  const common = { ...ofSchool, curatorId: by, kind: 'first' as const, createdBy: by, createdAt: MAY }
  const [visit] = await database()
    .insert(visits)
    .values([
      {
        ...common,
        state: 'held',
        heldOn: '2026-03-18',
        aim: 'Верификация РПШ',
        participants: 'директор',
        found: 'Нет учителя физики',
      },
      { ...common, state: 'planned', plannedOn: '2026-05-20', aim: 'Ещё впереди' },
      { ...common, kind: 'planned', state: 'held', heldOn: '2026-09-10', aim: 'Осенью' },
    ])
    .returning({ id: visits.id })
  await database()
    .insert(recommendations)
    .values({
      municipalityId: story.home.id,
      visitId: visit?.id ?? '',
      schoolId,
      text: 'Найти физика',
      due: '2026-06-01',
      state: 'done',
    })
  const [factor] = await database()
    .select({ id: programmeFactors.id })
    .from(programmeFactors)
    .where(and(eq(programmeFactors.programmeId, programmeId), eq(programmeFactors.number, 2)))
  const [profile] = await database().insert(riskProfiles).values(ofSchool).returning({ id: riskProfiles.id })
  const ofFactor = { profileId: profile?.id ?? '', factorId: factor?.id ?? '' }
  await database()
    .insert(riskMarks)
    .values({ ...ofFactor, initial: 'high', verified: 'medium', isActive: true, result: 'Двое новых' })
  await database()
    .insert(schoolMeasures)
    .values({
      ...ofFactor,
      municipalityId: story.home.id,
      title: 'Целевое обучение',
      term: 'до сентября',
      state: 'partly',
      evidence: 'договор',
      savedBy: by,
      savedAt: MAY,
    })
  return visit?.id ?? ''
}

const row = (reportId: string, cells: string[], more: object = {}) => ({
  reportId,
  section: 'indicators' as const,
  id: undefined,
  revision: 0,
  cells,
  ...more,
})
const INDICATOR = ['Успеваемость', '%', '60', '70', '', '80', 'ВПР']
const send = (more: object = {}, press: string = randomUUID(), actor = curator, now = MAY) =>
  sendReport(
    actor,
    { reportId: may.reportId, fingerprint: '', way: 'paper', password: PASSWORD, keyPassword: '', ...more },
    press,
    now,
  )
const bytesOf = async (reportId: string, number = 1) => {
  const paper = await findReportPaper(curator, reportId, number, 'report')
  return new Uint8Array(await bytesStore().get(paper?.sha256 ?? ''))
}

describe('facts of a report', () => {
  it('come from the records of the period, each with where it is corrected', async () => {
    const { facts } = await getReportFacts(curator, may.reportId)
    expect(facts?.from).toBeNull()
    expect(facts?.to).toBe('2026-05-12')
    expect(facts?.sections.visits).toEqual([
      {
        cells: [
          '18.03.2026',
          'первичное, очно',
          'Верификация РПШ',
          'директор',
          'Нет учителя физики',
          'Найти физика — до 01.06.2026, выполнена',
        ],
        origin: { kind: 'visit', id: visitId, href: `/visits/${visitId}`, label: 'посещение 18.03.2026' },
      },
    ])
    expect(facts?.sections.factors.map((fact) => fact.cells)).toEqual([
      ['Дефицит педагогических кадров', 'высокая', 'средняя', 'да', 'Целевое обучение', 'Двое новых'],
    ])
    expect(facts?.sections.measures.map((fact) => fact.cells)).toEqual([
      ['Целевое обучение', 'Дефицит педагогических кадров', 'до сентября', 'частично', 'договор'],
    ])
  })

  it('are typed where there are no records yet: once by two presses, changed by revision, removed', async () => {
    const press = randomUUID()
    const id = await saveRow(curator, row(may.reportId, INDICATOR), press, MAY)
    expect(await saveRow(curator, row(may.reportId, INDICATOR), press, MAY)).toBe(id)
    const change = (revision: number) =>
      saveRow(curator, row(may.reportId, ['Качество', ...INDICATOR.slice(1)], { id, revision }), randomUUID(), MAY)
    await change(1)
    await expect(change(1)).rejects.toEqual(refusal('conflict'))
    const spare = await saveRow(curator, row(may.reportId, INDICATOR), randomUUID(), MAY)
    await removeRow(curator, { id: spare, revision: 1 }, MAY)
    await expect(removeRow(curator, { id: spare, revision: 1 }, MAY)).rejects.toEqual(refusal('not_found'))
    const { facts } = await getReportFacts(curator, may.reportId)
    expect(facts?.sections.indicators.map((fact) => [fact.cells[0], fact.origin.label])).toEqual([
      ['Качество', 'введено куратором'],
    ])
    expect((await actionsOn(may.reportId)).slice(-4)).toEqual([
      'report.row_save',
      'report.row_save',
      'report.row_save',
      'report.row_remove',
    ])
  })

  it('are not removed where they were changed elsewhere, and the newer cells are shown', async () => {
    const id = await saveRow(curator, row(may.reportId, INDICATOR), randomUUID(), MAY)
    const newer = ['Другой', ...INDICATOR.slice(1)]
    await saveRow(curator, row(may.reportId, newer, { id, revision: 1 }), randomUUID(), MAY)
    const shown = refusal('conflict', { details: { theirs: newer, revision: 2 } })
    await expect(removeRow(curator, { id, revision: 1 }, MAY)).rejects.toEqual(shown)
    await expect(
      saveRow(curator, row(may.reportId, INDICATOR, { id, revision: 1 }), randomUUID(), MAY),
    ).rejects.toEqual(shown)
    await removeRow(curator, { id, revision: 2 }, MAY)
  })

  it('are refused to others, and to a row of another report', async () => {
    for (const [name, code] of [
      ['curator2', 'not_found'],
      ['coordinator', 'forbidden'],
      ['school1', 'forbidden'],
    ] as const) {
      const actor = await story.home.actor(name)
      await expect(saveRow(actor, row(may.reportId, INDICATOR), randomUUID(), MAY), name).rejects.toEqual(refusal(code))
    }
    await expect(getReportFacts(await story.home.actor('coordinator'), may.reportId)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(
      saveRow(curator, row(may.reportId, INDICATOR, { id: randomUUID(), revision: 1 }), randomUUID(), MAY),
    ).rejects.toEqual(refusal('not_found'))
  })
})

describe('sending', () => {
  it('is refused without the password, with a missing answer, two texts of one, or facts that changed since shown', async () => {
    await expect(send({ password: 'не тот пароль' })).rejects.toEqual(refusal('invalid', { field: 'password' }))
    await expect(send({ way: 'electronic' })).rejects.toEqual(refusal('invalid', { field: 'way' }))
    const write = (text: string, revision: number) =>
      saveAnswer(curator, { reportId: may.reportId, question: 'worked', text, revision, typedAt: null }, MAY)
    await write(' \n ', 1)
    await expect(send()).rejects.toEqual(refusal('invalid', { message: expect.stringContaining('«Что получилось»') }))
    await write('Планы заработали <b>&amp;</b> ₽ №1 «ё»', 2)
    const late = await write('С другого устройства', 1)
    await expect(send()).rejects.toEqual(refusal('invalid', { message: expect.stringContaining('два текста') }))
    const rivalId = late.state === 'conflict' ? late.rivalId : ''
    await settleRival(curator, { rivalId, choice: 'theirs', joined: '', revision: 3 }, MAY)
    const { fingerprint } = await getReportCheck(curator, may.reportId)
    await database().update(visits).set({ found: 'Нет физика и химика' }).where(eq(visits.id, visitId))
    await expect(send({ fingerprint })).rejects.toEqual(refusal('conflict'))
    expect(await database().select().from(reportVersions)).toEqual([])
    expect((await getReport(curator, may.reportId)).state).toBe('draft')
  })

  it('waits for a stage that was moved on', async () => {
    const move = (dueDate: string) =>
      database().update(programmeStages).set({ dueDate }).where(eq(programmeStages.id, may.stageId))
    await move('2026-06-30')
    await expect(send()).rejects.toEqual(refusal('conflict', { message: expect.stringContaining('01.06.2026') }))
    await move('2026-05-31')
  })

  it('freezes one version with one receipt, whatever is pressed again', async () => {
    const press = randomUUID()
    const { fingerprint } = await getReportCheck(curator, may.reportId)
    const [first, second] = await Promise.allSettled([send({ fingerprint }, press), send({ fingerprint }, press)])
    expect(first).toMatchObject({ status: 'fulfilled', value: { number: 1, receipt: 1, unfinished: null } })
    expect(second.status === 'fulfilled' && second.value.number).toBe(1)
    await expect(send()).rejects.toEqual(refusal('conflict'))
    await expect(send({ fingerprint: 'другое' }, press)).rejects.toEqual(refusal('conflict'))
    expect(await database().select({ number: reportVersions.number }).from(reportVersions)).toEqual([{ number: 1 }])
    expect((await actionsOn(may.reportId)).slice(-2)).toEqual(['report.send', 'report.paper'])
  })

  it('keeps what was sent when a visit is corrected later, and closes the report for writing', async () => {
    await database().update(visits).set({ found: 'Исправлено потом' }).where(eq(visits.id, visitId))
    const { content, isNewest } = await getReportVersion(curator, may.reportId, 1)
    expect(content.sections[0]?.facts[0]?.cells[4]).toBe('Нет физика и химика')
    expect(isNewest).toBe(true)
    await expect(
      saveAnswer(
        curator,
        { reportId: may.reportId, question: 'worked', text: 'после', revision: 3, typedAt: null },
        MAY,
      ),
    ).rejects.toEqual(refusal('conflict', { message: expect.stringContaining('отправлен') }))
  })

  it('makes a paper that says its title, facts and answers as typed', async () => {
    const bytes = await bytesOf(may.reportId)
    const text = comparable(await pdfText(bytes))
    for (const part of [
      'ОТЧЁТ КУРАТОРА',
      'Средняя общеобразовательная школа № 1',
      'Дашиева Баирма Цыреновна',
      'квитанция № 1',
      '1. Посещения',
      'Нет физика и химика',
      'Найти физика — до 01.06.2026, выполнена',
      'Качество',
      'Планы заработали <b>&amp;</b> ₽ №1 «ё»',
      'С отчётом ознакомлен(а)',
      'Куратор Б.Ц. Дашиева',
    ])
      expect(text).toContain(part)
    expect(text).not.toMatch(/подписан электронной/i)
    expect(Buffer.from(bytes).toString('latin1')).toContain('/Lang (ru')
  })

  it('is finished at the next start where a crash came before the paper, to the same bytes; a lost paper stops the start', async () => {
    const [before] = await database().select().from(reportVersions)
    await database().update(reportVersions).set({ sha256: null, size: null, pages: null })
    await boot(MAY)
    const [after] = await database().select().from(reportVersions)
    expect(after).toEqual(before)
    await database()
      .update(reportVersions)
      .set({ sha256: 'f'.repeat(64) })
    await expect(boot(MAY)).rejects.toThrow('квитанция № 1')
    await database()
      .update(reportVersions)
      .set({ sha256: before?.sha256 ?? '' })
  })

  it('takes the scan of a sheet signed by hand, from its curator only', async () => {
    const stored = await bytesStore().put(Buffer.from('%PDF-скан'))
    const scan = { ...stored, mediaType: 'application/pdf', fileName: 'Скан.pdf' }
    const attach = (actor: Actor) => attachReportScan(actor, { reportId: may.reportId, number: 1, scan }, MAY)
    await expect(attach(await story.home.actor('coordinator'))).rejects.toEqual(refusal('forbidden'))
    await expect(attach(await story.other.actor('curator1'))).rejects.toEqual(refusal('not_found'))
    await attach(curator)
    await expect(attach(curator)).rejects.toEqual(refusal('conflict'))
    expect(await findReportPaper(curator, may.reportId, 1, 'scan')).toMatchObject({ sha256: stored.sha256 })
    expect((await actionsOn(may.reportId)).at(-1)).toBe('report.scan')
  })

  it('leaves a version to its sender when the report is another curator’s', async () => {
    const successor = await story.home.actor('curator2')
    const [link] = await database()
      .insert(schoolPeople)
      .values({
        municipalityId: story.home.id,
        schoolId: may.schoolId,
        userId: successor.userId ?? '',
        relation: 'curator',
      })
      .returning({ id: schoolPeople.id })
    const own = eq(reports.id, may.reportId)
    await database()
      .update(reports)
      .set({ curatorId: successor.userId ?? '' })
      .where(own)
    const stored = await bytesStore().put(Buffer.from('%PDF-другой скан'))
    const scan = { ...stored, mediaType: 'application/pdf', fileName: 'Скан.pdf' }
    const named = { reportId: may.reportId, number: 1 }
    const finish = { ...named, way: 'paper' as const, password: PASSWORD, keyPassword: '' }
    expect((await getReport(successor, may.reportId)).versions[0]?.isOwn).toBe(false)
    expect((await getReportVersion(successor, may.reportId, 1)).isOwn).toBe(false)
    await expect(attachReportScan(successor, { ...named, scan }, MAY)).rejects.toEqual(refusal('forbidden'))
    await expect(finishReportSignature(successor, finish, MAY)).rejects.toEqual(refusal('forbidden'))
    await database()
      .update(reports)
      .set({ curatorId: curator.userId ?? '' })
      .where(own)
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, link?.id ?? ''))
    expect((await getReportVersion(curator, may.reportId, 1)).isOwn).toBe(true)
  })

  it('asks no acquaintance of the head of another school who is its curator', async () => {
    const director = await directorOf(may.schoolId)
    const other = (await story.home.actor('school1')).userId === director.userId ? 'school2' : 'school1'
    const userId = (await story.home.actor(other)).userId ?? ''
    const [role] = await database()
      .insert(roleAssignments)
      .values({ userId, role: 'curator' })
      .returning({ id: roleAssignments.id })
    const [link] = await database()
      .insert(schoolPeople)
      .values({ municipalityId: story.home.id, schoolId: may.schoolId, userId, relation: 'curator' })
      .returning({ id: schoolPeople.id })
    const both = await story.home.actor(other)
    expect((await getReport(both, may.reportId)).mayAcknowledge).toBe(false)
    expect((await getReport(director, may.reportId)).mayAcknowledge).toBe(true)
    await expect(acknowledgeReport(both, { reportId: may.reportId, number: 1 }, MAY)).rejects.toEqual(
      refusal('forbidden'),
    )
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, link?.id ?? ''))
    await database()
      .delete(roleAssignments)
      .where(eq(roleAssignments.id, role?.id ?? ''))
  })

  it('is read by the director, who acquaints himself once, on a date', async () => {
    const [school] = (await schoolsOf(curator.userId ?? '')).filter((id) => id === may.schoolId)
    const director = await directorOf(school ?? '')
    const asked = (await listMyWork(director)).decide.map((work) => work.href)
    expect(asked).toContain(`/reports/${may.reportId}/acknowledge`)
    const read = (actor: Actor, number = 1) => acknowledgeReport(actor, { reportId: may.reportId, number }, MAY)
    await expect(read(curator)).rejects.toEqual(refusal('forbidden'))
    await expect(read(director, 2)).rejects.toEqual(refusal('conflict'))
    await expect(read(await story.other.actor('school1'))).rejects.toEqual(refusal('not_found'))
    await read(director)
    await read(director)
    expect((await actionsOn(may.reportId)).filter((action) => action === 'report.acknowledge')).toHaveLength(1)
    expect((await listMyWork(director)).decide.map((work) => work.href)).not.toContain(
      `/reports/${may.reportId}/acknowledge`,
    )
  })
})

async function directorOf(schoolId: string): Promise<Actor> {
  for (const name of ['school1', 'school2']) {
    const actor = await story.home.actor(name)
    const sent = await getReport(actor, may.reportId).catch(() => null)
    if (sent?.schoolId === schoolId) return actor
  }
  throw new Error('The school has no director.')
}

describe('after a return', () => {
  it('a second version is sent under the next receipt, and the first stays as it was', async () => {
    await database().update(reports).set({ state: 'returned' }).where(eq(reports.id, may.reportId))
    const first = await getReportVersion(curator, may.reportId, 1)
    const again = await sendAgain(story.home, may.reportId)
    expect(again).toMatchObject({ number: 2, receipt: 2 })
    const stays = await getReportVersion(curator, may.reportId, 1)
    expect(stays.content).toEqual(first.content)
    expect(stays.sha256).toBe(first.sha256)
    expect((await getReportVersion(curator, may.reportId, 2)).content.sections[0]?.facts[0]?.cells[4]).toBe(
      'Исправлено потом',
    )
  })
})

describe('a report signed by the curator’s key', () => {
  let electronic: Awaited<ReturnType<typeof sentReport>>
  beforeAll(async () => {
    await keyFor(story.home, 'curator1')
    const [, second = ''] = await schoolsOf(curator.userId ?? '')
    electronic = await sentReport(story.home, { school: second, way: 'electronic' })
  })

  it('bears a signature that pdfsig finds valid, and the mark of the certificate', async () => {
    const bytes = await bytesOf(electronic.reportId)
    expect(comparable(await pdfText(bytes))).toMatch(/подписан электронной подписью|ЭЛЕКТРОННОЙ ПОДПИСЬЮ/i)
    const folder = mkdtempSync(join(tmpdir(), 'marshrut-report-'))
    const file = join(folder, 'report.pdf')
    writeFileSync(file, bytes)
    expect(execFileSync('pdfsig', [file], { encoding: 'utf8' })).toContain('Signature is Valid')
    rmSync(folder, { recursive: true })
  })

  it('is ours for whoever checks the file, without telling of school or curator; one bit less is changed', async () => {
    const bytes = await bytesOf(electronic.reportId)
    const genuine = await verifyBytes(bytes, MAY)
    expect(genuine).toMatchObject({
      verdict: 'genuine',
      register: { kind: 'отчёт куратора', number: String(electronic.receipt), url: null, path: '' },
    })
    expect(JSON.stringify(genuine.register)).not.toMatch(/Дашиева|СОШ|[0-9a-f]{8}-/)
    const turned = bytes.slice()
    turned[2_000] = (turned[2_000] ?? 0) ^ 1
    expect((await verifyBytes(turned, MAY)).verdict).toBe('changed')
  })

  it('stays valid when its curator’s account is gone', async () => {
    await database()
      .update(users)
      .set({ endedAt: MAY })
      .where(eq(users.id, curator.userId ?? ''))
    expect((await verifyBytes(await bytesOf(electronic.reportId), MAY)).verdict).toBe('genuine')
    await database()
      .update(users)
      .set({ endedAt: null })
      .where(eq(users.id, curator.userId ?? ''))
  })

  it('whose signature failed after the receipt is finished later, by its curator, with the key or on paper', async () => {
    const { versionId, reportId, number } = electronic
    await database().update(reportVersions).set({ sha256: null }).where(eq(reportVersions.id, versionId))
    // The key is gone, and nobody can sign at the start.
    await database().update(signingKeys).set({ sealedPassword: null }).where(isNull(signingKeys.endedAt))
    expect((await boot(MAY)).notices?.join()).toContain(`квитанция № ${electronic.receipt}: подпись не завершена`)
    const finish = (actor: Actor, way: 'electronic' | 'paper') =>
      finishReportSignature(actor, { reportId, number, way, password: PASSWORD, keyPassword: '' }, MAY)
    await expect(finish(await story.home.actor('coordinator'), 'paper')).rejects.toEqual(refusal('forbidden'))
    await expect(finish(curator, 'electronic')).rejects.toEqual(refusal('invalid', { field: 'keyPassword' }))
    await finish(curator, 'paper')
    expect(await getReportVersion(curator, reportId, number)).toMatchObject({
      signature: 'paper',
      sha256: expect.any(String),
    })
    await expect(finish(curator, 'paper')).rejects.toEqual(refusal('conflict'))
  })
})

describe('November', () => {
  it('shows May’s answers, repeats its typed rows once, and tells of visits since', async () => {
    const november = await begunReport(story.home, { school: may.schoolId, stage: 1 }, NOVEMBER)
    const actor = await story.home.actor('curator1', NOVEMBER)
    const { previous, facts } = await getReportFacts(actor, november.reportId)
    expect(previous?.stageMonth).toBe('мая')
    const earlier = previous?.sections.flatMap((section) => section.answers)
    expect(earlier?.find((answer) => answer.question === 'worked')?.text).toContain('Планы заработали')
    expect(facts?.from).toBe('2026-06-01')
    expect(facts?.sections.visits.map((fact) => fact.cells[0])).toEqual(['10.09.2026'])
    const repeat = (press: string) =>
      repeatRows(actor, { reportId: november.reportId, section: 'indicators' }, press, NOVEMBER)
    const press = randomUUID()
    expect(await repeat(press)).toBe(1)
    expect(await repeat(press)).toBe(1)
    await expect(repeat(randomUUID())).rejects.toEqual(refusal('conflict'))
    expect((await getReport(actor, november.reportId)).own?.rows.map((one) => one.cells[0])).toEqual(['Качество'])
  })

  it('that is late says by how many days', async () => {
    const late = new Date('2026-12-03T03:00:00Z')
    const [, second = ''] = await schoolsOf(curator.userId ?? '')
    const sent = await sentReport(story.home, { school: second, stage: 1 }, late)
    expect(await getReportVersion(curator, sent.reportId, 1)).toMatchObject({ lateDays: 3 })
  })
})

describe('one report sent from two tabs at once', () => {
  it('is one version, and receipts go in a row', async () => {
    const second = await story.home.actor('curator2')
    const { reportId } = await filledReport(story.home, { curator: 'curator2' })
    const freeze = () =>
      freezeReport(second, { reportId, fingerprint: '', way: 'paper', keyId: null }, randomUUID(), MAY)
    const answers = await Promise.allSettled([freeze(), freeze()])
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    const given = await database().select({ receipt: reportVersions.receipt }).from(reportVersions)
    expect(given.map((version) => version.receipt).sort((a, b) => a - b)).toEqual(given.map((_, index) => index + 1))
  })
})
