import {
  AlignmentType,
  Document,
  Header,
  type ISectionOptions,
  LineRuleType,
  PageNumber,
  PageOrientation,
  Paragraph,
  Tab,
  Table,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import type { Annex, AnnexTable, OrderDocument, PageProfile } from '@/lib/order/document'
import { forPaper } from '@/lib/pdf/glue'
import { shares } from '@/lib/table-file/column-shares'
import { CELL_MARGINS, cell, FONT, legible, runsOf } from '@/lib/table-file/docx-parts'
import { docxBytes } from '@/lib/table-file/office-bytes'

/** Word measures in twentieths of a point, and letters in half-points. */
const MM = 1440 / 25.4
const SHEET = { width: 11_906, height: 16_838 }
/** The longest line of a header: in the middle of the sheet and in its corner (order-standard C23). */
const HEADER_WIDTH = { longitudinal: 120 * MM, angular: 80 * MM }
const COLUMNS_OF_A_TURNED_SHEET = 6
const NARROWEST = 0.05

type Children = (Paragraph | Table)[]

/**
 * The order and its annex as a Word document for editing before the signature: the look of the PDF without a mark, «ПРОЕКТ» above
 * every sheet. The annex's table is a table that `readRoadMapFile` reads back; a change's table bears its quotation marks in the
 * first and the last cell, as they are typed by hand.
 */
export async function writeOrderDocx(order: OrderDocument): Promise<Uint8Array> {
  const { bodySizePt } = order.profile
  const document = new Document({
    title: legible(`Проект: ${order.title}`),
    creator: 'Маршрут',
    styles: { default: { document: { run: { font: FONT, size: bodySizePt * 2, language: { value: 'ru-RU' } } } } },
    sections: [
      { ...sheet(order.profile, false, true), children: [...header(order), ...text(order), ...signature(order)] },
      ...(order.annex ? [annexSection(order, order.annex)] : []),
    ],
  })
  return docxBytes(document)
}

const twips = (mm: number): number => Math.round(mm * MM)

/** The binding margin lies on the left of an upright sheet and on top of a turned one (order-standard C54). */
function sheet(profile: PageProfile, turned: boolean, first: boolean): Omit<ISectionOptions, 'children'> {
  const { marginLeftMm, marginRightMm, marginTopMm, marginBottomMm } = profile
  const [left, right, top] = turned
    ? [marginTopMm, marginTopMm, marginLeftMm]
    : [marginLeftMm, marginRightMm, marginTopMm]
  const margin = { left: twips(left), right: twips(right), top: twips(top), bottom: twips(marginBottomMm) }
  const draft = new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ text: 'ПРОЕКТ', size: 24 })] })
  const numbered = new Paragraph({
    tabStops: [
      { type: TabStopType.CENTER, position: Math.round(widthOf(profile, turned) / 2) },
      { type: TabStopType.RIGHT, position: widthOf(profile, turned) },
    ],
    children: [new TextRun({ size: 24, children: [new Tab(), PageNumber.CURRENT, new Tab(), 'ПРОЕКТ'] })],
  })
  return {
    properties: {
      titlePage: first,
      page: {
        margin: { ...margin, header: 567, footer: 425 },
        size: { ...SHEET, orientation: turned ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
      },
    },
    headers: { default: new Header({ children: [numbered] }), first: new Header({ children: [draft] }) },
  }
}

function widthOf({ marginLeftMm, marginRightMm, marginTopMm }: PageProfile, turned: boolean): number {
  return turned ? SHEET.height - twips(marginTopMm) * 2 : SHEET.width - twips(marginLeftMm) - twips(marginRightMm)
}

function header(order: OrderDocument): Children {
  const { profile } = order
  const angular = profile.layout === 'angular'
  const whole = widthOf(profile, false)
  const width = Math.min(Math.round(HEADER_WIDTH[profile.layout ?? 'longitudinal']), whole)
  const indent = angular ? { right: whole - width } : side(whole, width)
  const centred = (words: string, bold: boolean, after = 0) =>
    new Paragraph({ alignment: AlignmentType.CENTER, indent, spacing: { after }, children: glued(words, { bold }) })
  const titleCentred = !angular && profile.titleAlign === 'center'
  return [
    centred(order.body.join(angular ? ' ' : '\n'), true, 240),
    centred(order.kind, true, 240),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: angular ? width : whole }],
      spacing: { after: 120 },
      children: [new TextRun({ children: [legible(order.date), new Tab(), legible(order.number)] })],
    }),
    ...(order.place === '' ? [] : [centred(order.place, false)]),
    new Paragraph({
      alignment: titleCentred ? AlignmentType.CENTER : AlignmentType.LEFT,
      indent: titleCentred ? indent : { right: whole - width },
      spacing: { before: 360, after: 360 },
      children: glued(order.title, { bold: true }),
    }),
  ]
}

