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
  const match = /^\s*(?:№|N)?[\s\u00A0]*(\d{1,7})[\s\u00A0]*([-/–—]?[\s\u00A0]*[0-9A-Za-zА-Яа-яЁё]{0,10})\s*$/u.exec(text)
  const number = Number(match?.[1])
  if (!match || !number) throw invalid('Напишите номер цифрами, например 121 или 121-р.', 'number')
  return { number, suffix: (match[2] ?? '').replace(/[\s\u00A0]/g, '').replace(/[–—]/, '-') }
}
