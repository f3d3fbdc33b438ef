import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { lockReport, openSections } from '@/db/review-lock'
import { users } from '@/db/schema/person'
import { reportRemarks, reportReviews, reports, reportVersions } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { reportsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { REPORT_STATE_LABELS } from '@/lib/report/labels'
import { demandReviewer, demandWords, reworkUntil, STEP_OF_DECISION, sectionsToOpen } from '@/lib/report/review'
import type { ReviewReportInput } from '@/lib/report/review-schema'
import { demandReportStep } from '@/lib/report/rules'
import { localDateTime } from '@/lib/shared/dates'
import { conflict, Refusal } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/** The last sent version, which must be the one that was shown and must wait for a decision. */
async function demandShownVersion(tx: Tx, actor: Actor, reportId: string, versionId: string) {
  const [last] = await tx
    .select({ id: reportVersions.id, number: reportVersions.number })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, reportId))
    .orderBy(desc(reportVersions.number))
    .limit(1)
  if (!last) throw conflict('Куратор ещё не отправил этот отчёт: решать пока нечего.')
  if (last.id !== versionId) {
    throw conflict(
      `Пока страница была открыта, куратор отправил версию ${last.number}. Решение не записано: прочитайте её ниже и решите по ней.`,
    )
  }
  const [decided] = await tx
    .select({
      decision: reportReviews.decision,
      at: reportReviews.decidedAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(reportReviews)
    .innerJoin(users, eq(users.id, reportReviews.decidedBy))
    .where(eq(reportReviews.versionId, last.id))
  if (decided) {
    const who = surnameFirst(decided.surname, decided.givenName, decided.patronymic)
    throw conflict(
      `По версии ${last.number} решение уже есть: ${REPORT_STATE_LABELS[decided.decision]}, ${who}, ${localDateTime(decided.at, actor.zone)}. Второе решение не записано.`,
    )
  }
  return last
}

/**
 * The decision on the sent version that was shown: accepted, accepted with remarks, or returned with a reason, which opens the sections
 * with remarks (all where only a general reason was given). Refused: on one's own report, on another version, on a decided one.
 */
export async function reviewReport(actor: Actor, input: ReviewReportInput, press: string, now: Date): Promise<string> {
  demand(actor, 'report.review')
  return database().transaction((tx) =>
    once(tx, actor, press, { reviewReport: input }, now, async () => {
      await decideOn(tx, actor, input, now)
      return input.reportId
    }),
  )
}

async function decideOn(tx: Tx, actor: Actor, input: ReviewReportInput, now: Date): Promise<void> {
  const { reportId, versionId, decision, note, remarks } = input
  const report = await lockReport(tx, actor, reportId)
  const stead = demandReviewer(actor, report.curatorId)
  const version = await demandShownVersion(tx, actor, report.id, versionId)
  demandReportStep(STEP_OF_DECISION[decision], report.state)
  demandWords(decision, note, remarks)
  const until = decision === 'returned' ? reworkUntil(report, actor.today, input.reworkTo) : null
  const [review] = await tx
    .insert(reportReviews)
    .values({ versionId: version.id, decision, note, decidedBy: personOf(actor), decidedAt: now })
    .returning({ id: reportReviews.id })
  if (!review) throw new Error('No review was inserted.')
  if (remarks.length > 0)
    await tx.insert(reportRemarks).values(remarks.map((remark) => ({ reviewId: review.id, ...remark })))
  await tx
    .update(reports)
    .set({
      state: decision,
      revision: report.revision + 1,
      ...(until !== null && (report.unlockedTo ?? '') < until ? { unlockedTo: until } : {}),
    })
    .where(eq(reports.id, report.id))
  const open = decision === 'returned' ? sectionsToOpen(remarks) : []
  if (decision === 'returned') await openSections(tx, report.id, open)
  await record(tx, actor, now, {
    action: `report.${decision}`,
    subject: 'report',
    subjectId: report.id,
    before: { state: report.state },
    after: { school: report.school, version: version.number, note, remarks, open, ...(until ? { until } : {}) },
    ...stead,
  })
}

export type AcceptedReports = {
  /** Ids of those that were accepted. */
  accepted: string[]
  refused: { reportId: string; reason: string }[]
}

/**
 * Accepts the ticked reports without remarks, each checked alone: one that cannot be accepted does not stop the others and is answered
 * with its reason. Refused as a whole where not one can be accepted.
 */
export async function acceptReports(
  actor: Actor,
  input: { picked: { reportId: string; versionId: string }[] },
  press: string,
  now: Date,
): Promise<AcceptedReports> {
  demand(actor, 'report.review')
  return database().transaction((tx) =>
    once(tx, actor, press, { acceptReports: input }, now, async () => {
      const answer: AcceptedReports = { accepted: [], refused: [] }
      const refusals: Refusal[] = []
      // Always in one order, so that two people who accept the same ones at once do not wait for each other.
      const picked = [...new Map(input.picked.map((one) => [one.reportId, one])).values()]
      for (const one of picked.sort((a, b) => (a.reportId < b.reportId ? -1 : 1))) {
        try {
          await decideOn(tx, actor, { ...one, decision: 'accepted', note: '', reworkTo: null, remarks: [] }, now)
          answer.accepted.push(one.reportId)
        } catch (error) {
          // Rules refuse before anything is written, so the transaction goes on; a fault ends all of it.
          if (!(error instanceof Refusal)) throw error
          refusals.push(error)
          answer.refused.push({ reportId: one.reportId, reason: error.message })
        }
      }
      const [first] = refusals
      if (answer.accepted.length === 0 && first) {
        if (refusals.length === 1) throw first
        throw new Refusal(first.code, await allRefused(tx, actor, answer.refused))
      }
      return answer
    }),
  )
}

async function allRefused(tx: Tx, actor: Actor, refused: AcceptedReports['refused']): Promise<string> {
  const found = await tx
    .select({ id: reports.id, school: schools.shortName })
    .from(reports)
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .where(
      and(
        inArray(
          reports.id,
          refused.map((one) => one.reportId),
        ),
        reportsVisibleTo(actor),
      ),
    )
  const nameOf = new Map(found.map((one) => [one.id, one.school]))
  const said = refused.map((one) => `${nameOf.get(one.reportId) ?? 'Отчёт'}: ${one.reason}`)
  return `Не принят ни один отчёт. ${said.join(' ')}`
}
