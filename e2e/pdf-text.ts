import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

export type PdfItem = {
  text: string
  /** Points from the sheet's left and upper edge; `y` is the baseline. */
  x: number
  y: number
  width: number
  fontSize: number
  /** Nothing for artifacts: page numbers, repeated headers, the watermark. */
  artifact: boolean
}

export type PdfPage = { width: number; height: number; items: PdfItem[] }

type Marked = { type: string; tag?: string }
type Shown = { str: string; width: number; transform: number[]; fontName: string }

/** Reads a PDF back: each page's pieces of text where they stand, in the file's order; spaces alone are no piece. */
export async function pdfPages(bytes: Uint8Array): Promise<PdfPage[]> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true })
  const document = await task.promise
  const pages: PdfPage[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const [, , width = 0, height = 0] = page.view
    const content = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true })
    pages.push({ width, height, items: items(content.items as (Marked | Shown)[], height) })
  }
  await task.destroy()
  return pages
}

/** The text of the whole paper without artifacts, pieces and lines parted by one space. */
export async function pdfText(bytes: Uint8Array): Promise<string> {
  const pages = await pdfPages(bytes)
  return pages.flatMap((page) => page.items.filter((item) => !item.artifact).map((item) => item.text.trim())).join(' ')
}

/** Pieces on one baseline as lines, from the top down, each with its left and right end. */
export function linesOf(page: PdfPage): { text: string; x: number; right: number; y: number; fontSize: number }[] {
  const lines: { text: string; x: number; right: number; y: number; fontSize: number }[] = []
  for (const item of page.items.filter((found) => !found.artifact)) {
    const last = lines.at(-1)
    if (last && Math.abs(last.y - item.y) < 0.5 && item.x >= last.right - 0.5) {
      Object.assign(last, { text: `${last.text} ${item.text}`, right: item.x + item.width })
    } else lines.push({ text: item.text, x: item.x, right: item.x + item.width, y: item.y, fontSize: item.fontSize })
  }
  return lines
}

/** The signs as the file names them, U+00A0 and invisible ones included, each drawn piece on a line of its own. */
export async function shownText(bytes: Uint8Array): Promise<string> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, disableFontFace: true })
  const document = await task.promise
  const shown: string[] = []
  for (let number = 1; number <= document.numPages; number++) {
    const { fnArray, argsArray } = await (await document.getPage(number)).getOperatorList()
    fnArray.forEach((operator, index) => {
      if (operator !== OPS.showText) return
      const glyphs = argsArray[index][0] as ({ unicode: string } | number)[]
      shown.push(glyphs.map((glyph) => (typeof glyph === 'number' ? '' : glyph.unicode)).join(''))
    })
  }
  await task.destroy()
  return shown.join('\n')
}

function items(found: (Marked | Shown)[], height: number): PdfItem[] {
  const open: string[] = []
  const read: PdfItem[] = []
  for (const item of found) {
    if ('type' in item) {
      if (item.type === 'endMarkedContent') open.pop()
      else open.push(item.tag ?? '')
    } else if (item.str.trim() !== '') {
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform
      const fontSize = Math.hypot(a, b)
      read.push({ text: item.str, x, y: height - y, width: item.width, fontSize, artifact: open.includes('Artifact') })
    }
  }
  return read
}
