import { parse } from 'csv-parse/sync'
import { columnsOf } from '@/lib/road-map/import-columns'
import { hasText } from '@/lib/road-map/import-shape'
import type { FileDocument, FileRow } from '@/lib/table-file/document'
import { withoutKeyColumn } from '@/lib/table-file/key-column'

const DELIMITERS = [';', ',', '\t'] as const
/** Enough to tell by which sign the cells are divided. */
const SAMPLE = 200_000

/** The sign that divides the cells: the one that gives a row of headings with the most columns; undefined where none does. */
export function delimiterOf(text: string, signs: readonly string[] = DELIMITERS): string | undefined {
  const said = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1]
  if (said) return said
  const sample = text.slice(0, SAMPLE)
  let best: { sign: string; columns: number } | undefined
  for (const sign of signs) {
    if (!sample.includes(sign)) continue
    const header = recordsOf(sample, sign)
      .slice(0, 200)
      .map(columnsOf)
      .find((columns) => columns !== null)
    if (header && header.length > (best?.columns ?? 0)) best = { sign, columns: header.length }
  }
  return best?.sign
}

/** The sign that divides any table: the one that gives the most columns over the first rows; «;» where none divides. */
export function anyDelimiterOf(text: string): string {
  const said = /^\uFEFF?sep=(.)\r?\n/i.exec(text)?.[1]
  if (said) return said
  const sample = text.slice(0, SAMPLE)
  const widths = DELIMITERS.map((sign) => ({
    sign,
    columns: sample.includes(sign)
      ? recordsOf(sample, sign)
          .slice(0, 50)
          .reduce((sum, row) => sum + row.length, 0)
      : 0,
  }))
  return widths.reduce((best, one) => (one.columns > best.columns ? one : best)).sign
}

function recordsOf(text: string, delimiter: string): string[][] {
  return parse(text.replace(/^\uFEFF?sep=.\r?\n/i, ''), {
    bom: true,
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    record_delimiter: ['\r\n', '\n', '\r'],
  }) as string[][]
}

export function readCsv(text: string, delimiter: string, doubts: string[]): FileDocument {
  const rows: FileRow[] = []
  let gap = false
  for (const cells of recordsOf(text, delimiter)) {
    if (!cells.some(hasText)) {
      gap = true
      continue
    }
    rows.push({ cells: cells.map((cell) => cell.replace(/\r\n?/g, '\n')), afterGap: gap, inherited: [] })
    gap = false
  }
  const { rows: own, roadMap } = withoutKeyColumn(rows)
  const start = Math.max(
    own.slice(0, 200).findIndex((row) => columnsOf(row.cells) !== null),
    0,
  )
  const above = own.slice(0, start).flatMap((row) => ['', row.cells.filter(hasText).join(' ')])
  const ids = roadMap ? { roadMap } : {}
  return { format: 'csv', above, tables: [{ name: 'Таблица 1', rows: own, isHidden: false, above }], doubts, ids }
}
