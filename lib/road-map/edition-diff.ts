import { type Row, type RowStep, stepsOf, type VersionRows } from '@/lib/road-map/amendment-steps'
import type { RoadMapColumn } from '@/lib/road-map/rules'
import { cellOf, sectionHeading } from '@/lib/road-map/table'

export const DIFF_MARKS = ['added', 'changed', 'moved', 'removed'] as const
export type DiffMark = (typeof DIFF_MARKS)[number]

/** What stood in a cell and what stands there now; null where the row was not there, or is no more. */
export type DiffCell = { was: string | null; now: string | null }
export type DiffRow = { key: string; mark: DiffMark; cells: DiffCell[] }
export type DiffSection = { was: string | null; now: string | null; isMoved: boolean; rows: DiffRow[] }

/** The rows that differ between two editions, by keys, in the order of the later one; sections without a difference are left out. */
export function editionDiff(before: VersionRows, after: VersionRows, columns: readonly RoadMapColumn[]): DiffSection[] {
  const gone = new Map<string, Row[]>()
  const living = new Set(after.measures.map((row) => row.key))
  for (const row of before.measures) {
    const own = gone.get(row.sectionKey)
    if (living.has(row.key)) continue
    if (own) own.push(row)
    else gone.set(row.sectionKey, [row])
  }
  const cells = (was: Row | null, now: Row | null): DiffCell[] =>
    columns.map((column) => ({ was: was && cellOf(was, column), now: now && cellOf(now, column) }))
  const rowOf = (step: RowStep): DiffRow[] => {
    switch (step.op) {
      case 'same':
        return []
      case 'add':
        return [{ key: step.now.key, mark: 'added', cells: cells(null, step.now) }]
      case 'remove':
        return [{ key: step.was.key, mark: 'removed', cells: cells(step.was, null) }]
      case 'move':
      case 'carry':
        return [{ key: step.now.key, mark: 'moved', cells: cells(step.was, step.now) }]
      case 'restate':
      case 'renumber':
        return [{ key: step.now.key, mark: 'changed', cells: cells(step.was, step.now) }]
    }
  }
  return stepsOf(before, after, columns)
    .map(({ was, now, isMoved, rows }): DiffSection => {
      const removed = !now && was ? (gone.get(was.key) ?? []).map((row): RowStep => ({ op: 'remove', was: row })) : []
      return {
        was: was && sectionHeading(was),
        now: now && sectionHeading(now),
        isMoved,
        rows: [...rows, ...removed].flatMap(rowOf),
      }
    })
    .filter(({ was, now, isMoved, rows }) => rows.length > 0 || isMoved || was !== now)
}
