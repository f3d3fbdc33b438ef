import type { DefaultTreeAdapterMap } from 'parse5'

type Node = DefaultTreeAdapterMap['childNode']
type Element = DefaultTreeAdapterMap['element']

export type TextNotes = { hidden: number; tracked: number; notes: number; comments: number }

export const LEFT_OUT = new Set(
  'script style template title meta link object embed iframe svg math canvas img video audio select input textarea colgroup col'.split(
    ' ',
  ),
)
const BLOCKS = /^(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|pre|blockquote|table|tr|caption|address)$/
const DEEPEST = 200

export const styleOf = (element: Element): string =>
  element.attrs.find((attribute) => attribute.name === 'style')?.value.toLowerCase() ?? ''

export const isHiddenElement = (element: Element): boolean =>
  /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/.test(styleOf(element)) ||
  element.attrs.some((attribute) => attribute.name === 'hidden')

/**
 * The text as a browser shows it: runs of white space are one space, NBSP stays, `<br>` and blocks break the line. `names` are
 * Word's bookmarks.
 */
export function htmlText(nodes: readonly Node[], notes: TextNotes): { text: string; isBold: boolean; names: string[] } {
  let text = ''
  let isBold = true
  let seen = false
  const names: string[] = []

  const add = (piece: string) => {
    // A space at a line's beginning or after another one is not shown.
    const last = text.at(-1) ?? '\n'
    text += (last === ' ' || last === '\n') && piece.startsWith(' ') ? piece.slice(1) : piece
  }
  const breakLine = () => {
    text = text.replace(/ +$/, '')
    if (text !== '' && !text.endsWith('\n')) text += '\n'
  }

  function visit(node: Node, bold: boolean, depth: number) {
    if (node.nodeName === '#text' && 'value' in node) {
      const piece = node.value.replace(/[ \t\r\n\f]+/g, ' ')
      if (piece.trim()) {
        seen = true
        isBold &&= bold
      }
      add(piece)
      return
    }
    if (!('tagName' in node) || depth > DEEPEST || LEFT_OUT.has(node.tagName)) return
    const style = styleOf(node)
    const name = node.attrs.find((attribute) => attribute.name === 'name')?.value
    if (node.tagName === 'a' && name) names.push(name)
    if (isHiddenElement(node)) {
      notes.hidden += 1
      return
    }
    if (node.tagName === 'del') {
      notes.tracked += 1
      return
    }
    if (node.tagName === 'ins') notes.tracked += 1
    if (/mso-footnote-id|mso-endnote-id/.test(style)) {
      notes.notes += 1
      return
    }
    if (/mso-comment-(?:reference|continuation)/.test(style) && node.tagName === 'a') {
      for (const child of node.childNodes) visit(child, bold, depth + 1)
      return
    }
    if (/mso-special-character:\s*comment/.test(style)) {
      notes.comments += 1
      return
    }
    if (node.tagName === 'br') {
      text = `${text.replace(/ +$/, '')}\n`
      return
    }
    if (/mso-list:\s*ignore/.test(style)) {
      // The automatic label of Word with the spaces up to its text.
      const inner = htmlText(node.childNodes, notes)
      add(`${inner.text.replace(/[\s\u00A0]+$/, '')} `)
      return
    }
    if (/mso-spacerun:\s*yes/.test(style)) {
      // Spaces that were typed; Word writes all but one as NBSP.
      text += textContent(node).replace(/[\s\u00A0]/g, ' ')
      return
    }
    const isBlock = BLOCKS.test(node.tagName)
    if (isBlock) breakLine()
    if (node.tagName === 'td' || node.tagName === 'th') add(' ')
    if (node.tagName === 'li') add(labelOf(node))
    const ownBold = /^(?:b|strong|th|h[1-6])$/.test(node.tagName) || /font-weight:\s*(?:bold|[6-9]00)/.test(style)
    for (const child of node.childNodes) visit(child, bold || ownBold, depth + 1)
    if (isBlock) breakLine()
  }

  for (const node of nodes) visit(node, false, 0)
  return { text: text.replace(/^[ \n]+|[ \n]+$/g, ''), isBold: isBold && seen, names }
}

function textContent(element: Element): string {
  return element.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
}

function labelOf(item: Element): string {
  const list = item.parentNode
  if (!list || !('tagName' in list) || list.tagName !== 'ol') return '• '
  const items = list.childNodes.filter((node) => 'tagName' in node && node.tagName === 'li')
  const start = Number.parseInt(list.attrs.find((attribute) => attribute.name === 'start')?.value ?? '1', 10) || 1
  return `${items.indexOf(item) + start}. `
}
