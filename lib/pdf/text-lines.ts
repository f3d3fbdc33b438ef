import { type Line, type Measure, MeasuredText, type Run } from './measured-text'

/** Breaks runs of text into lines. No letter is ever lost: a word wider than the line is cut between letters. */
export function breakLines(runs: Run[], measure: Measure): Line[] {
  const text = new MeasuredText(runs, measure)
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
  return lines.length > 0
    ? lines
    : [{ pieces: [], width: 0, spaces: 0, letters: 0, indent: measure.firstIndent ?? 0, last: true }]
}

/** Width of the widest part that a line should not tear. */
export function widestWord(runs: Run[], measure: Omit<Measure, 'width'>): number {
  const text = new MeasuredText(runs, { ...measure, width: Number.POSITIVE_INFINITY })
  const words = text.words(Number.POSITIVE_INFINITY, 0)
  return words.reduce((widest, word) => Math.max(widest, text.width(word.start, word.end)), 0)
}
