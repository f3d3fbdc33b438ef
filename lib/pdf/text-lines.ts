import LineBreaker from 'linebreak'
import { type Face, type Family, isInvisible } from './fonts'
import { forPaper } from './glue'

export type Run = { text: string; bold?: boolean }
export type Piece = { text: string; bold: boolean }
export type Line = {
  pieces: Piece[]
  /** In points, without the space at which the line was broken. */
  width: number
  /** Breakable spaces inside the line: what justification stretches. */
  spaces: number
  /** Signs that take room, spaces included. */
  letters: number
  /** How far the line starts to the right of the paragraph's edge. */
  indent: number
  /** The paragraph, or a part of it closed by a typed line break, ends here. */
  last: boolean
}
export type Measure = {
  faces: Family
  size: number
  width: number
  firstIndent?: number
  /** `first-fit` fills each line; `justified` spreads the gaps; `balanced` makes lines of like length (titles). */
  fill?: 'first-fit' | 'justified' | 'balanced'
}

/** A stretch of text that is not broken inside; `end` is where its letters end, `next` where the following one begins. */
type Word = { start: number; end: number; next: number; hard: boolean }

const SHRINK = 0.2
const EASY_STRETCH = 1
const MOST_WORDS_TO_WEIGH = 20_000

/** Breaks runs of text into lines. No letter is ever lost: a word wider than the line is cut between letters. */
export function breakLines(runs: Run[], measure: Measure): Line[] {
  const text = new Text(runs, measure)
  const lines: Line[] = []
  let first = 0
  const words = text.words(measure.width, measure.firstIndent ?? 0)
  while (first < words.length) {
    let past = first
    while (past < words.length && !words[past]?.hard) past++
    past = Math.min(past + 1, words.length)
    lines.push(...text.fill(words.slice(first, past), lines.length === 0 ? (measure.firstIndent ?? 0) : 0))
    first = past
  }
  return lines.length > 0 ? lines : [{ pieces: [], width: 0, spaces: 0, letters: 0, indent: measure.firstIndent ?? 0, last: true }]
}

/** Width of the widest part that a line should not tear. */
export function widestWord(runs: Run[], measure: Omit<Measure, 'width'>): number {
  const text = new Text(runs, { ...measure, width: Number.POSITIVE_INFINITY })
  const words = text.words(Number.POSITIVE_INFINITY, 0)
  return words.reduce((widest, word) => Math.max(widest, text.width(word.start, word.end)), 0)
}

class Text {
  private readonly text: string
  private readonly bolds: { from: number; bold: boolean }[] = []
  /** Width of the text before each position, in points. */
  private readonly before: Float64Array
  /** Breakable spaces before each position. */
  private readonly spacesBefore: Uint32Array
  private readonly space: number

  constructor(
    runs: Run[],
    private readonly measure: Measure,
  ) {
    const ready = runs.map((run) => ({ text: forPaper(run.text), bold: run.bold ?? false }))
    this.text = ready.map((run) => run.text).join('')
    this.before = new Float64Array(this.text.length + 1)
    this.spacesBefore = new Uint32Array(this.text.length + 1)
    this.space = measure.faces.regular.advance(0x20) * measure.size
    let from = 0
    for (const run of ready) {
      this.bolds.push({ from, bold: run.bold })
      this.addWidths(from, from + run.text.length, run.bold ? measure.faces.bold : measure.faces.regular)
      from += run.text.length
    }
  }

  private addWidths(from: number, to: number, face: Face): void {
    for (let at = from; at < to; at++) {
      const unit = this.text.charCodeAt(at)
      const pairs = unit >= 0xd800 && unit <= 0xdbff && at + 1 < to
      const codePoint = pairs ? (this.text.codePointAt(at) ?? unit) : unit
      const advance = codePoint === 0x0a ? 0 : face.advance(codePoint) * this.measure.size
      const spaces = (this.spacesBefore[at] ?? 0) + (unit === 0x20 ? 1 : 0)
      if (codePoint > 0xffff) {
        // Both halves stand at the pair's start, so no cut falls between them.
        this.before[at + 1] = this.before[at] ?? 0
        this.spacesBefore[at + 1] = spaces
        at++
      }
      this.before[at + 1] = (this.before[at] ?? 0) + advance
      this.spacesBefore[at + 1] = spaces
    }
  }

  width(start: number, end: number): number {
    return (this.before[end] ?? 0) - (this.before[start] ?? 0)
  }

  /** Unbroken stretches. Breaks without a space (after a hyphen, say) are used only where the stretch is too wide. */
  words(width: number, firstIndent: number): Word[] {
    const words: Word[] = []
    const breaker = new LineBreaker(this.text)
    let start = 0
    let inside: number[] = []
    for (let found = breaker.nextBreak(); found; found = breaker.nextBreak()) {
      const { position } = found
      const previous = this.text.charCodeAt(position - 1)
      const hard = previous === 0x0a
      if (!hard && previous !== 0x20 && position < this.text.length) {
        if (!isInvisible(previous) || previous === 0x200b) inside.push(position)
        continue
      }
      let end = hard ? position - 1 : position
      while (end > start && this.text.charCodeAt(end - 1) === 0x20) end--
      const room = width - (words.length === 0 ? firstIndent : 0)
      if (this.width(start, end) <= room) words.push({ start, end, next: position, hard })
      else words.push(...this.cut({ start, end, next: position, hard }, inside, room))
      start = position
      inside = []
    }
    return words
  }

