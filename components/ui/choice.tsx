import type { ComponentProps, ReactNode } from 'react'
import { ErrorText, FieldNotes, type FieldProps, fieldId, Hint, Optional } from '@/components/ui/field-frame'

export type Choice = {
  value: string
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
  /** Fields that belong to this answer, shown under it. */
  more?: ReactNode
}

/** One of a few answers. The first radio carries the id that the error summary links to. */
export function RadioGroup({
  name,
  label,
  hint,
  error,
  id = fieldId(name),
  required,
  options,
  defaultValue,
}: FieldProps & { options: Choice[]; defaultValue?: string | undefined }) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <fieldset className={error ? 'field bad' : 'field'} aria-describedby={described || undefined}>
      <legend>
        {label}
        <Optional required={required} />
      </legend>
      <FieldNotes name={name} id={id} hint={hint} error={error} />
      {options.map((option, index) => {
        const own = index === 0 ? id : `${id}-${index}`
        return (
          <div className="choice" key={option.value}>
            <input
              type="radio"
              id={own}
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              required={required || undefined}
              aria-describedby={option.hint ? `${own}-note` : undefined}
            />
            <label htmlFor={own}>{option.label}</label>
            {option.hint ? <Hint id={`${own}-note`}>{option.hint}</Hint> : null}
            {option.more ? <div className="choice-more">{option.more}</div> : null}
          </div>
        )
      })}
    </fieldset>
  )
}

/** Yes or no. An unticked box is not sent: absence means no. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  id = fieldId(name),
  required,
  ...rest
}: FieldProps & Omit<ComponentProps<'input'>, keyof FieldProps | 'type'>) {
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={error ? 'field bad' : 'field'}>
      {error ? <ErrorText id={`${id}-error`}>{error}</ErrorText> : null}
      <div className="choice">
        <input
          type="checkbox"
          {...rest}
          id={id}
          name={name}
          required={required || undefined}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
        />
        <label htmlFor={id}>
          {label}
          <Optional required={required} />
        </label>
        {hint ? <Hint id={`${id}-hint`}>{hint}</Hint> : null}
      </div>
    </div>
  )
}
