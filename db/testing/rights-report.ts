import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { beginReport, setSectionDone } from '@/db/commands/report'
import { acknowledgeReport } from '@/db/commands/report-acknowledgement'
import { saveAnswer, settleRival } from '@/db/commands/report-answer'
import { removeRow, repeatRows, saveRow } from '@/db/commands/report-row'
import { attachReportScan, freezeReport, keepReportPaper } from '@/db/commands/report-sending'
import { getReport } from '@/db/queries/report'
import { getReportCheck, getReportFacts } from '@/db/queries/report-check'
import { listReports } from '@/db/queries/report-list'
import { findReportPaper, getReportVersion } from '@/db/queries/report-version'
import { programmeStages } from '@/db/schema/programme'
import { reportAnswerRivals, reportAnswers, reportVersions, reportRows as typedRows } from '@/db/schema/report'
import { schoolPeople } from '@/db/schema/school'
import { FINAL_ANSWERS, stagesOf } from '@/db/testing/report-scene'
import { type District, idOf, NOW } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E. */
export const REPORT_TABLE: Record<string, [own: string, foreign: string]> = {
  // A report is written and sent by its curator alone; the director acquaints himself with it.
  'report.beginReport': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report.setSectionDone': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-answer.saveAnswer': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-answer.settleRival': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-row.saveRow': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-row.removeRow': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-row.repeatRows': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-sending.freezeReport': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-sending.keepReportPaper': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-sending.attachReportScan': ['FFFFFAFFFF', 'FFFFFNFFFF'],
  'report-acknowledgement.acknowledgeReport': ['FFFFFFAFFF', 'FFFFFFNFFF'],
  // A draft is its curator's, and the coordinator sees that it is there; what was sent is read by school and head, too.
  'queries/report.getReport': ['NANNNANNNN', 'NNNNNNNNNN'],
  'queries/report.getReport · sent': ['NANANAANNN', 'NNNNNNNNNN'],
  'queries/report-check.getReportFacts': ['NNNNNANNNN', 'NNNNNNNNNN'],
  'queries/report-check.getReportCheck': ['NNNNNANNNN', 'NNNNNNNNNN'],
  'queries/report-version.getReportVersion': ['NANANAANNN', 'NNNNNNNNNN'],
  'queries/report-version.findReportPaper': ['EAEAEAAEEE', 'EEEEEEEEEE'],
  'queries/report-list.listReports': ['AAAAAAAAAA', '-'],
}

/** Rows of one district that the calls below are about: four stages, open on the day of the story, and the first school's reports. */
export async function reportRows(place: District) {
  const db = database()
  const curator = await place.actor('curator1')
  const curatorId = await idOf(place, 'curator1')
  const [first, second] = await stagesOf(place)
  const programmeId = first?.programmeId ?? ''
  const added = await db
    .insert(programmeStages)
    .values([2, 3].map((position) => ({ programmeId, position, name: `Этап ${position}`, dueDate: '2026-12-31' })))
    .returning({ id: programmeStages.id })
  await db.update(programmeStages).set({ opensOn: '2026-04-01' }).where(eq(programmeStages.programmeId, programmeId))
  const [school] = await db
    .select({ id: schoolPeople.schoolId })
    .from(schoolPeople)
    .where(and(eq(schoolPeople.userId, await idOf(place, 'school1')), eq(schoolPeople.relation, 'administration')))
  const schoolId = school?.id ?? ''
  const begin = (stageId = '') => beginReport(curator, { stageId, schoolId }, randomUUID(), NOW)
  const fill = (reportId: string) =>
    db.insert(reportAnswers).values(
      Object.entries(FINAL_ANSWERS).map(([question, text]) => ({
        reportId,
        question,
        text,
        savedBy: curatorId,
        savedAt: NOW,
      })),
    )
  const typed = async (reportId: string, name: string) => {
    const row = { reportId, section: 'indicators' as const, position: 1, savedBy: curatorId, savedAt: NOW }
    const [kept] = await db
      .insert(typedRows)
      .values({ ...row, cells: [name, '%', '60', '', '', '80', ''] })
      .returning({ id: typedRows.id })
    return kept?.id ?? ''
  }

  const sentId = await begin(first?.id)
  await fill(sentId)
  await typed(sentId, 'Успеваемость')
  const { versionId } = await freezeReport(
    curator,
    { reportId: sentId, fingerprint: '', way: 'paper', keyId: null },
    randomUUID(),
    NOW,
  )
  const scan = { scanSha256: 'a'.repeat(64), scanSize: 1, scanMediaType: 'application/pdf' }
  await db.update(reportVersions).set(scan).where(eq(reportVersions.id, versionId))

  const draftId = await begin(second?.id)
  await fill(draftId)
  const rowId = await typed(draftId, 'Качество')

  const twoTexts = await begin(added[0]?.id)
  const [rival] = await db
    .insert(reportAnswerRivals)
    .values({ reportId: twoTexts, question: 'worked', text: 'Второй', savedBy: curatorId, savedAt: NOW })
    .returning({ id: reportAnswerRivals.id })
  return {
    stageId: added[1]?.id ?? '',
    schoolId,
    sentId,
    versionId,
    draftId,
    rowId,
    rivalId: rival?.id ?? '',
  }
}

