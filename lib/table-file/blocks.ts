import { columnsOf, isSameHeader } from '@/lib/road-map/import-columns'
import { hasText } from '@/lib/road-map/import-shape'
import type { FileDocument, FileFormat, FileRow, FileTable } from '@/lib/table-file/document'

/** What a text document is made of, in its order. */
export type Block =
  | { kind: 'line'; text: string; isBold: boolean; align: string }
  | { kind: 'table'; rows: FileRow[]; roadMap?: string }

/** Below a table only so much is kept: it is quoted in a doubt, not read. */
const MOST_LINES_BELOW = 200
/** Tables up to this height that have no headings lay out a letterhead: their texts belong to what stands above. */
const LETTERHEAD_ROWS = 12

/** Blocks → tables, each with what stands above it. A table that goes on in the next one (cut by a page, parted by headings) is one. */
export function documentOfBlocks(format: FileFormat, blocks: readonly Block[], doubts: string[]): FileDocument {
  const tables: FileTable[] = []
  const ids: FileDocument['ids'] = {}
  const above: string[] = []
  let pending: Extract<Block, { kind: 'line' }>[] = []
  let style = ''

  const flush = () => {
    for (const line of pending) {
      const own = hasText(line.text) ? `${line.align} ${line.isBold}` : ''
      if (own !== style && above.at(-1) !== '') above.push('')
      style = own
      if (hasText(line.text)) above.push(line.isBold ? `**${line.text.trim()}**` : line.text.trim())
    }
    pending = []
  }
  const lineRows = (): FileRow[] =>
    pending
      .filter((line) => hasText(line.text))
      .map((line, index) => ({
        cells: [line.isBold ? `**${line.text.trim()}**` : line.text.trim()],
        afterGap: index === 0,
        inherited: [],
      }))

  for (const block of blocks) {
    if (block.kind === 'line') {
      pending.push(block)
      continue
    }
    if (block.rows.length === 0) continue
    if (block.roadMap !== undefined) ids.roadMap ??= block.roadMap
    const last = tables.at(-1)
    if (last && continues(last, block.rows)) {
      const [first, ...rest] = block.rows
      last.rows.push(...lineRows())
      if (first) last.rows.push({ ...first, afterGap: true })
      for (const row of rest) last.rows.push(row)
      doubts.push(`${last.name} продолжается в следующей таблице файла: они прочитаны как одна. Сверьте с документом.`)
      pending = []
      continue
    }
    flush()
    tables.push({ name: `Таблица ${tables.length + 1}`, rows: block.rows, isHidden: false, above: above.slice(-400) })
    if (headerOf(block.rows) === null && block.rows.length <= LETTERHEAD_ROWS) {
      for (const row of block.rows)
        above.push('', ...row.cells.filter(hasText).flatMap((cell) => cell.trim().split('\n')))
    }
  }
  if (pending.length > MOST_LINES_BELOW) pending.length = MOST_LINES_BELOW
  tables.at(-1)?.rows.push(...lineRows())
  return { format, above: tables[0]?.above ?? above, tables, doubts, ids }
}

function headerOf(rows: readonly FileRow[]) {
  for (const row of rows.slice(0, 5)) {
    const header = columnsOf(row.cells)
    if (header) return { header, row }
  }
  return null
}

/** The same width, and either no headings of its own or the same ones. */
function continues(before: FileTable, rows: readonly FileRow[]): boolean {
  const first = headerOf(before.rows)
  if (!first || first.row.cells.length !== rows[0]?.cells.length) return false
  const own = headerOf(rows)
  return own === null || isSameHeader(first.header, own.row.cells)
}
