import type { FileRow } from '@/lib/table-file/document'

export type GridCell = { text: string; colSpan: number; rowSpan: number }
export type GridRow = { cells: GridCell[]; key?: string }

/** Wider or taller merges than any plan has are cut here. */
const MOST_COLUMNS = 250

type Above = { text: string; rows: number; width: number }

/**
 * Lays merged cells out: each row gets one text a column. A cell merged downwards repeats its text in the rows it covers,
 * where the column is noted in `inherited`; one merged to the right leaves the covered columns empty (`spans`).
 */
export function layOut(grid: readonly GridRow[]): FileRow[] {
  const above: (Above | undefined)[] = []
  const rows = grid.map(({ cells, key }): FileRow => {
    const texts: string[] = []
    const spans: number[] = []
    const inherited: number[] = []
    const put = (text: string, width: number) => {
      for (let covered = 0; covered < width; covered++) {
        texts.push(covered === 0 ? text : '')
        spans.push(covered === 0 ? width : 0)
      }
    }
    const inherit = () => {
      for (let from = above[texts.length]; from && from.rows > 0; from = above[texts.length]) {
        from.rows -= 1
        if (from.text.trim()) inherited.push(texts.length)
        put(from.text, from.width)
      }
    }
    for (const cell of cells) {
      inherit()
      const at = texts.length
      const width = Math.min(Math.max(cell.colSpan, 1), MOST_COLUMNS - at)
      if (width <= 0) break
      for (let column = at; column < at + width; column++) above[column] = undefined
      if (cell.rowSpan > 1) above[at] = { text: cell.text, rows: cell.rowSpan - 1, width }
      put(cell.text, width)
    }
    inherit()
    return {
      cells: texts,
      afterGap: false,
      inherited,
      ...(spans.some((span) => span !== 1) ? { spans } : {}),
      ...(key ? { key } : {}),
    }
  })
  const width = rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  for (const row of rows) {
    while (row.cells.length < width) {
      row.cells.push('')
      row.spans?.push(1)
    }
  }
  // A row of our own export is there also when all its cells are empty.
  return rows.filter((row) => row.key !== undefined || row.cells.some((cell) => cell.trim() !== ''))
}
