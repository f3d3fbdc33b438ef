/** What is wrong with the quotation marks of a text, and the text mended where only one reading is possible. */
export type QuoteFault = { kind: 'unclosed' | 'unopened' | 'mixed' | 'straight'; after: string | null }

/** Words with which the next clause of a preamble begins: a title cited before them has ended. */
const NEXT_CLAUSE = /,\s+(?:в целях|на основании|в соответствии|руководствуясь|во исполнение|учитывая)(?!\p{L})/u

/**
 * Quotes ought to be « », inner „ “, each closed (order-standard C38). Null for a text without a fault. «"» at the end of an
 * abbreviation of feet or seconds is not known in these papers.
 */
export function faultOfQuotes(text: string): QuoteFault | null {
  const straight = [...text.matchAll(/"/g)].map((match) => match.index)
  if (straight.length % 2 === 1) {
    const [only] = straight
    return { kind: 'unclosed', after: straight.length === 1 && only !== undefined ? closed(text, only) : null }
  }
  const open = openGuillemets(text)
  if (open === 'unopened') return { kind: 'unopened', after: null }
  if (open.length > 0)
    return { kind: 'unclosed', after: open.length === 1 ? closed(text, open[0] ?? 0, straight.length > 0) : null }
  const inner = (text.match(/„/g) ?? []).length
  const innerClosed = (text.match(/[“”]/g) ?? []).length
  if (inner > innerClosed) return { kind: 'unclosed', after: null }
  if (straight.length === 0) return null
  return { kind: /[«»„“”]/.test(text) ? 'mixed' : 'straight', after: guillemetsFor(text, straight) }
}

/**
 * A title put into « » by the program, marks inside it as „ “. A title whose marks are not paired stays as typed inside: what was
 * meant is not known (rulings A7).
 */
export function cited(title: string): string {
  const clean = title.trim()
  if (clean === '') return ''
  const wrapped = `«${clean}»`
  const fault = faultOfQuotes(clean)
  if (fault?.kind === 'straight' || fault?.kind === 'mixed') return nested(`«${fault.after ?? clean}»`)
  return fault ? wrapped : nested(wrapped)
}

/** Places of «…» not closed; two marks written as one at the end («„…“» often ends with a single ») are not guessed away. */
function openGuillemets(text: string): number[] | 'unopened' {
  const open: number[] = []
  for (const match of text.matchAll(/[«»]/g)) {
    if (match[0] === '«') open.push(match.index)
    else if (open.pop() === undefined) return 'unopened'
  }
  return open
}

/** Closed where the citation surely ends: before the next clause, or at the end of a text that the mark itself begins. */
function closed(text: string, at: number, hasOthers = false): string | null {
  const rest = text.slice(at + 1)
  const clause = NEXT_CLAUSE.exec(rest)
  const end = clause ? clause.index : at === 0 ? rest.replace(/[\s.;:,]+$/, '').length : -1
  if (end <= 0 || hasOthers || /^\s/.test(rest) || /[«»"„“”]/.test(rest.slice(0, end))) return null
  return `${text.slice(0, at)}«${rest.slice(0, end)}»${rest.slice(end)}`
}

/** Straight quotes by turns opening and closing, inner ones as „ “; null where their neighbours say otherwise. */
function guillemetsFor(text: string, at: readonly number[]): string | null {
  let mended = text
  for (const [turn, place] of at.entries()) {
    const isOpening = turn % 2 === 0
    const before = text.charAt(place - 1)
    const after = text.charAt(place + 1)
    if (isOpening ? !/^$|[\s(«]/.test(before) || !/\S/.test(after) : !/\S/.test(before) || /[\p{L}\p{N}]/u.test(after))
      return null
    mended = `${mended.slice(0, place)}${isOpening ? '«' : '»'}${mended.slice(place + 1)}`
  }
  return nested(mended)
}

/** Inside « » the marks are „ “. */
function nested(text: string): string {
  let depth = 0
  return text.replace(/[«»]/g, (mark) => {
    if (mark === '«') return depth++ === 0 ? '«' : '„'
    return --depth === 0 ? '»' : '“'
  })
}
