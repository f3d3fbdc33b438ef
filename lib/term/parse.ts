import {
  type Clock,
  takeClock,
  takeContinuous,
  takeReference,
  takeRelative,
  takeWhole,
  takeZone,
  type Zone,
} from '@/lib/term/clauses'
import { Cursor } from '@/lib/term/cursor'
import { Unreadable } from '@/lib/term/edges'
import { ordinalNumber } from '@/lib/term/lexicon'
import { type DayOfMonth, type Rhythm, takeDayOfMonth, takeRhythm } from '@/lib/term/rhythm'
import { type Span, takeEdge, takeSpan } from '@/lib/term/spans'
import type { Token } from '@/lib/term/tokens'

/** What the words of one term say, before years are known and dates checked. */
export type Parsed = {
  spans: Span[]
  whole: boolean
  continuous: boolean
  reference: boolean
  relative: { anchored: boolean } | null
  rhythm: Rhythm | null
  day: DayOfMonth | null
  clock: Clock | null
  /** A zone that stands apart from its clock: «10:00 (мск)». */
  zone: Zone | null
  /** Weekdays that stand beside no date. */
  weekdays: number[]
  mustWork: boolean
  doubts: string[]
  /** Tokens that carry a meaning nobody understood. */
  unread: Token[]
  /** Bracketed notes that were not read as a term. */
  notes: Token[][]
}

const nothing = (): Parsed => ({
  spans: [],
  whole: false,
  continuous: false,
  reference: false,
  relative: null,
  rhythm: null,
  day: null,
  clock: null,
  zone: null,
  weekdays: [],
  mustWork: false,
  doubts: [],
  unread: [],
  notes: [],
})

const SILENT =
  /^(включительно|в|во|на|за|и|а|также|месяц|месяца|месяце|срок|сроки|период|исполнения|выполнения|реализации|проведения)$/
const ROUGH = /^(примерно|ориентировочно|предположительно|около)$/
const MAX_DEPTH = 3

/**
 * What a term says, piece by piece; words that nobody understood are `unread`. Throws `Unreadable` for words that name no possible
 * time. `depth` counts brackets within brackets.
 */
export function parseTerm(tokens: readonly Token[], depth = 0): Parsed {
  const cursor = new Cursor(tokens)
  const found = nothing()
  let between = ''
  while (!cursor.ended) {
    const spans = found.spans.length
    const start = cursor.at
    takeOne(cursor, found, depth)
    if (cursor.at === start) throw new Error('a term was read without moving on')
    const taken = tokens.slice(start, cursor.at)
    if (found.spans.length > spans) {
      const before = found.spans[spans - 1]
      if (before && [',', 'и', ',и'].includes(between)) before.joined = true
      between = ''
    } else between += taken.map(({ text }) => text).join(' ')
  }
  return found
}

function takeOne(cursor: Cursor, found: Parsed, depth: number): void {
  const token = cursor.peek()
  if (!token || takeSign(cursor, token, found, depth)) return
  if (found.reference && takeNameOfPaper(cursor)) return
  const rhythm = takeRhythm(cursor)
  if (rhythm) {
    addRhythm(found, rhythm)
    return
  }
  const day = takeDayOfMonth(cursor)
  if (day) {
    if (found.day) throw new Unreadable('Названо несколько чисел месяца.')
    found.day = day
    return
  }
  const clock = takeClock(cursor)
  if (clock) {
    if (found.clock && found.clock.at !== clock.at) found.doubts.push('Названо два времени: взято последнее.')
    found.clock = found.clock ? { ...clock, isBound: false } : clock
    return
  }
  const zone = takeZone(cursor)
  if (zone) {
    found.zone = zone
    return
  }
  if (takeStage(cursor)) {
    found.doubts.push('Этапы названы в тексте, а в датах их нет: посмотрите, к чему относится каждый.')
    return
  }
  if (takeWhole(cursor)) {
    found.whole = true
    return
  }
  const span = takeSpan(cursor)
  if (span) {
    found.spans.push(span)
    return
  }
  if (takeAnchor(cursor, found)) return
  takeWords(cursor, token, found)
}

function takeWords(cursor: Cursor, token: Token, found: Parsed): void {
  if (takeReference(cursor)) {
    found.reference = true
    return
  }
  const continuous = takeContinuous(cursor)
  if (continuous) {
    found.continuous = true
    if (continuous === 'often') found.doubts.push('Как часто, не сказано: прочитано как «постоянно».')
    return
  }
  if (cursor.take('рабочий день')) {
    found.mustWork = true
    return
  }
  cursor.at += 1
  if (token.type === 'weekday') found.weekdays.push(token.weekday)
  else if (token.type === 'word' && ROUGH.test(token.text)) {
    found.doubts.push('Срок назван приблизительно.')
  } else if (token.type === 'word' && (token.text === 'или' || token.text === 'либо')) {
    throw new Unreadable('Названо несколько сроков на выбор.')
  } else if (!(token.type === 'word' && SILENT.test(token.text)) && !found.reference) found.unread.push(token)
}

