import { columnsOf } from '@/lib/road-map/import-columns'
import { pipedRows, tabbedRows } from '@/lib/road-map/import-rows'
import { hasText, type RawRow } from '@/lib/road-map/import-shape'
import { Refusal } from '@/lib/shared/refusal'
import { anyDelimiterOf, delimiterOf, readCsv } from '@/lib/table-file/csv'
import type { FileDocument } from '@/lib/table-file/document'
import { readDocx } from '@/lib/table-file/docx'
import { damagedRefusal, fileKind, refuseFile } from '@/lib/table-file/file-kind'
import { readTableHtml } from '@/lib/table-file/html'
import { openPackage } from '@/lib/table-file/office-package'
import { decodeText } from '@/lib/table-file/text-encoding'
import { readXlsx } from '@/lib/table-file/xlsx'

/**
 * What the table is expected to be: a road map, whose headings tell how plain text is divided, or any table under headings, whose
 * plain text is divided by the sign that gives the most columns.
 */
export type TableKind = 'plan' | 'any'

/** Reads a file within this process; `readTableFile` calls it in a worker, where time and memory are limited. */
export async function openTableFile(
  bytes: Uint8Array,
  fileName: string,
  kind: TableKind = 'plan',
): Promise<FileDocument> {
  try {
    return await openByContent(bytes, fileName, kind)
  } catch (error) {
    // The libraries throw anything at a file that breaks its format's rules.
    if (error instanceof Refusal) throw error
    throw Object.assign(damagedRefusal(), { cause: error })
  }
}

async function openByContent(bytes: Uint8Array, fileName: string, kind: TableKind): Promise<FileDocument> {
  if (fileKind(bytes) === 'zip') {
    const office = await openPackage(bytes)
    return demandTable(office.kind === 'docx' ? await readDocx(office) : await readXlsx(office), kind)
  }
  const { text, doubts } = decodeText(bytes)
  if (!hasText(text)) throw emptyRefusal()
  const plain = text.replace(/^\uFEFF/, '')
  return demandTable(kind === 'any' ? readAnyText(plain, doubts) : readAsText(plain, fileName, doubts), kind)
}

const emptyRefusal = () =>
  refuseFile('Файл пуст. Проверьте, тот ли это файл, и загрузите его снова; возможно, он не успел скопироваться.')

function readAsText(text: string, fileName: string, doubts: string[]): FileDocument {
  if (isHtml(text)) {
    const document = readTableHtml(text)
    return { ...document, doubts: [...doubts, ...document.doubts] }
  }
  // Plain text says of itself only how its cells are divided; the name decides where both are possible.
  const isNamedCsv = /\.(?:csv|tsv)$/i.test(fileName)
  const plain = isNamedCsv ? undefined : textTable(text)
  if (plain) return { format: 'text', above: [], tables: [plain], doubts, ids: {}, text }
  const delimiter = delimiterOf(text, isNamedCsv ? undefined : [';', ','])
  if (delimiter) return readCsv(text, delimiter, doubts)
  const last = textTable(text) ?? emptyTable()
  return { format: 'text', above: [], tables: last.rows.length > 0 ? [last] : [], doubts, ids: {}, text }
}

function readAnyText(text: string, doubts: string[]): FileDocument {
  if (!isHtml(text)) return readCsv(text, anyDelimiterOf(text), doubts)
  const document = readTableHtml(text)
  return { ...document, doubts: [...doubts, ...document.doubts] }
}

const emptyTable = () => ({ name: 'Таблица 1', rows: [], isHidden: false, above: [] })

const isHtml = (text: string): boolean =>
  /^\s*(?:<!doctype html|<html|<meta|<table|<body|<head|<style|<div|<!--\s*StartFragment)/i.test(
    text.slice(0, 2_000),
  ) ||
  (/^\s*</.test(text) && /<table[\s>]/i.test(text))

/** Rows divided by tabs or «|», when one of them is a row of headings. */
function textTable(text: string): FileDocument['tables'][number] | undefined {
  const lines = text.split(/\r\n|\r|\n/)
  const dividers: [string, (lines: string[]) => RawRow[]][] = [
    ['\t', tabbedRows],
    ['|', pipedRows],
  ]
  for (const [sign, divide] of dividers) {
    if (!text.includes(sign)) continue
    const rows = divide(lines)
    const start = rows.findIndex((row) => columnsOf(row.cells) !== null)
    if (start === -1) continue
    const above = rows.slice(0, start).flatMap((row) => [...(row.afterGap ? [''] : []), row.cells.join('\t')])
    const own = rows.slice(start).map((row) => ({ ...row, inherited: [] }))
    return { name: 'Таблица 1', rows: own, isHidden: false, above }
  }
  return undefined
}

const NO_TABLE: Record<TableKind, string> = {
  plan: 'В файле нет таблицы. Проверьте, что дорожная карта в нём — таблица, а не картинка, или скопируйте её и вставьте как текст.',
  any: 'В файле нет таблицы. Проверьте, что данные в нём стоят в таблице, а не на картинке.',
}

function demandTable(document: FileDocument, kind: TableKind): FileDocument {
  if (document.tables.some((table) => table.rows.length > 0)) return document
  throw new Refusal(
    'invalid',
    NO_TABLE[kind],
    'file',
    // Tells a readable file from one that cannot be read.
    { hasNoTable: true },
  )
}
