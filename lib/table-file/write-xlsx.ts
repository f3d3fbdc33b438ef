import ExcelJS, { type Workbook, type Worksheet } from 'exceljs'
import type { ExportedMeasure, ExportedRoadMap, ExportedSection } from '@/lib/road-map/exported'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { conflict } from '@/lib/shared/refusal'
import { columnShares } from '@/lib/table-file/column-shares'
import { keyHeading, rowKey } from '@/lib/table-file/document'
import { xlsxBytes } from '@/lib/table-file/office-bytes'
import { addExecutionSheet } from '@/lib/table-file/write-xlsx-execution'
import { addRow, FONT } from '@/lib/table-file/write-xlsx-rows'

/** Excel keeps no longer text in a cell; a file with one is called damaged. */
export const XLSX_CELL_MAX = 32_767
/** Sum of the widths of columns, in letters: what fits on a turned A4 sheet at this size. */
const SHEET_LETTERS = 140
/** A column's least share of the width. */
const NARROWEST = 0.05
/** A line of this size, in points. */
const LINE = 15

/**
 * The map as a workbook: its table as it is read by `readTableFile`, with ids in a hidden last column, and a second sheet with
 * dates and states for the eye. Refuses a text that Excel cannot hold rather than cut it.
 */
export async function writeXlsx(map: ExportedRoadMap): Promise<Uint8Array> {
  demandFits(map)
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Маршрут'
  workbook.title = withoutControls(map.title)
  workbook.subject = `marshrut ${map.roadMapId}`
  addTable(workbook, map)
  addExecutionSheet(workbook, map)
  return xlsxBytes(workbook)
}

function demandFits(map: ExportedRoadMap): void {
  for (const section of map.sections) {
    for (const measure of section.measures) {
      const long = map.columns.find((column) => cellOf(measure, column).length > XLSX_CELL_MAX)
      if (!long) continue
      throw conflict(
        `Мероприятие ${measure.place}, «${long.header}»: текст длиннее 32 767 знаков, Excel такой не хранит. ` +
          'Чтобы ничего не обрезать, файл Excel не сделан. Сократите текст или скачайте Word: в нём длина не ограничена.',
      )
    }
  }
}

function addTable(workbook: Workbook, map: ExportedRoadMap): void {
  const count = map.columns.length
  const sheet = workbook.addWorksheet('Дорожная карта', {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
      margins: { left: 0.4, right: 0.4, top: 0.8, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddHeader: `&C${printed(map.title)}`, oddFooter: '&CСтраница &P из &N' },
  })
  const widths = columnShares(map, NARROWEST).map((share) => share * SHEET_LETTERS)
  for (let column = 1; column <= count; column++) sheet.getColumn(column).width = widths[column - 1] ?? 20
  sheet.getColumn(count + 1).hidden = true
  const head = addRow(
    sheet,
    map.columns.map((column) => column.header),
    keyHeading(map.roadMapId),
  )
  for (let column = 1; column <= count; column++) {
    const cell = head.getCell(column)
    cell.font = { ...FONT, bold: true }
    cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' }
  }
  for (const section of map.sections) {
    addHeading(sheet, section, count, widths)
    for (const measure of section.measures) addMeasure(sheet, measure, map)
  }
}

function addHeading(sheet: Worksheet, section: ExportedSection, count: number, widths: readonly number[]): void {
  const heading = sectionHeading(section)
  const row = addRow(sheet, mergedTexts(heading, count), rowKey('section', section.key, section.revision))
  // What Excel does not do by itself for a merged cell.
  const letters = widths.reduce((sum, width) => sum + width, 0)
  const lines = heading.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0)
  row.height = heading === '' ? 4 : Math.min(lines * LINE + 4, 400)
  for (let column = 1; column <= count; column++) {
    const cell = row.getCell(column)
    cell.font = { ...FONT, bold: true }
    cell.alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' }
  }
  if (count > 1) sheet.mergeCells(row.number, 1, row.number, count)
}

const mergedTexts = (heading: string, count: number): string[] => [heading, ...new Array<string>(count - 1).fill('')]

function addMeasure(sheet: Worksheet, measure: ExportedMeasure, map: ExportedRoadMap): void {
  const texts = map.columns.map((column) => cellOf(measure, column))
  const row = addRow(sheet, texts, rowKey('measure', measure.key, measure.revision))
  map.columns.forEach((column, index) => {
    if (column.field !== 'number') return
    row.getCell(index + 1).alignment = { wrapText: true, vertical: 'top', horizontal: 'center' }
  })
}

const withoutControls = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')

/** A heading of printed sheets: «&» begins a code there, and more than 255 characters damage the file. */
const printed = (text: string): string => {
  const letters = [...withoutControls(text)]
  const short = letters.length > 110 ? `${letters.slice(0, 109).join('')}…` : letters.join('')
  return short.replaceAll('&', '&&')
}
