import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { isCuratorToday } from '@/db/report-lock'
import { previousContent, readTyped } from '@/db/report-rows'
import { readsReviews, readVersions } from '@/db/report-versions'
import { users } from '@/db/schema/person'
import { programmeStages, programmes, reportForms } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { isAdministration } from '@/db/school-link'
import { reportsVisibleTo } from '@/db/scope'
import { stageColumns } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { sectionStanding, sectionsOf } from '@/lib/report/progress'
import { isReportStepOpen, isSectionOpen } from '@/lib/report/rules'
import { whyClosed } from '@/lib/report/writing'
import { notFound } from '@/lib/shared/refusal'
import { isBlank, surnameFirst } from '@/lib/shared/text'

/**
 * One report as its page shows it. What is typed into it is its curator's alone (`own`, else null): others see that it is there and
 * what was sent (rulings E). `mayAcknowledge`: the newest version waits for this reader, who heads the school. `closed` says why nothing can be written now; null while it can.
 */
export async function getReport(actor: Actor, id: string) {
  const [found] = await database()
    .select({
      id: reports.id,
      programmeId: reports.programmeId,
      schoolId: reports.schoolId,
      curatorId: reports.curatorId,
      state: reports.state,
      unlockedTo: reports.unlockedTo,
      unlockReason: reports.unlockReason,
      form: reportForms.form,
      formNumber: reportForms.number,
      programme: programmes.name,
      year: programmes.year,
      school: schools.shortName,
      isCurator: isCuratorToday(actor),
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      stage: stageColumns,
    })
    .from(reports)
    .innerJoin(reportForms, eq(reportForms.id, reports.formId))
    .innerJoin(programmes, eq(programmes.id, reports.programmeId))
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .innerJoin(users, eq(users.id, reports.curatorId))
    .where(and(eq(reports.id, id), reportsVisibleTo(actor)))
  if (!found) throw notFound('Отчёт')
  const { surname, givenName, patronymic, ...report } = found
  const versions = await readVersions(database(), actor, report)
  const readsAll = readsReviews(actor, report)
  const isOwn = report.curatorId === actor.userId && may(actor, 'report.write')
  const typed = isOwn ? await readTyped(database(), report.id) : null
  const previous = isOwn && report.isCurator ? await previousContent(database(), report, report.stage.position) : null
  const closed = isOwn ? whyClosed(report, actor.today) : 'Отчёт пишет его куратор.'
  const remarks = report.state === 'returned' ? (versions[0]?.review?.remarks ?? []) : []
  const sections = sectionsOf(report.form).map(({ code, title, hint }) => {
    const row = typed?.sections.find((one) => one.section === code)
    const codes = report.form.sections.find((one) => one.code === code)?.questions.map((one) => one.code) ?? []
    const own = remarks.filter((remark) => remark.section === code).map((remark) => remark.text)
    const hasTyped =
      (typed?.rows.some((one) => one.section === code) ?? false) ||
      (typed?.answers.some((answer) => codes.includes(answer.question) && !isBlank(answer.text)) ?? false)
    return {
      code,
      title,
      hint,
      isDone: row?.isDone ?? false,
      isOpen: closed === null && isSectionOpen(row),
      remarks: own,
      standing: sectionStanding({ isDone: row?.isDone ?? false, hasRemarks: own.length > 0, hasTyped }),
    }
  })
  const mayAcknowledge =
    versions[0]?.acknowledged === null &&
    isReportStepOpen('acknowledge', report.state) &&
    (await isAdministration(database(), actor, report.schoolId))
  return {
    ...report,
    unlockReason: readsAll ? report.unlockReason : '',
    curator: surnameFirst(surname, givenName, patronymic),
    isOwn,
    readsReviews: readsAll,
    mayAcknowledge,
    closed,
    sections,
    versions,
    own: typed ? { answers: typed.answers, rows: typed.rows, rivals: typed.rivals } : null,
    previous,
  }
}
export type ReportPage = Awaited<ReturnType<typeof getReport>>
