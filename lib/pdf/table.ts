import { columnWidths } from './columns'
import type { Line } from './measured-text'
import type { Align, Paper, Tag } from './paper'
import { lineHeight } from './paper'
import { breakLines } from './text-lines'

export type Table = {
  headers: string[]
  /** Rows under a heading that spans the table; an empty heading draws none. Rows may be shorter than the header. */
  groups: { heading: string; rows: string[][] }[]
  size: number
  /** Letters may be as small as this where words would have to be cut; `size` where absent. */
  smallest?: number
  /** Distance of its edges from the text's; 0 where absent. */
  inset?: { left: number; right: number }
  /** Signs beside the first and the last line of the table, outside its rules: «…». */
  quotes?: { opening: string; closing: string; size: number }
  /** What the table belongs to; the whole paper where absent. */
  parent?: Tag
  /** Height of what must stand on the same sheet as the last row. */
  tail?: number
}

type Cell = { lines: Line[]; left: number; width: number; align: Align; tag: Tag | null; tagType: 'TH' | 'TD' }
type Row = { cells: Cell[]; height: number }
type Kind = 'header' | 'heading' | 'row'

/** Of an act's tables (order-standard C11). */
export const SMALLEST_IN_TABLES = 8
const PADDING_X = 3.5
const PADDING_Y = 2.5
const RULE = 0.5
const QUOTE_GAP = 2
const FEWEST_LINES = 2
const TALLEST_REPEATED_HEADER = 0.4
/** A first column that holds nothing but these is centred: «4», «3.2», «№ 121», «II»; «юрист» is as short and no number. */
const NUMBER = /^(?=.{0,6}$)(?:.*[\dIVX].*|[^\p{L}]*)$/u

/**
 * Draws a table from where the paper stands: the header again on each sheet, no row over two sheets unless it is higher
 * than one, a heading never apart from its first row.
 */
export function drawTable(paper: Paper, table: Table): void {
  new TableDrawing(paper, table).draw()
}

/** The table measured and not yet drawn: `beginning` is the height of what must follow a line that announces it. */
export function layTable(paper: Paper, table: Table): { beginning: number; draw: () => void } {
  const drawing = new TableDrawing(paper, table)
  return { beginning: drawing.beginning, draw: () => drawing.draw() }
}

/** The size at which no word of the table is cut, as it would be drawn on the sheet that is open. */
export const fittingSize = (paper: Paper, table: Table): number => columnsOf(paper, table).size

function columnsOf(paper: Paper, table: Table) {
  const rows = table.groups.flatMap((group) => group.rows)
  const count = rows.reduce((most, row) => Math.max(most, row.length), table.headers.length)
  const headers = [...table.headers, ...Array<string>(count - table.headers.length).fill('')]
  const { left, right } = table.inset ?? { left: 0, right: 0 }
  const width = paper.textWidth - left - right
  return { rows, headers, ...columnWidths(rows, headers, width, PADDING_X * 2, table, paper.faces) }
}

class TableDrawing {
  private readonly tag: Tag
  private readonly opening: Tag | null
  private readonly closing: Tag | null
  private readonly left: number
  private readonly widths: number[]
  private readonly size: number
  private readonly numbered: boolean
  private readonly headers: string[]
  private repeated: Row | null = null
  private atTop = true
  private begun = false

  constructor(
    private readonly paper: Paper,
    private readonly table: Table,
  ) {
    const { rows, headers, widths, size } = columnsOf(paper, table)
    this.headers = headers
    this.left = paper.sheet.left + (table.inset?.left ?? 0)
    this.widths = widths
    this.size = size
    this.numbered = headers.length > 1 && rows.every((row) => NUMBER.test(row[0] ?? ''))
    this.opening = table.quotes ? paper.tag('P', table.parent) : null
    this.tag = paper.tag('Table', table.parent)
    this.closing = table.quotes ? paper.tag('P', table.parent) : null
  }

  /** Height of the header with what must stand under it on its sheet; of half a sheet at most. */
  get beginning(): number {
    const header = this.row('header', this.headers, false)
    const group = this.table.groups[0]
    const first = group?.rows[0]
    const heading = group && group.heading !== '' ? this.row('heading', [group.heading], false).height : 0
    const row = first ? this.leastHeight(this.row('row', first, false)) : 0
    return Math.min(header.height + heading + row, this.fullHeight / 2)
  }

  draw(): void {
    const header = this.row('header', this.headers)
    const tallest = (this.paper.sheet.height - this.paper.sheet.top - this.paper.sheet.bottom) * TALLEST_REPEATED_HEADER
    this.place(header, 0)
    if (header.height <= tallest) this.repeated = header
    const { groups, tail = 0 } = this.table
    const last = groups.findLastIndex((group) => group.rows.length > 0)
    groups.forEach((group, at) => {
      const first = group.rows[0]
      if (group.heading !== '') {
        const next = first ? this.leastHeight(this.row('row', first, false)) : 0
        this.place(this.row('heading', [group.heading]), next)
      }
      group.rows.forEach((row, index) => {
        const isLast = at === last && index === group.rows.length - 1
        this.place(this.row('row', row), isLast ? tail : 0)
      })
    })
    this.quote(this.closing, this.table.quotes?.closing, 'after')
  }

  /** The opening sign stands left of the first line, the closing one right of the last. */
  private quote(tag: Tag | null, text: string | undefined, where: 'before' | 'after'): void {
    if (!tag || !text) return
    const { size } = this.table.quotes ?? this.table
    const [line] = breakLines([{ text }], { faces: this.paper.faces, size, width: Number.MAX_SAFE_INTEGER })
    if (!line) return
    const right = this.left + this.widths.reduce((sum, width) => sum + width, 0)
    const x = where === 'before' ? this.left - line.width - QUOTE_GAP : right + QUOTE_GAP
    const y = where === 'before' ? this.paper.y : this.paper.y - lineHeight(size) - PADDING_Y / 2
    this.paper.inside(tag, 'P', () => this.paper.line(line, x, y, size, line.width, 'left'))
  }

