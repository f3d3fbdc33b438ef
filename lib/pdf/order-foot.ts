import { textWidth } from './fonts'
import { lineHeight, MM, type Paper } from './paper'
import { drawParagraph } from './paragraph'
import type { Foot } from './signature-block'
import { breakLines } from './text-lines'

/** Who may be asked about a paper: full name and phone (order-standard 25). */
export type ExecutorMark = { name: string; phone: string }
/** Who certifies a copy (order-standard 26); `date` as it is printed. */
export type Certification = {
  post: string
  name: string
  date: string
  /** What the original is and where it is kept, in one line or two. */
  note?: string
}

const EXECUTOR_SIZES = [10, 9, 8]
const EXECUTOR_BELOW_TEXT = 2 * MM
const FROM_EDGE = 6 * MM
/** What the code in the other corner may need. */
const RIGHT_CORNER = 30 * MM
const HAND = 45 * MM
const SEAL = 30 * MM

/** «Верно», the post, a line for the hand, the name and the date; the seal's place below, beside none of them. */
export function certification(paper: Paper, given: Certification, size: number): Foot {
  const step = lineHeight(size)
  const measure = { faces: paper.faces, size }
  const name = breakLines([{ text: given.name }], { ...measure, width: 60 * MM })
  const nameWidth = Math.max(...name.map((line) => line.width))
  const post = breakLines([{ text: given.post }], { ...measure, width: paper.textWidth - nameWidth - HAND - 8 * MM })
  const rows = Math.max(post.length, name.length)
  const noteSize = Math.min(size, 11)
  const note = given.note
    ? breakLines([{ text: given.note }], { ...measure, size: noteSize, width: paper.textWidth })
    : []
  const noteHeight = note.length * lineHeight(noteSize)
  const height = step * (2 + 1.5 + rows + 0.6 + 1) + noteHeight + SEAL
  return {
    height,
    draw: () => {
      const { left, right, width } = paper.sheet
      const line = (text: string, y: number) => {
        const [first] = breakLines([{ text }], { ...measure, width: paper.textWidth })
        if (first) paper.inside(paper.tag('P'), 'P', () => paper.line(first, left, y, size, paper.textWidth, 'left'))
      }
      const top = paper.y + step * 2
      line('Верно', top)
      const bottom = top + step * (1.5 + rows)
      paper.inside(paper.tag('P'), 'P', () => {
        post.forEach((row, index) => {
          paper.line(row, left, bottom - (post.length - index) * step, size, paper.textWidth, 'left')
        })
      })
      const nameLeft = width - right - nameWidth
      paper.artifact('Layout', () => {
        const y = bottom - step * 0.18
        const from = left + Math.max(...post.map((row) => row.width)) + 3 * MM
        paper.doc
          .save()
          .lineWidth(0.5)
          .moveTo(from, y)
          .lineTo(nameLeft - 3 * MM, y)
          .stroke()
          .restore()
      })
      paper.inside(paper.tag('P'), 'P', () => {
        name.forEach((row, index) => {
          paper.line(row, nameLeft, bottom - (name.length - index) * step, size, nameWidth, 'right')
        })
      })
      line(given.date, bottom + step * 0.6)
      if (note.length > 0)
        paper.inside(paper.tag('P'), 'P', () => {
          note.forEach((row, index) => {
            const y = bottom + step * 1.8 + index * lineHeight(noteSize)
            paper.line(row, left, y, noteSize, paper.textWidth, 'left')
          })
        })
      line('М.П.', bottom + step * 2.2 + noteHeight)
      paper.y += height
    },
  }
}

/** Draws the executor's mark in the lower margin of the sheet that is open, left; it takes no room from the text. */
export function drawExecutor(paper: Paper, { name, phone }: ExecutorMark): void {
  // Two lines, however many were typed: more would climb out of the margin into the text.
  const text = [name, phone]
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
  if (text === '') return
  const width = paper.textWidth - RIGHT_CORNER
  const room = paper.sheet.bottom - EXECUTOR_BELOW_TEXT - FROM_EDGE
  const widths = text.split('\n').map((line) => textWidth(paper.faces.regular, line, 1))
  const linesAt = (size: number) => widths.reduce((sum, natural) => sum + Math.ceil((natural * size) / width), 0)
  const size = EXECUTOR_SIZES.find((tried) => linesAt(tried) * lineHeight(tried) <= room) ?? 8
  const { y, floor } = paper
  const height = breakLines([{ text }], { faces: paper.faces, size, width }).length * lineHeight(size)
  paper.y = Math.min(
    paper.sheet.height - paper.sheet.bottom + EXECUTOR_BELOW_TEXT,
    paper.sheet.height - FROM_EDGE - height,
  )
  paper.floor = paper.sheet.height
  drawParagraph(paper, { runs: [{ text }], size, width, tag: paper.tag('P'), tagType: 'P' })
  Object.assign(paper, { y, floor })
}
