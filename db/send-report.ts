import 'server-only'
import { freezeReport, type SentVersion } from '@/db/commands/report-sending'
import { demandOwnPassword } from '@/db/commands/session'
import { finishReport } from '@/db/finish-report'
import { openOwnKey } from '@/db/own-key'
import { getReportVersion } from '@/db/queries/report-version'
import { demandSender } from '@/db/report-lock'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { FinishSigningInput, SendReportInput } from '@/lib/report/schema'
import { conflict, Refusal } from '@/lib/shared/refusal'
import { log } from '@/lib/system/log'

/**
 * One press of «Отправить» (rulings B1). Checks first: the account's password, the key; then the content is frozen with its receipt in a
 * transaction of its own; then the paper is drawn and signed outside. Where that fails the report is sent all the same, its receipt
 * says that the signature is not finished, and it can be finished later.
 */
export async function sendReport(
  actor: Actor,
  input: SendReportInput,
  press: string,
  now: Date,
): Promise<SentVersion & { unfinished: string | null }> {
  demand(actor, 'report.write')
  await demandOwnPassword(actor, input.password, now)
  const ready = input.way === 'electronic' ? await openOwnKey(actor, input.keyPassword, now) : null
  const { reportId, fingerprint, way } = input
  const sent = await freezeReport(actor, { reportId, fingerprint, way, keyId: ready?.keyId ?? null }, press, now)
  try {
    await finishReport(actor, sent.versionId, ready, now)
    return { ...sent, unfinished: null }
  } catch (error) {
    // The receipt is given: an error shown over the form would say that nothing was sent.
    if (!(error instanceof Refusal)) log.error('report.finish_failed', error, { version: sent.versionId })
    return { ...sent, unfinished: error instanceof Refusal ? error.message : 'Файл отчёта не готов.' }
  }
}

/** Finishes the paper of a version that was sent and whose drawing or signature failed, in the way that is chosen now. */
export async function finishReportSignature(actor: Actor, input: FinishSigningInput, now: Date): Promise<void> {
  demand(actor, 'report.write')
  const version = await getReportVersion(actor, input.reportId, input.number)
  demandSender(actor, version)
  if (version.sha256) throw conflict('Файл этой версии уже готов и подписан.')
  await demandOwnPassword(actor, input.password, now)
  const ready = input.way === 'electronic' ? await openOwnKey(actor, input.keyPassword, now) : null
  await finishReport(actor, version.id, ready, now)
}
