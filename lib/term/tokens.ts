import { asCyrillic, type Letters, romanNumber } from '@/lib/term/letters'
import { isYearMark, monthNumber, weekdayNumber } from '@/lib/term/lexicon'

/** Where a year's digits stand in the letters: a moved term is rewritten there and nowhere else. */
export type YearPlace = { from: number; size: 2 | 4 }

export type Token = { text: string; from: number; to: number } & (
  | { type: 'date'; day: number; month: number; year: number; place: YearPlace }
  /** «25.05» or «14.00»: a day and a month, or a clock. */
  | { type: 'pair'; first: number; second: number }
  | { type: 'month_year'; month: number; year: number; place: YearPlace }
  | { type: 'year'; year: number; place: YearPlace }
  | { type: 'number'; value: number }
  | { type: 'roman'; value: number }
  | { type: 'clock'; hour: number; minute: number }
  | { type: 'month'; month: number }
  | { type: 'weekday'; weekday: number }
  | { type: 'word' | 'separator' | 'dash' | 'open' | 'close' | 'quote' | 'footnote' | 'other' }
)

/** Two-digit years are of this century. */
const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))

type Lexeme = [form: RegExp, make: (match: RegExpExecArray, from: number) => Made | null]
type Bare<One> = One extends Token ? Omit<One, 'text' | 'from' | 'to'> : never
type Made = Bare<Token>

const placeOf = (match: RegExpExecArray, from: number, digits: string): YearPlace => ({
  from: from + match[0].lastIndexOf(digits),
  size: digits.length === 2 ? 2 : 4,
})

const ORDINAL_END = '(?:\\s?-\\s?|)(?:ый|ой|ий|й|ого|го|ое|е|ая|я|му|ому|ом|м|ую|ю|ых|их|х)(?![\\p{L}\\d])'

const NUMERIC: Lexeme[] = [
  [
    /((?:19|20|21)\d\d)[-.](\d{1,2})[-.](\d{1,2})(?!\d)/uy,
    ([, year = '', month, day], from) => ({
      type: 'date',
      day: Number(day),
      month: Number(month),
      year: Number(year),
      place: { from, size: 4 },
    }),
  ],
  [
    // Spaces may follow the dots only before four digits: «17.02. 02.03» are two dates.
    /(\d{1,2})(?:\s?\.\s?|\/)(\d{1,2})(?:\s?\.\s?(\d{4})|\/(\d{4})|[./](\d{2}))(?![\d])(?!\.\d)/uy,
    (match, from) => {
      const digits = match[3] ?? match[4] ?? match[5] ?? ''
      const date = { day: Number(match[1]), month: Number(match[2]), year: fullYear(digits) }
      return { type: 'date', ...date, place: placeOf(match, from, digits) }
    },
  ],
  [
    /(\d{1,2})[:](\d{2})(?!\d)/uy,
    ([, hour, minute]) => ({ type: 'clock', hour: Number(hour), minute: Number(minute) }),
  ],
  [/(\d{1,2})-(00)(?![\d.])/uy, ([, hour]) => ({ type: 'clock', hour: Number(hour), minute: 0 })],
  [
    /(\d{1,2})[./]((?:19|20|21)\d\d)(?!\d)/uy,
    (match, from) => ({
      type: 'month_year',
      month: Number(match[1]),
      year: Number(match[2]),
      place: placeOf(match, from, match[2] ?? ''),
    }),
  ],
  [
    /(\d{1,2})(?:\.(\d{1,2})|\/(\d{2}))(?!\d)\.?/uy,
    ([, first, dotted, slashed]) => ({ type: 'pair', first: Number(first), second: Number(dotted ?? slashed) }),
  ],
  [/((?:19|20|21)\d\d)(?!\d)/uy, ([, year], from) => ({ type: 'year', year: Number(year), place: { from, size: 4 } })],
  [
    /'(\d\d)(?!\d)/uy,
    ([, year = ''], from) => ({ type: 'year', year: fullYear(year), place: { from: from + 1, size: 2 } }),
  ],
  [
    new RegExp(`(\\d{1,3})(?!\\d)(?:${ORDINAL_END})?`, 'uy'),
    ([, digits]) => ({ type: 'number', value: Number(digits) }),
  ],
  [/\d+/uy, () => ({ type: 'other' })],
]

const SIGNS: Lexeme[] = [
  [/\*+\)?|\[\d{1,2}\]/y, () => ({ type: 'footnote' })],
  [/-+/y, () => ({ type: 'dash' })],
  [/[,;.:/\\|+&]/y, () => ({ type: 'separator' })],
  [/[([{]/y, () => ({ type: 'open' })],
  [/[)\]}]/y, () => ({ type: 'close' })],
  [/"/y, () => ({ type: 'quote' })],
  [/./suy, () => ({ type: 'other' })],
]

