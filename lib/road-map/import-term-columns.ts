import { type ColumnChoice, QUARTERS, type Quarter } from '@/lib/road-map/import-headings'
import { hasText } from '@/lib/road-map/import-shape'

export type TermPart = { column: number; part: 'term_from' | 'term_to' | Quarter }

const NAMES: Record<Quarter, string> = {
  quarter1: 'I квартал',
  quarter2: 'II квартал',
  quarter3: 'III квартал',
  quarter4: 'IV квартал',
}
/** What people put into the cell of a quarter to say «then». */
const MARK = /^(?:[xхvѵ+*✓✔☑☒●•■√]|да)\.?$/i

export function termParts(columns: readonly ColumnChoice[]): TermPart[] {
  return columns.flatMap((part, column) =>
    part === 'term_from' || part === 'term_to' || (QUARTERS as readonly string[]).includes(part)
      ? [{ column, part: part as TermPart['part'] }]
      : [],
  )
}

export const hasParts = (columns: readonly ColumnChoice[]): boolean => termParts(columns).length > 0

/**
 * Gives the reader of one row's term from its parts, in their own words: «01.03.2022 – 31.05.2022», «I квартал, III квартал
 * 2022». A quarter's cell with a text of its own («до 15 марта») gives that text. The year comes from the quarters' headings.
 */
export function termReader(columns: readonly ColumnChoice[], headings: readonly string[]) {
  const years = new Set(
    termParts(columns)
      .filter(({ part }) => part.startsWith('quarter'))
      .map(({ column }) => /(?:19|20)\d\d/.exec(headings[column] ?? '')?.[0]),
  )
  const [year] = years.size === 1 ? years : []
  return (cells: readonly string[]): string => {
    const text = (part: ColumnChoice) => (cells[columns.indexOf(part)] ?? '').trim()
    let isMarked = false
    const quarters = QUARTERS.flatMap((quarter) => {
      const typed = text(quarter)
      if (!hasText(typed) || /^[-–—0]$/.test(typed)) return []
      if (!MARK.test(typed)) return [typed]
      isMarked = true
      return [NAMES[quarter]]
    })
    const named = quarters.join(', ') + (isMarked && year ? ` ${year}` : '')
    const [from, to] = [text('term_from'), text('term_to')]
    const span = from && to ? (from === to ? from : `${from} – ${to}`) : from ? opened('с', from) : opened('до', to)
    return [span, named].filter(hasText).join('; ')
  }
}

/** «с 01.03.2022», «до 31.05.2022»; words stay as they are: «с март» would be no Russian. */
const opened = (word: string, day: string): string => (/^\d/.test(day) ? `${word} ${day}` : day)
