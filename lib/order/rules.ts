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
  'ПОСТАНОВЛЯЕТ:',
  'ПОСТАНОВЛЯЮ:',
  'п о с т а н о в л я е т:',
  'ПРИКАЗЫВАЮ:',
  '',
] as const

/** What an act does: approves a map, appoints curators, changes an approved map, or ends another act (rulings A9). */
export const ORDER_PURPOSES = ['approval', 'curators', 'amendment', 'repeal'] as const
export type OrderPurpose = (typeof ORDER_PURPOSES)[number]

/** How an amendment says what becomes other: row by row in its text, or the whole annex anew. */
export const AMENDMENT_FORMS = ['rows', 'whole'] as const
export type AmendmentForm = (typeof AMENDMENT_FORMS)[number]

/**
 * How the original came to be (rulings B): `electronic` by a key that the program keeps, `browser` by the signatory's own means in
 * his browser, both inside the file; `detached` by another program, in a file beside it; `paper` by hand.
 */
export const SIGNATURE_KINDS = ['electronic', 'browser', 'detached', 'paper'] as const
export type SignatureKind = (typeof SIGNATURE_KINDS)[number]

/**
 * What a stored file is. `signed` is an original: signed inside, or with a `detached` signature beside it. `print` bears number and
 * date but no mark; its original is the paper.
 */
export const PAPER_KINDS = ['signed', 'detached', 'print', 'scan'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export const SIGNING_STATES = ['prepared', 'completed', 'abandoned'] as const
