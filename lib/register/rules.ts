import type { LocalDate } from '@/lib/shared/dates'
import { invalid } from '@/lib/shared/refusal'

/** State of one row of the register (rulings B). */
export const ENTRY_STATES = ['reserved', 'signing', 'awaiting_scan', 'registered', 'annulled'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

export const ENTRY_STATE_LABELS: Record<EntryState, string> = {
  reserved: 'Номер зарезервирован',
  signing: 'Подпись не завершена',
  awaiting_scan: 'Ждёт скана',
  registered: 'Зарегистрировано',
  annulled: 'Аннулировано',
}

/** «№ 121-р»: the sign, U+00A0, digits, suffix (order-standard C26). */
export const printedNumber = (number: number, suffix: string): string => `№\u00A0${number}${suffix}`

/**
 * Reads a number as a clerk types it: «121», «№ 121-р», «181/1», «121-а».
 * The digits are the place in the sequence, the rest is the suffix. Refused: no digits, zero, more than seven digits.
 */
export function readNumber(text: string): { number: number; suffix: string } {
  const match = /^\s*(?:№|N)?[\s\u00A0]*(\d{1,7})[\s\u00A0]*([-/–—]?[\s\u00A0]*[0-9A-Za-zА-Яа-яЁё]{0,10})\s*$/u.exec(
    text,
  )
  const number = Number(match?.[1])
  if (!match || !number) throw invalid('Напишите номер цифрами, например 121 или 121-р.', 'number')
  return { number, suffix: (match[2] ?? '').replace(/[\s\u00A0]/g, '').replace(/[–—]/, '-') }
}

/** The first number from `next` on that nobody holds. */
export function nextFree(next: number, taken: ReadonlySet<number>): number {
  let number = next
  while (taken.has(number)) number += 1
  return number
}

/** Both ends inclusive. */
export type NumberRange = { from: number; to: number }

/** «№ 1–120», «№ 7». */
export const rangeText = ({ from, to }: NumberRange): string =>
  from === to ? `№\u00A0${from}` : `№\u00A0${from}–${to}`

/** Consecutive numbers as ranges, in order. */
function asRanges(numbers: readonly number[]): NumberRange[] {
  const ranges: NumberRange[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last && number <= last.to + 1) last.to = Math.max(last.to, number)
    else ranges.push({ from: number, to: number })
  }
  return ranges
}

/** Numbers below `next` that stand in no row and were not declared as given outside the program: a register has none. */
export function missingNumbers(next: number, used: readonly number[], outside: readonly NumberRange[]): NumberRange[] {
  const known = new Set(used)
  const missing: number[] = []
  for (let number = 1; number < next; number += 1) {
    if (!known.has(number) && !outside.some((range) => range.from <= number && number <= range.to)) missing.push(number)
  }
  return asRanges(missing)
}

/** Numbers of the main sequence that stand in two rows (an index added within the year can do it). */
export function repeatedNumbers(sequence: readonly number[]): number[] {
  return [...new Set(sequence.filter((number, index) => sequence.indexOf(number) !== index))]
}

/** What the register's number `number` would skip when it is entered by hand; null when nothing. */
export const skippedBy = (number: number, next: number): NumberRange | null =>
  number > next ? { from: next, to: number - 1 } : null

/** Rows whose date contradicts their number: a later date under an earlier number. Told to the clerk, never refused. */
export function outOfOrder(
  rows: readonly { number: number; date: LocalDate }[],
  own: { number: number; date: LocalDate },
): boolean {
  return rows.some(
    (row) => (row.number < own.number && row.date > own.date) || (row.number > own.number && row.date < own.date),
  )
}

/** What became of an act, as the register and the public page tell it: the row's state, or the act's when that says more. */
export const shownState = (entry: EntryState, order: string | null): EntryState | 'published' | 'repealed' =>
  entry === 'registered' && (order === 'published' || order === 'repealed') ? order : entry