/** Commas, brackets, marks of lists and footnotes. */
function takeSign(cursor: Cursor, token: Token, found: Parsed, depth: number): boolean {
  if (token.type === 'open') {
    takeBrackets(cursor, found, depth)
    return true
  }
  // «1) май 2) ноябрь»: the number is the list's.
  const listed = token.type === 'number' && cursor.peek(1)?.type === 'close'
  const bullet = token.type === 'dash' && cursor.peek(-1)?.type !== 'dash' && !endsSpan(cursor, found)
  if (token.type === 'footnote') found.doubts.push('В сроке стоит знак сноски: посмотрите, что в ней сказано.')
  else if (token.type === 'separator' && token.text === '/') {
    found.doubts.push('Косая черта между сроками прочитана как перечисление.')
  } else if (token.type === 'separator' && token.text === '+' && !found.reference) found.unread.push(token)
  else if (token.type !== 'separator' && token.type !== 'quote' && !listed && !bullet) return false
  cursor.at += listed ? 2 : 1
  return true
}

/** True where a dash would leave a range half said: «май –». */
function endsSpan(cursor: Cursor, found: Parsed): boolean {
  const before = cursor.peek(-1)
  return found.spans.length > 0 && before !== undefined && !['separator', 'word', 'close'].includes(before.type)
}

function takeBrackets(cursor: Cursor, found: Parsed, depth: number): void {
  let open = 0
  let end = cursor.at
  for (; end < cursor.tokens.length; end++) {
    const type = cursor.tokens[end]?.type
    open += type === 'open' ? 1 : type === 'close' ? -1 : 0
    if (open === 0) break
  }
  const inside = cursor.tokens.slice(cursor.at + 1, end)
  cursor.at = Math.min(end + 1, cursor.tokens.length)
  if (inside.length === 0) return
  const note = depth < MAX_DEPTH ? readNote(inside, depth + 1) : null
  // «до 25 мая (при наличии средств)»: the event beside a date is a note to it.
  const isNote = note === null || (note.relative !== null && found.spans.length > 0)
  if (!isNote) merge(found, note)
  else if (!found.reference) found.notes.push([...inside])
}

function readNote(inside: readonly Token[], depth: number): Parsed | null {
  try {
    const note = parseTerm(inside, depth)
    return note.unread.length > 0 ? null : note
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

function merge(found: Parsed, note: Parsed): void {
  for (const span of note.spans) found.spans.push({ ...span, inBrackets: true })
  found.whole ||= note.whole
  found.continuous ||= note.continuous
  found.reference ||= note.reference
  found.mustWork ||= note.mustWork
  found.relative ??= note.relative
  found.day ??= note.day
  found.clock ??= note.clock
  found.zone ??= note.zone
  if (note.rhythm) addRhythm(found, note.rhythm)
  found.weekdays.push(...note.weekdays)
  found.notes.push(...note.notes)
  found.doubts.push(...note.doubts)
}

function addRhythm(found: Parsed, rhythm: Rhythm): void {
  if (found.rhythm && found.rhythm.recurrence !== rhythm.recurrence) {
    found.doubts.push('Названо два шага повторения: взят первый.')
  }
  found.rhythm ??= rhythm
}

/** «1 этап», «II этап –», «первый этап:». */
function takeStage(cursor: Cursor): boolean {
  return (
    cursor.trying(() => {
      const token = cursor.peek()
      const numbered = token?.type === 'number' || token?.type === 'roman' || ordinalNumber(token?.text ?? '') !== null
      if (numbered) cursor.at += 1
      if (!cursor.takeWord(/^этап(е|а)?$/)) return null
      if (!numbered) cursor.takeType('number') ?? cursor.takeType('roman')
      cursor.takeType('dash')
      return true
    }) ?? false
  )
}

/** The event that a term hangs on, and all that follows it. */
function takeAnchor(cursor: Cursor, found: Parsed): boolean {
  const relative = takeRelative(cursor)
  if (!relative) return false
  found.relative = relative
  for (; !cursor.ended; cursor.at++) {
    const clock = cursor.peek()?.type === 'clock' ? takeClock(cursor) : null
    if (clock) found.clock ??= clock
    if (cursor.ended) break
  }
  return true
}

/** What belongs to a paper's name and is no term: «от 01.03.2022 № 160», «на 2022 год», numbers and unknown words. */
function takeNameOfPaper(cursor: Cursor): boolean {
  return (
    cursor.trying(() => {
      if (cursor.take('от')) {
        takeEdge(cursor)
        return true
      }
      if (cursor.take('на')) return takeEdge(cursor)?.unit === 'year' ? true : null
      return null
    }) ?? false
  )
}
