import type { AnnexTable } from '@/lib/order/document'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'

type Section = { key: string; number: string; title: string }
type Measure = MeasureText & { sectionKey: string }

/** «2. Научно-методическое сопровождение»; the number is a label and may be absent. */
export const sectionHeading = (section: { number: string; title: string }): string =>
  section.number ? `${section.number}. ${section.title}` : section.title

/** What stands in `column` of this row, word for word. */
export const cellOf = (measure: MeasureText, column: RoadMapColumn): string =>
  column.field === 'extra'
    ? (measure.extra.find((item) => item.header === column.header)?.text ?? '')
    : measure[column.field]

/** The annex's table: sections and rows in the order given, columns in their original order. */
export function annexTable(
  columns: readonly RoadMapColumn[],
  sections: readonly Section[],
  measures: readonly Measure[],
): AnnexTable {
  const rows = new Map<string, string[][]>()
  for (const measure of measures) {
    const own = rows.get(measure.sectionKey) ?? []
    own.push(columns.map((column) => cellOf(measure, column)))
    rows.set(measure.sectionKey, own)
  }
  return {
    headers: columns.map((column) => column.header),
    sections: sections.map((section) => ({ heading: sectionHeading(section), rows: rows.get(section.key) ?? [] })),
  }
}
