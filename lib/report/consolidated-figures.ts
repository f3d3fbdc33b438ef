import type { Figure, Source } from '@/lib/report/consolidated-shape'
import type { ReportContent, ReportContentSection } from '@/lib/report/content'
import type { ReportSectionCode } from '@/lib/report/rules'

/** A sent version that is counted. */
export type Sent = {
  /** «Школа (куратор)». */
  name: string
  school: { id: string; name: string }
  sentAt: Date
  reportId: string
  version: number
  content: ReportContent
}

/** Below this many a per cent says more than is known (domain §7). */
const FEWEST_FOR_PERCENT = 5

/** « (84,6 %)», cut and never rounded up; '' of fewer than five. */
export function percentOf(done: number, of: number): string {
  if (of < FEWEST_FOR_PERCENT) return ''
  const share = Math.floor((done / of) * 1000 + 1e-9) / 10
  return ` (${String(share).replace('.', ',')}\u00A0%)`
}

/** «Принято: 2 из 3», with the rows that are the 2. */
export const figure = (label: string, count: number, of: number, rows: Source[]): Figure => ({
  words: `${label}: ${count} из ${of}${percentOf(count, of)}`,
  rows,
  isWhole: count === of,
})

export const sourceOf = (one: Sent, section: ReportSectionCode, text = one.name): Source => ({
  text,
  href: `/reports/${one.reportId}/history?version=${one.version}#${section}`,
})

export const answered = (one: Sent, section: ReportSectionCode, question: string) =>
  sectionIn(one, section)?.answers.find((answer) => answer.question === question)

export const sectionIn = ({ content }: Sent, code: ReportSectionCode): ReportContentSection | undefined =>
  content.sections.find((section) => section.code === code)

/** A fact with the version that it stands in. `cell` answers by the column's title: '' where this version has no such column. */
export type Row = { one: Sent; cells: string[]; cell: (column: string) => string }

/**
 * All facts of a section over all versions; each keeps the columns that its own version was sent with. Every curator of a school reports
 * all its records: one that stands in several versions is counted once, as the version sent last tells it. What was typed is each one's own.
 */
export function rowsOf(sent: Sent[], code: ReportSectionCode): Row[] {
  const all = sent.flatMap((one) => {
    const section = sectionIn(one, code)
    return (section?.facts ?? []).map(({ cells, origin }) => ({
      one,
      cells,
      cell: (column: string) => cells[section?.columns.indexOf(column) ?? -1]?.trim() ?? '',
      record: origin.kind === 'typed' ? null : `${one.school.id} ${origin.kind} ${origin.id}`,
    }))
  })
  const lastSent = new Map<string, Sent>()
  for (const { record, one } of all) {
    const other = record === null ? undefined : lastSent.get(record)
    if (record !== null && (!other || one.sentAt > other.sentAt)) lastSent.set(record, one)
  }
  return all.filter(({ record, one }) => record === null || lastSent.get(record) === one)
}

/** Rows by a word, in the order in which the words first come. */
export function grouped(rows: Row[], wordOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const word = wordOf(row) || 'не указано'
    groups.set(word, [...(groups.get(word) ?? []), row])
  }
  return groups
}
