import { suggestChoice, type TableChoice } from '@/lib/road-map/import-file'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { comparable } from '@/lib/shared/text'
import type { FileDocument } from '@/lib/table-file/document'

/**
 * How a file of our own export is read for the map that it came from: its first row is the headings, and each column is what the
 * map's column of that heading is, whatever its words. Undefined where the file bears no mark of the map.
 */
export function choiceForMap(
  document: FileDocument,
  roadMapId: string,
  columns: readonly RoadMapColumn[],
): TableChoice | undefined {
  if (document.ids.roadMap !== roadMapId) return undefined
  const { table } = suggestChoice(document)
  const headings = document.tables[table]?.rows[0]?.cells ?? []
  const left = [...columns]
  const suggested = suggestChoice(document, { table, header: 0, headerRows: 1 })
  return {
    table,
    header: 0,
    headerRows: 1,
    columns: suggested.headings.map((_, index) => {
      const at = left.findIndex((column) => comparable(column.header) === comparable(headings[index] ?? ''))
      const [own] = at < 0 ? [] : left.splice(at, 1)
      return own?.field ?? 'extra'
    }),
  }
}
