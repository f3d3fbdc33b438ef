import { encodeQR } from 'qr'
import type { Paper, Sheet } from './paper'
import { MM } from './paper'

const SIDE = 20 * MM
const QUIET_MODULES = 4
const FROM_BOTTOM = 6 * MM

type Place = { x: number; y: number; modules: boolean[][]; module: number }

/**
 * Draws a code of 20 mm in the sheet's right lower corner and takes its quiet zone from the text's room. What it answers with puts
 * the code into the order of reading: after the text that it stands below.
 */
export function drawQrCode(paper: Paper, address: string, alt: string): () => void {
  const { x, y, modules, module } = place(paper.sheet, address)
  paper.floor = Math.min(paper.floor, y - QUIET_MODULES * module)
  const figure = paper.tag('Figure', null, { alt, bbox: [x, y, x + SIDE, y + SIDE] })
  paper.inside(figure, 'Figure', () => {
    const squares: string[] = []
    modules.forEach((row, line) => {
      for (const [from, length] of darkStretches(row)) {
        squares.push(
          `${fixed(x + from * module)} ${fixed(y + line * module)} ${fixed(length * module)} ${fixed(module)} re`,
        )
      }
    })
    paper.doc.addContent(`${squares.join('\n')}\nf`)
  })
  return () => paper.read(figure)
}

function place(sheet: Sheet, address: string): Place {
  // The library adds a border of one module at least; the quiet zone here is the paper's own white.
  const modules = encodeQR(address, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1))
  return {
    x: sheet.width - sheet.right - SIDE,
    y: sheet.height - FROM_BOTTOM - SIDE,
    modules,
    module: SIDE / modules.length,
  }
}

function darkStretches(row: boolean[]): [from: number, length: number][] {
  const stretches: [number, number][] = []
  row.forEach((dark, index) => {
    const last = stretches.at(-1)
    if (dark && last && last[0] + last[1] === index) last[1]++
    else if (dark) stretches.push([index, 1])
  })
  return stretches
}

const fixed = (value: number): number => Math.round(value * 1000) / 1000
