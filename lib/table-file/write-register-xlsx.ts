import { REGISTER_COLUMNS, type RegisterRow, registerCells } from '@/lib/register/row'
import { type TableCell, writeTableXlsx } from '@/lib/table-file/write-table-xlsx'

const WIDTHS: Record<(typeof REGISTER_COLUMNS)[number], number> = {
  '№': 10,
  Дата: 12,
  Вид: 16,
  'Что делает': 22,
  Заголовок: 60,
  'Кто подписал': 32,
  Исполнитель: 24,
  Листов: 9,
  'Кому разослано': 28,
  Опубликовано: 14,
  'Связь с другими актами': 36,
  'Срок хранения': 18,
  Состояние: 20,
}

/** The register as a workbook, one row an act, in the order given. `notes` stand under it: the итоговая запись, for one. */
export function writeRegisterXlsx(
  register: { title: string; rows: readonly RegisterRow[]; notes?: readonly string[] },
  zone: string,
): Promise<Uint8Array> {
  return writeTableXlsx({
    title: register.title,
    sheet: 'Реестр',
    columns: REGISTER_COLUMNS.map((header) => ({ header, width: WIDTHS[header] })),
    rows: register.rows.map((row) =>
      registerCells(row, zone).map((cell, index): TableCell => {
        if (REGISTER_COLUMNS[index] === 'Дата') return { date: row.date }
        return REGISTER_COLUMNS[index] === 'Листов' ? row.sheets : cell
      }),
    ),
    ...(register.notes ? { notes: register.notes } : {}),
  })
}
