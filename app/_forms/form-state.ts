import { findKeptForm } from '@/db/queries/kept-form'
import { now } from '@/lib/system/clock'
import { unsealText } from '@/lib/system/secret'

/** What a form is drawn from: nothing at first; after a refusal what was typed and why it was refused. */
export type FormState = {
  /** As typed; a repeated field holds all its values. Never passwords or files. */
  values: Record<string, string[]>
  errors: { field: string | null; message: string }[]
  /** What a refusal told besides its words: `revision` of the other text that is shown, `isElsewhere` where the page shows none of it. */
  details: Record<string, unknown>
  /** True when the text was kept because the session had ended: it is shown, never sent by itself (rulings F4). */
  afterSignIn: boolean
}

export const BLANK: FormState = { values: {}, errors: [], details: {}, afterSignIn: false }

/** The kept state named by `?kept=`, if it is this person's (or nobody's) and of this form. */
export async function openForm(
  form: string,
  kept: string | string[] | undefined,
  userId: string | null,
): Promise<FormState> {
  if (typeof kept !== 'string') return BLANK
  const sealed = await findKeptForm(kept, userId, now())
  if (!sealed) return BLANK
  const opened = JSON.parse(unsealText(sealed, 'kept-form')) as FormState & { form: string }
  return opened.form === form ? opened : BLANK
}

/** What the field was filled with, or what is stored. */
export const typed = (state: FormState, name: string, stored = ''): string => state.values[name]?.[0] ?? stored
export const typedAll = (state: FormState, name: string, stored: string[] = []): string[] =>
  state.values[name] ?? stored
export const isTicked = (state: FormState, name: string, stored = false): boolean =>
  state === BLANK ? stored : state.values[name] !== undefined
/** For ErrorSummary: what concerns a field, and what concerns the whole. */
export const errorsByField = (state: FormState): Record<string, string> =>
  Object.fromEntries(state.errors.flatMap(({ field, message }) => (field === null ? [] : [[field, message]])))
export const messageOf = (state: FormState): string | undefined =>
  state.errors.find((error) => error.field === null)?.message
export const errorOf = (state: FormState, name: string): string | undefined =>
  state.errors.find((error) => error.field === name)?.message

/**
 * The revision that the shown text began from. Typed text keeps its own, whatever brought it back, so that a change made meanwhile is met
 * as a conflict; only the text that a conflict has shown as another's, the one of `details.revision`, is written over.
 */
export const revisionOf = (state: FormState, stored: number): string =>
  typeof state.details.revision === 'number' ? String(state.details.revision) : typed(state, 'revision', String(stored))
