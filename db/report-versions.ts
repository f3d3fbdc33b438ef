import 'server-only'
import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { reportAcknowledgements, reportRemarks, reportReviews, reportVersions } from '@/db/schema/report'
import { surnameFirst } from '@/lib/shared/text'

const person = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }

/** Every sent version of a report without its content, the newest first, with the decision, its remarks and the director's acquaintance. */
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
  const ids = versions.map((version) => version.id)
  if (ids.length === 0) return []
  const reviews = await handle
    .select({
      id: reportReviews.id,
      versionId: reportReviews.versionId,
      decision: reportReviews.decision,
      note: reportReviews.note,
      at: reportReviews.decidedAt,
      ...person,
    })
    .from(reportReviews)
    .innerJoin(users, eq(users.id, reportReviews.decidedBy))
    .where(inArray(reportReviews.versionId, ids))
  const reviewIds = reviews.map((review) => review.id)
  const remarks =
    reviewIds.length === 0
      ? []
      : await handle
          .select({ reviewId: reportRemarks.reviewId, section: reportRemarks.section, text: reportRemarks.text })
          .from(reportRemarks)
          .where(inArray(reportRemarks.reviewId, reviewIds))
          .orderBy(asc(reportRemarks.section))
  const read = await handle
    .select({ versionId: reportAcknowledgements.versionId, at: reportAcknowledgements.at, ...person })
    .from(reportAcknowledgements)
    .innerJoin(users, eq(users.id, reportAcknowledgements.userId))
    .where(inArray(reportAcknowledgements.versionId, ids))
  const nameOf = (one: { surname: string; givenName: string; patronymic: string }) =>
    surnameFirst(one.surname, one.givenName, one.patronymic)
  return versions.map((version) => {
    const review = reviews.find((one) => one.versionId === version.id)
    const acknowledged = read.find((one) => one.versionId === version.id)
    return {
      ...version,
      review: review
        ? {
            decision: review.decision,
            note: review.note,
            at: review.at,
            by: nameOf(review),
            remarks: remarks
              .filter((one) => one.reviewId === review.id)
              .map(({ section, text }) => ({ section, text })),
          }
        : null,
      acknowledged: acknowledged ? { at: acknowledged.at, by: nameOf(acknowledged) } : null,
    }
  })
}

/** The same with what was sent. */
export async function readSentContents(handle: Database, reportId: string) {
  const versions = await readVersions(handle, reportId)
  const contents = await handle
    .select({ id: reportVersions.id, content: reportVersions.content })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, reportId))
  const byId = new Map(contents.map(({ id, content }) => [id, content]))
  // A version is never deleted; one that was sent between the two statements waits for the next reading.
  return versions.flatMap((version) => {
    const content = byId.get(version.id)
    return content ? [{ ...version, content }] : []
  })
}
export type SentVersion = Awaited<ReturnType<typeof readSentContents>>[number]
