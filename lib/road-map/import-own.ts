import { splitHeading } from '@/lib/road-map/import-kind'
import { hasText, type ImportedMeasure, type ImportedSection } from '@/lib/road-map/import-shape'
import type { MeasureField } from '@/lib/road-map/rules'
import { sectionHeading } from '@/lib/road-map/table'
import { comparable } from '@/lib/shared/text'
import { type FileRow, readRowKey } from '@/lib/table-file/document'

type OwnColumn = { header: string; field: MeasureField | 'extra'; text: (row: FileRow) => string }

/** Whether the table came from our own export: its rows bear ids, and nothing about them is to be guessed. */
export const isOwnTable = (rows: readonly FileRow[]): boolean => rows.some((row) => row.key !== undefined)

/**
 * The sections of a table that our own export wrote: ids say which row is a heading and which a measure, texts stay as they stand
 * in the cells. Rows without an id were added since: a merged cell is a heading, anything else a measure.
 */
export function readOwnRows(rows: readonly FileRow[], columns: readonly OwnColumn[]): ImportedSection[] {
  const headings = columns.map((column) => comparable(column.header))
  const sections: ImportedSection[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    const known = row.key === undefined ? null : readRowKey(row.key)
    // A row copied in Excel brings the id of the first one with it.
    const key = row.key !== undefined && !seen.has(row.key) ? { key: row.key } : {}
    if (row.key !== undefined) seen.add(row.key)
    const own = row.cells.map((cell, column) => (row.inherited.includes(column) ? '' : cell))
    if (known === null && !own.some(hasText)) continue
    if (known === null && columns.every((column, at) => comparable(column.text(row)) === headings[at])) continue
    if (known === null ? isMerged(row) : known.of === 'section') {
      sections.push({ ...headingFrom(own.filter(hasText).join(' ')), measures: [], ...key })
      continue
    }
    if (sections.length === 0) sections.push({ number: '', title: '', measures: [] })
    sections.at(-1)?.measures.push({ ...measureFrom(row, columns), ...key })
  }
  return sections
}

const isMerged = (row: FileRow): boolean => (row.spans?.[0] ?? 1) >= Math.max(2, row.cells.length / 2)

/** The heading as printed gives number and title only where it would be printed the same again. */
function headingFrom(text: string): { number: string; title: string } {
  const split = splitHeading(text)
  return sectionHeading(split) === text ? split : { number: '', title: text }
}

function measureFrom(row: FileRow, columns: readonly OwnColumn[]): ImportedMeasure {
  const measure: ImportedMeasure = {
    number: '',
    title: '',
    term: '',
    executors: '',
    tasks: '',
    indicator: '',
    extra: [],
  }
  for (const column of columns) {
    if (column.field === 'extra') measure.extra.push({ header: column.header, text: column.text(row) })
    else measure[column.field] = column.text(row)
  }
  return measure
}