  private cut(word: Word, breaks: number[], room: number): Word[] {
    const parts: Word[] = []
    const bounds = [...breaks, word.end]
    let start = word.start
    for (let index = 0; index < bounds.length; index++) {
      const bound = bounds[index] ?? word.end
      const following = bounds[index + 1]
      if (following !== undefined && this.width(start, following) <= room) continue
      while (this.width(start, bound) > room) {
        const end = this.lettersThatFit(start, bound, room)
        parts.push({ start, end, next: end, hard: false })
        start = end
      }
      if (bound > start) parts.push({ start, end: bound, next: bound, hard: false })
      start = bound
    }
    const last = parts.at(-1)
    if (last) Object.assign(last, { next: word.next, hard: word.hard })
    return parts
  }

  private lettersThatFit(start: number, bound: number, room: number): number {
    let low = start + 1
    let high = bound
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.width(start, middle) <= room) low = middle
      else high = middle - 1
    }
    // A mark without width belongs to the letter before it; a pair of surrogates is one letter.
    while (low < bound && this.width(low, low + 1) === 0) low++
    const unit = this.text.charCodeAt(low - 1)
    return unit >= 0xd800 && unit <= 0xdbff && low < bound ? low + 1 : low
  }

  fill(words: Word[], firstIndent: number): Line[] {
    const weigh = this.measure.fill && this.measure.fill !== 'first-fit' && words.length <= MOST_WORDS_TO_WEIGH
    const starts = weigh ? this.weighed(words, firstIndent) : this.firstFit(words, firstIndent)
    return starts.map((from, index) => {
      const to = starts[index + 1] ?? words.length
      return this.line(words, from, to, index === 0 ? firstIndent : 0, to === words.length)
    })
  }

  private firstFit(words: Word[], firstIndent: number): number[] {
    const starts = [0]
    let from = 0
    for (let index = 1; index < words.length; index++) {
      const room = this.measure.width - (starts.length === 1 ? firstIndent : 0)
      if (this.width(words[from]?.start ?? 0, words[index]?.end ?? 0) <= room + 1e-6) continue
      starts.push(index)
      from = index
    }
    return starts
  }

  /** The set of breaks with the least sum of penalties: even gaps in justified text, like lengths in titles. */
  private weighed(words: Word[], firstIndent: number): number[] {
    const count = words.length
    const cost = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY)
    const previous = new Int32Array(count + 1)
    cost[0] = 0
    for (let from = 0; from < count; from++) {
      const room = this.measure.width - (from === 0 ? firstIndent : 0)
      for (let to = from + 1; to <= count; to++) {
        const penalty = this.penalty(words, from, to, room, to === count)
        if (penalty === null) break
        const total = (cost[from] ?? 0) + penalty
        if (total >= (cost[to] ?? 0)) continue
        cost[to] = total
        previous[to] = from
      }
    }
    const starts: number[] = []
    for (let to = count; to > 0; to = previous[to] ?? 0) starts.unshift(previous[to] ?? 0)
    return starts
  }

  /** Null when the words do not fit; a single word always does. */
  private penalty(words: Word[], from: number, to: number, room: number, last: boolean): number | null {
    const start = words[from]?.start ?? 0
    const end = words[to - 1]?.end ?? 0
    const slack = room - this.width(start, end)
    if (this.measure.fill === 'balanced') {
      if (slack < -1e-6 && to - from > 1) return null
      return 10 + (slack / room) ** 2 * 100 * (last ? 0.5 : 1) + (this.endsInPreposition(end, last) ? 4 : 0)
    }
    const spaces = this.gaps(start, end)
    if (slack < -1e-6 && (spaces === 0 || -slack > spaces * this.space * SHRINK)) return to - from > 1 ? null : 0
    // A lone short word under a paragraph is as ugly as a wide gap.
    if (last && slack >= 0) return to - from === 1 && words.length > 6 ? 8 : 0
    const stretch = spaces === 0 ? 8 : slack / (spaces * this.space)
    const uneven = stretch < 0 ? (stretch / SHRINK) ** 2 * 0.6 : (stretch / EASY_STRETCH) ** 3 * 2
    return uneven + (this.endsInPreposition(end, last) ? 1 : 0)
  }

  /** «… результаты, в»: a preposition or conjunction is read with the word after it. */
  private endsInPreposition(end: number, last: boolean): boolean {
    return !last && /(?:^|[\s«(])[а-яё]{1,2}$/i.test(this.text.slice(Math.max(0, end - 4), end))
  }

  private gaps(start: number, end: number): number {
    return (this.spacesBefore[end] ?? 0) - (this.spacesBefore[start] ?? 0)
  }

  private line(words: Word[], from: number, to: number, indent: number, last: boolean): Line {
    const start = words[from]?.start ?? 0
    const final = words[to - 1]
    const end = final?.end ?? start
    // The spaces at the break stay in the text, beyond the visible end, for whoever reads it back.
    const drawn = final?.hard ? Math.max(end, final.next - 1) : (final?.next ?? end)
    const width = this.width(start, end)
    const letters = [...this.text.slice(start, end)].length
    return { pieces: this.pieces(start, drawn), width, spaces: this.gaps(start, end), letters, indent, last }
  }

  private pieces(start: number, end: number): Piece[] {
    const pieces: Piece[] = []
    for (let index = 0; index < this.bolds.length; index++) {
      const run = this.bolds[index]
      const from = Math.max(start, run?.from ?? 0)
      const to = Math.min(end, this.bolds[index + 1]?.from ?? this.text.length)
      if (to > from) pieces.push({ text: this.text.slice(from, to), bold: run?.bold ?? false })
    }
    return pieces
  }
}
