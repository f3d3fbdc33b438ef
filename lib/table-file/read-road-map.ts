import { readRoadMapText } from '@/lib/road-map/import'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { Refusal } from '@/lib/shared/refusal'
import { fileKind } from '@/lib/table-file/file-kind'
import { readTableFile } from '@/lib/table-file/read'

/**
 * Reads the road map of a file without asking anybody: text as `readRoadMapText` reads it, other formats with the table and
 * columns that the program would suggest. Refuses (`invalid`) what cannot be read or holds no map; `isUnreadable` tells which.
 */
export async function readRoadMapFile(bytes: Uint8Array, fileName: string): Promise<ImportedRoadMap> {
  const text = plainText(bytes)
  if (text === undefined) return readAsFile(bytes, fileName)
  try {
    return readRoadMapText(text)
  } catch (refused) {
    // CSV and HTML are texts, too, which only the readers of files know.
    return readAsFile(bytes, fileName).catch((error) => {
      throw error instanceof Refusal && error.field === 'file' ? refused : error
    })
  }
}

async function readAsFile(bytes: Uint8Array, fileName: string): Promise<ImportedRoadMap> {
  const document = await readTableFile(bytes, fileName)
  return roadMapOfTable(document, suggestChoice(document))
}

/** True for a refusal that says the file itself cannot be read; false where it was read and holds no road map. */
export const isUnreadable = (refusal: Refusal): boolean => refusal.field === 'file' && !refusal.details?.hasNoTable

/** The text of a file that is nothing but UTF-8 text; undefined for any other. */
export function plainText(bytes: Uint8Array): string | undefined {
  if (bytes.length > 0 && fileKind(bytes) !== 'text') return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
