import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fontkit from 'fontkit'

/**
 * The family of all papers, parsed once a process: parsing costs more than drawing a whole order.
 * Widths are sums of advances without kerning, so that measuring, drawing and reading back agree to the point.
 */
export class Face {
  private readonly advances = new Float64Array(0x10000).fill(Number.NaN)

  constructor(
    readonly name: string,
    readonly font: fontkit.Font,
  ) {}

  /** The glyph that shows a character: its own, nothing for an invisible one, an empty box for one the font lacks. */
  glyph(codePoint: number): fontkit.Glyph {
    if (isInvisible(codePoint)) return this.font.glyphForCodePoint(ZERO_WIDTH_SPACE)
    if (this.font.hasGlyphForCodePoint(codePoint)) return this.font.glyphForCodePoint(codePoint)
    return this.font.glyphForCodePoint(EMPTY_BOX)
  }

  /** Width at a size of one point. */
  advance(codePoint: number): number {
    if (codePoint > 0xffff) return this.glyph(codePoint).advanceWidth / this.font.unitsPerEm
    const known = this.advances[codePoint] ?? Number.NaN
    if (!Number.isNaN(known)) return known
    const advance = this.glyph(codePoint).advanceWidth / this.font.unitsPerEm
    this.advances[codePoint] = advance
    return advance
  }
}

export type Family = { regular: Face; bold: Face }

const ZERO_WIDTH_SPACE = 0x200b
const EMPTY_BOX = 0x25a1
const FOLDER = 'node_modules/@expo-google-fonts/tinos'

/** Height of a line of Tinos and its part above the baseline, at a size of one point. */
export const LINE_HEIGHT = (1825 + 443) / 2048
export const ASCENT = 1825 / 2048

let parsed: Family | undefined

export function family(): Family {
  parsed ??= { regular: face('Tinos', '400Regular'), bold: face('Tinos-Bold', '700Bold') }
  return parsed
}

function face(name: string, style: string): Face {
  const path = join(process.cwd(), FOLDER, style, `Tinos_${style}.ttf`)
  return new Face(name, fontkit.create(readFileSync(/* turbopackIgnore: true */ path)))
}

/** Width in points. */
export function textWidth(face: Face, text: string, size: number): number {
  let width = 0
  for (const character of text) width += face.advance(character.codePointAt(0) ?? 0)
  return width * size
}

/** Soft hyphens, joiners, direction marks, variation selectors: part of the text, never seen. */
export function isInvisible(codePoint: number): boolean {
  return (
    codePoint === 0xad ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x202a && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x206f) ||
    (codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
    codePoint === 0xfeff ||
    (codePoint >= 0xe0000 && codePoint <= 0xe0fff)
  )
}
