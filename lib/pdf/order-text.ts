import type { ActChange, OrderDocument } from '@/lib/order/document'
import type { Run } from './measured-text'
import { lineHeight, MM, type Paper, type Tag } from './paper'
import { drawFlow, type FlowLine, linesOf } from './paragraph'
import { fittingSize, layTable, SMALLEST_IN_TABLES } from './table'

/** Room beside a quoted table for its signs. */
const QUOTES = { left: 10, right: 15 }
/** Of a paragraph of several lines two go together anyway. */
const LINES_WITH_A_TABLE = 1

/**
 * Draws the text up to the last table in it and answers with the lines below, which stay together with the signature.
 * `tail` is the height of the signature, for a text that ends with a table.
 */
export function drawText(paper: Paper, document: OrderDocument, tail: number): FlowLine[] {
  const { points, changes = [] } = document
  const lines = preambleLines(paper, document)
  const list = points.length + changes.length > 0 ? paper.tag('L') : undefined
  const flow = new Flow(paper, document, lines)
  points.forEach((point, index) => {
    const item = paper.tag('LBody', paper.tag('LI', list))
    const nested = index === 0 && changes.length > 0
    const text = `${index + 1}.\u00A0${point}`
    flow.add(text, nested ? paper.tag('P', item) : item, nested ? 'P' : 'LBody')
    if (nested) addChanges(flow, paper, item, changes, points.length === 1 ? tail : 0)
  })
  // An act without points still says what it changes.
  if (points.length === 0 && list) addChanges(flow, paper, paper.tag('LBody', paper.tag('LI', list)), changes, tail)
  return flow.lines
}

function addChanges(flow: Flow, paper: Paper, item: Tag, changes: readonly ActChange[], tail: number): void {
  const list = paper.tag('L', item)
  changes.forEach((change, index) => {
    const last = index === changes.length - 1
    const body = paper.tag('LBody', paper.tag('LI', list))
    const text = `${index + 1})\u00A0${change.text}`
    flow.add(text, change.table ? paper.tag('P', body) : body, change.table ? 'P' : 'LBody')
    if (change.table) flow.quote(change.table, body, last ? '».' : '»;', last ? tail : 0)
  })
}

function preambleLines(paper: Paper, document: OrderDocument): FlowLine[] {
  const runs: Run[] = [{ text: document.preamble }]
  if (document.operativeWord !== '') runs.push({ text: ' ' }, { text: document.operativeWord, bold: true })
  return linesOf(paper, { ...look(paper, document), runs, tag: paper.tag('P'), tagType: 'P' })
}

const look = (paper: Paper, { profile }: OrderDocument) => ({
  size: profile.bodySizePt,
  spacing: profile.lineSpacing,
  width: paper.textWidth,
  align: 'justify' as const,
  firstIndent: profile.firstLineIndentMm * MM,
  hyphenate: profile.hyphenation,
})

/** Lines that wait to be drawn together; a table draws those before it. */
class Flow {
  /** One for all tables of the act, small enough for each. */
  private readonly tableSize: number

  constructor(
    private readonly paper: Paper,
    private readonly document: OrderDocument,
    public lines: FlowLine[],
  ) {
    const tables = (document.changes ?? []).flatMap((change) => change.table ?? [])
    const { tableSizePt: size } = document.profile
    const sizes = tables.map(({ headers, sections: groups }) =>
      fittingSize(paper, { headers, groups, size, smallest: SMALLEST_IN_TABLES, inset: QUOTES }),
    )
    this.tableSize = Math.min(size, ...sizes)
  }

  add(text: string, tag: Tag, tagType: string): void {
    this.lines.push(...linesOf(this.paper, { ...look(this.paper, this.document), runs: [{ text }], tag, tagType }))
  }

  quote(table: NonNullable<ActChange['table']>, parent: Tag, closing: string, tail: number): void {
    const { bodySizePt, lineSpacing } = this.document.profile
    const above = lineHeight(bodySizePt) * 0.35
    const laid = layTable(this.paper, {
      headers: table.headers,
      groups: table.sections,
      size: this.tableSize,
      inset: QUOTES,
      quotes: { opening: '«', closing, size: bodySizePt },
      parent,
      tail,
    })
    drawFlow(this.paper, this.lines, above + laid.beginning, LINES_WITH_A_TABLE)
    this.paper.y += above
    laid.draw()
    this.paper.y += lineHeight(bodySizePt, lineSpacing) * 0.5
    this.lines = []
  }
}
