import { DocxNumbering, type NumberingOfParagraph } from '@/lib/table-file/docx-numbering'
import { attribute, escapeXml, type XmlEvent, xmlEvents } from '@/lib/table-file/xml-events'

export type PreparedDocument = { xml: string; labels: number; hidden: number; tracked: number }

const OF_WORD =
  /\sxmlns(?::([\w.-]+))?\s*=\s*["'](?:http:\/\/schemas\.openxmlformats\.org\/wordprocessingml\/2006\/main|http:\/\/purl\.oclc\.org\/ooxml\/wordprocessingml\/main)["']/

/** Earlier properties under a tracked change: nobody sees them. */
const FORMER = ['pPrChange', 'rPrChange', 'trPrChange', 'tcPrChange', 'tblPrChange', 'tblGridChange', 'sectPrChange']
/** What is drawn or embedded beside the text. Text boxes stand in `pict` and stay. */
const NOT_TEXT = ['drawing', 'object', 'control']
/** Wrappers that the library would leave out together with their text. */
const WRAPPERS = ['fldSimple', 'dir', 'bdo']

type Paragraph = { styleId?: string; numbering: Partial<NumberingOfParagraph>; isDeleted: boolean }

/**
 * Makes the document's part say what the library would not: automatic numbers become text, hidden text and deleted cells go,
 * cells that a row leaves out at its beginning are put in. Tracked changes stay marked: the library reads them as accepted.
 */
export function prepareDocument(xml: string, numberingXml: string, stylesXml: string): PreparedDocument {
  const prefix = OF_WORD.exec(xml.slice(0, 20_000))?.[1] ?? ''
  const word = (local: string) => (prefix ? `${prefix}:${local}` : local)
  const numbering = new DocxNumbering(numberingXml, stylesXml, prefix)
  const former = new Set(FORMER.map(word))
  const notText = new Set(NOT_TEXT.map(word))
  const unwrapped = new Set(WRAPPERS.map(word))
  const prepared = { labels: 0, hidden: 0, tracked: 0 }
  const out: string[] = []
  const open: { name: string; from: number; isDropped: boolean }[] = []
  const paragraphs: Paragraph[] = []
  let skipped = 0
  let deletedRows = 0
  let gridBefore = 0

  const inside = (...names: string[]) =>
    names.every((name, index) => open[open.length - names.length + index]?.name === word(name))
  const value = (event: Extract<XmlEvent, { name: string }>) => attribute(event.source, word('val'))
  const isOn = (event: Extract<XmlEvent, { name: string }>) => !/^(?:0|false|off)$/.test(value(event) ?? '')

  /** Notes what the properties say of the row, cell, paragraph or run that is open. */
  function note(event: Extract<XmlEvent, { name: string }>) {
    const local = prefix ? event.name.slice(prefix.length + 1) : event.name
    const paragraph = paragraphs.at(-1)
    switch (local) {
      case 'pStyle':
        if (paragraph && inside('pPr')) paragraph.styleId = value(event) ?? ''
        break
      case 'numId':
        if (paragraph && inside('pPr', 'numPr')) paragraph.numbering.numId = value(event) ?? ''
        break
      case 'ilvl':
        if (paragraph && inside('pPr', 'numPr')) paragraph.numbering.level = Number(value(event) ?? 0)
        break
      case 'del':
        if (paragraph && inside('pPr', 'rPr')) paragraph.isDeleted = true
        if (inside('trPr')) deletedRows += 1
        prepared.tracked += 1
        break
      case 'ins':
      case 'moveTo':
        prepared.tracked += 1
        break
      case 'vanish':
        if (inside('r', 'rPr') && isOn(event)) drop(word('r'), 'hidden')
        break
      case 'cellDel':
        drop(word('tc'))
        break
      case 'gridBefore':
        if (inside('trPr')) gridBefore = Math.min(Number(value(event) ?? 0) || 0, 63)
        break
    }
  }

  function drop(name: string, count?: 'hidden') {
    const element = open.findLast((each) => each.name === name)
    if (!element || element.isDropped) return
    element.isDropped = true
    if (count) prepared[count] += 1
  }

  /** Comes where the properties of a paragraph end: its label goes before its text. */
  function label() {
    const paragraph = paragraphs.at(-1)
    if (!paragraph) return
    const ofStyle = numbering.styleNumbering(paragraph.styleId)
    const numId = paragraph.numbering.numId ?? ofStyle?.numId
    if (numId === undefined || numId === '0' || paragraph.isDeleted || deletedRows > 0) return
    const text = numbering.next({ numId, level: paragraph.numbering.level ?? ofStyle?.level ?? 0 })
    if (!text) return
    prepared.labels += 1
    const [run, t] = [word('r'), word('t')]
    out.push(`<${run}><${t} xml:space="preserve">${escapeXml(text)} </${t}></${run}>`)
  }

  for (const event of xmlEvents(xml)) {
    if (event.kind === 'other') {
      if (skipped === 0 && !event.source.startsWith('<!--')) out.push(event.source === '<' ? '&lt;' : event.source)
      continue
    }
    const { name, kind } = event
    if (unwrapped.has(name) || name.endsWith(':imagedata')) continue
    if (former.has(name) || notText.has(name)) {
      // A text box stands in the fallback beside the drawing, never in the drawing alone.
      if (kind === 'open') skipped += 1
      if (kind === 'close' && skipped > 0) skipped -= 1
      continue
    }
    if (skipped > 0) continue
    if (kind === 'close') {
      const element = open.pop()
      out.push(event.source)
      if (element?.isDropped) out.length = element.from
      if (name === word('pPr')) label()
      if (name === word('p')) paragraphs.pop()
      if (name === word('trPr') && gridBefore > 0) {
        const [cell, properties, span, empty] = ['tc', 'tcPr', 'gridSpan', 'p'].map(word)
        out.push(
          `<${cell}><${properties}><${span} ${word('val')}="${gridBefore}"/></${properties}><${empty}/></${cell}>`,
        )
        gridBefore = 0
      }
      if (name === word('tr') && deletedRows > 0) deletedRows -= 1
      continue
    }
    if (kind === 'open') {
      if (name === word('p')) paragraphs.push({ numbering: {}, isDeleted: false })
      note(event)
      open.push({ name, from: out.length, isDropped: false })
    } else note(event)
    out.push(name === word('cr') ? `<${word('br')}/>` : event.source)
  }
  // The library's parser takes this sign for a line's end, as XML 1.1 does; Word's XML is 1.0, where it is a letter of the text.
  return { xml: out.join('').replaceAll('\u2028', '&#x2028;'), ...prepared }
}
