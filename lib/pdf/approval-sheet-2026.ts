import { SHEET_COLUMNS, type Sheet, type SheetLine } from '@/lib/approval/sheet'
import { lineHeight, MM, Paper, type PaperOptions, portrait } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable } from './table'

export type ApprovalSheet = Pick<PaperOptions, 'at' | 'paperId'> & { sheet: Sheet }

const MARGINS = { marginLeftMm: 30, marginRightMm: 15, marginTopMm: 20, marginBottomMm: 20 }
const SIZES = { title: 14, heading: 12, text: 11, table: 11 }

/** Draws the лист согласования of one act on upright sheets, «Страница N из M» on each: it is no part of the act. */
export async function drawApprovalSheet({
  sheet,
  at,
  paperId,
}: ApprovalSheet): Promise<{ bytes: Uint8Array; pages: number }> {
  const paper = new Paper({ title: `Лист согласования. ${sheet.act}`, at, paperId, countsPages: true })
  paper.startPage(portrait(MARGINS))
  const centred = (text: string, bold: boolean, tagType: 'H1' | 'P', before = 0) =>
    drawParagraph(paper, {
      runs: [{ text, bold }],
      width: paper.textWidth,
      align: 'center',
      size: SIZES.title,
      before,
      tag: paper.tag(tagType),
      tagType,
    })
  centred('ЛИСТ СОГЛАСОВАНИЯ', true, 'H1')
  paper.y += lineHeight(SIZES.title) / 2
  centred(sheet.act, false, 'P')
  if (sheet.actTitle !== '') centred(sheet.actTitle, true, 'P', 4)
  for (const part of sheet.parts) {
    heading(paper, part.heading)
    lines(paper, part.facts)
    paper.y += 3 * MM
    drawTable(paper, { headers: [...SHEET_COLUMNS], groups: [{ heading: '', rows: part.rows }], size: SIZES.table })
    if (part.remarks.length > 0) heading(paper, 'Замечания и ответы автора')
    for (const remark of part.remarks) paragraph(paper, remark)
  }
  if (sheet.signature.length > 0) {
    heading(paper, 'Подписание и регистрация')
    lines(paper, sheet.signature)
  }
  return paper.finish()
}

function heading(paper: Paper, text: string): void {
  paper.y += lineHeight(SIZES.heading)
  // A heading at the foot of a sheet would stand without what it names.
  if (paper.y + lineHeight(SIZES.heading) * 5 > paper.floor) paper.startPage()
  drawParagraph(paper, {
    runs: [{ text, bold: true }],
    width: paper.textWidth,
    size: SIZES.heading,
    tag: paper.tag('H2'),
    tagType: 'H2',
  })
  paper.y += 1 * MM
}

const lines = (paper: Paper, facts: readonly SheetLine[]): void => {
  for (const { label, text } of facts) paragraph(paper, `${label}: ${text}`)
}

function paragraph(paper: Paper, text: string): void {
  drawParagraph(paper, {
    runs: [{ text }],
    width: paper.textWidth,
    size: SIZES.text,
    before: 1 * MM,
    tag: paper.tag('P'),
    tagType: 'P',
  })
}
