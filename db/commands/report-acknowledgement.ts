import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { lockReport } from '@/db/report-lock'
import { reportAcknowledgements, reportVersions } from '@/db/schema/report'
import { isAdministration } from '@/db/school-link'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { demandReportStep } from '@/lib/report/rules'
import { conflict, forbidden, notFound } from '@/lib/shared/refusal'

/**
 * The director has read the newest sent version, `number`: a step with a date (rulings F7). Refused where a newer one was sent since
 * the page was shown; pressing twice changes nothing.
 */
export async function acknowledgeReport(
  actor: Actor,
  input: { reportId: string; number: number },
  now: Date,
): Promise<void> {
  demand(actor, 'report.acknowledge')
  await database().transaction(async (tx) => {
    const report = await lockReport(tx, actor, input.reportId)
    // A head of one school may be the curator of another, and so sees its reports too.
    if (!(await isAdministration(tx, actor, report.schoolId)))
      throw forbidden('С отчётом знакомится руководитель той школы, о которой он написан.')
    demandReportStep('acknowledge', report.state)
    const [newest] = await tx
      .select({ id: reportVersions.id, number: reportVersions.number })
      .from(reportVersions)
      .where(eq(reportVersions.reportId, report.id))
      .orderBy(desc(reportVersions.number))
      .limit(1)
    if (!newest) throw notFound('Версия отчёта')
    if (newest.number !== input.number)
      throw conflict('Куратор отправил новую версию отчёта. Откройте её и ознакомьтесь с ней.')
    const [known] = await tx
      .select({ at: reportAcknowledgements.at })
      .from(reportAcknowledgements)
      .where(and(eq(reportAcknowledgements.versionId, newest.id)))
    if (known) return
    await tx.insert(reportAcknowledgements).values({ versionId: newest.id, userId: personOf(actor), at: now })
    await record(tx, actor, now, {
      action: 'report.acknowledge',
      subject: 'report',
      subjectId: report.id,
      after: { version: newest.number },
    })
  })
}
