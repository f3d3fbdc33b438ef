import type { Annex, OrderDocument } from '@/lib/order/document'
import { landscape, lineHeight, MM, type Paper, portrait } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable, SMALLEST_IN_TABLES } from './table'
import { breakLines } from './text-lines'

/** The longest line of the stamp (order-standard C49). */
const STAMP_WIDTH = 90 * MM
const COLUMNS_OF_A_TURNED_SHEET = 6

/** Draws the annex from a new sheet: the stamps in the right upper corner, the title, the table. */
export function drawAnnex(paper: Paper, { date, number, profile }: OrderDocument, annex: Annex): void {
  const { bodySizePt: size, tableSizePt, lineSpacing } = profile
  const turned = annex.table.headers.length >= COLUMNS_OF_A_TURNED_SHEET
  paper.startPage(turned ? landscape(profile) : portrait(profile))

  const stamps = [[...annex.approval, `от ${date} ${number}`], ...(annex.former ? [annex.former] : [])]
  const lines = stamps
    .flat()
    .flatMap((text) => breakLines([{ text }], { faces: paper.faces, size, width: STAMP_WIDTH }))
  const longest = Math.max(...lines.map((line) => line.width))
  stamps.forEach((stamp, index) => {
    drawParagraph(paper, {
      runs: [{ text: stamp.join('\n') }],
      size,
      width: longest + 0.01,
      left: paper.textWidth - longest,
      before: index === 0 ? 0 : lineHeight(size) * 0.7,
      tag: paper.tag('P'),
      tagType: 'P',
    })
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
    smallest: SMALLEST_IN_TABLES,
  })
}
