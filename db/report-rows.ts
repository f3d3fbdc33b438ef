import 'server-only'
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { programmeStages } from '@/db/schema/programme'
import {
  reportAnswerRivals,
  reportAnswers,
  reportRows,
  reportSections,
  reports,
  reportVersions,
} from '@/db/schema/report'
import type { ReportContent } from '@/lib/report/content'
import { surnameFirst } from '@/lib/shared/text'

/**
 * What stands under a report, for queries and commands that have asked already whether the actor may see it. Each answers in a fixed
 * number of statements.
 */

const nameColumns = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }
const nameOf = (row: { surname: string; givenName: string; patronymic: string }) =>
  surnameFirst(row.surname, row.givenName, row.patronymic)

/** What its curator typed: sections, answers, rows of facts, texts that wait for his choice. */
export async function readTyped(handle: Database, reportId: string) {
  const sections = await handle.select().from(reportSections).where(eq(reportSections.reportId, reportId))
  const answers = await handle
    .select({
      question: reportAnswers.question,
      text: reportAnswers.text,
      revision: reportAnswers.revision,
      savedAt: reportAnswers.savedAt,
      ...nameColumns,
    })
    .from(reportAnswers)
    .innerJoin(users, eq(users.id, reportAnswers.savedBy))
    .where(eq(reportAnswers.reportId, reportId))
  const rows = await handle
    .select({
      id: reportRows.id,
      section: reportRows.section,
      cells: reportRows.cells,
      revision: reportRows.revision,
    })
    .from(reportRows)
    .where(eq(reportRows.reportId, reportId))
    .orderBy(asc(reportRows.position), asc(reportRows.id))
  const rivals = await handle
    .select({
      id: reportAnswerRivals.id,
      question: reportAnswerRivals.question,
      text: reportAnswerRivals.text,
      typedAt: reportAnswerRivals.typedAt,
      savedAt: reportAnswerRivals.savedAt,
    })
    .from(reportAnswerRivals)
    .where(and(eq(reportAnswerRivals.reportId, reportId), isNull(reportAnswerRivals.settledAt)))
    .orderBy(asc(reportAnswerRivals.savedAt))
  return {
    sections,
    answers: answers.map(({ surname, givenName, patronymic, ...answer }) => ({
      ...answer,
      by: nameOf({ surname, givenName, patronymic }),
    })),
    rows,
    rivals,
  }
}
export type Typed = Awaited<ReturnType<typeof readTyped>>

type OfStage = { programmeId: string; schoolId: string; curatorId: string }

/** The last version sent about the school at the nearest earlier stage; of two curators' the report of the same one. */
export async function previousContent(
  handle: Database,
  report: OfStage,
  stagePosition: number,
): Promise<ReportContent | null> {
  const [found] = await handle
    .select({ content: reportVersions.content })
    .from(reportVersions)
    .innerJoin(reports, eq(reports.id, reportVersions.reportId))
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .where(
      and(
        eq(reports.programmeId, report.programmeId),
        eq(reports.schoolId, report.schoolId),
        lt(programmeStages.position, stagePosition),
      ),
    )
    .orderBy(
      desc(programmeStages.position),
      sql`(${reports.curatorId} <> ${report.curatorId})`,
      desc(reportVersions.sentAt),
      desc(reportVersions.number),
    )
    .limit(1)
  return found?.content ?? null
}
