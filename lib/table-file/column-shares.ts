import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { cellOf } from '@/lib/road-map/table'

/** One very long cell should not take the whole width from the rest. */
const LONGEST_WEIGHED = 400

/** Each column's share of the table's width: `least` (of 1) for all, the rest by the root of its usual length. The sum is 1. */
export function columnShares(map: ExportedRoadMap, least: number): number[] {
  const measures = map.sections.flatMap((section) => section.measures)
  return shares(
    map.columns.map((column) => (column.field === 'number' ? null : column.header)),
    measures.map((measure) => map.columns.map((column) => cellOf(measure, column))),
    least,
  )
}

/** The same for a table of plain texts; a header of null is a column of numbers, which takes no more than the least. */
export function shares(headers: (string | null)[], rows: string[][], least: number): number[] {
  const floor = Math.min(least, 1 / headers.length)
  const weights = headers.map((header, column) => {
    if (header === null) return 0
    const total = rows.reduce((sum, row) => sum + Math.min((row[column] ?? '').length, LONGEST_WEIGHED), 0)
    return Math.sqrt(Math.max(total / Math.max(rows.length, 1), header.length, 4))
  })
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const room = 1 - floor * weights.length
  return weights.map((weight) => floor + (sum === 0 ? room / weights.length : (room * weight) / sum))
}
