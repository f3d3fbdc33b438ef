import { landscape, lineHeight, MM, Paper, type PaperOptions } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable } from './table'

export type RegisterPrint = Pick<PaperOptions, 'at' | 'paperId'> & {
  /** «Журнал регистрации распоряжений». */
  title: string
  /** «за 2022 год»; may be empty. */
  period: string
  columns: string[]
  rows: string[][]
  /** Lines under the table: the итоговая запись of a closed year. */
  notes?: readonly string[]
}

const MARGINS = { marginLeftMm: 20, marginRightMm: 15, marginTopMm: 15, marginBottomMm: 15 }
const TITLE_SIZE = 14
const TABLE_SIZE = 9

/** Draws the register as a table on turned sheets, the header on each of them. */
export async function drawRegister(register: RegisterPrint): Promise<{ bytes: Uint8Array; pages: number }> {
  const title = [register.title, register.period].filter(Boolean).join(' ')
  const paper = new Paper({ title, at: register.at, paperId: register.paperId, countsPages: true })
  paper.startPage(landscape(MARGINS))
  const common = { width: paper.textWidth, align: 'center' as const }
  drawParagraph(paper, {
    ...common,
    runs: [{ text: register.title, bold: true }],
    size: TITLE_SIZE,
    tag: paper.tag('H1'),
    tagType: 'H1',
  })
  if (register.period !== '') {
    drawParagraph(paper, {
      ...common,
      runs: [{ text: register.period }],
      size: TITLE_SIZE,
      tag: paper.tag('P'),
      tagType: 'P',
    })
  }
  paper.y += lineHeight(TITLE_SIZE) * 0.8
  if (register.rows.length === 0) {
    drawParagraph(paper, {
      ...common,
      runs: [{ text: 'Записей нет.' }],
      size: 12,
      before: 2 * MM,
      tag: paper.tag('P'),
      tagType: 'P',
    })
    return paper.finish()
  }
  drawTable(paper, { headers: register.columns, groups: [{ heading: '', rows: register.rows }], size: TABLE_SIZE })
  for (const note of register.notes ?? [])
    drawParagraph(paper, {
      runs: [{ text: note }],
      width: paper.textWidth,
      size: 12,
      before: 4 * MM,
      tag: paper.tag('P'),
      tagType: 'P',
    })
  return paper.finish()
}
