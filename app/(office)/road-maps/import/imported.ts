import { applyAnswers } from '@/lib/road-map/import-answers'
import { roadMapOfTable, suggestChoice, type TableChoice } from '@/lib/road-map/import-file'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { Refusal } from '@/lib/shared/refusal'
import type { Source } from './source'

/** The road map of a source; `accepted` names rows («0.3») whose term is that of the row above. */
export function importedOf(
  { document }: Pick<Source, 'document'>,
  choice: Partial<TableChoice>,
  accepted: readonly string[] | undefined,
): ImportedRoadMap {
  const table = choice.table ?? (document.text === undefined ? suggestChoice(document, choice).table : 0)
  const imported = roadMapOfTable(document, { ...choice, table })
  if (accepted === undefined) return imported
  const answers = (imported.questions ?? []).map(({ section, measure }) => ({
    section,
    measure,
    isAccepted: accepted.includes(`${section}.${measure}`),
  }))
  return applyAnswers(imported, answers)
}

export const measuresIn = (imported: ImportedRoadMap): number =>
  imported.sections.reduce((sum, section) => sum + section.measures.length, 0)

/** Rows of the table that became neither a measure nor a heading: repeated headings, empty ones, continuations. */
export function leftOut(
  { document }: Pick<Source, 'document'>,
  choice: Partial<TableChoice>,
  imported: ImportedRoadMap,
) {
  if (document.text !== undefined) return 0
  const { table, header, headerRows } = suggestChoice(document, choice)
  const rows = (document.tables[table]?.rows.length ?? 0) - Math.max(header, 0) - headerRows
  const headings = imported.sections.filter((section) => section.title !== '' || section.number !== '').length
  return Math.max(0, rows - headings - measuresIn(imported))
}

/** A page shows a refusal in the place of what it would have drawn. */
export function readOrRefusal<T>(read: () => T): T | Refusal {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}
