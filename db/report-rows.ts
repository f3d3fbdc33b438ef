import 'server-only'
import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { programmeStages } from '@/db/schema/programme'
import {
  reportAcknowledgements,
  reportAnswerRivals,
  reportAnswers,
  reportRemarks,
  reportReviews,
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

/** Every sent version without its content, the newest first, with the decision on it, its remarks and the director's acquaintance. */
export async function readVersions(handle: Database, reportId: string) {
  const versions = await handle
    .select({
      id: reportVersions.id,
      number: reportVersions.number,
      receipt: reportVersions.receipt,
      sentAt: reportVersions.sentAt,
      lateDays: reportVersions.lateDays,
      signature: reportVersions.signature,
      sha256: reportVersions.sha256,
      scanSha256: reportVersions.scanSha256,
    })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, reportId))
    .orderBy(desc(reportVersions.number))
  const reviews = await handle
    .select({
      id: reportReviews.id,
      versionId: reportReviews.versionId,
      decision: reportReviews.decision,
      note: reportReviews.note,
      decidedAt: reportReviews.decidedAt,
      ...nameColumns,
    })
    .from(reportReviews)
    .innerJoin(reportVersions, eq(reportVersions.id, reportReviews.versionId))
    .innerJoin(users, eq(users.id, reportReviews.decidedBy))
    .where(eq(reportVersions.reportId, reportId))
  const remarks = await handle
    .select({ reviewId: reportRemarks.reviewId, section: reportRemarks.section, text: reportRemarks.text })
    .from(reportRemarks)
    .innerJoin(reportReviews, eq(reportReviews.id, reportRemarks.reviewId))
    .innerJoin(reportVersions, eq(reportVersions.id, reportReviews.versionId))
    .where(eq(reportVersions.reportId, reportId))
  const acquainted = await handle
    .select({ versionId: reportAcknowledgements.versionId, at: reportAcknowledgements.at, ...nameColumns })
    .from(reportAcknowledgements)
    .innerJoin(reportVersions, eq(reportVersions.id, reportAcknowledgements.versionId))
    .innerJoin(users, eq(users.id, reportAcknowledgements.userId))
    .where(eq(reportVersions.reportId, reportId))
  return versions.map((version) => {
    const review = reviews.find((one) => one.versionId === version.id)
    const read = acquainted.find((one) => one.versionId === version.id)
    return {
      ...version,
      acknowledged: read ? { at: read.at, by: nameOf(read) } : null,
      review: review
        ? {
            decision: review.decision,
            note: review.note,
            decidedAt: review.decidedAt,
            by: nameOf(review),
            remarks: remarks
              .filter((remark) => remark.reviewId === review.id)
              .map(({ section, text }) => ({ section, text })),
          }
        : null,
    }
  })
}
export type ReadVersion = Awaited<ReturnType<typeof readVersions>>[number]

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
