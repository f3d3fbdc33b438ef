import 'server-only'
import { eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { keepReportPaper } from '@/db/commands/report-sending'
import { findKeyOf } from '@/db/queries/key'
import { municipalities } from '@/db/schema/municipality'
import { reportVersions } from '@/db/schema/report'
import { type Actor, systemActor } from '@/lib/access/actor'
import { drawReport2026 } from '@/lib/pdf/report-2026'
import { reportDocument } from '@/lib/report/document'
import { localDate, localDateTime } from '@/lib/shared/dates'
import { Refusal } from '@/lib/shared/refusal'
import { openKeyFile } from '@/lib/signature/key-folder'
import type { SigningKey } from '@/lib/signature/key-store'
import { markOf } from '@/lib/signature/mark'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { bytesStore } from '@/lib/store/folder'
import { environment } from '@/lib/system/env'
import { log } from '@/lib/system/log'

export type ReadyKey = { key: SigningKey; keyId: string }

/**
 * Steps (ii) and (iii) of a sending (rulings B1), outside any transaction: draw the frozen content, sign it with `ready` (null: it is
 * signed by hand), store the bytes, complete. Repeatable: on paper the same version gives the same bytes, and a completed one is left.
 */
export async function finishReport(actor: Actor, versionId: string, ready: ReadyKey | null, now: Date): Promise<void> {
  const [version] = await database().select().from(reportVersions).where(eq(reportVersions.id, versionId))
  if (!version || version.sha256) return
  const { content, receipt, number, sentAt } = version
  const mark = ready ? markOf(ready.key.certificate, content.paper.zone) : null
  const document = reportDocument(content, {
    receipt,
    number,
    sentAt: localDateTime(sentAt, content.paper.zone),
    mark,
  })
  const drawn = await drawReport2026(document, {
    at: sentAt,
    paperId: version.id,
    ...(mark
      ? {
          prepareSignature: (doc: PDFKit.PDFDocument) =>
            addSignaturePlaceholder(doc, {
              name: mark.owner,
              reason: `${content.title}, квитанция № ${receipt}`,
              at: now,
            }),
        }
      : {}),
  })
  const url = environment().timeStampUrl
  const bytes = ready
    ? await signPdf(drawn.bytes, ready.key, { now, ...(url ? { timeStamp: { url } } : {}) })
    : drawn.bytes
  const stored = await bytesStore().put(bytes)
  await keepReportPaper(
    actor,
    {
      versionId,
      ...stored,
      pages: drawn.pages,
      way: ready ? 'electronic' : 'paper',
      keyId: ready?.keyId ?? null,
    },
    now,
  )
}

/**
 * At the start: finishes the papers of sent reports that a crash left undrawn, where nobody need type a password. Returns a sentence for
 * each that is left for its curator.
 */
export async function resumeReports(now: Date): Promise<string[]> {
  const unfinished = await database()
    .select({
      id: reportVersions.id,
      receipt: reportVersions.receipt,
      signature: reportVersions.signature,
      keyId: reportVersions.keyId,
      sentBy: reportVersions.sentBy,
      municipalityId: reportVersions.municipalityId,
      zone: municipalities.zone,
    })
    .from(reportVersions)
    .innerJoin(municipalities, eq(municipalities.id, reportVersions.municipalityId))
    .where(isNull(reportVersions.sha256))
  const left: string[] = []
  for (const { id, receipt, signature, keyId, sentBy, municipalityId, zone } of unfinished) {
    const name = `Отчёт куратора, квитанция № ${receipt}`
    const actor = systemActor(municipalityId, zone, localDate(now, zone))
    try {
      const ready = signature === 'electronic' ? await keptKey(actor, sentBy, keyId) : null
      if (signature === 'electronic' && !ready)
        left.push(`${name}: подпись не завершена; её завершает куратор на странице отчёта.`)
      else await finishReport(actor, id, ready, now)
    } catch (error) {
      const why = error instanceof Refusal ? error.message : 'Смотрите журнал программы.'
      if (!(error instanceof Refusal)) log.error('report.resume_failed', error, { version: id })
      left.push(`${name}: файл не готов. ${why}`)
    }
  }
  return left
}

/** The key with which the report was being signed, if it is its curator's living one and its password is kept. */
async function keptKey(actor: Actor, userId: string, keyId: string | null): Promise<ReadyKey | null> {
  const row = await findKeyOf(actor, userId)
  if (!row || row.id !== keyId || row.sealedPassword === null) return null
  return { key: await openKeyFile(row), keyId: row.id }
}
