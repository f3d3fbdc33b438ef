import type { OrderDocument } from '@/lib/order/document'
import type { Align } from './paper'
import { lineHeight, MM, type Paper } from './paper'
import { drawParagraph } from './paragraph'
import { breakLines } from './text-lines'

/** The longest line of a header: in the middle of the sheet and in its corner (order-standard C23). */
const WIDTH = { longitudinal: 120 * MM, angular: 80 * MM }
const EMBLEM_TOP = 10 * MM
const EMBLEM_HEIGHT = 20 * MM
const EMBLEM_WIDTH = 30 * MM

/** Where the header's lines stand: from the text's left edge. */
type Place = { left: number; width: number; angular: boolean }

/** Draws the coat of arms, the body, the kind, date and number, the place and the title, in their order (C21). */
export function drawHeader(paper: Paper, document: OrderDocument, emblem: Uint8Array | undefined): void {
  const { bodySizePt: size, titleAlign, layout = 'longitudinal' } = document.profile
  const angular = layout === 'angular'
  const width = Math.min(WIDTH[layout], paper.textWidth)
  const place = { left: angular ? 0 : (paper.textWidth - width) / 2, width, angular }
  const write = (text: string, bold: boolean, align: Align = 'center', tagType: 'P' | 'H1' = 'P') =>
    drawParagraph(paper, {
      runs: [{ text, bold }],
      size,
      width,
      left: align === 'center' ? place.left : 0,
      align,
      tag: paper.tag(tagType),
      tagType,
    })
  if (emblem) drawEmblem(paper, emblem, place)
  // The typed lines are for the whole width; in the corner the name is broken anew.
  write(document.body.join(angular ? ' ' : '\n'), true)
  paper.y += size
  write(document.kind, true)
  paper.y += size
  drawDateAndNumber(paper, document, place)
  if (document.place !== '') {
    paper.y += size * 0.5
    write(document.place, false)
  }
  paper.y += size * 1.3
  // In the corner the title begins where the text begins.
  write(document.title, true, angular ? 'left' : titleAlign, 'H1')
  paper.y += size * 1.3
}

function drawEmblem(paper: Paper, png: Uint8Array, place: Place): void {
  const x = paper.sheet.left + place.left + (place.width - EMBLEM_WIDTH) / 2
  const box: [number, number, number, number] = [x, EMBLEM_TOP, x + EMBLEM_WIDTH, EMBLEM_TOP + EMBLEM_HEIGHT]
  const figure = paper.tag('Figure', undefined, { alt: 'Герб', bbox: box })
  paper.inside(figure, 'Figure', () => {
    paper.doc.image(Buffer.from(png), x, EMBLEM_TOP, { fit: [EMBLEM_WIDTH, EMBLEM_HEIGHT], align: 'center' })
  })
  paper.y = Math.max(paper.y, EMBLEM_TOP + EMBLEM_HEIGHT + 4 * MM)
}

/** At the edges of the text, or of the corner, on one baseline (C28). */
function drawDateAndNumber(paper: Paper, document: OrderDocument, place: Place): void {
  const { bodySizePt: size } = document.profile
  const width = place.angular ? place.width : paper.textWidth
  const parts = [
    { text: document.date, align: 'left' as const },
    { text: document.number, align: 'right' as const },
  ]
  for (const { text, align } of parts) {
    const [line] = breakLines([{ text }], { faces: paper.faces, size, width })
    if (line) paper.inside(paper.tag('P'), 'P', () => paper.line(line, paper.sheet.left, paper.y, size, width, align))
  }
  paper.y += lineHeight(size)
}
