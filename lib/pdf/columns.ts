import type { Family } from './fonts'
import { textWidth } from './fonts'
import { widestWord } from './text-lines'

const MOST_ROWS_TO_WEIGH = 300
const STEPS = 120
/** A cell of a megabyte should not take the whole table's width from the rest. */
const LONGEST_WEIGHED = 6_000
const WIDEST_MINIMUM = 0.22
/** A word that takes more of the table's width than this is cut, however small its letters. */
const WIDEST_WORD = 0.3

type Cell = { total: number; widest: number; natural: number }

/**
 * Widths of a table's columns, inner widths plus `padding`, with the sum `total`. Each column first gets room for its
 * widest word; the rest is handed out in small steps to whichever column makes the table shortest. Where the widest words
 * do not stand side by side, the letters grow smaller down to `smallest`; words too wide even then are cut at full size.
 */
export function columnWidths(
  rows: string[][],
  headers: string[],
  total: number,
  padding: number,
  wanted: { size: number; smallest?: number },
  faces: Family,
): { widths: number[]; size: number } {
  const asked = evenly(rows, MOST_ROWS_TO_WEIGH).map((row) => row.map((text) => weigh(text, wanted.size, faces, false)))
  const askedHead = headers.map((text) => weigh(text, wanted.size, faces, true))
  const room = total - padding * headers.length
  const size = fittingSize([askedHead, ...asked], headers.length, room, wanted)
  const [head = [], ...sample] = [askedHead, ...asked].map((row) => row.map((cell) => scaled(cell, size / wanted.size)))
  const widths = minimums([head, ...sample], headers.length, room, size < wanted.size)
  const naturals = headers.map((_, column) => Math.max(1, ...sample.map((row) => row[column]?.natural ?? 0)))
  let left = room - widths.reduce((sum, width) => sum + width, 0)
  const step = left / STEPS
  while (left > step / 2) {
    const best = bestColumn([head, ...sample], widths, step)
    if (best === null) break
    widths[best] = (widths[best] ?? 0) + step
    left -= step
  }
  // What no column needs is shared out, most to those that hold most.
  const sum = naturals.reduce((all, natural) => all + Math.sqrt(natural), 0)
  return {
    widths: widths.map((width, column) => width + (left * Math.sqrt(naturals[column] ?? 0)) / sum + padding),
    size,
  }
}

/** The largest size, in steps of half a point, at which no word need be cut. */
function fittingSize(
  rows: Cell[][],
  count: number,
  room: number,
  { size, smallest = size }: { size: number; smallest?: number },
): number {
  const widest = Array.from({ length: count }, (_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.widest ?? 0), NARROWEST),
  )
  const fits = (tried: number) => {
    const sizes = widest.map((width) => (width * tried) / size + 0.5)
    return (
      sizes.every((width) => width <= room * WIDEST_MINIMUM) && sizes.reduce((sum, width) => sum + width, 0) <= room
    )
  }
  for (let tried = size; tried >= smallest; tried -= 0.5) if (fits(tried)) return tried
  return size
}

const scaled = ({ total, widest, natural }: Cell, by: number): Cell => ({
  total: total * by,
  widest: widest * by,
  natural: natural * by,
})

function minimums(rows: Cell[][], count: number, room: number, fits: boolean): number[] {
  const widths = Array.from({ length: count }, (_, column) => {
    const widest = rows.reduce((most, row) => Math.max(most, row[column]?.widest ?? 0), NARROWEST)
    return Math.min(widest + 0.5, room * (fits ? WIDEST_WORD : WIDEST_MINIMUM))
  })
  const sum = widths.reduce((all, width) => all + width, 0)
  return sum <= room ? widths : widths.map((width) => (width * room) / sum)
}

const NARROWEST = 12

function bestColumn(rows: Cell[][], widths: number[], step: number): number | null {
  const gains = widths.map(() => 0)
  for (const row of rows) {
    const heights = row.map((cell, column) => linesIn(cell, widths[column] ?? 1))
    const now = norm(heights)
    for (let column = 0; column < row.length; column++) {
      const cell = row[column]
      if (!cell || cell.natural <= (widths[column] ?? 0)) continue
      const kept = heights[column] ?? 0
      heights[column] = linesIn(cell, (widths[column] ?? 0) + step)
      gains[column] = (gains[column] ?? 0) + now - norm(heights)
      heights[column] = kept
    }
  }
  const best = Math.max(...gains)
  return best > 1e-9 ? gains.indexOf(best) : null
}

/** Nearly the highest cell of the row, yet smooth, so that equal cells are widened in turn. */
const norm = (heights: number[]): number => heights.reduce((sum, height) => sum + height ** 6, 0) ** (1 / 6)

function linesIn(cell: Cell, width: number): number {
  if (cell.natural <= width) return 1
  return 1 + cell.total / Math.max(1, width - cell.widest * 0.3)
}

function weigh(text: string, size: number, faces: Family, bold: boolean): Cell {
  const face = bold ? faces.bold : faces.regular
  const short = text.slice(0, LONGEST_WEIGHED)
  const natural = Math.max(0, ...short.split('\n').map((line) => textWidth(face, line, size)))
  const widest = widestWord([{ text: short, bold }], { faces, size })
  return { total: Math.min(textWidth(face, short, size), LONGEST_WEIGHED), widest, natural }
}

function evenly<T>(items: T[], most: number): T[] {
  if (items.length <= most) return items
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as T)
}
