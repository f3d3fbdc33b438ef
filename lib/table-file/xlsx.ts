import ExcelJS, { type Worksheet } from 'exceljs'
import { hasText } from '@/lib/road-map/import-shape'
import type { FileDocument, FileRow, FileTable } from '@/lib/table-file/document'
import { withoutKeyColumn } from '@/lib/table-file/key-column'
import type { OfficePackage } from '@/lib/table-file/office-package'
import { storedZip } from '@/lib/table-file/stored-zip'
import { type Merge, type PreparedSheet, prepareSheet, withoutPrefix } from '@/lib/table-file/xlsx-prepare'
import { shownCell } from '@/lib/table-file/xlsx-values'
import { attribute, childOf, xmlTree } from '@/lib/table-file/xml-events'

const MOST_COLUMNS = 250
/** Merged cells are followed so far; a sheet merged whole would cost more than it tells. */
const MOST_MERGED = 1_000_000
const IGNORED = ['mergeCells', 'hyperlinks', 'drawing', 'legacyDrawing', 'picture', 'tableParts', 'dataValidations']
const ALSO_IGNORED = ['conditionalFormatting', 'extLst', 'sheetPr', 'rowBreaks', 'colBreaks', 'headerFooter']

/** Reads an Excel workbook: each sheet with something on it is a table of the texts that Excel shows. */
export async function readXlsx(office: OfficePackage): Promise<FileDocument> {
  const { parts, main, names } = office
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const text = (name: string) => withoutPrefix(Buffer.from(parts.get(name) ?? []).toString('utf8'))
  const own = new Map<string, Uint8Array>()
  for (const name of ['[Content_Types].xml', '_rels/.rels']) own.set(name, parts.get(name) ?? new Uint8Array())
  for (const name of [main, `${folder}_rels/workbook.xml.rels`, `${folder}sharedStrings.xml`, `${folder}styles.xml`]) {
    if (parts.has(name)) own.set(name, Buffer.from(text(name), 'utf8'))
  }
  const sheets = new Map<string, PreparedSheet>()
  for (const [sheetName, path] of sheetPaths(text(main), text(`${folder}_rels/workbook.xml.rels`), folder)) {
    const prepared = prepareSheet(text(path))
    sheets.set(sheetName, prepared)
    own.set(path, Buffer.from(prepared.xml, 'utf8'))
  }
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(storedZip(own) as unknown as ArrayBuffer, { ignoreNodes: [...IGNORED, ...ALSO_IGNORED] })

  const doubts: string[] = []
  const ids: FileDocument['ids'] = {}
  const tables: FileTable[] = []
  for (const sheet of workbook.worksheets) {
    const isHidden = sheet.state !== 'visible'
    const said: string[] = []
    const { rows, roadMap } = readSheet(sheet, sheets.get(sheet.name)?.merges ?? [], said)
    if (rows.length === 0) continue
    if (roadMap && !isHidden) ids.roadMap ??= roadMap
    if (!isHidden) doubts.push(...said)
    tables.push({ name: sheet.name, rows, isHidden, above: [] })
  }
  const hidden = tables.filter((table) => table.isHidden).map((table) => `«${table.name}»`)
  if (hidden.length > 0) doubts.push(`В книге есть скрытые листы, они не прочитаны: ${hidden.slice(0, 10).join(', ')}.`)
  if (names.some((name) => /(?:^|\/)(?:threaded)?comments?\d*\.xml$/i.test(name)))
    doubts.push('Примечания к ячейкам не вошли в таблицу.')
  return { format: 'xlsx', above: [], tables, doubts, ids }
}

/** Sheet's name → path of its part. */
function sheetPaths(workbook: string, relations: string, folder: string): Map<string, string> {
  const targets = new Map<string, string>()
  for (const node of childOf(xmlTree(relations), 'Relationships')?.children ?? []) {
    const target = attribute(node.source, 'Target') ?? ''
    const path = target.startsWith('/') ? target.slice(1) : folder + target
    if (attribute(node.source, 'TargetMode') !== 'External') targets.set(attribute(node.source, 'Id') ?? '', path)
  }
  const paths = new Map<string, string>()
  for (const node of childOf(xmlTree(workbook), 'workbook', 'sheets')?.children ?? []) {
    const path = targets.get(attribute(node.source, 'r:id') ?? '')
    if (path) paths.set(attribute(node.source, 'name') ?? '', path)
  }
  return paths
}

function readSheet(sheet: Worksheet, merges: readonly Merge[], doubts: string[]) {
  const found = new Map<number, FileRow>()
  const uncounted: string[] = []
  let hiddenRows = 0
  let before = 0
  let width = 0
  sheet.eachRow({ includeEmpty: false }, (row, number) => {
    const cells: string[] = []
    const last = Math.min(row.cellCount, MOST_COLUMNS)
    for (let column = 1; column <= last; column++) {
      const cell = row.findCell(column)
      const { text, isUncounted } = cell ? shownCell(cell) : { text: '', isUncounted: false }
      if (cell && isUncounted) uncounted.push(cell.address)
      cells.push(text)
    }
    if (!cells.some(hasText)) return
    if (row.hidden) hiddenRows += 1
    found.set(number, { cells, afterGap: before > 0 && number > before + 1, inherited: [] })
    width = Math.max(width, cells.findLastIndex(hasText) + 1)
    before = number
  })
  for (const row of found.values()) {
    row.cells.length = Math.min(row.cells.length, width)
    while (row.cells.length < width) row.cells.push('')
  }
  spread(found, merges, width)
  const { rows, column: keyAt, roadMap } = withoutKeyColumn([...found.values()])
  const at = `Лист «${sheet.name}»`
  if (hiddenRows > 0)
    doubts.push(`${at}: скрытые строки тоже прочитаны (всего: ${hiddenRows}). Проверьте, нужны ли они.`)
  const hidden = []
  for (let column = 1; column <= width; column++) {
    if (column - 1 !== keyAt && sheet.getColumn(column).hidden) hidden.push(sheet.getColumn(column).letter)
  }
  if (hidden.length > 0)
    doubts.push(`${at}: скрытые столбцы тоже прочитаны (${hidden.join(', ')}). Проверьте, нужны ли они.`)
  if (uncounted.length > 0) {
    doubts.push(
      `${at}: у формул нет сохранённого результата, ячейки остались пустыми: ${uncounted.slice(0, 10).join(', ')}. ` +
        'Откройте файл в Excel, сохраните его и загрузите снова.',
    )
  }
  return { rows, roadMap }
}

/** Merged cells: what they cover to the right stays empty and is noted; below, their text is repeated. */
function spread(rows: ReadonlyMap<number, FileRow>, merges: readonly Merge[], width: number): void {
  const numbers = [...rows.keys()]
  let steps = 0
  for (const { top, left, bottom, right } of merges) {
    const text = rows.get(top)?.cells[left - 1] ?? ''
    const last = Math.min(right, width)
    if (left > width || !hasText(text)) continue
    let at = numbers.findIndex((number) => number >= top)
    for (; at !== -1 && at < numbers.length && (numbers[at] ?? 0) <= bottom; at++) {
      if (++steps > MOST_MERGED) return
      const number = numbers[at] ?? 0
      const row = rows.get(number)
      if (!row) continue
      if (last > left) {
        row.spans ??= row.cells.map(() => 1)
        row.spans[left - 1] = last - left + 1
        for (let column = left + 1; column <= last; column++) row.spans[column - 1] = 0
      }
      if (number === top) continue
      row.cells[left - 1] = text
      row.inherited.push(left - 1)
    }
  }
}
