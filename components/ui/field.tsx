import type { ComponentProps } from 'react'
import { controlProps, FieldFrame, type FieldProps } from '@/components/ui/field-frame'
import { ShowPassword } from '@/components/ui/show-password'
import { TextBox } from '@/components/ui/text-box'

type Width = 'date' | 'short' | 'half' | 'full'
type Native<Tag extends 'input' | 'select' | typeof TextBox> = Omit<ComponentProps<Tag>, keyof FieldProps | 'children'>

const inputClass = (width: Width): string => (width === 'full' ? 'input' : `input w-${width}`)

/** One line of text. `width` shows how long an answer is expected. */
export function TextField({
  name,
  label,
  hint,
  error,
  id,
  required,
  width = 'full',
  type = 'text',
  ...rest
}: FieldProps & { width?: Width } & Omit<Native<'input'>, 'width'>) {
  const field = { name, label, hint, error, id, required }
  return (
    <FieldFrame {...field}>
      <input type={type} className={inputClass(width)} {...rest} {...controlProps(field)} />
    </FieldFrame>
  )
}

/** Several lines; grows with the text where the browser can. */
export function TextArea({
  name,
  label,
  hint,
  error,
  id,
  required,
  rows = 4,
  ...rest
}: FieldProps & Native<typeof TextBox>) {
  const field = { name, label, hint, error, id, required }
  return (
    <FieldFrame {...field}>
      <TextBox rows={rows} className="input" {...rest} {...controlProps(field)} />
    </FieldFrame>
  )
}

/** A date typed as text: «21.4.22», «21 апреля 2022»; the server reads it. The example stands in the hint. */
export function DateField({
  hint = 'Например, 21.04.2022 или 21 апреля 2022',
  ...rest
}: ComponentProps<typeof TextField>) {
  return <TextField hint={hint} width="date" autoComplete="off" spellCheck={false} {...rest} />
}

/** A password; pasting and password managers work, and it can be shown. The value typed is never sent back. */
export function PasswordField({
  name,
  label,
  hint,
  error,
  id,
  required,
  autoComplete = 'current-password',
  ...rest
}: FieldProps & Omit<Native<'input'>, 'type' | 'defaultValue' | 'value'>) {
  const field = { name, label, hint, error, id, required }
  const control = controlProps(field)
  return (
    <FieldFrame {...field}>
      <div className="with-button">
        <input
          type="password"
          className="input w-half"
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          {...rest}
          {...control}
        />
        <ShowPassword target={control.id} />
      </div>
    </FieldFrame>
  )
}

export type Option = { value: string; label: string; hint?: string; disabled?: boolean }

/** A choice from a long list; for up to six answers take RadioGroup. `empty` is the words of the unset state. */
export function Select({
  name,
  label,
  hint,
  error,
  id,
  required,
  options,
  empty,
  defaultValue,
  ...rest
}: FieldProps & { options: Option[]; empty?: string } & Native<'select'>) {
  const field = { name, label, hint, error, id, required }
  return (
    <FieldFrame {...field}>
      {/* React 19 resets a form after its action and forgets a select's default: a new key makes it anew. */}
      <select
        key={String(defaultValue ?? '')}
        className="input"
        defaultValue={defaultValue}
        {...rest}
        {...controlProps(field)}
      >
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

/** Files to send. `types` and `maxSize` are said before choosing: «PDF или JPEG», «10 МБ». */
export function FileField({
  name,
  label,
  hint,
  error,
  id,
  required,
  types,
  maxSize,
  ...rest
}: FieldProps & { types: string; maxSize: string } & Omit<Native<'input'>, 'type' | 'defaultValue'>) {
  const many = rest.multiple ? 'Можно выбрать несколько файлов. ' : ''
  const said = (
    <>
      {many}
      {types}, не больше {maxSize}
      {rest.multiple ? ' каждый' : ''}.{hint ? <> {hint}</> : null}
    </>
  )
  const field = { name, label, hint: said, error, id, required }
  return (
    <FieldFrame {...field}>
      <input type="file" className="input" {...rest} {...controlProps(field)} />
    </FieldFrame>
  )
}
