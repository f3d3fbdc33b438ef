import { randomUUID } from 'node:crypto'
import { saveReportForm } from '@/db/commands/report-form'
import { acceptReports, reviewReport } from '@/db/commands/report-review'
import { openReport, unlockReport } from '@/db/commands/report-unlock'
import { getReportForm } from '@/db/queries/report-form'
import { getConsolidated, getReportMatrix } from '@/db/queries/report-matrix'
import * as read from '@/db/queries/report-review'
import { madeReport, reviewProgramme, schoolsOf } from '@/db/testing/review-scene'
import { type District, idOf, NOW } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { rowsOfForm } from '@/lib/report/form-edit'

/** Lines of the table of rights (db/rights.table.ts), written from rulings E: the coordinator and the signatory accept, never their own. */
export const REVIEW_TABLE: Record<string, [own: string, foreign: string]> = {
  'report-review.reviewReport': ['FAFAFFFFFF', 'FNFNFFFFFF'],
  'report-review.reviewReport · a draft': ['FcFNFFFFFF', 'FNFNFFFFFF'],
  'report-review.acceptReports': ['FAFAFFFFFF', 'FNFNFFFFFF'],
  // Opening after the term is the coordinator's alone.
  'report-unlock.unlockReport': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'report-unlock.openReport': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'report-unlock.openReport · own stage, school of theirs': ['FNFFFFFFFF', 'FNFFFFFFFF'],
  // The form is content of the programme: the administrator's and the coordinator's.
  'report-form.saveReportForm': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'queries/report-form.getReportForm': ['AAFFFFFFFF', 'NNFFFFFFFF'],
  'queries/report-matrix.getReportMatrix': ['FAFAFFFFFF', 'FNFNFFFFFF'],
  'queries/report-matrix.getConsolidated': ['FAFAFFFFFF', 'FNFNFFFFFF'],
  'queries/report-review.getReportReview': ['FAFAFFFFFF', 'FNFNFFFFFF'],
  'queries/report-review.getReportHistory · sent': ['NANANAANNN', 'NNNNNNNNNN'],
  'queries/report-review.getReportHistory · a draft': ['NANNNANNNN', 'NNNNNNNNNN'],
  'queries/report-review.getReportUnlocking': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/report-review.getReportOpening': ['FAFFFFFFFF', 'FNFFFFFFFF'],
  'queries/report-review.listToAccept': ['FAFAFFFFFF', 'FEFEFFFFFF'],
}

/** Rows of one district that the calls below are about: a sent report and a draft of its first curator, a stage that is locked. */
export async function reviewRows(place: District) {
  const programme = await reviewProgramme(place)
  const curatorId = await idOf(place, 'curator1')
  const own = await schoolsOf(place, 'curator1')
  const schoolId = own.find((school) => school.name.includes('СОШ № 1'))?.id ?? own[0]?.id ?? ''
  const sent = await madeReport(place, programme, { curatorId, schoolId })
  const draft = await madeReport(place, programme, { curatorId, schoolId, stageId: programme.aheadId, state: 'draft' })
  return { ...programme, ...sent, draftId: draft.reportId, schoolId, curatorId }
}

type Rows = { review: Awaited<ReturnType<typeof reviewRows>> }
type Call = (actor: Actor, rows: Rows, own: Rows) => unknown

const press = () => randomUUID()
const decision = { decision: 'accepted', note: '', reworkTo: null, remarks: [] } as const
const accepted = { ...decision, remarks: [] }
const opening = { until: '2026-05-20', reason: 'болезнь' }

export const REVIEW_CALLS: Record<string, Call> = {
  'report-review.reviewReport': (actor, { review }) =>
    reviewReport(actor, { reportId: review.reportId, versionId: review.versionId, ...accepted }, press(), NOW),
  'report-review.reviewReport · a draft': (actor, { review }) =>
    reviewReport(actor, { reportId: review.draftId, versionId: review.versionId, ...accepted }, press(), NOW),
  'report-review.acceptReports': (actor, { review }) =>
    acceptReports(actor, { picked: [{ reportId: review.reportId, versionId: review.versionId }] }, press(), NOW),
  'report-unlock.unlockReport': (actor, { review }) =>
    unlockReport(
      actor,
      { reportId: review.reportId, state: 'sent', version: 1, sections: ['visits'], ...opening },
      press(),
      NOW,
    ),
  'report-unlock.openReport': (actor, { review }) =>
    openReport(
      actor,
      { stageId: review.lockedId, schoolId: review.schoolId, curatorId: review.curatorId, ...opening },
      press(),
      NOW,
    ),
  'report-unlock.openReport · own stage, school of theirs': (actor, { review }, own) =>
    openReport(
      actor,
      {
        stageId: own.review.lockedId,
        schoolId: review === own.review ? press() : review.schoolId,
        curatorId: review.curatorId,
        ...opening,
      },
      press(),
      NOW,
    ),
  'report-form.saveReportForm': (actor, { review }) =>
    saveReportForm(actor, { programmeId: review.programmeId, number: 1, edit: renamed() }, press(), NOW),
  'queries/report-form.getReportForm': (actor, { review }) => getReportForm(actor, review.programmeId),
  'queries/report-matrix.getReportMatrix': (actor, { review }) => getReportMatrix(actor, review.programmeId),
  'queries/report-matrix.getConsolidated': (actor, { review }) => getConsolidated(actor, review.openId),
  'queries/report-review.getReportReview': (actor, { review }) => read.getReportReview(actor, review.reportId),
  'queries/report-review.getReportHistory · sent': (actor, { review }) => read.getReportHistory(actor, review.reportId),
  'queries/report-review.getReportHistory · a draft': (actor, { review }) =>
    read.getReportHistory(actor, review.draftId),
  'queries/report-review.getReportUnlocking': (actor, { review }) => read.getReportUnlocking(actor, review.reportId),
  'queries/report-review.getReportOpening': (actor, { review }) =>
    read.getReportOpening(actor, review.lockedId, review.schoolId),
  'queries/report-review.listToAccept': (actor, { review }) => read.listToAccept(actor, [review.reportId]),
}

/** The ready form under another title, as its page sends it. */
export const renamed = (title = 'Отчёт куратора школы') => ({
  title,
  sections: DEFAULT_REPORT_FORM.sections.map((one) => ({ section: one.code, title: one.title, hint: one.hint })),
  rows: rowsOfForm(DEFAULT_REPORT_FORM),
})
