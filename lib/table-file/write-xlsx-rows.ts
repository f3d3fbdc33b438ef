import type { Worksheet } from 'exceljs'

/** Excel shows a longer text as «####» where the cell's format is «text». */
const LONGEST_AS_TEXT = 255
export const FONT = { name: 'Times New Roman', size: 11 }
const THIN = { style: 'thin', color: { argb: 'FF000000' } } as const
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN }

/** Cells are written as strings: what begins with «=», «+», «-» or «@» is shown as typed and never computed. */
export function addRow(sheet: Worksheet, texts: readonly string[], key?: string) {
  const row = sheet.addRow([])
  texts.forEach((text, index) => {
    const cell = row.getCell(index + 1)
    if (text !== '') cell.value = escaped(text)
    cell.font = FONT
    cell.border = BORDER
    cell.alignment = { wrapText: true, vertical: 'top' }
    // So that a number label or a formula's sign also stays text when the cell is edited.
    if (text.length <= LONGEST_AS_TEXT || /^\s*[=+\-@＝]/.test(text)) cell.numFmt = '@'
  })
  if (key !== undefined) row.getCell(texts.length + 1).value = key
  return row
}

/** In the format «_x0041_» is an escaped «A»; typed so, it has to be escaped itself. A lone CR would come back as a line's end. */
const escaped = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_').replace(/\r/g, '_x000D_')
