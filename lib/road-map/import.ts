import { type Column, columnsOf } from '@/lib/road-map/import-columns'
import { readLetterhead } from '@/lib/road-map/import-letterhead'
import { pipedRows, tabbedRows } from '@/lib/road-map/import-rows'
import { type Doubt, hasText, type ImportedOrder, type ImportedRoadMap, type RawRow } from '@/lib/road-map/import-shape'
import { assembleTable } from '@/lib/road-map/import-table'
import { invalid } from '@/lib/shared/refusal'

const IMPORT_MAX_BYTES = 16 * 1024 * 1024
const IMPORT_MAX_ROWS = 20_000
const IMPORT_MAX_COLUMNS = 200

/**
 * Reads a road map from pasted text: the whole document or its table alone, the cells divided by tabs or «|». Texts stay as
 * typed; only page cuts are mended, each with a doubt. Refuses (`invalid`) what holds no road map or is beyond the limits.
 */
export function readRoadMapText(text: string): ImportedRoadMap {
  if (text.length > IMPORT_MAX_BYTES || new TextEncoder().encode(text).length > IMPORT_MAX_BYTES) {
    throw invalid(
      'Вставлено больше 16 МБ текста. Вставьте только таблицу дорожной карты или разделите её на части.',
      'text',
    )
  }
  if (!hasText(text)) {
    throw invalid(
      'Вставлять нечего: поле пусто. Скопируйте таблицу дорожной карты вместе со строкой заголовков и вставьте её сюда.',
      'text',
    )
  }
  const doubts: Doubt[] = []
  const lines = storable(text.replace(/^\uFEFF/, ''), doubts).split(/\r\n|\r|\n/)
  const found = findTable(lines)
  return readRoadMapTable(found.header, found.rows, { ...readLetterhead(found.above), doubts })
}

/**
 * The same from a table that is already divided into rows: what readers of files give. `header` comes from `columnsOf`,
 * `rows` are those below it.
 */
export function readRoadMapTable(
  header: Column[],
  rows: RawRow[],
  around: { title?: string; order?: ImportedOrder; doubts?: Doubt[] } = {},
): ImportedRoadMap {
  if (rows.length > IMPORT_MAX_ROWS) {
    throw invalid('В таблице больше 20 000 строк. Разделите её на части и вставьте их по отдельности.', 'text')
  }
  if (
    rows.some((row) => row.cells.length > IMPORT_MAX_COLUMNS && row.cells.findLastIndex(hasText) >= IMPORT_MAX_COLUMNS)
  ) {
    throw invalid(
      'В таблице больше 200 столбцов: это не похоже на дорожную карту. Скопируйте только её столбцы.',
      'text',
    )
  }
  const { columns, sections, doubts, questions } = assembleTable(header, rows)
  if (sections.every((section) => section.measures.length === 0)) {
    throw invalid(
      'Таблица найдена, но в ней нет ни одного мероприятия. Скопируйте её вместе со строками под заголовками.',
      'text',
    )
  }
  return {
    headers: columns.map((column) => column.header),
    fields: columns.map((column) => column.field),
    sections,
    doubts: [...(around.doubts ?? []), ...doubts],
    ...(questions.length > 0 ? { questions } : {}),
    ...(around.title ? { title: around.title } : {}),
    ...(around.order ? { order: around.order } : {}),
  }
}

/** The database cannot hold NUL and halves of surrogate pairs; everything else stays. */
export function storable(text: string, doubts: Doubt[]): string {
  const unfit = text.match(/\0|\p{Surrogate}/gu)?.length ?? 0
  if (unfit === 0) return text
  doubts.push({
    text: `Из текста убраны знаки, которые нельзя сохранить (всего: ${unfit}).`,
    section: null,
    measure: null,
    column: null,
  })
  return text.replace(/\0|\p{Surrogate}/gu, '')
}

function findTable(lines: string[]): { header: Column[]; rows: RawRow[]; above: string[] } {
  for (const [mark, divide] of [
    ['\t', tabbedRows],
    ['|', pipedRows],
  ] as const) {
    if (!lines.some((line) => line.includes(mark))) continue
    const rows = divide(lines)
    for (let at = 0; at < rows.length; at++) {
      const header = columnsOf(rows[at]?.cells ?? [])
      if (header) return { header, rows: rows.slice(at + 1), above: aboveTable(rows.slice(0, at)) }
    }
  }
  const hasTable = lines.some((line) => line.includes('\t') || /\|.*\|/.test(line))
  throw invalid(
    hasTable
      ? 'В тексте нет строки заголовков таблицы, например «№ · Мероприятие · Срок · Исполнители». Скопируйте таблицу вместе с ней.'
      : 'В тексте нет таблицы. Скопируйте таблицу дорожной карты из Word, Excel или браузера целиком, вместе со строкой заголовков.',
    'text',
  )
}

/** The lines before the table; empty ones part its paragraphs. */
function aboveTable(rows: RawRow[]): string[] {
  return rows.flatMap((row) => (row.afterGap ? ['', row.cells.join('\t')] : [row.cells.join('\t')]))
}
