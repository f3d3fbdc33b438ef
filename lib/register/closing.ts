import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderKind } from '@/lib/order/rules'
import { type EntryState, type NumberRange, printedNumber, rangeText } from '@/lib/register/rules'
import { shortDate, yearOf } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'
import { counted } from '@/lib/shared/text'

type Book = { kind: OrderKind; year: number }

/** «Реестр распоряжений за 2025 год». */
export const bookName = ({ kind, year }: Book): string =>
  `Реестр ${ORDER_KIND_WORDS[kind].genitivePlural} за ${year}\u00A0год`

/** Refuses to give a number in a book that was closed for its year. */
export function demandOpenBook(book: Book & { closedAt: Date | null }): void {
  if (book.closedAt === null) return
  throw conflict(
    `${bookName(book)} закрыт: номеров в нём больше не дают. Если акт действительно относится к этому году, ` +
      'делопроизводитель открывает реестр снова, с причиной: «Реестр» → «Закрытие года».',
  )
}

/** A row as closing looks at it. */
export type ClosedRow = { number: number; suffix: string; date: string; state: EntryState; orderStatus: string | null }

const WAY_OUT: Partial<Record<EntryState, string>> = {
  reserved: 'номер зарезервирован и не использован: внесите акт с этим номером или аннулируйте его',
  signing: 'подпись не завершена: завершите её или аннулируйте номер',
  awaiting_scan: 'нет скана подписанного акта: приложите его или аннулируйте номер',
}
const MOST_NAMED = 5

/** Why a book cannot be closed yet: each row that is not finished, with its way out. null when nothing stands in the way. */
export function unfinishedText(rows: readonly ClosedRow[]): string | null {
  const open = rows.filter((row) => row.state in WAY_OUT)
  if (open.length === 0) return null
  const named = open
    .slice(0, MOST_NAMED)
    .map((row) => `${printedNumber(row.number, row.suffix)} от ${shortDate(row.date)} — ${WAY_OUT[row.state]}`)
  const more =
    open.length > MOST_NAMED ? ` И ещё ${counted(open.length - MOST_NAMED, 'запись', 'записи', 'записей')}.` : ''
  return `${named.join('; ')}.${more}`
}

/** A year that has not ended is closed before its time: with a reason only. */
export const isBeforeTime = (year: number, today: string): boolean => yearOf(today) <= year

/**
 * The итоговая запись of a year: how many acts, how many annulled, the last number, what was numbered outside the program. Counted
 * on the day of closing; the register's rows may lose their force later without changing it.
 */
export function closingText(
  book: Book & { outside: readonly (NumberRange & { reason: string })[] },
  rows: readonly ClosedRow[],
  missing: readonly NumberRange[],
): string {
  const annulled = rows.filter((row) => row.state === 'annulled').length
  const repealed = rows.filter((row) => row.state !== 'annulled' && row.orderStatus === 'repealed').length
  const last = [...rows].sort((a, b) => a.number - b.number || (a.suffix < b.suffix ? -1 : 1)).at(-1)
  const registered = rows.length - annulled
  return [
    `В ${book.year}\u00A0году в реестре ${counted(rows.length, 'запись', 'записи', 'записей')}: ` +
      `зарегистрировано ${ORDER_KIND_WORDS[book.kind].genitivePlural}\u00A0— ${registered}` +
      `${repealed > 0 ? `, из них утратило силу\u00A0— ${repealed}` : ''}, аннулировано номеров\u00A0— ${annulled}.`,
    last ? `Последний номер ${printedNumber(last.number, last.suffix)}.` : 'Номеров не давали.',
    ...book.outside.map((range) => `${rangeText(range)} даны вне программы: ${range.reason}`.replace(/\.?$/, '.')),
    ...(missing.length > 0 ? [`Пропущены ${missing.map(rangeText).join(', ')}.`] : []),
  ].join(' ')
}
