import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { lineHeight, MM, Paper, type PaperOptions, portrait } from './paper'
import { drawParagraph } from './paragraph'
import { drawTable } from './table'

export type AcquaintancePrint = Pick<PaperOptions, 'at' | 'paperId'> & {
  /** «с распоряжением Администрации … от 21 апреля 2022 г. № 121 «Об …»», as it stands under the heading. */
  act: string
  lines: readonly { school: string; head: string; date: LocalDate | null }[]
  /** Heads say it in the program; else the sheet is filled by hand. */
  isKept: boolean
}

const MARGINS = { marginLeftMm: 30, marginRightMm: 15, marginTopMm: 20, marginBottomMm: 20 }
const SIZES = { title: 14, table: 11, note: 11 }
const COLUMNS = ['№', 'Образовательная организация', 'Руководитель', 'Ознакомлен(а), дата', 'Подпись']

/** Draws the лист ознакомления: one line a school, with the day from the program or room for a hand. */
export async function drawAcquaintance(print: AcquaintancePrint): Promise<{ bytes: Uint8Array; pages: number }> {
  const { act, lines, isKept, at, paperId } = print
  const paper = new Paper({ title: `Лист ознакомления ${act}`, at, paperId, countsPages: true })
  paper.startPage(portrait(MARGINS))
  const write = (text: string, size: number, look: { bold?: boolean; centred?: boolean; heading?: boolean }) =>
    drawParagraph(paper, {
      runs: [{ text, bold: look.bold ?? false }],
      width: paper.textWidth,
      align: look.centred ? 'center' : 'left',
      size,
      before: MM,
      tag: paper.tag(look.heading ? 'H1' : 'P'),
      tagType: look.heading ? 'H1' : 'P',
    })
  write('ЛИСТ ОЗНАКОМЛЕНИЯ', SIZES.title, { bold: true, centred: true, heading: true })
  write(act, SIZES.title, { centred: true })
  paper.y += lineHeight(SIZES.title)
  const rows = lines.map(({ school, head, date }, index) => [
    String(index + 1),
    school,
    head,
    date ? `ознакомлен(а)\n${shortDate(date)}` : '«___» ________ 20__ г.',
    date ? 'отметка в программе' : '',
  ])
  drawTable(paper, { headers: COLUMNS, groups: [{ heading: '', rows }], size: SIZES.table })
  paper.y += lineHeight(SIZES.note)
  const left = lines.filter(({ date }) => date === null)
  if (isKept) {
    write(`Ознакомлены: ${lines.length - left.length} из ${lines.length}.`, SIZES.note, {})
    if (left.length > 0) write(`Не ознакомлены: ${left.map(({ school }) => school).join('; ')}.`, SIZES.note, {})
    write('«Отметка в программе» сделана руководителем под своим именем в указанный день.', SIZES.note, {})
  }
  return paper.finish()
}
