import type { Annex, OrderDocument } from '@/lib/order/document'
import type { Run } from './measured-text'
import { landscape, lineHeight, MM, Paper, portrait } from './paper'
import { drawParagraph, type FlowLine, linesOf } from './paragraph'
import { drawQrCode } from './qr-code'
import { drawSigned } from './signature-block'
import { drawTable } from './table'
import { breakLines } from './text-lines'

export type OrderDrawing = {
  /** CreationDate and ModDate of the file. */
  at: Date
  /** The order's random public id, written into the file. */
  paperId: string
  /** PNG of the coat of arms. */
  emblem?: Uint8Array
  /** Adds the place of a signature; called once, while the first sheet is open. */
  prepareSignature?: (doc: PDFKit.PDFDocument) => void
}

/** A header's lines are no longer than this (order-standard C23), the annex's approval than that (C49). */
const HEADER_WIDTH = 120 * MM
const APPROVAL_WIDTH = 90 * MM
const EMBLEM_TOP = 10 * MM
const EMBLEM_HEIGHT = 20 * MM
const EMBLEM_WIDTH = 30 * MM
const COLUMNS_OF_A_TURNED_SHEET = 6

/** Draws the order and its annex: the same document, `at` and `paperId` give the same bytes. Nothing typed is altered. */
export async function drawOrder2026(
  document: OrderDocument,
  drawing: OrderDrawing,
): Promise<{ bytes: Uint8Array; pages: number }> {
  const title = `Распоряжение от ${document.date} ${document.number}`
  const paper = new Paper({ title, at: drawing.at, paperId: drawing.paperId, watermark: document.watermark })
  paper.startPage(portrait(document.profile))
  drawing.prepareSignature?.(paper.doc)
  // Before any text: a title may be so long that it ends on the second sheet.
  if (document.qr) drawQrCode(paper, document.qr, 'QR-код с адресом страницы распоряжения')
  drawHeader(paper, document, drawing.emblem)
  const { bodySizePt: size, lineSpacing: spacing } = document.profile
  drawSigned(paper, textLines(paper, document), { ...document.signature, mark: document.mark, size, spacing })
  if (document.annex) drawAnnex(paper, document, document.annex)
  return paper.finish()
}

function drawHeader(paper: Paper, document: OrderDocument, emblem: Uint8Array | undefined): void {
  const { bodySizePt: size, titleAlign } = document.profile
  const width = Math.min(HEADER_WIDTH, paper.textWidth)
  const left = (paper.textWidth - width) / 2
  if (emblem) drawEmblem(paper, emblem)
  drawParagraph(paper, {
    runs: [{ text: document.body.join('\n'), bold: true }],
    size,
    width,
    left,
    align: 'center',
    tag: paper.tag('P'),
    tagType: 'P',
  })
  paper.y += size
  drawParagraph(paper, {
    runs: [{ text: document.kind, bold: true }],
    size,
    width,
    left,
    align: 'center',
    tag: paper.tag('P'),
    tagType: 'P',
  })
  paper.y += size
  drawDateAndNumber(paper, document)
  if (document.place !== '') {
    paper.y += size * 0.5
    drawParagraph(paper, {
      runs: [{ text: document.place }],
      size,
      width,
      left,
      align: 'center',
      tag: paper.tag('P'),
      tagType: 'P',
    })
  }
  paper.y += size * 1.3
  drawParagraph(paper, {
    runs: [{ text: document.title, bold: true }],
    size,
    width,
    left: titleAlign === 'center' ? left : 0,
    align: titleAlign,
    tag: paper.tag('H1'),
    tagType: 'H1',
  })
  paper.y += size * 1.3
}

function drawEmblem(paper: Paper, png: Uint8Array): void {
  const x = paper.sheet.left + (paper.textWidth - EMBLEM_WIDTH) / 2
  const box: [number, number, number, number] = [x, EMBLEM_TOP, x + EMBLEM_WIDTH, EMBLEM_TOP + EMBLEM_HEIGHT]
  const figure = paper.tag('Figure', undefined, { alt: 'Герб', bbox: box })
  paper.inside(figure, 'Figure', () => {
    paper.doc.image(Buffer.from(png), x, EMBLEM_TOP, { fit: [EMBLEM_WIDTH, EMBLEM_HEIGHT], align: 'center' })
  })
  paper.y = Math.max(paper.y, EMBLEM_TOP + EMBLEM_HEIGHT + 4 * MM)
}

function drawDateAndNumber(paper: Paper, { date, number, profile: { bodySizePt: size } }: OrderDocument): void {
  const parts = [
    { text: date, align: 'left' as const },
    { text: number, align: 'right' as const },
  ]
  for (const { text, align } of parts) {
    const [line] = breakLines([{ text }], { faces: paper.faces, size, width: paper.textWidth })
    if (line)
      paper.inside(paper.tag('P'), 'P', () => paper.line(line, paper.sheet.left, paper.y, size, paper.textWidth, align))
  }
  paper.y += lineHeight(size)
}

function textLines(paper: Paper, document: OrderDocument): FlowLine[] {
  const { bodySizePt: size, lineSpacing: spacing, firstLineIndentMm } = document.profile
  const common = {
    size,
    spacing,
    width: paper.textWidth,
    align: 'justify' as const,
    firstIndent: firstLineIndentMm * MM,
  }
  const preamble: Run[] = [{ text: document.preamble }]
  if (document.operativeWord !== '') preamble.push({ text: ' ' }, { text: document.operativeWord, bold: true })
  const lines = linesOf(paper, { ...common, runs: preamble, tag: paper.tag('P'), tagType: 'P' })
  if (document.points.length === 0) return lines
  const list = paper.tag('L')
  const points = document.points.map((point, index) => {
    const body = paper.tag('LBody', paper.tag('LI', list))
    return linesOf(paper, { ...common, runs: [{ text: `${index + 1}.\u00A0${point}` }], tag: body, tagType: 'LBody' })
  })
  return [...lines, ...points.flat()]
}

function drawAnnex(paper: Paper, { date, number, profile }: OrderDocument, annex: Annex): void {
  const { bodySizePt: size, tableSizePt, lineSpacing } = profile
  const turned = annex.table.headers.length >= COLUMNS_OF_A_TURNED_SHEET
  paper.startPage(turned ? landscape(profile) : portrait(profile))

  const approval = [...annex.approval, `от ${date} ${number}`]
  const lines = approval.flatMap((text) => breakLines([{ text }], { faces: paper.faces, size, width: APPROVAL_WIDTH }))
  const longest = Math.max(...lines.map((line) => line.width))
  drawParagraph(paper, {
    runs: [{ text: approval.join('\n') }],
    size,
    width: longest + 0.01,
    left: paper.textWidth - longest,
    tag: paper.tag('P'),
    tagType: 'P',
  })
  paper.y += lineHeight(size, lineSpacing)
  const width = paper.textWidth * (turned ? 0.75 : 1)
  drawParagraph(paper, {
    runs: [{ text: annex.title, bold: true }],
    size,
    width,
    left: (paper.textWidth - width) / 2,
    align: 'center',
    tag: paper.tag('H1'),
    tagType: 'H1',
  })
  paper.y += lineHeight(size) * 0.8
  drawTable(paper, {
    headers: annex.table.headers,
    groups: annex.table.sections.map(({ heading, rows }) => ({ heading, rows })),
    size: tableSizePt,
  })
}
