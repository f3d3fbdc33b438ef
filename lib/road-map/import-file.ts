import { readRoadMapTable, readRoadMapText, storable } from '@/lib/road-map/import'
import type { Column } from '@/lib/road-map/import-columns'
import {
  type ColumnChoice,
  type FoundHeadings,
  findHeadings,
  headingsAt,
  suggestColumns,
} from '@/lib/road-map/import-headings'
import { isLabel, splitHeading } from '@/lib/road-map/import-kind'
import { readLetterhead } from '@/lib/road-map/import-letterhead'
import { isOwnTable, readOwnRows } from '@/lib/road-map/import-own'
import { type Doubt, hasText, type ImportedRoadMap, type RawRow } from '@/lib/road-map/import-shape'
import { hasParts, termParts, termReader } from '@/lib/road-map/import-term-columns'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import { MEASURE_FIELDS, type MeasureField } from '@/lib/road-map/rules'
import { invalid } from '@/lib/shared/refusal'
import { comparable } from '@/lib/shared/text'
import type { FileDocument, FileRow } from '@/lib/table-file/document'

/** What the person chose; absent parts are suggested. Indexes count from 0. */
export type TableChoice = {
  table: number
  /** The first row of headings; -1: the table has none. */
  header?: number
  /** How many rows the headings take. */
  headerRows?: number
  /** One for each column of the file, in its order. */
  columns?: ColumnChoice[]
}

/** `headings` has one text for each column of the file, to choose from; `isFound` false: no row of headings was recognised. */
export type SuggestedChoice = Required<TableChoice> & { headings: string[]; isFound: boolean }

/** The table, the row of headings and the columns that the program would take; `given` holds what the person has set already. */
export function suggestChoice(document: FileDocument, given: Partial<TableChoice> = {}): SuggestedChoice {
  const table = given.table ?? likelyTable(document)
  const rows = document.tables[table]?.rows ?? []
  const found = given.header === undefined ? findHeadings(rows) : givenHeadings(rows, given.header, given.headerRows)
  const headings = found?.headings ?? widthOf(rows)
  return {
    table,
    header: found?.at ?? -1,
    headerRows: found?.count ?? 0,
    columns: given.columns ?? suggestColumns(headings),
    headings: headings.map((heading, column) => heading || numbered(column)),
    isFound: found !== null,
  }
}

const numbered = (column: number): string => `Столбец ${column + 1}`

const widthOf = (rows: readonly FileRow[]): string[] =>
  new Array<string>(rows.reduce((most, row) => Math.max(most, row.cells.length), 0)).fill('')

function givenHeadings(rows: readonly FileRow[], at: number, count: number | undefined): FoundHeadings | null {
  if (at < 0 || at >= rows.length) return null
  const found = headingsAt(rows, at)
  return count === undefined || count === found.count
    ? found
    : { at, count: 1, headings: (rows[at]?.cells ?? []).map((cell) => cell.trim()) }
}

/** The table with the most rows under recognised headings; hidden sheets only where nothing else is there. */
function likelyTable(document: FileDocument): number {
  let best = { table: 0, worth: -1 }
  const own = document.tables.findIndex((table) => !table.isHidden && isOwnTable(table.rows))
  if (own >= 0) return own
  document.tables.forEach((table, index) => {
    const found = findHeadings(table.rows)
    const known = found ? suggestColumns(found.headings).filter((column) => column !== 'extra').length : 0
    const worth = found ? (table.isHidden ? 0 : 1e9) + known * 1e6 + Math.min(table.rows.length, 1e5) : -1
    if (worth > best.worth) best = { table: index, worth }
  })
  if (best.worth >= 0) return best.table
  return Math.max(
    document.tables.findIndex((table) => !table.isHidden),
    0,
  )
}

/** Makes a road map of one table of a file. Refuses (`invalid`) where no column of measures is known or chosen. */
export function roadMapOfTable(document: FileDocument, choice: TableChoice): ImportedRoadMap {
  const said = document.doubts.map((text): Doubt => ({ text, section: null, measure: null, column: null }))
  if (document.text !== undefined && choice.header === undefined && choice.columns === undefined) {
    const imported = readRoadMapText(document.text)
    return { ...imported, doubts: [...said, ...imported.doubts] }
  }
  const table = document.tables[choice.table]
  if (!table) throw invalid('Такой таблицы в файле нет. Выберите таблицу из списка.', 'table')
  const { header, headerRows, columns, headings } = suggestChoice(document, choice)
  demandColumns(columns)
  const doubts: Doubt[] = [...said]
  const plan = outputColumns(header, headings, columns, doubts)
  const rows = table.rows.slice(header + headerRows)
  const termOf = termReader(columns, headings)
  if (isOwnTable(rows)) {
    const own = plan.map(({ header: heading, field, from }) => ({
      header: heading,
      field,
      text: (row: FileRow) => storable(from === 'term' ? termOf(row.cells) : (row.cells[from] ?? ''), doubts),
    }))
    const sections = readOwnRows(rows, own)
    const { title, order } = readLetterhead(table.above)
    return {
      headers: own.map((column) => column.header),
      fields: own.map((column) => column.field),
      sections,
      doubts,
      ...(title ? { title } : {}),
      ...(order ? { order } : {}),
    }
  }
  const headers = table.rows.slice(Math.max(header, 0), header + headerRows)
  const raw = rawRows(rows, headers, plan, termOf, columns, doubts)
  const before = table.rows.slice(0, Math.max(header, 0)).flatMap((row) => ['', ...row.cells.filter(hasText)])
  return readRoadMapTable(
    plan.map(({ header: heading, field }, index) => ({ index, header: heading, field })),
    raw,
    { ...readLetterhead([...table.above, ...before]), doubts },
  )
}

