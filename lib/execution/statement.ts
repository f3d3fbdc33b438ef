import type { ExecutionState, ExecutorKind, ExecutorRef } from '@/lib/execution/rules'
import { addDays, type LocalDate, longDate, shortDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** What an executor says of one control point. */
export type Statement = {
  state: ExecutionState
  /** As typed; why, where it was not done. */
  note: string
  isBeforeApproval: boolean
  doneOn: LocalDate | null
}

/** `school:<id>` in forms and addresses. */
export const executorText = ({ kind, id }: ExecutorRef): string => `${kind}:${id}`

/** Back from `executorText`; null for anything else, for it comes from an address. */
export function readExecutor(text: string): ExecutorRef | null {
  const match = /^(role|school|curator):(.{1,100})$/s.exec(text)
  return match?.[1] && match[2] ? { kind: match[1] as ExecutorKind, id: match[2] } : null
}

/** A name may have changed since; kind and id do not. */
export const isSameExecutor = (one: ExecutorRef, other: ExecutorRef): boolean =>
  one.kind === other.kind && one.id === other.id

/**
 * Refuses what cannot be said, and answers with what is kept: the day belongs to «исполнено» only; one left blank is today,
 * or unknown where it was done before the approval.
 */
export function demandStatement(
  said: Statement,
  { today, approvedOn }: { today: LocalDate; approvedOn: LocalDate | null },
): Statement {
  const { state, note, isBeforeApproval, doneOn } = said
  if (state === 'not_done' && isBlank(note)) {
    throw invalid('Напишите, почему не исполнено: без причины отметку не поставить.', 'note')
  }
  if (state !== 'done') {
    if (isBeforeApproval)
      throw invalid('«Исполнено до утверждения» бывает только у исполненного: выберите «Исполнено».', 'state')
    if (doneOn !== null)
      throw invalid('День исполнения есть только у исполненного. Выберите «Исполнено» или уберите дату.', 'doneOn')
    return said
  }
  if (doneOn !== null && doneOn > today)
    throw invalid(`${longDate(doneOn)} ещё не наступило. Поставьте день не позже сегодняшнего.`, 'doneOn')
  if (!isBeforeApproval) return { ...said, doneOn: doneOn ?? today }
  if (approvedOn === null)
    throw invalid('Карта ещё не утверждена: уберите «исполнено до утверждения».', 'isBeforeApproval')
  if (doneOn !== null && doneOn > approvedOn) {
    throw invalid(
      `Карта утверждена ${longDate(approvedOn)}, а исполнено позже. Исправьте день или уберите «исполнено до утверждения».`,
      'doneOn',
    )
  }
  return said
}

/** The second press of a form says what stands there already. */
export const isSameStatement = (one: Statement, other: Statement): boolean =>
  one.state === other.state &&
  one.note === other.note &&
  one.isBeforeApproval === other.isBeforeApproval &&
  one.doneOn === other.doneOn

/** A term moves later only, to a day that is not past; `due` is the term as it stands now, null where there is none. */
export function demandNewDue(newDue: LocalDate, due: LocalDate | null, today: LocalDate): void {
  if (newDue < today) throw invalid('Новый срок уже прошёл. Поставьте сегодняшний день или более поздний.', 'newDue')
  if (due !== null && newDue <= due) {
    throw invalid(
      `Сейчас срок — ${shortDate(due)}. Новый срок должен быть позже: не раньше ${shortDate(addDays(due, 1))}.`,
      'newDue',
    )
  }
}

/** A point that is done or not required has no term to move. */
export function demandOpenState(state: ExecutionState): void {
  if (state === 'done') throw conflict('Уже исполнено: переносить нечего.')
  if (state === 'not_required') throw conflict('Исполнять не требуется: переносить нечего.')
}
