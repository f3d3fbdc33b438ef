import { CASES, type Case, type NameForms } from '@/lib/grammar/cases'
import { inflectPhrase } from '@/lib/grammar/phrase'

/** A post in a case: the typed form, else the program's; null where neither is there. */
export const inflectPost = (name: string, form: Case, forms: NameForms = {}): string | null =>
  forms[form] || inflectPhrase(name, form)

/** A body in a case, its line breaks kept. `forms` win; so does the genitive that is typed with every body. */
export const inflectBody = (name: string, form: Case, forms: NameForms = {}): string | null =>
  forms[form] || inflectPhrase(name, form)

/** What the form of a name is filled with: typed forms, else proposals; an empty one must be typed. */
export const proposedForms = (made: (form: Case) => string | null, forms: NameForms): Record<Case, string> =>
  Object.fromEntries(CASES.map((form) => [form, forms[form] || (made(form) ?? '')])) as Record<Case, string>

/** Of the forms that a page sent, those that differ from the program's own: only these are kept, so that a new name is declined anew. */
export function changedForms(sent: NameForms, made: (form: Case) => string | null): NameForms {
  return Object.fromEntries(
    CASES.flatMap((form) => {
      const text = sent[form]?.trim() ?? ''
      return text === '' || text === made(form) ? [] : [[form, text]]
    }),
  )
}
