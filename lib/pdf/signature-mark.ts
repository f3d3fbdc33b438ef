import { textWidth } from './fonts'
import type { Line } from './measured-text'
import type { Paper } from './paper'
import { lineHeight } from './paper'
import { breakLines } from './text-lines'

export type MarkText = {
  serial: string
  owner: string
  validFrom: string
  validTo: string
  test: boolean
}

const SIZE = 8
const SMALLEST = 6.5
const PADDING = 5
const INK = '#1f3a73'
const TITLE_GAP = 2.5

type Row = { line: Line; title: boolean; size: number }

/** Height of the mark's box in points, for a box of `width`. */
export function markHeight(paper: Paper, text: MarkText, width: number): number {
  return rows(paper, text, width).length * lineHeight(SIZE) + TITLE_GAP + PADDING * 2
}

/** Draws the mark about an electronic signature (order-standard C56–C59); it prints no time, which is not known yet. */
export function drawMark(
  paper: Paper,
  text: MarkText,
  box: { x: number; y: number; width: number; height: number },
): void {
  const { doc } = paper
  paper.artifact('Layout', () => {
    doc.save().lineWidth(1).strokeColor(INK)
    doc.roundedRect(box.x, box.y, box.width, box.height, 5).stroke().restore()
  })
  doc.save()
  paper.inside(paper.tag('P'), 'P', () => {
    doc.fillColor(INK)
    let y = box.y + PADDING
    let inTitle = true
    for (const { line, title, size } of rows(paper, text, box.width)) {
      if (inTitle && !title) y += TITLE_GAP
      inTitle = title
      paper.line(line, box.x + PADDING, y, size, box.width - PADDING * 2, title ? 'center' : 'left')
      y += lineHeight(SIZE)
    }
  })
  doc.restore()
}

function rows(paper: Paper, text: MarkText, width: number): Row[] {
  const measure = { faces: paper.faces, size: SIZE, width: width - PADDING * 2 }
  const title = breakLines([{ text: 'ДОКУМЕНТ ПОДПИСАН\nЭЛЕКТРОННОЙ ПОДПИСЬЮ', bold: true }], measure)
  const serial = serialSize(paper, text.serial, measure.width)
  const facts = [
    `Владелец ${text.owner}`,
    `Действителен с ${text.validFrom} по ${text.validTo}`,
    ...(text.test ? ['Тестовый сертификат, усиленная неквалифицированная подпись'] : []),
  ]
  return [
    ...title.map((line) => ({ line, title: true, size: SIZE })),
    ...breakLines([{ text: `Сертификат ${text.serial}` }], { ...measure, size: serial }).map((line) => ({
      line,
      title: false,
      size: serial,
    })),
    ...facts
      .flatMap((fact) => breakLines([{ text: fact }], measure))
      .map((line) => ({ line, title: false, size: SIZE })),
  ]
}

/** A serial number of forty digits is easier to compare when it stands on one line. */
function serialSize(paper: Paper, serial: string, width: number): number {
  const natural = textWidth(paper.faces.regular, serial, 1)
  const fitting = [SIZE, 7.5, 7, SMALLEST].find((size) => natural * size <= width)
  return fitting ?? SIZE
}
