const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

let make: (html: string) => Markup

/** HTML that may be sent as it is: made by `markup` only, so that no typed text gets into it unescaped. */
export class Markup {
  readonly #html: string
  private constructor(html: string) {
    this.#html = html
  }
  static {
    make = (html) => new Markup(html)
  }
  toString(): string {
    return this.#html
  }
}
type Value = string | number | null | undefined | false | Markup | readonly Markup[]

const written = (value: Value): string => {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Markup) return value.toString()
  if (Array.isArray(value)) return value.map(written).join('')
  return String(value).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)
}

/**
 * HTML from a template: `markup\`<td title="${name}">${text}</td>\``. What is put in is escaped, other markup excepted;
 * null, undefined and false put in nothing. Attributes must stand in quotes. For long tables only, where React's elements
 * would cost more than everything else on the page (docs/decisions/0007).
 */
export function markup(parts: TemplateStringsArray, ...values: Value[]): Markup {
  let html = parts[0] ?? ''
  for (const [index, value] of values.entries()) html += written(value) + (parts[index + 1] ?? '')
  return make(html)
}
