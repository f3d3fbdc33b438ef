import { textWidth } from './fonts'
import type { Line } from './measured-text'
import type { Paper, Tag } from './paper'
import { lineHeight, MM } from './paper'
import { drawFlow, type FlowLine, linesOf } from './paragraph'
import { drawMark, type MarkText, markHeight } from './signature-mark'
import { breakLines } from './text-lines'

export type SignatureBlock = { post: string; name: string; mark: MarkText | null; size: number; spacing: number }
/** What stands right under the signature, on its sheet. */
export type Foot = { height: number; draw: () => void }

const GAP = 2.5 * MM
const MARK_WIDTH = 70 * MM
const NARROWEST_MARK = 58 * MM
const HAND_WIDTH = 45 * MM
const WIDEST_NAME = 50 * MM
/** Lines of the text that must stand on the same sheet above the signature. */
const LINES_ABOVE = 3
/** Of a very long post, only so many last lines are kept in one piece. */
const POST_LINES_TOGETHER = 12
const INTERVALS_ABOVE = 2

type Laid = ReturnType<typeof lay>

/** Lines and room of a signature; nothing is drawn yet. */
function lay(paper: Paper, block: SignatureBlock) {
  const { size, spacing } = block
  const name = nameLines(paper, block)
  const nameWidth = Math.max(...name.map((line) => line.width))
  const { postWidth, markWidth } = columns(paper, block, nameWidth)
  const post = breakLines([{ text: block.post }], { faces: paper.faces, size, width: postWidth })
  const flowing = Math.max(0, post.length - POST_LINES_TOGETHER)
  const height = lineHeight(size) * Math.max(post.length - flowing, name.length)
  const mark = block.mark && { text: block.mark, width: markWidth, height: markHeight(paper, block.mark, markWidth) }
  // A mark higher than the post stands around its middle and rises into the gap above it, but keeps off the text.
  const rise = mark ? Math.max(0, (mark.height - height) / 2) : 0
  const gap = flowing > 0 ? 0 : Math.max(INTERVALS_ABOVE * lineHeight(size, spacing), rise + lineHeight(size, spacing))
  return { name, nameWidth, postWidth, post, flowing, height, mark, rise, gap }
}

/** Height that a signature takes with the space above it and what stands under it. */
export function signatureHeight(paper: Paper, block: SignatureBlock, foot?: Foot): number {
  const { gap, height, rise } = lay(paper, block)
  return gap + height + rise + (foot?.height ?? 0)
}

/** Draws the text's lines and the signature below them, never alone on a sheet, then `foot` on the same sheet. */
export function drawSigned(paper: Paper, text: FlowLine[], block: SignatureBlock, foot?: Foot): void {
  const laid = lay(paper, block)
  const { gap, height, rise, flowing } = laid
  const needed = gap + height + rise + (foot?.height ?? 0)
  const postTag = paper.tag('P')
  if (flowing > 0) drawFlow(paper, bound(text, flowingPost(paper, block, laid, postTag)), needed)
  else drawFlow(paper, text, needed, LINES_ABOVE)
  // Under a table, whose last row has kept the room where it could.
  if (text.length === 0 && paper.y + needed > paper.floor) paper.startPage()
  drawBlock(paper, block.size, laid, postTag, paper.y + gap + height)
  paper.y += gap + height + rise
  foot?.draw()
}

function flowingPost(paper: Paper, { post, size, spacing }: SignatureBlock, laid: Laid, tag: Tag): FlowLine[] {
  const before = INTERVALS_ABOVE * lineHeight(size, spacing)
  const paragraph = { runs: [{ text: post }], size, width: laid.postWidth, before, tag, tagType: 'P' }
  return linesOf(paper, paragraph).slice(0, laid.flowing)
}

function drawBlock(paper: Paper, size: number, laid: Laid, postTag: Tag, bottom: number): void {
  const { name, nameWidth, postWidth, mark, rise } = laid
  const right = paper.sheet.width - paper.sheet.right
  const post = laid.post.slice(laid.flowing)
  paper.inside(postTag, 'P', () => upwards(paper, post, bottom, size, paper.sheet.left, postWidth, 'left'))
  if (mark) {
    const postRight = paper.sheet.left + Math.max(...post.map((line) => line.width))
    const x = (postRight + right - nameWidth - mark.width) / 2
    drawMark(paper, mark.text, { x, y: bottom + rise - mark.height, width: mark.width, height: mark.height })
  }
  paper.inside(paper.tag('P'), 'P', () => upwards(paper, name, bottom, size, right - nameWidth, nameWidth, 'right'))
}

/** A post that runs over sheets begins on the sheet of the text's last lines. */
function bound(text: FlowLine[], post: FlowLine[]): FlowLine[] {
  const all = [...text, ...post]
  return all.map((line, index) => {
    const held = index > text.length - LINES_ABOVE && index <= text.length
    return held ? { ...line, mayStartPage: false } : line
  })
}

function upwards(
  paper: Paper,
  lines: Line[],
  bottom: number,
  size: number,
  left: number,
  width: number,
  align: 'left' | 'right',
): void {
  lines.forEach((line, index) => {
    paper.line(line, left, bottom - (lines.length - index) * lineHeight(size), size, width, align)
  })
}

function nameLines(paper: Paper, { name, size }: SignatureBlock): Line[] {
  return breakLines([{ text: name }], { faces: paper.faces, size, width: WIDEST_NAME })
}

/** The post keeps to one line where a somewhat narrower mark makes room for it. */
function columns(paper: Paper, block: SignatureBlock, nameWidth: number): { postWidth: number; markWidth: number } {
  const room = paper.textWidth - nameWidth - GAP * 2
  const natural = textWidth(paper.faces.regular, block.post, block.size) + 1
  if (!block.mark) return { postWidth: Math.min(natural, room - HAND_WIDTH), markWidth: 0 }
  const oneLine = natural <= room - NARROWEST_MARK
  const postWidth = oneLine ? natural : room - MARK_WIDTH
  return { postWidth, markWidth: Math.min(MARK_WIDTH, room - postWidth) }
}
