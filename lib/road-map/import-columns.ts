import { hasText, withoutBold } from '@/lib/road-map/import-shape'
import type { MeasureField } from '@/lib/road-map/rules'
import { comparable } from '@/lib/shared/text'

/** `index` is the place in the raw row. */
export type Column = { index: number; header: string; field: MeasureField | 'extra' }

// The first rule that fits decides, so «Срок реализации мероприятия» is a term and not a measure.
const PLAIN: [RegExp, MeasureField][] = [
  [/^(?:(?:№|n|no|номер)\.? ?)?(?:п ?[/.\\]? ?п\.?)?$|^(?:№|номер) (?:мероприят|строк|пункт)/, 'number'],
  [/^(?:планируем\S* |конкретн\S* )?(?:срок|дата|даты|период(?!ич)|время) ?|^когда$/, 'term'],
  [/исполнител|ответственн/, 'executors'],
  [/показател|индикатор/, 'indicator'],
  [/^(?:основн\S* )?задач|цел\S*(?: и|,) задач/, 'tasks'],
  [
    /^(?:\d+ )?(?:(?:наименован|назван|содержан|переч|основн|план|проводим|вид|организационн)\S* ){0,3}мероприят/,
    'title',
  ],
]
// Taken only where no plainer heading claimed the field.
const WEAK: [RegExp, MeasureField][] = [
  [/результат|итог/, 'indicator'],
  [/^цел/, 'tasks'],
  [/^(?:наименован|назван|содержан|направлен|действи|вид\S* (?:деятельн|работ)|что )/, 'title'],
]

function normalised(header: string): string {
  return comparable(withoutBold(header))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(
      /[-–— (,]*(?:на |в )?(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?(?: ?(?:уч\S*|учебн\S*))? ?(?:г\.?г?\.?|год\S*)?\)?$/,
      '',
    )
    .replace(/[.:;*]+$/, '')
    .trim()
}

/**
 * Recognises the row of headings by the words that road maps use for their columns; null when it is none. A measure and one
 * more known column must be there. A second column of one kind is kept as extra.
 */
export function columnsOf(cells: string[]): Column[] | null {
  const width = cells.findLastIndex(hasText) + 1
  if (width < 2 || width > 200 || cells.slice(0, width).some((cell) => cell.length > 300)) return null
  if (/^\s*\d/.test(cells[0] ?? '')) return null
  const columns: Column[] = cells
    .slice(0, width)
    .map((cell, index) => ({ index, header: withoutBold(cell), field: 'extra' }))
  const taken = new Set<MeasureField>()
  for (const rules of [PLAIN, WEAK]) {
    for (const column of columns) {
      const name = normalised(column.header)
      const field = name && column.field === 'extra' ? rules.find(([words]) => words.test(name))?.[1] : undefined
      if (!field || taken.has(field)) continue
      column.field = field
      taken.add(field)
    }
  }
  if (!taken.has('title') || taken.size < 2) return null
  const first = columns[0]
  if (first && !hasText(first.header) && !taken.has('number')) first.field = 'number'
  return columns
}

/** True when both rows of headings mean the same table: one repeated on each page, also with other spaces or line breaks. */
export function isSameHeader(columns: Column[], cells: string[]): boolean {
  return (
    columns.every((column) => comparable(withoutBold(cells[column.index] ?? '')) === comparable(column.header)) &&
    cells.findLastIndex(hasText) < columns.length
  )
}
