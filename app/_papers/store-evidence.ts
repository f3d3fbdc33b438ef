import type { NewEvidence } from '@/db/evidence-rows'
import { demandEvidenceFile, demandEvidenceSize } from '@/lib/execution/evidence-file'
import { demandLink } from '@/lib/execution/evidence-link'
import { safeFileName } from '@/lib/order/paper-name'
import { isBlank } from '@/lib/shared/text'
import { bytesStore } from '@/lib/store/folder'

/**
 * What a form brought as evidence: words, an address, a file, each if it is there. The file is checked by its bytes and stored
 * before any row names it; bytes that no row comes to name stay in the store and harm nothing.
 */
export async function storeEvidence(
  typed: { evidenceText: string; evidenceLink: string },
  file: File | undefined,
): Promise<NewEvidence[]> {
  const found: NewEvidence[] = []
  if (!isBlank(typed.evidenceText)) found.push({ kind: 'text', text: typed.evidenceText })
  if (!isBlank(typed.evidenceLink)) found.push({ kind: 'link', text: demandLink(typed.evidenceLink, 'evidenceLink') })
  if (!file) return found
  demandEvidenceSize(file.size)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const { mediaType, extension } = demandEvidenceFile(bytes)
  const stem = file.name.replace(/\.[^.]*$/, '') || 'Подтверждение'
  const stored = await bytesStore().put(bytes)
  found.push({ kind: 'file', text: '', ...stored, mediaType, fileName: safeFileName(`${stem}.${extension}`) })
  return found
}
