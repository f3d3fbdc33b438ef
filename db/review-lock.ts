import 'server-only'
import { and, eq, notInArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { programmeStages } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { reportsVisibleTo } from '@/db/scope'
import { stageDays } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import type { ReportSectionCode } from '@/lib/report/rules'
import { notFound } from '@/lib/shared/refusal'

/** Locked: of two people who decide at once, one decides and the other is told so. */
export async function lockReport(tx: Tx, actor: Actor, id: string) {
  const [report] = await tx
    .select({
      id: reports.id,
      state: reports.state,
      curatorId: reports.curatorId,
      unlockedTo: reports.unlockedTo,
      revision: reports.revision,
      school: schools.shortName,
      ...stageDays,
    })
    .from(reports)
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .where(and(eq(reports.id, id), reportsVisibleTo(actor)))
    .for('update', { of: reports })
  if (!report) throw notFound('Отчёт')
  return report
}

/** These sections are open and to be looked through again; the others closed. */
export async function openSections(tx: Tx, reportId: string, open: readonly ReportSectionCode[]) {
  const of = eq(reportSections.reportId, reportId)
  await tx
    .insert(reportSections)
    .values(open.map((section) => ({ reportId, section, isOpen: true, isDone: false })))
    .onConflictDoUpdate({
      target: [reportSections.reportId, reportSections.section],
      set: { isOpen: true, isDone: false },
    })
  await tx
    .update(reportSections)
    .set({ isOpen: false })
    .where(and(of, notInArray(reportSections.section, [...open])))
}
