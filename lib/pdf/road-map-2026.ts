import type { AnnexTable } from '@/lib/order/document'
import { landscape, lineHeight, MM, Paper, type PaperOptions } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable } from './table'

export type RoadMapPrint = Pick<PaperOptions, 'at' | 'paperId'> & {
  title: string
  /** Which act approved it, or that none has. */
  note: string
  table: AnnexTable
}

const MARGINS = { marginLeftMm: 20, marginRightMm: 12, marginTopMm: 12, marginBottomMm: 15 }
const SIZES = { title: 14, note: 11, table: 10 }

/** Draws a map for reading and for the wall: turned A4 sheets, the head on each, whole rows, «Страница N из M». It is no act. */
export async function drawRoadMap(print: RoadMapPrint): Promise<{ bytes: Uint8Array; pages: number }> {
  const paper = new Paper({ title: print.title, at: print.at, paperId: print.paperId, countsPages: true })
  paper.startPage(landscape(MARGINS))
  const common = { width: paper.textWidth, align: 'center' as const }
  drawParagraph(paper, {
    ...common,
    runs: [{ text: print.title, bold: true }],
    size: SIZES.title,
    tag: paper.tag('H1'),
    tagType: 'H1',
  })
  const below = (text: string, before = 0) =>
    drawParagraph(paper, { ...common, runs: [{ text }], size: SIZES.note, before, tag: paper.tag('P'), tagType: 'P' })
  below(print.note, MM)
  paper.y += lineHeight(SIZES.note) * 0.8
  if (print.table.sections.every((section) => section.rows.length === 0)) below('Мероприятий нет.', 2 * MM)
  else drawTable(paper, { headers: print.table.headers, groups: print.table.sections, size: SIZES.table })
  return paper.finish()
}