function demandColumns(columns: readonly ColumnChoice[]): void {
  if (!columns.includes('title')) {
    throw invalid(
      'Не видно, в каком столбце мероприятия. Укажите строку заголовков таблицы и столбец «Мероприятие».',
      'columns',
    )
  }
  const twice = MEASURE_FIELDS.find((field) => columns.filter((column) => column === field).length > 1)
  if (twice) {
    throw invalid(`«${MEASURE_FIELD_LABELS[twice]}» выбрано для двух столбцов. Оставьте один из них.`, 'columns')
  }
}

type Output = { header: string; field: Column['field']; from: number | 'term' }

function outputColumns(
  header: number,
  headings: readonly string[],
  columns: readonly ColumnChoice[],
  doubts: Doubt[],
): Output[] {
  const outputs: Output[] = []
  headings.forEach((heading, index) => {
    const choice = columns[index] ?? 'extra'
    if (choice === 'skip') return
    const field = (MEASURE_FIELDS as readonly string[]).includes(choice) ? (choice as MeasureField) : 'extra'
    // A column that has no heading keeps none; the reader names the further ones.
    const isNameless = heading === numbered(index)
    const label = field === 'extra' || (field === 'number' && header >= 0) ? '' : MEASURE_FIELD_LABELS[field]
    const name = isNameless ? label : heading
    outputs.push({ header: name, field, from: index })
  })
  if (!hasParts(columns) || columns.includes('term')) return uniquelyNamed(outputs)
  const parts = termParts(columns)
  const first = outputs.findIndex((output) => parts.some((part) => part.column === output.from))
  outputs.splice(Math.max(first, 0), 0, { header: freeName('Срок', outputs), field: 'term', from: 'term' })
  const names = parts.map((part) => `«${headings[part.column] ?? ''}»`).join(', ')
  doubts.push({
    text: `Срок составлен из столбцов ${names}; сами столбцы сохранены. Проверьте сроки.`,
    section: null,
    measure: null,
    column: 'Срок',
  })
  return uniquelyNamed(outputs)
}

const freeName = (name: string, outputs: readonly Output[]): string =>
  outputs.some((output) => output.header === name) ? `${name} (составлен)` : name

/** Further columns are found by their headings, so no two may be the same. */
function uniquelyNamed(outputs: Output[]): Output[] {
  const seen = new Set<string>()
  return outputs.map((output) => {
    if (output.field !== 'extra' || !hasText(output.header)) return output
    let name = output.header
    for (let copy = 2; seen.has(name); copy++) name = `${output.header} (${copy})`
    seen.add(name)
    return { ...output, header: name }
  })
}

function rawRows(
  rows: readonly FileRow[],
  headers: readonly FileRow[],
  plan: readonly Output[],
  termOf: (cells: readonly string[]) => string,
  columns: readonly ColumnChoice[],
  doubts: Doubt[],
): RawRow[] {
  const numberAt = columns.indexOf('number')
  let repeated = 0
  const raw: RawRow[] = []
  for (const row of rows) {
    if (row.cells.length === 1) {
      raw.push({ cells: row.cells.map((cell) => storable(cell, doubts)), afterGap: row.afterGap })
      continue
    }
    if (headers.some((header) => isSameRow(header, row))) {
      repeated += 1
      continue
    }
    // Nothing of its own: a row that only merged cells reach into.
    if (row.cells.every((cell, column) => !hasText(cell) || row.inherited.includes(column))) continue
    const heading = headingOf(row, numberAt)
    const cells = plan.map(({ from }) => (from === 'term' ? termOf(row.cells) : (row.cells[from] ?? '')))
    const inherited = plan.flatMap(({ from }, index) =>
      from !== 'term' && row.inherited.includes(from) ? [index] : [],
    )
    raw.push({
      cells: (isColumnNumbers(row) ? plan.map((_, index) => String(index + 1)) : cells).map((cell) =>
        storable(cell, doubts),
      ),
      afterGap: row.afterGap,
      inherited,
      ...(row.key ? { key: row.key } : {}),
      ...(heading ? { heading } : {}),
    })
  }
  if (repeated > 0) {
    const text = `Строка заголовков, повторённая на следующих страницах, убрана (раз: ${repeated}).`
    doubts.push({ text, section: null, measure: null, column: null })
  }
  return raw
}

const isSameRow = (left: FileRow, right: FileRow): boolean =>
  left.cells.length === right.cells.length &&
  left.cells.every((cell, column) => comparable(cell) === comparable(right.cells[column] ?? ''))

const isColumnNumbers = (row: FileRow): boolean =>
  row.cells.length > 1 && row.cells.every((cell, column) => cell.trim().replace(/\.$/, '') === String(column + 1))

/** A section's heading is merged over at least half of the columns and has beside it at most its number. */
function headingOf(row: FileRow, numberAt: number): RawRow['heading'] {
  const filled = row.cells.flatMap((cell, column) => (hasText(cell) && !row.inherited.includes(column) ? [column] : []))
  const wide = filled.find((column) => (row.spans?.[column] ?? 1) >= Math.max(2, row.cells.length / 2))
  if (wide === undefined || filled.length > 2) return undefined
  const text = (row.cells[wide] ?? '').trim()
  const beside = filled.find((column) => column !== wide)
  if (beside === undefined) return isLabel(text) ? undefined : splitHeading(text)
  const label = (row.cells[beside] ?? '').trim()
  return beside === numberAt && isLabel(label) ? { number: label.replace(/[.)]+$/, ''), title: text } : undefined
}
