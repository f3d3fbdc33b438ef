import type { Line, Run } from './measured-text'
import type { Align, Paper, Tag } from './paper'
import { lineHeight } from './paper'
import { breakLines } from './text-lines'

export type Paragraph = {
  runs: Run[]
  size: number
  width: number
  /** From the sheet's left margin. */
  left?: number
  align?: Align
  spacing?: number
  firstIndent?: number
  /** Words may be parted by syllables. */
  hyphenate?: boolean
  /** Space above, in points; not at the top of a sheet. */
  before?: number
  tag: Tag
  tagType: string
}

/** One line in the flow of a text. */
export type FlowLine = { line: Line; paragraph: Paragraph; before: number; height: number; mayStartPage: boolean }

const FEWEST_TOGETHER = 2

export function linesOf(paper: Paper, paragraph: Paragraph): FlowLine[] {
  const { align = 'left', size, width, firstIndent, hyphenate } = paragraph
  const fill = align === 'justify' ? 'justified' : align === 'center' ? 'balanced' : 'first-fit'
  const lines = breakLines(paragraph.runs, { faces: paper.faces, size, width, firstIndent, hyphenate, fill })
  return lines.map((line, index) => ({
    line,
    paragraph,
    before: index === 0 ? (paragraph.before ?? 0) : 0,
    height: lineHeight(size, paragraph.spacing),
    // No single line of a paragraph stays behind or goes ahead alone.
    mayStartPage: index === 0 || (index >= FEWEST_TOGETHER && lines.length - index >= FEWEST_TOGETHER),
  }))
}

/**
 * Draws lines from where the paper stands, over as many sheets as they need. `tail` is the height of what must stand
 * on the same sheet as the last `withTail` lines (a signature): they move on together when it does not fit.
 */
export function drawFlow(paper: Paper, lines: FlowLine[], tail = 0, withTail = 0): void {
  let from = 0
  while (from < lines.length) {
    const to = pageEnd(paper, lines, from, tail, withTail)
    drawTogether(paper, lines.slice(from, to))
    from = to
    if (from < lines.length) paper.startPage()
  }
}

/** Index of the first line that goes to the next sheet. */
function pageEnd(paper: Paper, lines: FlowLine[], from: number, tail: number, withTail: number): number {
  let y = paper.y
  let over = from
  while (over < lines.length) {
    const line = lines[over]
    if (!line) break
    y += (over > from || paper.y > paper.sheet.top ? line.before : 0) + line.height
    if (y + (over === lines.length - 1 ? tail : 0) > paper.floor + 1e-6) break
    over++
  }
  if (over === lines.length) return over
  const latest = Math.min(over, lines.length - (tail > 0 ? withTail : 0))
  for (let cut = latest; cut > from; cut--) if (lines[cut]?.mayStartPage) return cut
  if (paper.y > paper.sheet.top + 1) return from
  return Math.max(from + 1, over)
}

function drawTogether(paper: Paper, lines: FlowLine[]): void {
  let from = 0
  while (from < lines.length) {
    const paragraph = lines[from]?.paragraph
    if (!paragraph) return
    let to = from
    while (lines[to]?.paragraph === paragraph) to++
    paper.inside(paragraph.tag, paragraph.tagType, () => {
      for (const { line, before, height } of lines.slice(from, to)) {
        if (paper.y > paper.sheet.top) paper.y += before
        const left = paper.sheet.left + (paragraph.left ?? 0)
        paper.line(line, left, paper.y, paragraph.size, paragraph.width, paragraph.align ?? 'left')
        paper.y += height
      }
    })
    from = to
  }
}

/** Draws one paragraph by itself. */
export function drawParagraph(paper: Paper, paragraph: Paragraph): void {
  drawFlow(paper, linesOf(paper, paragraph))
}
