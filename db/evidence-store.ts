import 'server-only'
import type { NewEvidence } from '@/db/evidence-rows'
import type { CellAddress } from '@/db/execution-cells'
import { getExecutionCell } from '@/db/queries/execution'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { demandEvidenceFile, demandEvidenceSize, demandRoomForEvidence } from '@/lib/execution/evidence-file'
import { demandLink } from '@/lib/execution/evidence-link'
import type { ExecutorRef } from '@/lib/execution/rules'
import { safeFileName } from '@/lib/order/paper-name'
import { notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import { bytesStore } from '@/lib/store/folder'

/**
 * What a form brought as evidence: words, an address, a file, each if it is there. The file is checked by its bytes and stored
 * before any row names it, but only for a cell that the actor may report on: a guessed address fills no disk. The command asks all
 * of it again under its lock; bytes that no row comes to name stay in the store and harm nothing.
 */
export async function storeEvidence(
  actor: Actor,
  cell: CellAddress & { executor: ExecutorRef },
  typed: { evidenceText: string; evidenceLink: string },
  file: File | undefined,
): Promise<NewEvidence[]> {
  demand(actor, 'execution.report')
  const found: NewEvidence[] = []
  if (!isBlank(typed.evidenceText)) found.push({ kind: 'text', text: typed.evidenceText })
  if (!isBlank(typed.evidenceLink)) found.push({ kind: 'link', text: demandLink(typed.evidenceLink, 'evidenceLink') })
  if (!file) return found
  demandEvidenceSize(file.size)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { mediaType, extension } = demandEvidenceFile(bytes)
  const { mayReport, evidence } = await getExecutionCell(
    actor,
    cell.roadMapId,
    cell.measureKey,
    cell.point,
    cell.executor,
  )
  if (!mayReport) throw notFound('Отметка об исполнении')
  demandRoomForEvidence(evidence.filter((one) => !one.isRemoved).length, 1)
  const stem = file.name.replace(/\.[^.]*$/, '') || 'Подтверждение'
  const stored = await bytesStore().put(bytes)
  found.push({ kind: 'file', text: '', ...stored, mediaType, fileName: safeFileName(`${stem}.${extension}`) })
  return found
}
