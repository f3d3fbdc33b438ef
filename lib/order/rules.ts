import { conflict } from '@/lib/shared/refusal'

/** The life of an act (rulings A2, B). «Подписано» and «Зарегистрировано» are reached together. */
export const ORDER_STATUSES = [
  'draft',
  'in_approval',
  'returned',
  'awaiting_signature',
  'awaiting_scan',
  'registered',
  'published',
  'annulled',
  'repealed',
  'withdrawn',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** From where each step may be taken. Who may take it is in lib/access/policy.ts. */
export const STEPS = {
  edit: ['draft', 'returned'],
  send: ['draft', 'returned'],
  withdraw: ['draft', 'returned'],
  enter_old_act: ['draft', 'returned'],
  recall: ['in_approval', 'awaiting_signature'],
  decide: ['in_approval'],
  return: ['awaiting_signature'],
  sign: ['awaiting_signature'],
  attach_scan: ['awaiting_scan', 'registered', 'published'],
  publish: ['registered'],
  withdraw_publication: ['published'],
  annul: ['awaiting_scan', 'registered', 'published'],
} as const satisfies Record<string, readonly OrderStatus[]>
export type OrderStep = keyof typeof STEPS

export function isOpen(step: OrderStep, status: OrderStatus): boolean {
  const from: readonly OrderStatus[] = STEPS[step]
  return from.includes(status)
}

const WHY_CLOSED: Partial<Record<OrderStatus, string>> = {
  draft: 'Распоряжение ещё в работе у автора.',
  in_approval: 'Распоряжение на согласовании.',
  returned: 'Распоряжение возвращено на доработку.',
  awaiting_signature: 'Распоряжение ждёт подписи.',
  awaiting_scan: 'Распоряжение подписано на бумаге, ждём скан.',
  registered: 'Распоряжение уже подписано и зарегистрировано.',
  published: 'Распоряжение уже опубликовано.',
  annulled: 'Распоряжение аннулировано.',
  repealed: 'Распоряжение утратило силу.',
  withdrawn: 'Проект распоряжения снят автором.',
}

/** Throws `conflict` that says in which state the act is now. */
export function demandStep(step: OrderStep, status: OrderStatus): void {
  if (!isOpen(step, status)) {
    throw conflict(`${WHY_CLOSED[status] ?? ''} Это действие сейчас недоступно; обновите страницу.`.trim())
  }
}

/** Kinds of act that a municipality signs; each has its own register (order-standard §3). */
export const ORDER_KINDS = ['directive', 'resolution', 'ordinance'] as const
export type OrderKind = (typeof ORDER_KINDS)[number]

export const OPERATIVE_WORDS = [
  'обязывает:',
  'постановляет:',
  'ПОСТАНОВЛЯЮ:',
  'п о с т а н о в л я е т:',
  'ПРИКАЗЫВАЮ:',
  '',
] as const

/** How the original came to be: a key's signature in the file, or a hand's on paper (rulings B4, B5). */
export const SIGNATURE_KINDS = ['electronic', 'paper'] as const
export type SignatureKind = (typeof SIGNATURE_KINDS)[number]

/** What a stored file is. `print` bears number and date but no mark; its original is the paper. */
export const PAPER_KINDS = ['signed', 'print', 'scan'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export const SIGNING_STATES = ['prepared', 'completed', 'abandoned'] as const
