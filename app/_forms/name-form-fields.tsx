import { errorOf, type FormState, typed } from '@/app/_forms/form-state'
import { TextField } from '@/components/ui/field'
import { CASE_LABELS, CASES, type Case, type NameForms } from '@/lib/grammar/cases'
import { proposedForms } from '@/lib/grammar/name'

type Props = {
  state: FormState
  /** What the cases are of, for the hint: «Как программа склоняет …». */
  hint: string
  made: (form: Case) => string | null
  stored: NameForms
  /** Cases asked elsewhere in the form. */
  without?: readonly Case[]
}

/** A name in cases: the program's proposals, or an empty field where it is not sure; changed ones are kept. */
export function NameFormFields({ state, hint, made, stored, without = [] }: Props) {
  const forms = proposedForms(made, stored)
  return (
    <fieldset className="field">
      <legend>Падежи</legend>
      <div className="hint">{hint}</div>
      {CASES.filter((form) => !without.includes(form)).map((form) => (
        <TextField
          key={form}
          name={`form_${form}`}
          label={CASE_LABELS[form]}
          defaultValue={typed(state, `form_${form}`, forms[form])}
          error={errorOf(state, `form_${form}`)}
          autoComplete="off"
          required={false}
        />
      ))}
    </fieldset>
  )
}
