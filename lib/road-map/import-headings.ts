import { columnsOf } from '@/lib/road-map/import-columns'
import { isLabel } from '@/lib/road-map/import-kind'
import { hasText, withoutBold } from '@/lib/road-map/import-shape'
import type { MeasureField } from '@/lib/road-map/rules'
import { comparable } from '@/lib/shared/text'
import type { FileRow } from '@/lib/table-file/document'

export const QUARTERS = ['quarter1', 'quarter2', 'quarter3', 'quarter4'] as const
export type Quarter = (typeof QUARTERS)[number]
/** What a column of a file is taken for: parts of a term make the term, `skip` is left out. */
export type ColumnChoice = MeasureField | 'extra' | 'skip' | 'term_from' | 'term_to' | Quarter

/** Headings of one to three rows: `at` is the first of them; `headings` has one text a column, «Срок: начало» of two. */
export type FoundHeadings = { at: number; count: number; headings: string[] }

const FROM = /^(?:план\S* )?(?:(?:срок|дата|период|время|день)\S* )?(?:начал\S*|с)(?: |$)/
const TO = /^(?:план\S* )?(?:(?:срок|дата|период|время|день)\S* )?(?:заверш\S*|оконч\S*|конец|конца|по|до)(?: |$)/
const QUARTER = /^(?:([1-4])|(i{1,3}|iv))(?:-?(?:й|ый|ой|ий))?(?: ?(?:кв\.?|квартал\S*))?$/
const MOST_ROWS = 3

/** The first row of headings that can be recognised; null where there is none. */
export function findHeadings(rows: readonly FileRow[]): FoundHeadings | null {
  for (let at = 0; at < rows.length; at++) {
    if (columnsOf(rows[at]?.cells ?? [])) return headingsAt(rows, at)
  }
  for (let at = 0; at < Math.min(rows.length, 50); at++) {
    const found = headingsAt(rows, at)
    if (found.count > 1 && columnsOf(found.headings)) return found
  }
  return null
}

/** The headings that begin in row `at`, with the rows below it that name its parts. */
export function headingsAt(rows: readonly FileRow[], at: number): FoundHeadings {
  let headings = (rows[at]?.cells ?? []).map(plain)
  let count = 1
  let last = rows[at]
  while (count < MOST_ROWS && last) {
    const next = rows[at + count]
    if (!next || !namesParts(last, next)) break
    const above = spreadOver(last, next, headings)
    headings = above.map((text, column) => {
      const own = next.inherited.includes(column) ? '' : plain(next.cells[column] ?? '')
      if (!text || !own || comparable(text) === comparable(own)) return own || text
      return `${text}: ${own}`
    })
    last = next
    count += 1
  }
  return { at, count, headings }
}

const plain = (cell: string): string =>
  withoutBold(cell)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** A row below headings belongs to them when what stands in it stands under a cell merged over several columns. */
function namesParts(above: FileRow, row: FileRow): boolean {
  const own = row.cells.flatMap((cell, column) => (hasText(cell) && !row.inherited.includes(column) ? [column] : []))
  if (own.length === 0 || own.some((column) => (row.cells[column] ?? '').length > 100)) return false
  // A row of column numbers is none.
  if (own.every((column) => (row.cells[column] ?? '').trim() === String(column + 1))) return false
  if (above.spans?.some((span) => span > 1)) {
    const isUnder = (column: number) => {
      const span = above.spans?.[column] ?? 1
      return span !== 1 || !hasText(above.cells[column] ?? '')
    }
    return own.length > 1 && own.every(isUnder) && !isLabel((row.cells[0] ?? '').trim())
  }
  // Without marks of merging, as in CSV, only words that part a term are believed.
  return own.length > 1 && own.every((column) => partOf(plain(row.cells[column] ?? ''), true) !== null)
}

function spreadOver(above: FileRow, below: FileRow, headings: readonly string[]): string[] {
  const result = [...headings]
  for (let column = 1; column < result.length; column++) {
    const isCovered = above.spans ? above.spans[column] === 0 : hasText(below.cells[column] ?? '')
    if (isCovered && !result[column]) result[column] = result[column - 1] ?? ''
  }
  return result
}

/** Which part of a term a heading names; `inGroup`: it stands under a heading of terms, where «III» alone is a quarter. */
function partOf(heading: string, inGroup: boolean): 'term_from' | 'term_to' | Quarter | null {
  const text = comparable(heading)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll('і', 'i')
    .replace(/[-–— (,]*(?:19|20)\d\d(?: ?(?:г\.?|год\S*))?\)?$/, '')
    .trim()
  const quarter = QUARTER.exec(text)
  if (quarter && (inGroup || /кв/.test(text))) {
    const number = quarter[1] ? Number(quarter[1]) : ['i', 'ii', 'iii', 'iv'].indexOf(quarter[2] ?? '') + 1
    return QUARTERS[number - 1] ?? null
  }
  // «по» and «с» alone are headings only beside each other, which the caller sees to.
  if (FROM.test(text)) return 'term_from'
  return TO.test(text) ? 'term_to' : null
}

/** What each heading is taken for. Parts of a term are seen only where there are enough of them and no term of its own. */
export function suggestColumns(headings: readonly string[]): ColumnChoice[] {
  const parts = headings.map((heading) => {
    const [group, own] = heading.includes(': ') ? heading.split(/: (?=[^:]*$)/) : [undefined, heading]
    return partOf(own ?? heading, group !== undefined)
  })
  const isPair = parts.includes('term_from') && parts.includes('term_to')
  const quarters = new Set(parts.filter((part) => part?.startsWith('quarter')))
  const isPart = (part: (typeof parts)[number]) =>
    part !== null && (part === 'term_from' || part === 'term_to' ? isPair : quarters.size >= 2)
  const first = parts.findIndex(isPart)
  const asked = headings.map((heading, column) => {
    if (!isPart(parts[column] ?? null)) return heading
    return column === first ? 'Срок' : ''
  })
  const plainFields = new Map(columnsOf([...headings])?.map((column) => [column.index, column.field]))
  // A column that is a term by itself makes its parts further columns.
  const ownTerm = [...plainFields].some(([column, field]) => field === 'term' && !isPart(parts[column] ?? null))
  const fields = ownTerm ? plainFields : new Map(columnsOf(asked)?.map((column) => [column.index, column.field]))
  const taken = new Set<ColumnChoice>()
  return headings.map((_, column): ColumnChoice => {
    const part = parts[column] ?? null
    const choice = !ownTerm && part !== null && isPart(part) ? part : (fields.get(column) ?? 'extra')
    if (choice !== 'extra' && taken.has(choice)) return 'extra'
    taken.add(choice)
    return choice
  })
}
