import ExcelJS from 'exceljs'
import type { LocalDate } from '@/lib/shared/dates'
import { xlsxBytes } from '@/lib/table-file/office-bytes'
import { XLSX_CELL_MAX } from '@/lib/table-file/write-xlsx'
import { addRow, FONT } from '@/lib/table-file/write-xlsx-rows'

/** Text stays text whatever it begins with; a date and a number can be sorted and counted. */
export type TableCell = string | number | { date: LocalDate } | null

export type TableBook = {
  /** Heading over the table; also the name of the document. */
  title: string
  sheet: string
  /** Widths in letters. */
  columns: readonly { header: string; width: number }[]
  rows: readonly TableCell[][]
  /** Lines under the table. */
  notes?: readonly string[]
}

/** A plain table as a workbook: heading, header that stays in sight and is printed on each sheet, rows, notes. */
export async function writeTableXlsx(book: TableBook): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.creator = 'Маршрут'
  workbook.title = withoutControls(book.title)
  const sheet = workbook.addWorksheet(book.sheet, {
    views: [{ state: 'frozen', ySplit: 2 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '2:2',
      margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&CСтраница &P из &N' },
  })
  book.columns.forEach(({ width }, index) => {
    sheet.getColumn(index + 1).width = width
  })
  const heading = sheet.addRow([book.title])
  heading.font = { ...FONT, bold: true, size: 14 }
  const head = addRow(
    sheet,
    book.columns.map(({ header }) => header),
  )
  for (let column = 1; column <= book.columns.length; column++) {
    head.getCell(column).font = { ...FONT, bold: true }
    head.getCell(column).alignment = { wrapText: true, horizontal: 'center', vertical: 'middle' }
  }
  for (const cells of book.rows) {
    const row = addRow(
      sheet,
      cells.map((cell) => (typeof cell === 'string' ? shortened(cell) : '')),
    )
    cells.forEach((cell, index) => {
      const target = row.getCell(index + 1)
      if (typeof cell === 'number') {
        target.value = cell
        target.numFmt = '0'
      } else if (cell !== null && typeof cell === 'object') {
        target.value = new Date(`${cell.date}T00:00:00Z`)
        target.numFmt = 'dd.mm.yyyy'
      }
    })
  }
  sheet.autoFilter = { from: { row: 2, column: 1 }, to: { row: 2 + book.rows.length, column: book.columns.length } }
  for (const note of book.notes ?? []) {
    const row = sheet.addRow([])
    row.getCell(1).value = note
    row.font = FONT
  }
  return xlsxBytes(workbook)
}

/** A list is for looking up; what Excel cannot hold is said to go on elsewhere, not cut in silence. */
const shortened = (text: string): string =>
  text.length <= XLSX_CELL_MAX ? text : `${text.slice(0, XLSX_CELL_MAX - 40)}… (дальше в программе)`

const withoutControls = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
