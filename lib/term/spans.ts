import type { Cursor } from '@/lib/term/cursor'
import { type Edge, Unreadable } from '@/lib/term/edges'
import { cardinalNumber, isYearMark, ordinalNumber } from '@/lib/term/lexicon'

/** One date, range or bound as written; numbers and years may still wait for what stands to the right. */
export type Span = {
  kind: 'point' | 'range' | 'until' | 'from'
  /** One edge, or two of a range. */
  edges: Edge[]
  /** Nothing but a comma or «и» parts it from the next span: its bare number or absent «до» may come from a neighbour. */
  joined: boolean
  inBrackets: boolean
  doubts: string[]
}

const span = (kind: Span['kind'], edges: Edge[], doubts: string[] = []): Span => ({
  kind,
  edges,
  doubts,
  joined: false,
  inBrackets: false,
})

const UNTIL = ['не позднее чем', 'не позднее', 'не позже', 'в срок до', 'срок до', 'до', 'по', 'к']
const FROM = ['начиная с', 'не ранее', 'не раньше', 'с', 'со']

/** A date, range or bound that stands at the cursor; null when there is none. */
export function takeSpan(cursor: Cursor): Span | null {
  return cursor.trying(() => {
    cursor.take('в период', 'за период', 'период', 'в срок', 'в течение', 'в течении', 'на протяжении')
    cursor.takeWord(/^(весь|всего)$/)
    const found = takeUntil(cursor) ?? takeFrom(cursor) ?? takeRange(cursor)
    // A number alone is a day only when more of the list follows: «10, 20 и 30 мая», but not «5 рабочих дней».
    const listed = cursor.peek()?.text === ',' || cursor.peek()?.text === 'и'
    return found?.edges.at(-1)?.unit === 'number' && !listed ? null : found
  })
}

function takeUntil(cursor: Cursor): Span | null {
  return cursor.trying(() => {
    const start = cursor.at
    if (!cursor.take(...UNTIL)) return null
    const strict = cursor.tokens[start]?.text === 'не' || cursor.tokens[start]?.text === 'по'
    const toEnd = cursor.take('конца', 'окончания', 'конец')
    if (toEnd && takeThisYear(cursor)) return span('until', [{ unit: 'year', year: Number.NaN }])
    const edge = takeEdge(cursor)
    return edge && span('until', [edge], toEnd || strict ? [] : vague(edge))
  })
}

/** «до мая»: before it begins or before it ends? */
function vague(edge: Edge): string[] {
  return ['day', 'counted', 'number'].includes(edge.unit)
    ? []
    : ['Не сказано, до начала или до конца названного времени: взят его последний день.']
}

function takeFrom(cursor: Cursor): Span | null {
  return cursor.trying(() => {
    if (!cursor.take(...FROM)) return null
    const first = takeEdge(cursor)
    if (!first) return null
    const range = cursor.trying(() => {
      cursor.take(',')
      const strict = cursor.takeType('dash') !== null || cursor.take('по', 'и по')
      if (!strict && !cursor.take('и до', 'до')) return null
      const toEnd = cursor.take('конца', 'конец', 'окончания')
      const last = toEnd && takeThisYear(cursor) ? ({ unit: 'year', year: Number.NaN } as Edge) : takeEdge(cursor)
      return last && span('range', [first, last], strict || toEnd ? [] : vague(last))
    })
    return range ?? span('from', [first])
  })
}

function takeRange(cursor: Cursor): Span | null {
  const first = takeEdge(cursor)
  if (!first) return null
  const range = cursor.trying(() => {
    if (!cursor.takeType('dash') && !cursor.take('по')) return null
    const last = takeEdge(cursor)
    if (!last) return null
    if (cursor.peek()?.type === 'dash') throw new Unreadable('Промежуток с двумя тире не понятен.')
    return span('range', [first, last])
  })
  if (!range && cursor.peek()?.text === 'до' && cursor.trying(() => (cursor.take('до') ? takeEdge(cursor) : null))) {
    throw new Unreadable('Не понятно, где начало срока, а где конец.')
  }
  return range ?? span('point', [first])
}

/** One edge with its year, and the weekday before or after it. */
export function takeEdge(cursor: Cursor): Edge | null {
  return cursor.trying(() => {
    cursor.take('во', 'в', 'на', 'за')
    const before = cursor.trying(() => {
      const day = cursor.takeType('weekday')
      cursor.take(',')
      return day
    })
    const edge = takeDated(cursor) ?? takeUnit(cursor) ?? takeYear(cursor) ?? takeNumber(cursor)
    if (!edge) return null
    if (edge.unit !== 'number') takeYearOf(cursor, edge)
    const weekday = before ?? takeWeekdayAfter(cursor)
    if (weekday) {
      if (edge.unit !== 'day') return null
      edge.weekday = weekday.weekday
    }
    return edge
  })
}

const takeWeekdayAfter = (cursor: Cursor) =>
  cursor.trying(() => {
    cursor.take(',')
    return cursor.takeType('weekday')
  })

function takeDated(cursor: Cursor): Edge | null {
  const date = cursor.takeType('date')
  if (date) return { unit: 'day', day: date.day, month: date.month, year: date.year }
  const pair = cursor.takeType('pair')
  if (pair) return { unit: 'day', day: pair.first, month: pair.second }
  const monthYear = cursor.takeType('month_year')
  if (monthYear) return { unit: 'month', month: monthYear.month, year: monthYear.year }
  const month = takeMonth(cursor)
  if (month) return { unit: 'month', month }
  return cursor.trying(() => {
    const day = cursor.takeType('number')
    const named = day && takeMonth(cursor)
    return day && named ? { unit: 'day', day: day.value, month: named } : null
  })
}

