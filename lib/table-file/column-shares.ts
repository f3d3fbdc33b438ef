import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { cellOf } from '@/lib/road-map/table'

/** One very long cell should not take the whole width from the rest. */
const LONGEST_WEIGHED = 400

/** Each column's share of the table's width: `least` (of 1) for all, the rest by the root of its usual length. The sum is 1. */
export function columnShares(map: ExportedRoadMap, least: number): number[] {
  const floor = Math.min(least, 1 / map.columns.length)
  const measures = map.sections.flatMap((section) => section.measures)
  const weights = map.columns.map((column) => {
    if (column.field === 'number') return 0
    const total = measures.reduce((sum, measure) => sum + Math.min(cellOf(measure, column).length, LONGEST_WEIGHED), 0)
    return Math.sqrt(Math.max(total / Math.max(measures.length, 1), column.header.length, 4))
  })
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const room = 1 - floor * weights.length
  return weights.map((weight) => floor + (sum === 0 ? room / weights.length : (room * weight) / sum))
}
