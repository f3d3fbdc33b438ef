import type { AnnexTable } from '@/lib/order/document'

/** Columns of the annex that appoints curators, after the row's number. */
export const CURATOR_COLUMNS = [
  'Общеобразовательная организация',
  'Куратор',
  'Должность, место работы куратора',
] as const

/** The annex of an act that appoints curators: rows as typed, numbered in their order. */
export const curatorTable = (rows: readonly string[][]): AnnexTable => ({
  headers: ['№ п/п', ...CURATOR_COLUMNS],
  sections: [{ heading: '', rows: rows.map((row, index) => [String(index + 1), ...row]) }],
})
