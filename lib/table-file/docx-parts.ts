import { AlignmentType, Paragraph, type ParagraphChild, Tab, TableCell, TextRun, VerticalAlign, WidthType } from 'docx'

/** What the documents of maps and orders are put together from: text as Word holds it, and cells of bordered tables. */

export const FONT = 'Times New Roman'
export const CELL_MARGINS = { top: 40, bottom: 40, left: 80, right: 80 }

export type CellLook = {
  bold?: boolean
  centred?: boolean
  span?: number
  keepNext?: boolean
  marks?: ParagraphChild[]
  /** Half-points; the document's own where absent. */
  size?: number
}

export const cell = (text: string, width: number, look: CellLook): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    ...(look.span && look.span > 1 ? { columnSpan: look.span } : {}),
    ...(look.bold ? { verticalAlign: VerticalAlign.CENTER } : {}),
    children: [
      new Paragraph({
        ...(look.centred ? { alignment: AlignmentType.CENTER } : {}),
        ...(look.keepNext ? { keepNext: true } : {}),
        children: [
          ...(look.marks ?? []),
          ...runsOf(text, { ...(look.bold ? { bold: true } : {}), ...(look.size ? { size: look.size } : {}) }),
        ],
      }),
    ],
  })

/** Line breaks and tabs become Word's own; the text is otherwise as typed. */
export function runsOf(text: string, look: { bold?: boolean; size?: number }): TextRun[] {
  return legible(text)
    .split('\n')
    .map((line, index) => {
      const pieces = line.split('\t').flatMap((piece, at) => (at === 0 ? [piece] : [new Tab(), piece]))
      return new TextRun({
        ...look,
        ...(index > 0 ? { break: 1 } : {}),
        children: pieces.filter((piece) => piece !== ''),
      })
    })
}

/** XML holds no control characters; line ends of all kinds are one. */
export const legible = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|[\uFFFE\uFFFF]/gu, '')
