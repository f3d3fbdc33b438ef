import { hasText, type RawRow } from '@/lib/road-map/import-shape'

type Quote = 'open' | 'closed' | 'broken'

/** Where a quoted cell stands after `piece`, read from `from`: doubled quotes are letters, a lone one must be the last. */
function quoteAfter(piece: string, from: number): Quote {
  let at = piece.indexOf('"', from)
  while (at !== -1) {
    if (piece[at + 1] !== '"') return at === piece.length - 1 ? 'closed' : 'broken'
    at = piece.indexOf('"', at + 2)
  }
  return 'open'
}

const unquoted = (quoted: string): string => quoted.slice(1, -1).replaceAll('""', '"')

/**
 * A quoted cell over several lines, begun by the last cell of line `start`. Null when the quotation mark is
 * only a letter of the text. The search ends at the first tab or lone mark, so the whole reading stays linear.
 */
function quotedOverLines(lines: string[], start: number, opening: string) {
  const parts = [opening]
  for (let next = start + 1; next < lines.length; next++) {
    const line = lines[next] ?? ''
    const tab = line.indexOf('\t')
    const piece = tab === -1 ? line : line.slice(0, tab)
    const state = quoteAfter(piece, 0)
    parts.push(piece)
    if (state === 'closed')
      return { text: unquoted(parts.join('\n')), line: next, rest: tab === -1 ? null : line.slice(tab + 1) }
    if (state === 'broken' || tab !== -1) return null
  }
  return null
}

/**
 * Lines → rows of cells divided by tabs, as Word, Excel and browsers put them on the clipboard. Excel puts a cell with
 * line breaks into quotation marks and doubles those inside; marks without that need are letters and stay.
 */
export function tabbedRows(lines: string[]): RawRow[] {
  const rows: RawRow[] = []
  let gap = false
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (!hasText(line)) {
      gap = true
      continue
    }
    let pieces = line.split('\t')
    const cells: string[] = []
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index] ?? ''
      const state = piece.startsWith('"') ? quoteAfter(piece, 1) : 'broken'
      if (state === 'closed' && piece.slice(1, -1).includes('""')) cells.push(unquoted(piece))
      else if (state === 'open' && index === pieces.length - 1) {
        const quoted = quotedOverLines(lines, at, piece)
        cells.push(quoted ? quoted.text : piece)
        if (!quoted) continue
        at = quoted.line
        pieces = quoted.rest === null ? [] : quoted.rest.split('\t')
        index = -1
      } else cells.push(piece)
    }
    rows.push({ cells, afterGap: gap })
    gap = false
  }
  return rows
}

/** Lines → rows of cells divided by «|», with or without the outer ones. The line of dashes is dropped. */
export function pipedRows(lines: string[]): RawRow[] {
  const rows: RawRow[] = []
  let gap = false
  for (const line of lines) {
    if (!hasText(line)) {
      gap = true
      continue
    }
    const cells = line
      .trim()
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replaceAll('\\|', '|'))
    if (cells.length > 1 && !hasText(cells[0] ?? '') && line.trim().startsWith('|')) cells.shift()
    if (cells.length > 1 && !hasText(cells.at(-1) ?? '') && line.trim().endsWith('|')) cells.pop()
    if (cells.length > 1 && cells.every((cell) => /^\s*:?-{2,}:?\s*$/.test(cell))) continue
    rows.push({ cells, afterGap: gap })
    gap = false
  }
  return rows
}
