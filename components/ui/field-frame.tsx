import type { ReactNode } from 'react'

/** What every field takes, whatever its control. */
export type FieldProps = {
  name: string
  /** The question in words; always seen. */
  label: ReactNode
  hint?: ReactNode
  /** The same words as in the summary on top; undefined when the field is right. */
  error?: string | undefined
  /** Only where one name occurs twice on a page; else the id is made from the name. */
  id?: string
  /** false adds «необязательно» to the label; true tells assistive technology. The server decides in both cases. */
  required?: boolean
}

/** The id of a field's control: the error summary links to it. */
export const fieldId = (name: string): string => `f-${name}`

/** Explains a field before it is filled in. */
export function Hint({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div id={id} className="hint">
      {children}
    </div>
  )
}

/** What is wrong with the field above which it stands. */
export function ErrorText({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <div id={id} className="error-text">
      <span className="vh">Ошибка: </span>
      {children}
    </div>
  )
}

/** «необязательно» after a label. */
export function Optional({ required }: { required: boolean | undefined }) {
  return required === false ? <span className="optional"> — необязательно</span> : null
}

/** Attributes that bind a control to its label, hint and error. */
export function controlProps({ name, id = fieldId(name), hint, error, required }: Omit<FieldProps, 'label'>) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    name,
    required: required || undefined,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
}

/** Hint and error in their place between the label and the control. */
export function FieldNotes({ name, id = fieldId(name), hint, error }: Omit<FieldProps, 'label'>) {
  return (
    <>
      {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
      {error ? <ErrorText id={`${id}-error`}>{error}</ErrorText> : null}
    </>
  )
}

/** One labelled control. */
export function FieldFrame({ children, ...field }: FieldProps & { children: ReactNode }) {
  return (
    <div className={field.error ? 'field bad' : 'field'}>
      <label htmlFor={field.id ?? fieldId(field.name)}>
        {field.label}
        <Optional required={field.required} />
      </label>
      <FieldNotes {...field} />
      {children}
    </div>
  )
}
