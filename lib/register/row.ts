import { ORDER_KIND_WORDS, ORDER_PURPOSE_LABELS } from '@/lib/order/labels'
import type { OrderKind, OrderPurpose } from '@/lib/order/rules'
import { SHOWN_STATE_LABELS } from '@/lib/register/labels'
import type { ShownState } from '@/lib/register/schema'
import { type LocalDate, localDate, shortDate } from '@/lib/shared/dates'

/** Another act that this one changes or ends, or that changes or ends this one (order-standard C81). */
export type ActLink = {
  relation: 'amends' | 'repeals' | 'amended_by' | 'repealed_by'
  orderId: string
  entryId: string
  kind: OrderKind
  /** «№ 121-р». */
  printed: string
  date: LocalDate
}

/** A row as the register prints it, on paper and in Excel. */
export type RegisterRow = {
  printed: string
  date: LocalDate
  kind: OrderKind
  /** null for a number without an act. */
  purpose: OrderPurpose | null
  title: string
  reason: string
  signer: string
  executor: string
  sheets: number | null
  dispatches: readonly { recipient: string; sentOn: LocalDate }[]
  publishedAt: Date | null
  links: readonly ActLink[]
  storage: string
  state: ShownState
}

/** «изменяет распоряжение № 121 от 21.04.2022», «изменения внесены распоряжением № 130 от …». */
export function linkText({ relation, kind, printed, date }: ActLink): string {
  const words = ORDER_KIND_WORDS[kind]
  const act = (name: string) => `${name} ${printed} от\u00A0${shortDate(date)}`
  if (relation === 'amends') return `изменяет ${act(words.nominative)}`
  if (relation === 'repeals') return `признаёт утратившим силу ${act(words.nominative)}`
  return relation === 'amended_by'
    ? `изменения внесены ${act(words.instrumental)}`
    : `признано утратившим силу ${act(words.instrumental)}`
}

/** «школам (21.04.2022)», line by line. */
export const dispatchText = (dispatches: RegisterRow['dispatches']): string =>
  dispatches.map(({ recipient, sentOn }) => `${recipient} (${shortDate(sentOn)})`).join('\n')

/** The title, or that there is none, and why the number was reserved or annulled. */
export const titleText = ({ title, reason }: Pick<RegisterRow, 'title' | 'reason'>): string =>
  [title || 'Номер без акта', reason ? `Причина: ${reason}` : ''].filter(Boolean).join('\n')

/** Columns of order-standard §3, with the kind where several kinds stand together. */
export const REGISTER_COLUMNS = [
  '№',
  'Дата',
  'Вид',
  'Что делает',
  'Заголовок',
  'Кто подписал',
  'Исполнитель',
  'Листов',
  'Кому разослано',
  'Опубликовано',
  'Связь с другими актами',
  'Срок хранения',
  'Состояние',
] as const

/** The cells of one row under `REGISTER_COLUMNS`. */
export function registerCells(row: RegisterRow, zone: string): string[] {
  return [
    row.printed,
    shortDate(row.date),
    ORDER_KIND_WORDS[row.kind].nominative,
    row.purpose ? ORDER_PURPOSE_LABELS[row.purpose] : '',
    titleText(row),
    row.signer,
    row.executor,
    row.sheets === null ? '' : String(row.sheets),
    dispatchText(row.dispatches),
    row.publishedAt ? shortDate(localDate(row.publishedAt, zone)) : '',
    row.links.map(linkText).join('\n'),
    row.storage,
    SHOWN_STATE_LABELS[row.state],
  ]
}
