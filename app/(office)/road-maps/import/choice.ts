import { one, type Query } from '@/app/_forms/query'
import type { TableChoice } from '@/lib/road-map/import-file'
import { type ColumnChoice, QUARTERS } from '@/lib/road-map/import-headings'
import { MEASURE_FIELD_LABELS } from '@/lib/road-map/labels'
import { MEASURE_FIELDS } from '@/lib/road-map/rules'

export const COLUMN_LABELS: Record<ColumnChoice, string> = {
  ...MEASURE_FIELD_LABELS,
  extra: 'Оставить отдельной колонкой',
  skip: 'Не переносить',
  term_from: 'Срок: начало',
  term_to: 'Срок: завершение',
  quarter1: 'Срок: I квартал',
  quarter2: 'Срок: II квартал',
  quarter3: 'Срок: III квартал',
  quarter4: 'Срок: IV квартал',
}

const CHOICES: readonly string[] = [...MEASURE_FIELDS, 'extra', 'skip', 'term_from', 'term_to', ...QUARTERS]

/** The person's choice as it stands in the address: `table`, `header`, `c0`, `c1` … ; what is not there is suggested. */
export function choiceOf(query: Query): Partial<TableChoice> {
  const choice: Partial<TableChoice> = {}
  const table = place(query, 'table')
  if (table !== undefined && table >= 0) choice.table = table
  const header = place(query, 'header')
  if (header !== undefined) choice.header = header
  const columns: ColumnChoice[] = []
  for (let column = 0; column < 1_000; column++) {
    const chosen = one(query, `c${column}`)
    if (chosen === undefined) break
    columns.push(CHOICES.includes(chosen) ? (chosen as ColumnChoice) : 'extra')
  }
  if (columns.length > 0) choice.columns = columns
  return choice
}

function place(query: Query, name: string): number | undefined {
  const text = one(query, name) ?? ''
  return /^-?\d{1,6}$/.test(text) ? Math.max(-1, Number(text)) : undefined
}

/** The reverse of `choiceOf`, for links and hidden fields. */
export function choiceQuery(paste: string, { table, header, columns }: Partial<TableChoice>): string {
  const query = new URLSearchParams({ paste })
  if (table !== undefined) query.set('table', String(table))
  if (header !== undefined) query.set('header', String(header))
  for (const [index, column] of (columns ?? []).entries()) query.set(`c${index}`, column)
  return query.toString()
}
