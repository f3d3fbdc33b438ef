import { z } from 'zod'
import { CASES, type Case, type NameForms } from '@/lib/grammar/cases'
import { changedForms, proposedForms } from '@/lib/grammar/name'

const line = z.string().normalize('NFC').trim().max(500, 'Слишком длинно: не больше 500 знаков.').optional()

/** Fields of a form that shows a name in cases; absent where the form does not show them. */
export const nameFormFields = {
  form_genitive: line,
  form_dative: line,
  form_accusative: line,
  form_instrumental: line,
  form_prepositional: line,
} satisfies Record<`form_${Case}`, typeof line>

export type FormsInput = { [Field in keyof typeof nameFormFields]?: string | undefined }

/** The same without the case fields. */
export const withoutForms = <Input extends FormsInput>(input: Input): Omit<Input, keyof FormsInput> =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !(name in nameFormFields))) as Omit<
    Input,
    keyof FormsInput
  >

/**
 * The forms to keep: those that differ from what the program makes of the name. A name that was changed leaves behind the forms that
 * the page showed for the former one. Empty where the form did not show them: what is stored stays.
 */
export function formsToKeep(
  input: FormsInput,
  made: (form: Case) => string | null,
  former?: { made: (form: Case) => string | null; forms: NameForms; isRenamed: boolean },
): { forms?: NameForms } {
  const sent = Object.fromEntries(CASES.map((form) => [form, input[`form_${form}`]])) as NameForms
  if (Object.values(sent).every((text) => text === undefined)) return {}
  const changed = changedForms(sent, made)
  if (!former?.isRenamed) return { forms: changed }
  const shown = proposedForms(former.made, former.forms)
  return {
    forms: Object.fromEntries(Object.entries(changed).filter(([form, text]) => text !== shown[form as Case].trim())),
  }
}