type Rows = { report: Awaited<ReturnType<typeof reportRows>> }
const press = () => randomUUID()
const stored = { sha256: 'b'.repeat(64), size: 1 }

export const REPORT_CALLS: Record<string, (actor: Actor, rows: Rows) => unknown> = {
  'report.beginReport': (actor, { report: { stageId, schoolId } }) =>
    beginReport(actor, { stageId, schoolId }, press(), NOW),
  'report.setSectionDone': (actor, { report }) =>
    setSectionDone(actor, { reportId: report.draftId, section: 'visits', isDone: true }, NOW),
  'report-answer.saveAnswer': (actor, { report }) =>
    saveAnswer(actor, { reportId: report.draftId, question: 'help', text: 'Физик', revision: 0, typedAt: null }, NOW),
  'report-answer.settleRival': (actor, { report }) =>
    settleRival(actor, { rivalId: report.rivalId, choice: 'mine', joined: '', revision: 0 }, NOW),
  'report-row.saveRow': (actor, { report }) =>
    saveRow(
      actor,
      {
        reportId: report.draftId,
        section: 'training',
        id: undefined,
        revision: 0,
        cells: ['Вебинар', 'май', '5', '10', ''],
      },
      press(),
      NOW,
    ),
  'report-row.removeRow': (actor, { report }) => removeRow(actor, { id: report.rowId, revision: 1 }, NOW),
  'report-row.repeatRows': (actor, { report }) =>
    repeatRows(actor, { reportId: report.draftId, section: 'indicators' }, press(), NOW),
  'report-sending.freezeReport': (actor, { report }) =>
    freezeReport(actor, { reportId: report.draftId, fingerprint: '', way: 'paper', keyId: null }, press(), NOW),
  'report-sending.keepReportPaper': (actor, { report }) =>
    keepReportPaper(actor, { versionId: report.versionId, ...stored, pages: 1, way: 'paper', keyId: null }, NOW),
  'report-sending.attachReportScan': (actor, { report }) =>
    attachReportScan(
      actor,
      {
        reportId: report.sentId,
        number: 1,
        scan: { ...stored, mediaType: 'application/pdf', fileName: 'Скан.pdf' },
      },
      NOW,
    ),
  'report-acknowledgement.acknowledgeReport': (actor, { report }) =>
    acknowledgeReport(actor, { reportId: report.sentId, number: 1 }, NOW),
  'queries/report.getReport': (actor, { report }) => getReport(actor, report.draftId),
  'queries/report.getReport · sent': (actor, { report }) => getReport(actor, report.sentId),
  'queries/report-check.getReportFacts': (actor, { report }) => getReportFacts(actor, report.draftId),
  'queries/report-check.getReportCheck': (actor, { report }) => getReportCheck(actor, report.draftId),
  'queries/report-version.getReportVersion': (actor, { report }) => getReportVersion(actor, report.sentId, 1),
  'queries/report-version.findReportPaper': (actor, { report }) => findReportPaper(actor, report.sentId, 1, 'scan'),
  'queries/report-list.listReports': (actor) => listReports(actor),
}
