import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { type Block, documentOfBlocks } from '@/lib/table-file/blocks'
import { type FileDocument, readBookmark } from '@/lib/table-file/document'
import { type GridRow, layOut } from '@/lib/table-file/grid'
import { htmlText, isHiddenElement, LEFT_OUT, styleOf, type TextNotes } from '@/lib/table-file/html-text'
import { withoutKeyColumn } from '@/lib/table-file/key-column'

type Node = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

/** Elements that stand on lines of their own. */
const LINES = /^(?:p|h[1-6]|li|dt|dd|pre|blockquote|caption|address)$/
const DEEPEST = 200

/**
 * Reads HTML as Word, Excel or a browser puts it on the clipboard. Nothing is run or fetched. Long or hostile text can take
 * long: the program's pages call `readPastedTable`, which does this in a worker.
 */
export function readTableHtml(html: string): FileDocument {
  const notes: TextNotes = { hidden: 0, tracked: 0, notes: 0, comments: 0 }
  const blocks: Block[] = []
  walk(parse(html).childNodes, blocks, notes, 0)
  const doubts: string[] = []
  const say = (count: number, sentence: string) => {
    if (count > 0) doubts.push(`${sentence} (всего: ${count}).`)
  }
  say(notes.tracked, 'Во вставленном есть исправления (рецензирование): прочитан текст, как если бы все их приняли')
  say(notes.hidden, 'Скрытые строки и скрытый текст не прочитаны')
  say(notes.notes, 'Сноски не вошли в таблицу')
  say(notes.comments, 'Примечания рецензентов не вошли в таблицу')
  return documentOfBlocks('html', blocks, doubts)
}

function walk(nodes: readonly Node[], blocks: Block[], notes: TextNotes, depth: number): void {
  // Words between block elements make one line.
  let inline: Node[] = []
  const flush = () => {
    if (inline.length === 0) return
    const { text, isBold } = htmlText(inline, notes)
    if (text.trim()) blocks.push({ kind: 'line', text: text.trim(), isBold, align: '' })
    inline = []
  }
  for (const node of nodes) {
    if (!('tagName' in node)) {
      if (node.nodeName === '#text') inline.push(node)
      continue
    }
    if (LEFT_OUT.has(node.tagName)) continue
    if (isHiddenElement(node)) {
      notes.hidden += 1
      continue
    }
    if (/mso-element:\s*(?:comment|footnote|endnote)-list/.test(styleOf(node))) continue
    if (node.tagName === 'table') {
      flush()
      const grid = gridRows(node, notes, 0)
      const { rows, roadMap } = withoutKeyColumn(layOut(grid.rows))
      const map = grid.roadMap ?? roadMap
      blocks.push({ kind: 'table', rows, ...(map ? { roadMap: map } : {}) })
    } else if (LINES.test(node.tagName)) {
      flush()
      const { text, isBold } = htmlText(node.childNodes, notes)
      const align = /text-align:\s*(\w+)/.exec(styleOf(node))?.[1] ?? attributeOf(node, 'align') ?? ''
      blocks.push({ kind: 'line', text: text.trim(), isBold: isBold || /^h/.test(node.tagName), align })
    } else if (depth < DEEPEST && holdsBlocks(node)) {
      flush()
      walk(node.childNodes, blocks, notes, depth + 1)
    } else inline.push(node)
  }
  flush()
}

const holdsBlocks = (element: Element): boolean =>
  element.tagName === 'div' ||
  element.childNodes.some(
    (node) => 'tagName' in node && (node.tagName === 'table' || LINES.test(node.tagName) || holdsBlocks(node)),
  )

const attributeOf = (element: Element, name: string): string | undefined =>
  element.attrs.find((attribute) => attribute.name === name)?.value

function gridRows(table: Element, notes: TextNotes, depth: number): { rows: GridRow[]; roadMap?: string } {
  const rows: GridRow[] = []
  let roadMap: string | undefined
  for (const node of table.childNodes) {
    if (!('tagName' in node)) continue
    if (isHiddenElement(node)) {
      notes.hidden += 1
    } else if (/^t(?:head|body|foot)$/.test(node.tagName) && depth === 0) {
      const inner = gridRows(node, notes, depth + 1)
      rows.push(...inner.rows)
      roadMap ??= inner.roadMap
    } else if (node.tagName === 'tr') {
      let key: string | undefined
      const cells = node.childNodes.flatMap((cell) => {
        if (!('tagName' in cell) || !/^t[dh]$/.test(cell.tagName)) return []
        const { text, names } = htmlText(cell.childNodes, notes)
        for (const name of names) {
          const mark = readBookmark(name)
          if (mark?.of === 'row') key ??= mark.id
          if (mark?.of === 'map') roadMap ??= mark.id
        }
        const span = (name: string) => Number.parseInt(attributeOf(cell, name) ?? '1', 10) || 1
        return [{ text: isHiddenElement(cell) ? '' : text, colSpan: span('colspan'), rowSpan: span('rowspan') }]
      })
      rows.push({ cells, ...(key ? { key } : {}) })
    }
  }
  return { rows, ...(roadMap ? { roadMap } : {}) }
}
