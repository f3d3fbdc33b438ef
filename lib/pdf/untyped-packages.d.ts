/** Only what is used here: none of the packages brings types. */
declare module 'fontkit' {
  export type Glyph = { id: number; advanceWidth: number }
  export type Font = {
    postscriptName: string
    unitsPerEm: number
    ascent: number
    descent: number
    hasGlyphForCodePoint(codePoint: number): boolean
    glyphForCodePoint(codePoint: number): Glyph
  }
  export function create(bytes: Uint8Array): Font
}

declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string)
    nextBreak(): { position: number; required: boolean } | null
  }
}

declare module 'hyphen/ru/index.js' {
  const russian: { hyphenateSync(text: string, options?: { hyphenChar?: string; minWordLength?: number }): string }
  export default russian
}
