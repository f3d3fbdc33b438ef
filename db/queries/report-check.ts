import 'server-only'
import { database } from '@/db/client'
import { getReport, type ReportPage } from '@/db/queries/report'
import { composeContent } from '@/db/report-content'
import { type Facts, readFacts } from '@/db/report-facts'
import { contentFingerprint } from '@/db/report-fingerprint'
import type { Actor } from '@/lib/access/actor'
import { homeOf } from '@/lib/access/policy'
import type { ReportContent } from '@/lib/report/content'
import { missingAnswers } from '@/lib/report/progress'
import { whyNotYet } from '@/lib/report/writing'
import { notFound } from '@/lib/shared/refusal'

/** The curator's own report with what the records say now; whoever has left the school reads his words, not the school's records. */
export async function getReportFacts(actor: Actor, id: string): Promise<ReportPage & { facts: Facts | null }> {
  const report = await getReport(actor, id)
  if (!report.own) throw notFound('Отчёт')
  return { ...report, facts: report.isCurator ? await readFacts(database(), report, actor.today) : null }
}

/** Everything as it would be sent now, and what stands in the way; for the report's own curator while it can be written in. */
export async function getReportCheck(actor: Actor, id: string) {
  const report = await getReport(actor, id)
  if (!report.own) throw notFound('Отчёт')
  const answers = new Map(report.own.answers.map((answer) => [answer.question, answer.text]))
  const composed: ReportContent | null =
    report.closed === null
      ? await composeContent(database(), { ...report, municipalityId: homeOf(actor) }, answers, actor.today)
      : null
  return {
    ...report,
    content: composed,
    fingerprint: composed ? contentFingerprint(composed) : '',
    missing: missingAnswers(report.form, report.stage.isFinal, answers),
    undone: report.sections.filter((section) => !section.isDone),
    notYet: whyNotYet(report.stage, actor.today),
  }
}
