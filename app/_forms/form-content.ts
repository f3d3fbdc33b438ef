/** Fields that are never kept or shown again. */
const SECRET = /password|current|secret|code/i

/** What browsers and the framework call the empty part of a file field in which nothing was chosen. */
const NO_FILE = ['', 'undefined', 'blob']

export function contentOf(formData: FormData): {
  values: Record<string, string[]>
  /** Of a field with several files, the last. */
  files: Record<string, File>
  fileLists: Record<string, File[]>
} {
  const values: Record<string, string[]> = Object.create(null)
  const files: Record<string, File> = {}
  const fileLists: Record<string, File[]> = Object.create(null)
  for (const [name, value] of formData.entries()) {
    if (name.startsWith('$ACTION')) continue
    // Browsers send line ends as CRLF; NUL is not text and PostgreSQL refuses it.
    if (typeof value === 'string') (values[name] ??= []).push(value.replace(/\r\n?/g, '\n').replaceAll('\u0000', ''))
    else if (value.size > 0 || !NO_FILE.includes(value.name)) {
      files[name] = value
      ;(fileLists[name] ??= []).push(value)
    }
  }
  return { values, files, fileLists }
}

/** What may be kept of a form: no secrets, no files, none of the form's own marks. */
export const keepable = (formData: FormData): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(contentOf(formData).values).filter(([name]) => !SECRET.test(name) && !name.startsWith('_')),
  )