  private row(kind: Kind, texts: string[], tagged = true): Row {
    const bold = kind !== 'row'
    const whole = this.widths.reduce((sum, width) => sum + width, 0)
    const tr = tagged ? this.paper.tag('TR', this.tag) : null
    let left = this.left
    const cells = (kind === 'heading' ? [whole] : this.widths).map((outer, column): Cell => {
      const centred = bold || (this.numbered && column === 0)
      const width = outer - PADDING_X * 2
      const fill = bold ? 'balanced' : 'first-fit'
      const lines = breakLines([{ text: texts[column] ?? '', bold }], {
        faces: this.paper.faces,
        size: this.size,
        width,
        fill,
      })
      const tagType = bold ? 'TH' : 'TD'
      const scope = kind === 'header' ? 'Column' : kind === 'heading' ? 'Row' : undefined
      const colSpan = kind === 'heading' && this.widths.length > 1 ? { colSpan: this.widths.length } : {}
      const tag = tr && this.paper.tag(tagType, tr, scope ? { scope, ...colSpan } : {})
      const cell: Cell = { lines, left: left + PADDING_X, width, align: centred ? 'center' : 'left', tag, tagType }
      left += outer
      return cell
    })
    return { cells, height: this.heightOf(Math.max(...cells.map((cell) => cell.lines.length))) }
  }

  private heightOf(lines: number): number {
    return lines * lineHeight(this.size) + PADDING_Y * 2
  }

  private get fullHeight(): number {
    const { sheet } = this.paper
    return sheet.height - sheet.top - sheet.bottom - (this.repeated?.height ?? 0)
  }

  /** How much of a row must follow its heading on the same sheet. */
  private leastHeight(row: Row): number {
    return row.height <= this.fullHeight / 2 ? row.height : this.heightOf(FEWEST_LINES)
  }

  private place(row: Row, next: number): void {
    const room = () => this.paper.floor - this.paper.y + 1e-6
    if (row.height + next > room() && !this.atTop) {
      const splits = row.height > this.fullHeight && room() >= this.heightOf(FEWEST_LINES * 2)
      if (!splits) this.nextSheet()
    } else if (
      this.atTop &&
      row.height > room() &&
      this.paper.y > this.paper.sheet.top + 1 &&
      row.height <= this.fullHeight
    ) {
      this.nextSheet()
    }
    let rest = row
    while (rest.height > room()) {
      const [here, later] = this.split(rest, room())
      this.paint(here)
      this.nextSheet()
      rest = later
    }
    this.paint(rest)
  }

  private nextSheet(): void {
    this.paper.startPage()
    this.atTop = true
    if (this.repeated) this.paint(this.repeated, true)
  }

  /** Cuts a row between lines; each cell leaves and takes two lines at least, or goes whole. */
  private split(row: Row, room: number): [Row, Row] {
    const fit = Math.max(1, Math.floor((room - PADDING_Y * 2) / lineHeight(this.size)))
    const here: Cell[] = []
    const later: Cell[] = []
    for (const cell of row.cells) {
      const { length } = cell.lines
      let cut = Math.min(fit, length)
      if (length > cut && length - cut < FEWEST_LINES)
        cut = Math.max(Math.min(fit, FEWEST_LINES), length - FEWEST_LINES)
      here.push({ ...cell, lines: cell.lines.slice(0, cut) })
      later.push({ ...cell, lines: cell.lines.slice(cut) })
    }
    const most = (cells: Cell[]) => Math.max(...cells.map((cell) => cell.lines.length))
    return [
      { cells: here, height: this.heightOf(most(here)) },
      { cells: later, height: this.heightOf(most(later)) },
    ]
  }

  private paint(row: Row, again = false): void {
    const top = this.paper.y
    if (!this.begun) this.quote(this.opening, this.table.quotes?.opening, 'before')
    this.begun = true
    if (again) {
      this.paper.artifact('Pagination', () => {
        for (const cell of row.cells) this.paintText(cell, row, top)
      })
    } else {
      for (const cell of row.cells) {
        if (!cell.tag || cell.lines.every((line) => line.pieces.length === 0)) continue
        this.paper.inside(cell.tag, cell.tagType, () => this.paintText(cell, row, top))
      }
    }
    this.paper.artifact('Layout', () => this.paintRules(row, top))
    this.paper.y += row.height
    this.atTop = false
  }

  private paintText(cell: Cell, row: Row, top: number): void {
    const { size } = this
    const spare = row.height - this.heightOf(cell.lines.length)
    // A header's words stand in the middle of its height.
    let y = top + PADDING_Y + (cell.tagType === 'TH' ? spare / 2 : 0)
    for (const line of cell.lines) {
      this.paper.line(line, cell.left, y, size, cell.width, cell.align)
      y += lineHeight(size)
    }
  }

  private paintRules(row: Row, top: number): void {
    const bottom = top + row.height
    const { left } = this
    const edges = row.cells.map((cell) => cell.left + cell.width + PADDING_X)
    const right = edges.at(-1) ?? left
    const rules = [left, ...edges].map((x) => [x, top, x, bottom])
    if (this.atTop) rules.push([left, top, right, top])
    rules.push([left, bottom, right, bottom])
    const path = rules.map((rule) => rule.map((value) => Math.round(value * 100) / 100))
    this.paper.rules(path, RULE)
  }
}
