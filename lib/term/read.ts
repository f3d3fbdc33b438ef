import { builtInCalendar } from '@/lib/calendar/years'
import { Unreadable } from '@/lib/term/edges'
import { type Letters, lettersOf } from '@/lib/term/letters'
import { type Parsed, parseTerm } from '@/lib/term/parse'
import { type Period, type TermContext, type TermKind, type TermReading, UNREAD } from '@/lib/term/reading'
import { resolveSpans } from '@/lib/term/resolve'
import { type Token, tokensOf } from '@/lib/term/tokens'

/** No term of a real plan is a tenth as long; what is longer is a text that got into the wrong column. */
export const LONGEST_TERM = 2_000

const unknown = (doubts: string[]): TermReading => ({ ...UNREAD, doubts })

/**
 * Reads the words of a term (domain §5, rulings D3). Pure, never throws, and never guesses in silence: what is not understood as a
 * whole is `unknown`, what is understood with a reserve has a doubt. `context.calendar` is the built-in one where it is not given.
 */
export function readTerm(text: string, context: TermContext): TermReading {
  if (!/[\p{L}\p{N}]/u.test(text)) return readSigns(text)
  if (text.length > LONGEST_TERM) return unknown(['Слишком длинный текст для срока: не распознан.'])
  const letters = lettersOf(text)
  const doubts: string[] = []
  try {
    const parsed = parseTerm(tokensOf(letters))
    for (const note of parsed.notes) {
      doubts.push(`Пометка в скобках «${quoted(text, letters, note)}» на срок не повлияла.`)
    }
    if (parsed.unread.length > 0) doubts.push(`Не распознано: «${quoted(text, letters, parsed.unread)}».`)
    return compose(parsed, { calendar: builtInCalendar, ...context }, doubts)
  } catch (error) {
    if (error instanceof Unreadable) return unknown([...doubts, error.message])
    throw error
  }
}

/** Nothing typed, or a dash for «нет»; any other sign is not understood. */
function readSigns(text: string): TermReading {
  const signs = text.length > LONGEST_TERM ? text.replace(/\s+/g, '') : text
  const visible = signs.length > LONGEST_TERM ? '?' : lettersOf(signs).text.replace(/[\s\-.,;:]/g, '')
  if (visible === '') return { ...unknown([]), kind: 'empty' }
  return unknown(['Срок не распознан.'])
}

function quoted(text: string, letters: Letters, tokens: readonly Token[]): string {
  const from = letters.at[tokens[0]?.from ?? 0] ?? 0
  const to = letters.at[(tokens.at(-1)?.to ?? 1) - 1] ?? text.length
  const words = text.slice(from, to + 1).replace(/\s+/g, ' ')
  return words.length > 80 ? `${[...words].slice(0, 80).join('')}…` : words
}

function compose(parsed: Parsed, context: TermContext, doubts: string[]): TermReading {
  placeWeekdays(parsed, doubts)
  const blind = parsed.unread.length > 0 || parsed.weekdays.length > 0
  if (blind && !parsed.reference && !parsed.relative) {
    return unknown(doubts.length > 0 ? doubts : ['День недели назван без даты.'])
  }
  const time = timeOf(parsed, context, doubts)
  if (parsed.relative) return relative(parsed, time, doubts)
  const rhythm = rhythmOf(parsed, doubts)
  const [only] = parsed.spans
  // «до 18:00 25 мая» is «до 25 мая», with an hour.
  if (parsed.clock?.isBound && parsed.spans.length === 1 && only?.kind === 'point' && only.edges[0]?.unit === 'day') {
    only.kind = 'until'
  }
  const spans = parsed.spans.length > 0 ? resolveSpans(parsed.spans, context) : null
  if (!spans && !parsed.whole && !rhythm.recurrence && !parsed.continuous && !parsed.reference) {
    return unknown([...doubts, 'Срок не распознан.'])
  }
  const year: Period = { from: `${pad(context.year)}-01-01`, to: `${pad(context.year)}-12-31` }
  const wholeYear = spans?.shape === 'year' && spans.periods.length === 1 && spans.periods[0]?.from === year.from
  if (spans && parsed.whole && !wholeYear) doubts.push('Назван и весь срок, и отдельные даты: взяты даты.')
  const kind = kindOf(parsed, spans && { ...spans, wholeYear })
  const periods = spans?.periods ?? (parsed.reference && !parsed.whole ? [] : [year])
  const repeated = parsed.rhythm?.times !== undefined && spans?.periods.length === parsed.rhythm.times
  return {
    kind,
    periods,
    due: ['from', 'continuous', 'reference'].includes(kind) ? null : lastDay(periods),
    recurrence: rhythm.recurrence,
    ...(rhythm.day === undefined ? {} : { day: rhythm.day }),
    ...time,
    doubts: [
      ...new Set([
        ...(repeated ? [] : (parsed.rhythm?.doubts ?? [])),
        ...parsed.doubts,
        ...(spans?.doubts ?? []),
        ...doubts,
      ]),
    ],
  }
}

