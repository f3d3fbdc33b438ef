import PDFDocument from 'pdfkit'
import { markPaper } from '@/lib/signature/placeholder'
import { ASCENT, family, LINE_HEIGHT, textWidth } from './fonts'
import { Ink } from './ink'
import { AS_IT_IS, closed, justify } from './justify'
import type { Line } from './measured-text'

export const MM = 72 / 25.4
const SHORT_SIDE = 595.28
const LONG_SIDE = 841.89
const PAGE_NUMBER_SIZE = 12
const PAGE_NUMBER_ABOVE_TEXT = 6 * MM
const PAGE_COUNT_SIZE = 9
const PAGE_COUNT_BELOW_TEXT = 6 * MM

/** A sheet's size and margins in points. */
export type Sheet = { width: number; height: number; top: number; right: number; bottom: number; left: number }

export type Margins = { marginLeftMm: number; marginRightMm: number; marginTopMm: number; marginBottomMm: number }

export function portrait(margins: Margins): Sheet {
  return {
    width: SHORT_SIDE,
    height: LONG_SIDE,
    top: margins.marginTopMm * MM,
    right: margins.marginRightMm * MM,
    bottom: margins.marginBottomMm * MM,
    left: margins.marginLeftMm * MM,
  }
}

/** The sheet turned: the binding margin, left of a portrait sheet, lies on top (order-standard C54). */
export function landscape(margins: Margins): Sheet {
  return {
    width: LONG_SIDE,
    height: SHORT_SIDE,
    top: margins.marginLeftMm * MM,
    right: margins.marginTopMm * MM,
    bottom: margins.marginBottomMm * MM,
    left: margins.marginTopMm * MM,
  }
}

export type Tag = PDFKit.PDFStructureElement
type Structure = {
  lang?: string
  alt?: string
  scope?: 'Column' | 'Row'
  /** How many columns a cell of a table spans. */
  colSpan?: number
  bbox?: [number, number, number, number]
}

/**
 * What stands on a sheet, for whoever shows it otherwise than as PDF; points from the left upper corner, `y` of a text its baseline,
 * `stretch` what is added to each space.
 */
export type Shown =
  | { page: number; pieces: Line['pieces']; x: number; y: number; size: number; width: number; stretch: number }
  | { page: number; rules: number[][] }

export type Conformance = 'PDF/A-2a' | 'PDF/A-1b'

export type PaperOptions = {
  title: string
  /** CreationDate and ModDate: the same paper drawn again has the same bytes. */
  at: Date
  /** The paper's random public id, 8–64 letters, digits, «-» or «_»; the file bears it (see `markPaper`). */
  paperId: string
  watermark?: string | null
  /** «Страница 2 из 5» below every sheet instead of the number above all but the first: prints that are no act. */
  countsPages?: boolean
  conformance?: Conformance
  /** Is told of every line of text and every rule of a table. */
  watch?: (shown: Shown) => void
}

/** pdfkit writes XMP without escaping it, after the Info dictionary, which must keep the plain text. */
class Pdf extends PDFDocument {
  override endMetadata(): void {
    for (const [key, value] of Object.entries(this.info)) {
      if (typeof value === 'string') this.info[key as 'Title'] = escapeXml(value)
    }
    super.endMetadata()
  }
}

/** Says that the paper keeps to PDF/UA-1, in words that PDF/A-2 allows: a schema that it does not know must be described. */
const PDF_UA = `
        <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
        <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaExtension:schemas>
                <rdf:Bag>
                    <rdf:li rdf:parseType="Resource">
                        <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
                        <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
                        <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
                        <pdfaSchema:property>
                            <rdf:Seq>
                                <rdf:li rdf:parseType="Resource">
                                    <pdfaProperty:name>part</pdfaProperty:name>
                                    <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                                    <pdfaProperty:category>internal</pdfaProperty:category>
                                    <pdfaProperty:description>Part of ISO 14289 standard</pdfaProperty:description>
                                </rdf:li>
                            </rdf:Seq>
                        </pdfaSchema:property>
                    </rdf:li>
                </rdf:Bag>
            </pdfaExtension:schemas>
        </rdf:Description>
        `

/** Sheets with numbers, tagged text and lines on them; knows nothing of what the paper is about. */
export class Paper {
  readonly doc: PDFKit.PDFDocument
  readonly ink: Ink
  readonly faces = family()
  sheet: Sheet = portrait({ marginLeftMm: 30, marginRightMm: 15, marginTopMm: 20, marginBottomMm: 20 })
  pages = 0
  /** Top of what is still free on the sheet, from its upper edge. */
  y = 0
  /** Bottom of what text may use on this sheet. */
  floor = 0
  private readonly root: Tag
  private readonly bytes: Promise<Uint8Array>

  constructor(private readonly options: PaperOptions) {
    const { title, at, paperId, conformance = 'PDF/A-2a' } = options
    this.doc = new Pdf({
      autoFirstPage: false,
      pdfVersion: conformance === 'PDF/A-1b' ? '1.4' : '1.7',
      subset: conformance,
      lang: 'ru-RU',
      tagged: true,
      displayTitle: true,
      font: null as unknown as string,
      // How many there are is known at the end.
      bufferPages: options.countsPages === true,
      info: { Title: title, Creator: 'Маршрут', Producer: 'PDFKit', CreationDate: at, ModDate: at },
    })
    markPaper(this.doc, paperId)
    if (conformance === 'PDF/A-2a') this.doc.appendXML(PDF_UA)
    this.bytes = collect(this.doc)
    this.ink = new Ink(this.doc, this.faces)
    this.root = this.doc.struct('Document')
    this.doc.addStructure(this.root)
  }

