/**
 * A refusal is an answer, not a fault: the rules said no and the person is told why and what to do.
 * - `not_found`: the row does not exist for this actor (also when it is another municipality's).
 * - `forbidden`: the actor's roles do not hold this right.
 * - `conflict`: the state has moved on or does not allow the step.
 * - `invalid`: what was sent cannot be accepted; `field` names the form's field when there is one.
 */
export type RefusalCode = 'not_found' | 'forbidden' | 'conflict' | 'invalid'

export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly code: RefusalCode,
    /** In Russian, for the person: what happened and the way out. */
    message: string,
    readonly field?: string,
    /** What the page needs to show the refusal well, e.g. both texts of an edit conflict. */
    readonly details?: Record<string, unknown>,
  ) {
    super(message)
  }
}

export const notFound = (what: string) => new Refusal('not_found', `${what}: такой записи нет или она вам не видна.`)
export const forbidden = (message = 'Ваша роль не даёт права на это действие.') => new Refusal('forbidden', message)
export const conflict = (message: string, details?: Record<string, unknown>) =>
  new Refusal('conflict', message, undefined, details)
/** The form's page shows none of what another has saved meanwhile: it links to it. `what`: «эти данные». */
export const changedElsewhere = (what: string) =>
  conflict(
    `Пока вы правили, ${what} изменил кто-то ещё. Ниже ваш вариант, он не сохранён: откройте сохранённый и внесите правки в него.`,
    { isElsewhere: true },
  )
export const invalid = (message: string, field?: string) => new Refusal('invalid', message, field)