const pad = (year: number): string => String(year).padStart(4, '0')

function kindOf(parsed: Parsed, spans: { shape: string; periods: Period[]; wholeYear: boolean } | null): TermKind {
  if (parsed.reference) return 'reference'
  if (parsed.continuous) return 'continuous'
  if (!spans || spans.wholeYear) return 'whole'
  if (spans.periods.length > 1) return 'periods'
  const [period] = spans.periods
  if (period && period.from === period.to) return 'date'
  return spans.shape === 'until' || spans.shape === 'from' ? spans.shape : 'period'
}

/** The last day of the last period; null when one of them has no end. */
function lastDay(periods: Period[]): string | null {
  const ends = periods.map(({ to }) => to)
  if (ends.includes(null)) return null
  return ends.reduce((last, end) => ((end ?? '') > (last ?? '') ? end : last), ends[0] ?? null)
}

function relative(parsed: Parsed, time: Pick<TermReading, 'time'>, doubts: string[]): TermReading {
  if (!parsed.relative?.anchored) doubts.push('Не сказано, от какого дня считать.')
  if (parsed.spans.length > 0 || parsed.whole) doubts.push('Срок зависит от события, а даты рядом с ним не взяты.')
  const recurrence = parsed.rhythm?.recurrence ?? null
  return { kind: 'relative', periods: [], due: null, recurrence, ...time, doubts: [...parsed.doubts, ...doubts] }
}

function timeOf(parsed: Parsed, context: TermContext, doubts: string[]): Pick<TermReading, 'time'> {
  if (!parsed.clock) return {}
  const named = parsed.clock.zone ?? parsed.zone
  const zone = named === null || named === 'local' ? context.zone : named
  if (zone) return { time: { at: parsed.clock.at, zone } }
  if (!parsed.relative) doubts.push(`Часовой пояс для времени ${parsed.clock.at} не известен.`)
  return {}
}

function rhythmOf(parsed: Parsed, doubts: string[]): Pick<TermReading, 'recurrence' | 'day'> {
  const { day } = parsed
  const recurrence = parsed.rhythm?.recurrence ?? (day?.everyMonth ? 'monthly' : null)
  if (day) doubts.push(...day.doubts)
  if (day && recurrence === null) throw new Unreadable(`Не сказано, какого месяца «${day.day} число».`)
  const found = day?.day ?? parsed.rhythm?.day
  if (found !== undefined && recurrence !== 'monthly') {
    doubts.push(`Число ${found} в контрольные точки не переносится: шаг повторения не месяц.`)
    return { recurrence }
  }
  return { recurrence, ...(found === undefined ? {} : { day: found }) }
}

/** «22.04. (пт)», «рабочий день»: words about the date before them; a weekday in a weekly rhythm is said to be lost. */
function placeWeekdays(parsed: Parsed, doubts: string[]): void {
  const edge = parsed.spans.at(-1)?.edges.at(-1)
  if (parsed.mustWork && edge?.unit === 'day') edge.mustWork = true
  if (parsed.weekdays.length === 0) return
  if (parsed.rhythm?.recurrence === 'weekly') {
    doubts.push('День недели в контрольные точки не переносится: каждая точка — целая неделя.')
    parsed.weekdays = []
  } else if (parsed.weekdays.length === 1 && edge?.unit === 'day' && edge.weekday === undefined) {
    edge.weekday = parsed.weekdays[0]
    parsed.weekdays = []
  }
}