function takeMonth(cursor: Cursor): number | null {
  const month = cursor.takeType('month')
  if (!month) return null
  cursor.takeWord(/^(месяц|месяца|месяце|мес)$/)
  return month.month
}

const UNITS: [RegExp, 'quarter' | 'half' | 'decade'][] = [
  [/^(квартал(а|у|е|ы|ов|ам|ах|ом)?|кв)$/, 'quarter'],
  [/^(полугоди(е|я|ю|и|ем|й)|полуг)$/, 'half'],
  [/^декад(а|ы|е|у|ой)$/, 'decade'],
]

/** «I квартал», «2-е полугодие», «первая декада мая», «последняя пятница мая», «до 10 рабочего дня мая». */
function takeUnit(cursor: Cursor): Edge | null {
  return cursor.trying(() => {
    // «1 пт» may be a day and its weekday; «1-я пятница» and «первая пятница» may not.
    const isCounted = !/^(\d+|[ivxіх]+)$/.test(cursor.peek()?.text ?? '')
    const number = takeOrdinal(cursor)
    if (number === null || (!isCounted && cursor.peek()?.type === 'weekday')) return null
    const unit = UNITS.find(([form]) => cursor.takeWord(form))?.[1]
    if (unit === 'quarter' || unit === 'half') {
      return { unit, number: number === -1 ? (unit === 'half' ? 2 : 4) : number }
    }
    if (unit === 'decade') {
      const month = takeMonth(cursor)
      return month === null ? null : { unit, number: number === -1 ? 3 : number, month }
    }
    return takeCounted(cursor, number)
  })
}

function takeCounted(cursor: Cursor, which: number): Edge | null {
  const weekday = cursor.takeType('weekday')
  const what = weekday ? 'weekday' : cursor.takeWord(/^рабоч(ий|его|ему|ем)$/) ? 'workday' : 'day'
  if (!weekday && !cursor.takeWord(/^(день|дня|дню)$/)) return null
  const month = takeMonth(cursor)
  return month === null ? null : { unit: 'counted', what, weekday: weekday?.weekday ?? 0, which, month }
}

/** Typewriters had no Roman figures: «П квартал», «Ш квартал». */
const TYPED_ROMAN: Record<string, number> = { п: 2, ш: 3 }

function takeOrdinal(cursor: Cursor): number | null {
  const token = cursor.peek()
  if (!token) return null
  const value =
    token.type === 'number' || token.type === 'roman'
      ? token.value
      : (ordinalNumber(token.text) ?? TYPED_ROMAN[token.text] ?? null)
  if (value !== null) cursor.at += 1
  return value
}

function takeYear(cursor: Cursor): Edge | null {
  const first = cursor.takeType('year')
  if (!first) return null
  const school = cursor.trying(() => {
    const second = (cursor.takeType('dash') || cursor.take('/')) && cursor.takeType('year')
    if (!second || second.year !== first.year + 1) return null
    cursor.takeWord(/^(г|гг)$/)
    return cursor.takeWord(/^(учебн(ый|ого|ом|ому)|уч)$/) && takeYearMark(cursor) ? second : null
  })
  if (school) return { unit: 'school_year', year: first.year }
  if (cursor.peek()?.text === '/')
    throw new Unreadable('Годы через косую черту: не понятно, учебный это год или два года.')
  takeYearMark(cursor)
  return { unit: 'year', year: first.year }
}

/** A number alone: its month or quarter must stand to the right («17-19.02», «I-II кварталы»). */
function takeNumber(cursor: Cursor): Edge | null {
  const token = cursor.takeType('number') ?? cursor.takeType('roman')
  if (token) return { unit: 'number', value: token.value, isDay: token.type === 'number' }
  const value = ordinalNumber(cursor.peek()?.text ?? '')
  if (value === null || value < 1) return null
  cursor.at += 1
  return { unit: 'number', value, isDay: false }
}

function takeYearMark(cursor: Cursor): boolean {
  const token = cursor.peek()
  if (token?.type !== 'word' || !isYearMark(token.text)) return false
  cursor.at += 1
  // «г.г.» is two words.
  cursor.takeWord(/^г$/)
  return true
}

/** «года», «текущего года», «т.г.»: the programme's year, said without its number. */
function takeThisYear(cursor: Cursor): boolean {
  return (
    cursor.trying(() => {
      cursor.takeWord(/^(текущего|этого|сего|календарного|т|с)$/)
      return takeYearMark(cursor)
    }) ?? false
  )
}

/** The year written after an edge: «2022 г.», «, 2022», «т.г.». */
function takeYearOf(cursor: Cursor, edge: Edge): void {
  if (edge.year === undefined) {
    const year = cursor.trying(() => {
      cursor.take(',', '.')
      const found = cursor.takeType('year')
      // «май, 2022-2023» names years of its own.
      return cursor.peek()?.type === 'dash' && cursor.peek(1)?.type === 'year' ? null : found
    })
    if (year) edge.year = year.year
  }
  if (edge.unit !== 'year') takeThisYear(cursor)
}

/** A count in figures or words. */
export function takeCount(cursor: Cursor): number | null {
  const token = cursor.peek()
  const value = token?.type === 'number' ? token.value : cardinalNumber(token?.text ?? '')
  if (value !== null) cursor.at += 1
  return value
}
