import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { readVersions } from '@/db/report-versions'
import { reports, reportVersions } from '@/db/schema/report'
import { reportsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { safeFileName } from '@/lib/order/paper-name'
import { reportFileName } from '@/lib/report/document'
import { notFound } from '@/lib/shared/refusal'

/** One sent version (`isOwn`: the reader sent it) with its frozen content, its receipt, the acquaintance, and the decision on it for whom it is meant. For everybody who sees the report. */
export async function getReportVersion(actor: Actor, reportId: string, number: number) {
  const [found] = await database()
    .select({
      id: reportVersions.id,
      reportId: reports.id,
      curatorId: reports.curatorId,
      schoolId: reports.schoolId,
      state: reports.state,
      number: reportVersions.number,
      receipt: reportVersions.receipt,
      content: reportVersions.content,
      sentBy: reportVersions.sentBy,
      sentAt: reportVersions.sentAt,
      lateDays: reportVersions.lateDays,
      signature: reportVersions.signature,
      sha256: reportVersions.sha256,
      size: reportVersions.size,
      pages: reportVersions.pages,
      scanSha256: reportVersions.scanSha256,
      scanSize: reportVersions.scanSize,
    })
    .from(reportVersions)
    .innerJoin(reports, eq(reports.id, reportVersions.reportId))
    .where(and(eq(reports.id, reportId), eq(reportVersions.number, number), reportsVisibleTo(actor)))
  if (!found) throw notFound('Версия отчёта')
  const versions = await readVersions(database(), actor, { id: found.reportId, curatorId: found.curatorId })
  const own = versions.find((version) => version.id === found.id)
  return {
    ...found,
    isOwn: found.sentBy === actor.userId && may(actor, 'report.write'),
    isNewest: versions[0]?.id === found.id,
    review: own?.review ?? null,
    acknowledged: own?.acknowledged ?? null,
  }
}

/** The stored file of a version: the report itself, or the scan of the sheet signed by hand; undefined while there is none. */
export async function findReportPaper(actor: Actor, reportId: string, number: number, want: 'report' | 'scan') {
  const [found] = await database()
    .select({
      id: reportVersions.id,
      content: reportVersions.content,
      receipt: reportVersions.receipt,
      signature: reportVersions.signature,
      sha256: reportVersions.sha256,
      size: reportVersions.size,
      scanSha256: reportVersions.scanSha256,
      scanSize: reportVersions.scanSize,
      scanMediaType: reportVersions.scanMediaType,
    })
    .from(reportVersions)
    .innerJoin(reports, eq(reports.id, reportVersions.reportId))
    .where(and(eq(reports.id, reportId), eq(reportVersions.number, number), reportsVisibleTo(actor)))
  if (!found) return undefined
  const name = reportFileName(found.content, found.receipt)
  if (want === 'scan') {
    if (!found.scanSha256 || !found.scanMediaType) return undefined
    const extension = SCAN_EXTENSIONS[found.scanMediaType] ?? 'pdf'
    return {
      kind: 'scan' as const,
      sha256: found.scanSha256,
      size: found.scanSize ?? 0,
      mediaType: found.scanMediaType,
      fileName: safeFileName(`Скан. ${name.replace(/\.pdf$/, `.${extension}`)}`),
      orderId: found.id,
    }
  }
  if (!found.sha256) return undefined
  return {
    kind: found.signature === 'electronic' ? ('signed' as const) : ('print' as const),
    sha256: found.sha256,
    size: found.size ?? 0,
    mediaType: 'application/pdf',
    fileName: safeFileName(name),
    orderId: found.id,
  }
}

const SCAN_EXTENSIONS: Record<string, string> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}
