import LineBreaker from 'linebreak'
import { type Face, type Family, isInvisible } from './fonts'
import { forPaper } from './glue'
import { hyphenPlaces } from './hyphenation'
import { type Candidate, evenBreaks, firstFit } from './line-choice'

export type Run = { text: string; bold?: boolean }
export type Piece = {
  text: string
  bold: boolean
  /** Drawn at the end of a parted word and read back as U+00AD, which is no part of the text. */
  softHyphen?: true
}
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
  /** Words may be parted by syllables. */
  hyphenate?: boolean
}

/** A stretch of text that is not broken inside; `end` is where its letters end, `next` where the following one begins. */
type Word = { start: number; end: number; next: number; hard: boolean; hyphen?: true }

const MOST_WORDS_TO_WEIGH = 20_000

/** Runs of text with the width of every part known, so that any stretch is measured at once. */
export class MeasuredText {
  private readonly text: string
  private readonly bolds: { from: number; bold: boolean }[] = []
  /** Width of the text before each position, in points. */
  private readonly before: Float64Array
  /** Breakable spaces before each position. */
  private readonly spacesBefore: Uint32Array
  private readonly space: number
  private readonly hyphen: number

  constructor(
    runs: Run[],
    private readonly measure: Measure,
  ) {
    const ready = runs.map((run) => ({ text: forPaper(run.text), bold: run.bold ?? false }))
    this.text = ready.map((run) => run.text).join('')
    this.before = new Float64Array(this.text.length + 1)
    this.spacesBefore = new Uint32Array(this.text.length + 1)
    this.space = measure.faces.regular.advance(0x20) * measure.size
    this.hyphen = measure.faces.regular.advance(0x2d) * measure.size
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
      const word = { start, end, next: position, hard }
      if (this.width(start, end) <= room) words.push(...(this.measure.hyphenate ? this.syllables(word) : [word]))
      else words.push(...this.cut(word, inside, room))
      start = position
      inside = []
    }
    return words
  }

  private syllables(word: Word): Word[] {
    const parts: Word[] = []
    let { start } = word
    for (const { 0: letters, index } of this.text.slice(word.start, word.end).matchAll(/\p{L}+/gu)) {
      for (const place of hyphenPlaces(letters)) {
        const end = word.start + index + place
        parts.push({ start, end, next: end, hard: false, hyphen: true })
        start = end
      }
    }
    return [...parts, { ...word, start }]
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
    const choice = weigh ? evenBreaks : firstFit
    const starts = choice(words.length, (from, to) => this.stretch(words, from, to, firstIndent))
    return starts.map((from, index) => {
      const to = starts[index + 1] ?? words.length
      return this.line(words, from, to, index === 0 ? firstIndent : 0, to === words.length)
    })
  }

  /** The words from `from` up to `to` looked at as one line. */
  private stretch(words: Word[], from: number, to: number, firstIndent: number): Candidate {
    const start = words[from]?.start ?? 0
    const end = words[to - 1]?.end ?? 0
    const room = this.measure.width - (from === 0 ? firstIndent : 0)
    const last = to === words.length
    const parted = words[to - 1]?.hyphen === true
    return {
      room,
      slack: room - this.width(start, end) - (parted ? this.hyphen : 0),
      parted,
      natural: this.gaps(start, end) * this.space,
      words: to - from,
      last,
      titles: this.measure.fill === 'balanced',
      ending: this.text.slice(Math.max(0, end - 4), end),
    }
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
    const parted = final?.hyphen === true
    const width = this.width(start, end) + (parted ? this.hyphen : 0)
    const letters = [...this.text.slice(start, end)].length + (parted ? 1 : 0)
    const pieces = this.pieces(start, drawn)
    if (parted) pieces.push({ text: '-', bold: pieces.at(-1)?.bold ?? false, softHyphen: true })
    return { pieces, width, spaces: this.gaps(start, end), letters, indent, last }
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
