import { lineHeight, Paper, type PaperOptions, portrait } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable } from './table'

export type ApprovalSheet = Pick<PaperOptions, 'at' | 'paperId'> & {
  /** The act that was looked at: «Распоряжение от 21 апреля 2022 г. № 121» or «Проект распоряжения». */
  act: string
  /** The act's own title: «Об утверждении …». */
  actTitle: string
  /** As they are to stand in the table; a deputy's row names both persons in `name`. */
  rows: { post: string; name: string; decision: string; date: string; remarks: string }[]
}

const MARGINS = { marginLeftMm: 30, marginRightMm: 15, marginTopMm: 20, marginBottomMm: 20 }
const TITLE_SIZE = 14
const TABLE_SIZE = 11
const COLUMNS = ['Должность', 'ФИО', 'Решение', 'Дата', 'Замечания']

/** Draws the лист согласования of one act on upright sheets. */
export async function drawApprovalSheet(sheet: ApprovalSheet): Promise<{ bytes: Uint8Array; pages: number }> {
  const paper = new Paper({ title: `Лист согласования. ${sheet.act}`, at: sheet.at, paperId: sheet.paperId })
  paper.startPage(portrait(MARGINS))
  const common = { width: paper.textWidth, align: 'center' as const, size: TITLE_SIZE }
  drawParagraph(paper, {
    ...common,
    runs: [{ text: 'ЛИСТ СОГЛАСОВАНИЯ', bold: true }],
    tag: paper.tag('H1'),
    tagType: 'H1',
  })
  paper.y += lineHeight(TITLE_SIZE) / 2
  drawParagraph(paper, { ...common, runs: [{ text: sheet.act }], tag: paper.tag('P'), tagType: 'P' })
  drawParagraph(paper, {
    ...common,
    runs: [{ text: sheet.actTitle, bold: true }],
    before: 4,
    tag: paper.tag('P'),
    tagType: 'P',
  })
  paper.y += lineHeight(TITLE_SIZE)
  const rows = sheet.rows.map(({ post, name, decision, date, remarks }) => [post, name, decision, date, remarks])
  drawTable(paper, { headers: COLUMNS, groups: [{ heading: '', rows }], size: TABLE_SIZE })
  return paper.finish()
}
