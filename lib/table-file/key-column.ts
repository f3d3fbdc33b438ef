import { type FileRow, readKey, readKeyHeading } from '@/lib/table-file/document'

/** Takes the column of ids, which our own export writes, out of the table: ids become rows' keys. */
export function withoutKeyColumn(rows: readonly FileRow[]): { rows: FileRow[]; column?: number; roadMap?: string } {
  for (const row of rows.slice(0, 50)) {
    const column = row.cells.findIndex((cell) => readKeyHeading(cell) !== null)
    if (column === -1) continue
    const roadMap = readKeyHeading(row.cells[column] ?? '')
    return {
      rows: rows.map((each) => {
        const key = readKey(each.cells[column] ?? '')
        return {
          ...each,
          cells: each.cells.toSpliced(column, 1),
          inherited: each.inherited.filter((at) => at !== column).map((at) => (at > column ? at - 1 : at)),
          ...(each.spans ? { spans: each.spans.toSpliced(column, 1) } : {}),
          ...(key ? { key } : {}),
        }
      }),
      column,
      ...(roadMap ? { roadMap } : {}),
    }
  }
  return { rows: [...rows] }
}
