/** Fields that are never kept or shown again. */
const SECRET = /password|current|secret|code/i

/** What browsers and the framework call the empty part of a file field in which nothing was chosen. */
const NO_FILE = ['', 'undefined', 'blob']

export function contentOf(formData: FormData): { values: Record<string, string[]>; files: Record<string, File> } {
  const values: Record<string, string[]> = Object.create(null)
  const files: Record<string, File> = {}
  for (const [name, value] of formData.entries()) {
    if (name.startsWith('$ACTION')) continue
    // Browsers send line ends as CRLF; NUL is not text and PostgreSQL refuses it.
    if (typeof value === 'string') (values[name] ??= []).push(value.replace(/\r\n?/g, '\n').replaceAll('\u0000', ''))
    else if (value.size > 0 || !NO_FILE.includes(value.name)) files[name] = value
  }
  return { values, files }
}

/** What may be kept of a form: no secrets, no files, none of the form's own marks. */
export const keepable = (formData: FormData): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(contentOf(formData).values).filter(([name]) => !SECRET.test(name) && !name.startsWith('_')),
  )
