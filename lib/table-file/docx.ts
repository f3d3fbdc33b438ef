import mammoth from 'mammoth'
import { type Block, documentOfBlocks } from '@/lib/table-file/blocks'
import { type FileDocument, readBookmark } from '@/lib/table-file/document'
import { prepareDocument } from '@/lib/table-file/docx-prepare'
import { type GridRow, layOut } from '@/lib/table-file/grid'
import type { OfficePackage } from '@/lib/table-file/office-package'
import { storedZip } from '@/lib/table-file/stored-zip'

/** The part of the library's document tree that matters here. */
type Node = {
  type: string
  children?: Node[]
  value?: string
  name?: string
  isBold?: boolean
  alignment?: string | null
  breakType?: string
  checked?: boolean
  noteType?: string
  colSpan?: number
  rowSpan?: number
}

type Marks = { roadMap?: string; row?: string }
type Left = { notes: number; comments: number }

/** Reads a Word document: its paragraphs and tables as Word shows them with all changes accepted. Nothing outside is fetched. */
export async function readDocx(office: OfficePackage): Promise<FileDocument> {
  const { parts, main } = office
  const text = (name: string) => Buffer.from(parts.get(name) ?? []).toString('utf8')
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const prepared = prepareDocument(text(main), text(`${folder}numbering.xml`), text(`${folder}styles.xml`))
  const kept = ['[Content_Types].xml', '_rels/.rels', `${folder}_rels/${main.slice(folder.length)}.rels`]
  const own = new Map<string, Uint8Array>()
  for (const name of [...kept, `${folder}styles.xml`, `${folder}numbering.xml`]) {
    const part = parts.get(name)
    if (part) own.set(name, part)
  }
  own.set(main, Buffer.from(prepared.xml, 'utf8'))
  const root = await documentTree(storedZip(own))

  const left: Left = { notes: 0, comments: 0 }
  const blocks = blocksOf(root.children ?? [], left)
  const doubts: string[] = []
  const say = (count: number, sentence: string) => {
    if (count > 0) doubts.push(`${sentence} (всего: ${count}).`)
  }
  say(prepared.labels, 'Автоматические номера и знаки списков Word записаны текстом, как их показывает Word')
  say(prepared.tracked, 'В файле есть исправления (рецензирование): прочитан текст, как если бы все их приняли')
  say(prepared.hidden, 'В файле есть скрытый текст, он не прочитан')
  say(left.notes, 'Сноски не вошли в таблицу')
  say(left.comments, 'Примечания рецензентов не вошли в таблицу')
  return documentOfBlocks('docx', blocks, doubts)
}

/** The library hands its tree over before it would make HTML of it; it gets an empty one back. */
async function documentTree(buffer: Buffer): Promise<Node> {
  let tree: Node = { type: 'document', children: [] }
  await mammoth.convertToHtml(
    { buffer },
    {
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
      transformDocument: (document: Node) => {
        tree = document
        return { ...document, children: [] }
      },
    },
  )
  return tree
}

function blocksOf(nodes: readonly Node[], left: Left): Block[] {
  const blocks: Block[] = []
  for (const node of nodes) {
    if (node.type === 'table') {
      const marks: Marks = {}
      const rows = layOut(
        (node.children ?? []).filter((row) => row.type === 'tableRow').map((row) => gridRow(row, left, marks)),
      )
      blocks.push({ kind: 'table', rows, ...(marks.roadMap ? { roadMap: marks.roadMap } : {}) })
    } else if (node.type === 'paragraph') {
      const text = textOf(node, left)
      blocks.push({ kind: 'line', text, isBold: isBold(node), align: node.alignment ?? '' })
    } else if (node.children) blocks.push(...blocksOf(node.children, left))
  }
  return blocks
}

function gridRow(row: Node, left: Left, table: Marks): GridRow {
  const marks: Marks = {}
  const cells = (row.children ?? [])
    .filter((cell) => cell.type === 'tableCell')
    .map((cell) => ({
      text: textOfBlocks(cell.children ?? [], left, marks),
      colSpan: cell.colSpan ?? 1,
      rowSpan: cell.rowSpan ?? 1,
    }))
  if (marks.roadMap) table.roadMap = marks.roadMap
  return { cells, ...(marks.row ? { key: marks.row } : {}) }
}

/** Paragraphs on lines of their own; a table inside a cell as lines of its texts. */
function textOfBlocks(nodes: readonly Node[], left: Left, marks: Marks): string {
  const lines: string[] = []
  for (const node of nodes) {
    if (node.type === 'tableRow') {
      lines.push((node.children ?? []).map((cell) => textOfBlocks(cell.children ?? [], left, marks)).join(' '))
    } else if (node.type === 'table') lines.push(textOfBlocks(node.children ?? [], left, marks))
    else lines.push(textOf(node, left, marks))
  }
  return lines.join('\n').replace(/^\n+|\n+$/g, '')
}

function textOf(node: Node, left: Left, marks: Marks = {}): string {
  switch (node.type) {
    case 'text':
      return node.value ?? ''
    case 'tab':
      return '\t'
    case 'break':
      return '\n'
    case 'checkbox':
      return node.checked ? '☒' : '☐'
    case 'noteReference':
      left.notes += 1
      return ''
    case 'commentReference':
      left.comments += 1
      return ''
    case 'bookmarkStart': {
      const mark = readBookmark(node.name ?? '')
      if (mark?.of === 'row') marks.row ??= mark.id
      if (mark?.of === 'map') marks.roadMap ??= mark.id
      return ''
    }
    default: {
      let text = ''
      for (const child of node.children ?? []) {
        const piece = textOf(child, left, marks)
        // A text box inside a paragraph.
        const isBlock = child.type === 'paragraph' || child.type === 'table' || child.type === 'tableRow'
        text += isBlock && text !== '' && piece !== '' ? `\n${piece}` : piece
      }
      return text
    }
  }
}

/** True when every visible run of the paragraph is bold. */
function isBold(paragraph: Node): boolean {
  let seen = false
  const check = (node: Node, bold: boolean): boolean => {
    if (node.type === 'text' && (node.value ?? '').trim() !== '') {
      seen = true
      return bold
    }
    const own = node.type === 'run' ? node.isBold === true : bold
    return (node.children ?? []).every((child) => check(child, own))
  }
  return check(paragraph, false) && seen
}
