import type { AnnexTable } from '@/lib/order/document'
import { comparable } from '@/lib/shared/text'

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

/** Typed rows with those of the lists whose school and curator are not named in them yet; typed ones are not touched (rulings A7). */
export function withMissing(typed: readonly string[][], listed: readonly string[][]): string[][] {
  const key = ([school = '', curator = '']: readonly string[]) => `${comparable(school)}\n${comparable(curator)}`
  const named = new Set(typed.map(key))
  return [...typed, ...listed.filter((row) => !named.has(key(row)))].map((row) => [...row])
}