  /** Begins a sheet like the last one, or another. The numbers run through the whole paper; the first sheet bears none. */
  startPage(sheet: Sheet = this.sheet): void {
    this.sheet = sheet
    this.doc.addPage({ size: [sheet.width, sheet.height], margin: 0 })
    this.pages++
    this.y = sheet.top
    this.floor = sheet.height - sheet.bottom
    if (this.options.watermark) this.drawWatermark(this.options.watermark)
    if (this.pages > 1 && !this.options.countsPages) this.drawPageNumber()
  }

  get textWidth(): number {
    return this.sheet.width - this.sheet.left - this.sheet.right
  }

  /** A part of `parent`, of the whole paper where none is named, of nothing yet where it is null. */
  tag(type: string, parent: Tag | null = this.root, structure: Structure = {}): Tag {
    const { colSpan, ...known } = structure
    const tag = this.doc.struct(type, known)
    if (colSpan !== undefined) {
      // pdfkit has no word for it; without it the rows of a table look unequal to a reader.
      const { data } = (tag as unknown as { dictionary: { data: { A?: Record<string, unknown> } } }).dictionary
      data.A = { ...data.A, O: 'Table', ColSpan: colSpan }
    }
    parent?.add(tag)
    return tag
  }

  /** Puts a tag that belongs to nothing yet into the order of reading, here. */
  read(tag: Tag): void {
    this.root.add(tag)
  }

  /** What `draw` puts on this sheet belongs to `tag`. */
  inside(tag: Tag, type: string, draw: () => void): void {
    const content = this.doc.markStructureContent(type)
    draw()
    this.doc.endMarkedContent()
    tag.add(content)
  }

  /** What `draw` puts on this sheet is no part of the text: numbers, rules, the watermark. */
  artifact(type: 'Pagination' | 'Layout', draw: () => void): void {
    this.doc.markContent('Artifact', { type })
    draw()
    this.doc.endMarkedContent()
  }

  /** Draws a line whose box begins at `top`. */
  line(line: Line, left: number, top: number, size: number, width: number, align: Align): void {
    const slack = width - line.indent - line.width
    const shift = align === 'center' ? slack / 2 : align === 'right' ? slack : 0
    const { stretch, tracking } = align === 'justify' ? justify(line, slack, size) : AS_IT_IS
    const pieces = line.last ? closed(line.pieces) : line.pieces
    const x = left + line.indent + shift
    const y = top + ASCENT * size
    this.ink.write({ pieces }, x, y, size, stretch, tracking)
    const drawn = line.width + stretch * line.spaces + tracking * (line.letters - 1)
    this.options.watch?.({ page: this.pages, pieces, x, y, size, width: drawn, stretch })
  }

  /** Draws straight lines, each from x1, y1 to x2, y2. */
  rules(rules: number[][], weight: number): void {
    const drawn = rules.map(([x1, y1, x2, y2]) => `${x1} ${y1} m ${x2} ${y2} l`)
    this.doc.addContent(`${weight} w 2 J\n${drawn.join('\n')}\nS`)
    this.options.watch?.({ page: this.pages, rules })
  }

  private drawPageNumber(): void {
    const text = String(this.pages)
    const width = textWidth(this.faces.regular, text, PAGE_NUMBER_SIZE)
    const x = this.sheet.left + (this.textWidth - width) / 2
    this.artifact('Pagination', () => {
      const baseline = this.sheet.top - PAGE_NUMBER_ABOVE_TEXT
      const pieces = [{ text, bold: false }]
      this.ink.write({ pieces }, x, baseline, PAGE_NUMBER_SIZE)
      this.options.watch?.({ page: this.pages, pieces, x, y: baseline, size: PAGE_NUMBER_SIZE, width, stretch: 0 })
    })
  }

  private drawPageCounts(): void {
    for (let page = 0; page < this.pages; page++) {
      this.doc.switchToPage(page)
      const text = `Страница ${page + 1} из ${this.pages}`
      const width = textWidth(this.faces.regular, text, PAGE_COUNT_SIZE)
      const x = this.sheet.left + (this.textWidth - width) / 2
      const baseline = this.sheet.height - this.sheet.bottom + PAGE_COUNT_BELOW_TEXT
      this.artifact('Pagination', () =>
        this.ink.write({ pieces: [{ text, bold: false }] }, x, baseline, PAGE_COUNT_SIZE),
      )
    }
  }

  private drawWatermark(text: string): void {
    const { width, height } = this.sheet
    const size = 120
    const length = textWidth(this.faces.bold, text, size)
    const angle = (-Math.atan2(height, width) * 180) / Math.PI
    this.artifact('Pagination', () => {
      this.doc.save().fillColor('#e9e9e9')
      this.doc.translate(width / 2, height / 2).rotate(angle)
      this.ink.write({ pieces: [{ text, bold: true }] }, -length / 2, 0.35 * size, size)
      this.doc.restore()
    })
  }

  /** Ends the paper; nothing can be drawn afterwards. */
  async finish(): Promise<{ bytes: Uint8Array; pages: number }> {
    if (this.options.countsPages) this.drawPageCounts()
    this.root.end()
    this.doc.end()
    return { bytes: await this.bytes, pages: this.pages }
  }
}

export type Align = 'left' | 'center' | 'right' | 'justify'

/** Height of the box of one line. */
export const lineHeight = (size: number, spacing = 1): number => LINE_HEIGHT * size * spacing

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    doc.on('error', reject)
  })
}

function escapeXml(text: string): string {
  return text.replace(/[<>&]/g, (sign) => ({ '<': '&lt;', '>': '&gt;' })[sign] ?? '&amp;')
}
