import 'server-only'
import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { reportAcknowledgements, reportRemarks, reportReviews, reportVersions } from '@/db/schema/report'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { surnameFirst } from '@/lib/shared/text'

const person = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }

/** Decisions and remarks are between the curator and those who accept: the school, its other curators and the region do not read them. */
export const readsReviews = (actor: Actor, report: { curatorId: string }): boolean =>
  may(actor, 'report.review') || report.curatorId === actor.userId

type OfReport = { id: string; curatorId: string }

/**
 * Every sent version of a report without its content, the newest first (`isOwn`: the reader sent it), with the director's acquaintance; and with the decision and its
 * remarks for whom they are meant. The caller has seen to it that the actor sees the report.
 */
export async function readVersions(handle: Database, actor: Actor, report: OfReport) {
  const versions = await handle
    .select({
      id: reportVersions.id,
      number: reportVersions.number,
      receipt: reportVersions.receipt,
      sentBy: reportVersions.sentBy,
      sentAt: reportVersions.sentAt,
      lateDays: reportVersions.lateDays,
      signature: reportVersions.signature,
      sha256: reportVersions.sha256,
      scanSha256: reportVersions.scanSha256,
    })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, report.id))
    .orderBy(desc(reportVersions.number))
  const ids = versions.map((version) => version.id)
  if (ids.length === 0) return []
  const reviews = readsReviews(actor, report) ? await readReviews(handle, ids) : []
  const read = await handle
    .select({ versionId: reportAcknowledgements.versionId, at: reportAcknowledgements.at, ...person })
    .from(reportAcknowledgements)
    .innerJoin(users, eq(users.id, reportAcknowledgements.userId))
    .where(inArray(reportAcknowledgements.versionId, ids))
  return versions.map(({ sentBy, ...version }) => {
    const acknowledged = read.find((one) => one.versionId === version.id)
    return {
      ...version,
      isOwn: sentBy === actor.userId && may(actor, 'report.write'),
      review: reviews.find((one) => one.versionId === version.id)?.review ?? null,
      acknowledged: acknowledged ? { at: acknowledged.at, by: nameOf(acknowledged) } : null,
    }
  })
}

const nameOf = (one: { surname: string; givenName: string; patronymic: string }) =>
  surnameFirst(one.surname, one.givenName, one.patronymic)

async function readReviews(handle: Database, versionIds: string[]) {
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
    .where(inArray(reportReviews.versionId, versionIds))
  const reviewIds = reviews.map((review) => review.id)
  const remarks =
    reviewIds.length === 0
      ? []
      : await handle
          .select({ reviewId: reportRemarks.reviewId, section: reportRemarks.section, text: reportRemarks.text })
          .from(reportRemarks)
          .where(inArray(reportRemarks.reviewId, reviewIds))
          .orderBy(asc(reportRemarks.section))
  return reviews.map(({ id, versionId, decision, note, at, ...judge }) => ({
    versionId,
    review: {
      decision,
      note,
      at,
      by: nameOf(judge),
      remarks: remarks.filter((one) => one.reviewId === id).map(({ section, text }) => ({ section, text })),
    },
  }))
}

/** The same with what was sent. */
export async function readSentContents(handle: Database, actor: Actor, report: OfReport) {
  const versions = await readVersions(handle, actor, report)
  const contents = await handle
    .select({ id: reportVersions.id, content: reportVersions.content })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, report.id))
  const byId = new Map(contents.map(({ id, content }) => [id, content]))
  // A version is never deleted; one that was sent between the two statements waits for the next reading.
  return versions.flatMap((version) => {
    const content = byId.get(version.id)
    return content ? [{ ...version, content }] : []
  })
}
export type SentVersion = Awaited<ReturnType<typeof readSentContents>>[number]
