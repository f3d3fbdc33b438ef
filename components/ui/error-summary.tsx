import { fieldId } from '@/components/ui/field-frame'
import { FocusOnMount } from '@/components/ui/focus-on-mount'

export type FieldErrors = Record<string, string | string[] | undefined>

/** The first message of a field, as TextField's `error` takes it. */
export function errorOf(errors: FieldErrors | undefined, name: string): string | undefined {
  const error = errors?.[name]
  return Array.isArray(error) ? error[0] : error
}

/**
 * «Есть ошибки», on top of a form: links to the fields in the order given, and what concerns the form as a whole.
 * Nothing at all when there is nothing to say. Works without JavaScript: `autofocus` is in the HTML.
 */
export function ErrorSummary({
  errors,
  message,
  title = 'Есть ошибки',
}: {
  errors?: FieldErrors | undefined
  /** A refusal of the whole act. */
  message?: string | undefined
  title?: string
}) {
  const wrong = Object.keys(errors ?? {}).filter((name) => errorOf(errors, name))
  if (wrong.length === 0 && !message) return null
  return (
    // biome-ignore lint/a11y/noAutofocus: after a failed sending the errors are what the person needs, also without JavaScript
    <div className="errors" id="errors" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors-title">
      <h2 id="errors-title">{title}</h2>
      {message ? <p>{message}</p> : null}
      {wrong.length > 0 ? (
        <ul>
          {wrong.map((name) => (
            <li key={name}>
              <a href={`#${fieldId(name)}`}>{errorOf(errors, name)}</a>
            </li>
          ))}
        </ul>
      ) : null}
      <FocusOnMount target="errors" because={errors ?? message} />
    </div>
  )
}
