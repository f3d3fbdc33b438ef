import type { getVisitPlanning } from '@/db/queries/visit'
import type { Actor } from '@/lib/access/actor'
import { invalid, Refusal } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'
import type { FileTable } from '@/lib/table-file/document'
import { FILE_MAX_BYTES, readTableFile } from '@/lib/table-file/read'
import { type PlannedRow, readVisitTable } from '@/lib/visit/plan-table'

/** Of the table's cells, so many are kept between the steps. */
const LONGEST_KEPT = 2_000_000

/** The cells of a chosen file or of pasted text, as JSON to be kept until they are saved. */
export async function readCells(text: string, file: File | undefined): Promise<string> {
  if (!file && isBlank(text)) throw invalid('Выберите файл или вставьте таблицу.', 'file')
  if (file && file.size > FILE_MAX_BYTES) throw invalid('Файл больше 16 МБ: уберите из него картинки.', 'file')
  const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text)
  const document = await readTableFile(bytes, file?.name ?? 'pasted.csv', { kind: 'any' }).catch((error: unknown) => {
    const isEmpty = error instanceof Refusal && error.details?.hasNoTable === true
    throw isEmpty ? invalid('В файле нет таблицы. Нужны колонки: школа, дата, вид, куратор.', 'file') : error
  })
  const table = document.tables.find((one) => !one.isHidden && one.rows.length > 0)
  if (!table) throw invalid('Таблицы не видно. Нужны колонки: школа, дата, вид, куратор.', file ? 'file' : 'text')
  const json = JSON.stringify(table.rows.map((row) => row.cells))
  if (json.length > LONGEST_KEPT) throw invalid('В таблице слишком много текста. Оставьте четыре колонки.', 'file')
  return json
}

/** What is kept, read as planned visits: the same for what is shown and for what is saved. */
export function plannedRows(
  actor: Actor,
  json: string,
  planning: Awaited<ReturnType<typeof getVisitPlanning>>,
): PlannedRow[] {
  const rows = (JSON.parse(json) as string[][]).map((cells) => ({ cells, afterGap: false, inherited: [] }))
  const table: FileTable = { name: '', rows, isHidden: false, above: [] }
  const { schools, assignments, programme } = planning
  const named = schools.map(({ name, fullName, ...school }) => ({ ...school, name: fullName, shortName: name }))
  const year = programme?.year ?? Number(actor.today.slice(0, 4))
  return readVisitTable([table], year, named, assignments)
}