const WORD = /\p{L}+/uy
const ROMAN_END = new RegExp(ORDINAL_END, 'uy')
/** A word that a line's end cut in two: «сен-⏎тябрь». */
const CUT = / ?- ?\n\s*(\p{L}+)/uy

function matchAt(form: RegExp, text: string, from: number): RegExpExecArray | null {
  form.lastIndex = from
  return form.exec(text)
}

/** The words, numbers and signs of a term; one pass, so its time grows with the length only. */
export function tokensOf({ text }: Letters): Token[] {
  const tokens: Token[] = []
  let from = 0
  while (from < text.length) {
    if (text[from] === ' ' || text[from] === '\n') {
      from += 1
      continue
    }
    const token = wordAt(text, from) ?? signAt(text, from, tokens.at(-1))
    tokens.push(token)
    from = token.to
  }
  return tokens
}

function signAt(text: string, from: number, before: Token | undefined): Token {
  const forms = /[\d']/.test(text[from] ?? '') ? NUMERIC : SIGNS
  for (const [form, make] of forms) {
    const match = matchAt(form, text, from)
    const made = match && make(match, from)
    if (!match || !made) continue
    const token = { ...made, text: match[0], from, to: from + match[0].length } as Token
    if (goesOn(token, text)) break
    return token.type === 'number' ? shortYear(token, text, before) : token
  }
  const run = matchAt(/\d[\d./:]*|./suy, text, from)?.[0] ?? ''
  return { type: 'other', text: run, from, to: from + Math.max(run.length, 1) }
}

/** «201.11.2022», «25.05.12.06»: figures cut in the middle would mean what nobody wrote. */
function goesOn(token: Token, text: string): boolean {
  if (!/\d/.test(token.text)) return false
  const joined = token.type === 'year' ? /[.:]?\d/uy : /[./:]?\d/uy
  return matchAt(joined, text, token.to) !== null
}

/** «май 22 г.», «2022-23»: two digits that can only be a year. */
function shortYear(token: Token, text: string, before: Token | undefined): Token {
  if (!/^\d\d$/.test(token.text) || !before) return token
  const digits = Number(token.text)
  const marked = matchAt(/\s?(\p{L}+)/uy, text, token.to)
  const afterMonth = ['month', 'pair'].includes(before.type) && isYearMark(marked?.[1] ?? '')
  const joined = /[-/]/.test(text[token.from - 1] ?? '') && /\d/.test(text[token.from - 2] ?? '')
  const previous = /((?:19|20|21)\d\d)[-/]$/.exec(text.slice(Math.max(0, token.from - 5), token.from))
  const follows = joined && previous !== null && digits === (Number(previous[1]) + 1) % 100 && text[token.to] !== '.'
  if (!afterMonth && !follows) return token
  return { ...token, type: 'year', year: 2000 + digits, place: { from: token.from, size: 2 } }
}

function wordAt(text: string, from: number): Token | null {
  const match = matchAt(WORD, text, from)
  if (!match) return null
  const cut = matchAt(CUT, text, from + match[0].length)
  const joined = cut && asCyrillic(match[0] + cut[1])
  if (cut && joined && monthNumber(joined) && !monthNumber(cut[1] ?? '')) {
    return {
      type: 'month',
      month: monthNumber(joined) ?? 0,
      text: joined,
      from,
      to: from + match[0].length + cut[0].length,
    }
  }
  let to = from + match[0].length
  const roman = romanNumber(match[0])
  if (roman !== null) {
    to += matchAt(ROMAN_END, text, to)?.[0].length ?? 0
    return { type: 'roman', value: roman, text: match[0], from, to }
  }
  const word = asCyrillic(match[0])
  const month = monthNumber(word)
  const weekday = weekdayNumber(word)
  // The dot of «сент.», «кв.», «г.» is no end of a clause.
  if (text[to] === '.' && (isShort(word) || weekday !== null)) to += 1
  if (month !== null) return { type: 'month', month, text: word, from, to }
  if (weekday !== null) return { type: 'weekday', weekday, text: word, from, to }
  return { type: 'word', text: word, from, to }
}

const isShort = (word: string): boolean =>
  /^(г|гг|кв|ч|час|мин|мес|нед|т|с|уч|полуг|дек|янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|пер|руб|раб|пр)$/.test(
    word,
  )
