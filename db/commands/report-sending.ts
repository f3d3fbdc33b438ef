import 'server-only'
import { and, eq, max } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import type { StoredScan } from '@/db/commands/old-act'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { composeContent } from '@/db/report-content'
import { contentFingerprint } from '@/db/report-fingerprint'
import { demandSender, type LockedReport, lockForWriting, lockReport } from '@/db/report-lock'
import { readTyped } from '@/db/report-rows'
import { programmes } from '@/db/schema/programme'
import { reportSections, reports, reportVersions } from '@/db/schema/report'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { missingAnswers } from '@/lib/report/progress'
import { demandReportStep, type ReportSignature } from '@/lib/report/rules'
import { whyNotYet } from '@/lib/report/writing'
import { daysBetween } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

export type SentVersion = { versionId: string; reportId: string; number: number; receipt: number }

type FreezeInput = {
  reportId: string
  /** Of the content that the check page showed; '' where nothing was shown. */
  fingerprint: string
  way: ReportSignature
  keyId: string | null
}

/**
 * Step (i) of a sending (rulings B1): the content is frozen from the form, the answers and the records as they are, and gets the next
 * version's and receipt's numbers; the report is «отправлен». Refused before a number is spent: an answer that the form requires is
 * missing, two texts wait for a choice, the facts changed since they were shown.
 */
export async function freezeReport(actor: Actor, input: FreezeInput, press: string, now: Date): Promise<SentVersion> {
  demand(actor, 'report.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { freezeReport: input }, now, async () => {
      const report = await lockForWriting(tx, actor, input.reportId)
      demandReportStep('send', report.state)
      const why = whyNotYet(report.stage, actor.today)
      if (why) throw conflict(why)
      const content = await completeContent(tx, actor, report)
      if (input.fingerprint !== '' && contentFingerprint(content) !== input.fingerprint)
        throw conflict(
          'Пока страница была открыта, сведения отчёта изменились. Ниже новые: проверьте и отправьте ещё раз.',
        )
      const { number, receipt } = await nextNumbers(tx, report)
      const due = report.stage.dueDate
      const [version] = await tx
        .insert(reportVersions)
        .values({
          municipalityId: report.municipalityId,
          reportId: report.id,
          number,
          programmeId: report.programmeId,
          receipt,
          content,
          sentBy: personOf(actor),
          sentAt: now,
          lateDays: due ? Math.max(0, daysBetween(due, actor.today)) : 0,
          signature: input.way,
          keyId: input.keyId,
        })
        .returning({ id: reportVersions.id })
      if (!version) throw new Error('No version was inserted.')
      await tx
        .update(reports)
        .set({ state: 'sent', revision: report.revision + 1 })
        .where(eq(reports.id, report.id))
      // Sending says of every section what the curator has not said yet.
      await tx.update(reportSections).set({ isDone: true }).where(eq(reportSections.reportId, report.id))
      await record(tx, actor, now, {
        action: 'report.send',
        subject: 'report',
        subjectId: report.id,
        before: { state: report.state },
        after: { state: 'sent', version: number, receipt, way: input.way },
      })
      return { versionId: version.id, reportId: report.id, number, receipt }
    }),
  )
}

async function completeContent(tx: Tx, actor: Actor, report: LockedReport) {
  const typed = await readTyped(tx, report.id)
  if (typed.rivals.length > 0)
    throw invalid('У одного из ответов два текста. Выберите, какой оставить, и отправьте отчёт.')
  const answers = new Map(typed.answers.map((answer) => [answer.question, answer.text]))
  const missing = missingAnswers(report.form, report.stage.isFinal, answers)
  if (missing.length > 0)
    throw invalid(`Отчёт не отправлен, нет ответа: ${missing.map(({ question }) => `«${question.label}»`).join(', ')}.`)
  return composeContent(tx, report, answers, actor.today)
}

/** The programme's row is locked, so that receipts go in a row; the report's is locked already. */
async function nextNumbers(tx: Tx, report: LockedReport): Promise<{ number: number; receipt: number }> {
  await tx
    .select({ id: programmes.id })
    .from(programmes)
    .where(eq(programmes.id, report.programmeId))
    .for('no key update')
  const [given] = await tx
    .select({ last: max(reportVersions.receipt) })
    .from(reportVersions)
    .where(eq(reportVersions.programmeId, report.programmeId))
  const [own] = await tx
    .select({ last: max(reportVersions.number) })
    .from(reportVersions)
    .where(eq(reportVersions.reportId, report.id))
  return { number: (own?.last ?? 0) + 1, receipt: (given?.last ?? 0) + 1 }
}

type KeptPaper = {
  versionId: string
  sha256: string
  size: number
  pages: number
  way: ReportSignature
  keyId: string | null
}

/**
 * Step (iii): the paper's bytes are in the store. Only its sender and the program itself may say so; a version that has its paper keeps
 * it, and saying it again changes nothing.
 */
export async function keepReportPaper(actor: Actor, input: KeptPaper, now: Date): Promise<void> {
  if (!actor.isSystem) demand(actor, 'report.write')
  await database().transaction(async (tx) => {
    const { version, report } = await lockVersion(tx, actor, { id: input.versionId })
    if (!actor.isSystem) demandSender(actor, version)
    if (version.sha256) return
    const { sha256, size, pages, way, keyId } = input
    await tx
      .update(reportVersions)
      .set({ sha256, size, pages, signature: way, keyId })
      .where(eq(reportVersions.id, version.id))
    await record(tx, actor, now, {
      action: 'report.paper',
      subject: 'report',
      subjectId: report.id,
      after: { version: version.number, sha256, way },
    })
  })
}

/** The scan of a report that was signed by hand; another one takes its place. The bytes are in the store already. */
export async function attachReportScan(
  actor: Actor,
  input: { reportId: string; number: number; scan: StoredScan },
  now: Date,
): Promise<void> {
  demand(actor, 'report.write')
  await database().transaction(async (tx) => {
    const { version, report } = await lockVersion(tx, actor, { reportId: input.reportId, number: input.number })
    demandSender(actor, version)
    if (version.signature !== 'paper')
      throw conflict('Этот отчёт подписан электронной подписью: подлинник и есть файл, скан к нему не прикладывают.')
    if (version.scanSha256 === input.scan.sha256) throw conflict('Этот самый файл уже приложен как скан.')
    const { sha256, size, mediaType } = input.scan
    await tx
      .update(reportVersions)
      .set({ scanSha256: sha256, scanSize: size, scanMediaType: mediaType })
      .where(eq(reportVersions.id, version.id))
    await record(tx, actor, now, {
      action: 'report.scan',
      subject: 'report',
      subjectId: report.id,
      before: version.scanSha256 ? { scan: version.scanSha256 } : undefined,
      after: { version: version.number, scan: sha256 },
    })
  })
}

type Named = { id: string } | { reportId: string; number: number }

/** A sent version of a report that the actor sees, the report's row locked. */
async function lockVersion(tx: Tx, actor: Actor, named: Named) {
  const isNamed =
    'id' in named
      ? eq(reportVersions.id, named.id)
      : and(eq(reportVersions.reportId, named.reportId), eq(reportVersions.number, named.number))
  const [found] = await tx.select({ reportId: reportVersions.reportId }).from(reportVersions).where(isNamed)
  if (!found) throw notFound('Версия отчёта')
  const report = await lockReport(tx, actor, found.reportId)
  const [version] = await tx.select().from(reportVersions).where(isNamed)
  if (!version) throw notFound('Версия отчёта')
  return { version, report }
}
