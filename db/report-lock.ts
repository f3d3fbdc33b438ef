import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { programmeStages, reportForms } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { reportsVisibleTo } from '@/db/scope'
import { stageColumns } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import { isSectionOpen, type ReportSectionCode } from '@/lib/report/rules'
import { SECTION_CLOSED, whyClosed } from '@/lib/report/writing'
import { conflict, forbidden, notFound } from '@/lib/shared/refusal'

/** Whether the report's curator is the school's curator on the actor's day; for `reports` joined in the statement. */
export const isCuratorToday = (actor: Actor) => sql<boolean>`exists (select 1 from school_people link
  where link.school_id = ${reports.schoolId} and link.user_id = ${reports.curatorId} and link.relation = 'curator'
    and (link.valid_from is null or link.valid_from <= ${actor.today}::date)
    and (link.valid_to is null or link.valid_to >= ${actor.today}::date))`

/** A report that the actor sees, its row locked, with the stage as it is now: its days may have been moved. */
export async function lockReport(tx: Tx, actor: Actor, id: string) {
  const [found] = await tx
    .select({
      report: reports,
      form: reportForms.form,
      isCurator: isCuratorToday(actor),
      stage: stageColumns,
    })
    .from(reports)
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .innerJoin(reportForms, eq(reportForms.id, reports.formId))
    .where(and(eq(reports.id, id), reportsVisibleTo(actor)))
    .for('update', { of: reports })
  if (!found) throw notFound('Отчёт')
  return { ...found.report, form: found.form, stage: found.stage, isCurator: found.isCurator }
}
export type LockedReport = Awaited<ReturnType<typeof lockReport>>

/** The report locked for its own curator, while it can be written in, and in `section` where one is named. */
export async function lockForWriting(
  tx: Tx,
  actor: Actor,
  id: string,
  section?: ReportSectionCode,
): Promise<LockedReport> {
  const report = await lockReport(tx, actor, id)
  demandAuthor(actor, report)
  const why = whyClosed(report, actor.today)
  if (why) throw conflict(why)
  if (section) await demandOpenSection(tx, report.id, section)
  return report
}

function demandAuthor(actor: Actor, report: { curatorId: string }): void {
  if (report.curatorId !== actor.userId) throw forbidden('Отчёт пишет тот куратор, который его начал.')
}

/** A version is its sender's: after a hand-over the report is another curator's, whose name it does not bear. */
export function demandSender(actor: Actor, version: { sentBy: string }): void {
  if (version.sentBy !== actor.userId) throw forbidden('Отчёт подписывает тот куратор, который его отправил.')
}

export async function demandOpenSection(tx: Tx, reportId: string, section: ReportSectionCode): Promise<void> {
  const [row] = await tx
    .select({ isOpen: reportSections.isOpen })
    .from(reportSections)
    .where(and(eq(reportSections.reportId, reportId), eq(reportSections.section, section)))
  if (!isSectionOpen(row)) throw conflict(SECTION_CLOSED)
}
