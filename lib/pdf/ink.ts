import type { Face, Family } from './fonts'
import type { Line } from './measured-text'

/** pdfkit's font inside one document. The fields are private to pdfkit, whose version is pinned for them (ink.test.ts). */
type EmbeddedFont = {
  id: string
  subset: { glyphs: number[]; mapping: Record<number, number> }
  widths: number[]
  unicode: number[][]
  ref(): unknown
}
type Internals = { _font: EmbeddedFont; page: { fonts: Record<string, unknown> }; addContent(data: string): void }

/**
 * Writes lines of text into a pdfkit document. Each character gets a code of its own, so that U+00A0 and U+0020, one
 * glyph in Tinos, are read back as they were typed, and a box that stands for a missing letter is read back as that letter.
 */
export class Ink {
  private readonly doc: Internals
  private readonly fonts: { regular: DocumentFont; bold: DocumentFont }

  constructor(doc: PDFKit.PDFDocument, faces: Family) {
    this.doc = doc as unknown as Internals
    this.fonts = { regular: this.open(doc, faces.regular), bold: this.open(doc, faces.bold) }
  }

  /**
   * Draws a line with its first letter at `x`, the baseline at `y` from the top.
   * `stretch` is added to each breakable space and `tracking` to each letter, in points; negative to draw closer.
   */
  write(line: Pick<Line, 'pieces'>, x: number, y: number, size: number, stretch = 0, tracking = 0): void {
    const parts = line.pieces.map((piece) => {
      const font = this.fonts[piece.bold ? 'bold' : 'regular']
      this.doc.page.fonts[font.embedded.id] ??= font.embedded.ref()
      const shown = piece.softHyphen ? font.softHyphen() : font.shown(piece.text, (-stretch * 1000) / size)
      return `/${font.embedded.id} ${decimal(size)} Tf\n${shown}`
    })
    // The page's axis points down, so the text's own is turned back up.
    const place = `1 0 0 -1 ${decimal(x)} ${decimal(y)} Tm`
    const spacing = tracking === 0 ? '' : `${decimal(tracking)} Tc\n`
    if (parts.length > 0) this.doc.addContent(`BT\n${place}\n${spacing}${parts.join('\n')}\n${spacing && '0 Tc\n'}ET`)
  }

  private open(doc: PDFKit.PDFDocument, face: Face): DocumentFont {
    doc.registerFont(face.name, face.font as unknown as PDFKit.Mixins.PDFFontSource)
    doc.font(face.name)
    return new DocumentFont(face, this.doc._font)
  }
}

/** Longer than any character, so that no typed one is taken for it. */
const SOFT_HYPHEN = 'soft hyphen'

class DocumentFont {
  private readonly codes = new Map<string, string>()

  constructor(
    private readonly face: Face,
    readonly embedded: EmbeddedFont,
  ) {}

  shown(text: string, spaceAdjustment: number): string {
    if (spaceAdjustment === 0) return `<${this.hex(text)}> Tj`
    const gap = decimal(spaceAdjustment)
    const chunks = text.split(' ').map((word, index, all) => this.hex(index < all.length - 1 ? `${word} ` : word))
    return `[${chunks.map((chunk) => `<${chunk}>`).join(` ${gap} `)}] TJ`
  }

  /** Looks like a hyphen and is read back as U+00AD, so that readers put the word together. */
  softHyphen(): string {
    return `<${this.codes.get(SOFT_HYPHEN) ?? this.add(SOFT_HYPHEN, '-', 0xad)}> Tj`
  }

  private hex(text: string): string {
    let hex = ''
    for (const character of text) hex += this.codes.get(character) ?? this.add(character)
    return hex
  }

  /** `key` is what the code is remembered by; it looks like `character` and reads as `meaning`. */
  private add(key: string, character = key, meaning = character.codePointAt(0) ?? 0): string {
    const glyph = this.face.glyph(character.codePointAt(0) ?? 0)
    const { subset, widths, unicode } = this.embedded
    const code = subset.glyphs.push(glyph.id) - 1
    subset.mapping[glyph.id] ??= code
    widths[code] = (glyph.advanceWidth * 1000) / this.face.font.unitsPerEm
    // Half of a torn surrogate pair is no character; U+FFFD says so to whoever reads the text back.
    unicode[code] = [meaning >= 0xd800 && meaning <= 0xdfff ? 0xfffd : meaning]
    const hex = code.toString(16).padStart(4, '0')
    this.codes.set(key, hex)
    return hex
  }
}

const decimal = (value: number): number => Math.round(value * 1000) / 1000