const side = (whole: number, width: number) => ({
  left: Math.round((whole - width) / 2),
  right: Math.round((whole - width) / 2),
})

function text(order: OrderDocument): Children {
  const { profile, points, changes = [] } = order
  // The signature never stands alone on a sheet (C44): the last paragraph goes with it.
  const paragraph = (children: TextRun[], keepNext = false) =>
    new Paragraph({
      keepLines: keepNext,
      alignment: AlignmentType.JUSTIFIED,
      indent: { firstLine: twips(profile.firstLineIndentMm) },
      spacing: { line: Math.round(240 * profile.lineSpacing), lineRule: LineRuleType.AUTO },
      keepNext,
      children,
    })
  const operative = order.operativeWord === '' ? [] : runsOf(` ${order.operativeWord}`, { bold: true })
  const changed = changes.flatMap((change, index): Children => {
    const words = paragraph(glued(`${index + 1})\u00A0${change.text}`), change.table !== undefined)
    if (!change.table) return [words]
    const closing = index === changes.length - 1 ? '».' : '»;'
    return [words, table(quoted(change.table, closing), profile, false), new Paragraph({ children: [] })]
  })
  const [first, ...rest] = points.map((point, index) =>
    paragraph(glued(`${index + 1}.\u00A0${point}`), index === points.length - 1),
  )
  return [
    paragraph([...glued(order.preamble), ...operative], points.length === 0),
    ...(first ? [first] : []),
    ...changed,
    ...rest,
  ]
}

/** Pairs that a line may not part are joined as in the PDF; a table's texts come back by the import and stay as typed. */
const glued = (words: string, look: { bold?: boolean } = {}): TextRun[] => runsOf(forPaper(words), look)

function quoted({ headers, sections }: AnnexTable, closing: string): AnnexTable {
  const last = sections.findLastIndex((section) => section.rows.length > 0)
  return {
    headers: headers.map((words, index) => (index === 0 ? `«${words}` : words)),
    sections: sections.map(({ heading, rows }, at) => ({
      heading,
      rows: rows.map((row, index) =>
        at === last && index === rows.length - 1
          ? headers.map((_, column) => `${row[column] ?? ''}${column === headers.length - 1 ? closing : ''}`)
          : row,
      ),
    })),
  }
}

function signature({ profile, signature: { post, name } }: OrderDocument): Children {
  return [
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: widthOf(profile, false) }],
      spacing: { before: Math.round(profile.bodySizePt * 20 * 2 * profile.lineSpacing) },
      keepLines: true,
      children: [...glued(post), new TextRun({ children: [new Tab(), legible(name)] })],
    }),
  ]
}

function annexSection(order: OrderDocument, annex: Annex): ISectionOptions {
  const { profile } = order
  const turned = annex.table.headers.length >= COLUMNS_OF_A_TURNED_SHEET
  const whole = widthOf(profile, turned)
  const stamps = [[...annex.approval, `от ${order.date} ${order.number}`], ...(annex.former ? [annex.former] : [])]
  return {
    ...sheet(profile, turned, false),
    children: [
      ...stamps.map(
        (lines) =>
          new Paragraph({
            indent: { left: Math.max(0, whole - twips(85)) },
            spacing: { after: 200 },
            children: glued(lines.join('\n')),
          }),
      ),
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: 120, after: 240 },
        children: glued(annex.title, { bold: true }),
      }),
      table(annex.table, profile, turned),
      new Paragraph({ children: [] }),
    ],
  }
}

function table({ headers, sections }: AnnexTable, profile: PageProfile, turned: boolean): Table {
  const whole = widthOf(profile, turned)
  const size = profile.tableSizePt * 2
  const rows = sections.flatMap((section) => section.rows)
  const numbers = rows.every((row) => (row[0] ?? '').length <= 6)
  const named = headers.map((words, index) => (index === 0 && numbers ? null : words))
  const widths = shares(named, rows, NARROWEST).map((share) => Math.floor(share * whole))
  const row = (cells: ReturnType<typeof cell>[], tableHeader = false) =>
    new TableRow({ cantSplit: true, tableHeader, children: cells })
  return new Table({
    rows: [
      row(
        headers.map((words, index) => cell(words, widths[index] ?? 0, { bold: true, centred: true, size })),
        true,
      ),
      ...sections.flatMap((section) => [
        ...(section.heading === ''
          ? []
          : [row([cell(section.heading, whole, { ...HEADING, span: headers.length, size })])]),
        ...section.rows.map((texts) =>
          row(
            headers.map((_, index) =>
              cell(texts[index] ?? '', widths[index] ?? 0, { centred: index === 0 && numbers, size }),
            ),
          ),
        ),
      ]),
    ],
    columnWidths: widths,
    width: { size: whole, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: CELL_MARGINS,
  })
}

const HEADING = { bold: true, centred: true, keepNext: true }
