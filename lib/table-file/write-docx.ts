import {
  AlignmentType,
  BookmarkEnd,
  BookmarkStart,
  Document,
  Footer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type ParagraphChild,
  Table,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { cellOf, sectionHeading } from '@/lib/road-map/table'
import { shortDate } from '@/lib/shared/dates'
import { columnShares } from '@/lib/table-file/column-shares'
import { bookmarkOf, rowKey } from '@/lib/table-file/document'
import { CELL_MARGINS, cell, FONT, legible, runsOf } from '@/lib/table-file/docx-parts'
import { docxBytes } from '@/lib/table-file/office-bytes'

/** Twentieths of a point: an A4 sheet turned, the binding margin of 30 mm on top (order-standard §1). */
const MARGINS = { top: 1701, right: 1134, bottom: 851, left: 1134 }
const SHEET = { width: 11_906, height: 16_838 }
const TABLE_WIDTH = SHEET.height - MARGINS.left - MARGINS.right
/** Half-points. */
const SIZES = { title: 28, table: 22 }
/** A column's least share of the width. */
const NARROWEST = 0.05
/** A bookmark's name has at most 40 signs. */
const LONGEST_REVISION = 99_999

/**
 * The map as a Word document that looks like the order's annex and can be edited; `readTableFile` gives the same rows back with
 * their ids, which stand in bookmarks.
 */
export async function writeDocx(map: ExportedRoadMap): Promise<Uint8Array> {
  const document = new Document({
    title: legible(map.title),
    creator: 'Маршрут',
    customProperties: [{ name: 'marshrut', value: map.roadMapId }],
    styles: { default: { document: { run: { font: FONT, size: SIZES.table, language: { value: 'ru-RU' } } } } },
    sections: [
      {
        properties: {
          page: {
            margin: { ...MARGINS, header: 567, footer: 425 },
            size: { ...SHEET, orientation: PageOrientation.LANDSCAPE },
          },
        },
        footers: { default: footer() },
        children: [...approval(map), title(map), table(map), new Paragraph({})],
      },
    ],
  })
  return docxBytes(document)
}

const footer = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['Страница ', PageNumber.CURRENT, ' из ', PageNumber.TOTAL_PAGES] })],
      }),
    ],
  })

/** The printed file is a copy and says which act it is the annex of. */
function approval(map: ExportedRoadMap): Paragraph[] {
  if (!map.order) return []
  const lines = [
    'УТВЕРЖДЕНА',
    ORDER_KIND_WORDS[map.order.kind].instrumental,
    `от ${shortDate(map.order.date)} ${map.order.number}`,
  ]
  const indent = { left: Math.round(TABLE_WIDTH * 0.7) }
  return [
    ...lines.map((text) => new Paragraph({ indent, children: [new TextRun({ text, size: SIZES.title })] })),
    new Paragraph({}),
  ]
}

const title = (map: ExportedRoadMap) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 200 },
    children: runsOf(map.title, { bold: true, size: SIZES.title }),
  })

function table(map: ExportedRoadMap): Table {
  const widths = columnShares(map, NARROWEST).map((share) => Math.floor(share * TABLE_WIDTH))
  const ids = { next: 1 }
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: map.columns.map((column, index) =>
      cell(column.header, widths[index] ?? 0, {
        bold: true,
        centred: true,
        marks: index === 0 ? mark(bookmarkOf('map', map.roadMapId), ids) : [],
      }),
    ),
  })
  const rows = map.sections.flatMap((section) => [
    new TableRow({
      cantSplit: true,
      children: [
        cell(sectionHeading(section), TABLE_WIDTH, {
          bold: true,
          centred: true,
          span: map.columns.length,
          keepNext: true,
          marks: mark(rowBookmark('section', section), ids),
        }),
      ],
    }),
    ...section.measures.map(
      (measure) =>
        new TableRow({
          cantSplit: true,
          children: map.columns.map((column, index) =>
            cell(cellOf(measure, column), widths[index] ?? 0, {
              centred: column.field === 'number',
              marks: index === 0 ? mark(rowBookmark('measure', measure), ids) : [],
            }),
          ),
        }),
    ),
  ])
  return new Table({
    rows: [head, ...rows],
    columnWidths: widths,
    width: { size: TABLE_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    margins: CELL_MARGINS,
  })
}

const rowBookmark = (of: 'section' | 'measure', row: { key: string; revision: number }): string =>
  bookmarkOf('row', rowKey(of, row.key, Math.min(row.revision, LONGEST_REVISION)))

/** The library gives every bookmark of its own the same number, so the two ends are put in by hand. */
function mark(name: string, ids: { next: number }): ParagraphChild[] {
  const id = ids.next++
  return [new BookmarkStart(name, id), new BookmarkEnd(id)]
}
