import { execFileSync, spawnSync } from 'node:child_process'

/**
 * Papers as programs of others read them: poppler for words and where they stand, MuPDF for what each sign, rule and colour
 * is. Nothing here knows how the paper was drawn. Lengths are points from the sheet's left and upper edge.
 */

export const MM = 72 / 25.4
/** ±0.5 mm, what order-standard §5 allows. */
export const TOLERANCE = 0.5 * MM

/** Tinos, as its metrics say; poppler's boxes of words reach from the ascent to the descent. */
const ASCENT = 1825 / 2048
export const LINE_HEIGHT = (1825 + 443) / 2048

export type Word = { text: string; x: number; right: number; baseline: number; size: number }
export type TextLine = Word & { words: Word[] }
export type ReadSheet = { width: number; height: number; words: Word[]; lines: TextLine[] }

export function run(tool: string, ...args: string[]): string {
  return execFileSync(tool, args, { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The answer and the code of a tool that may refuse. */
export function ask(tool: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1e9 })
  if (error) throw error
  return { status, output: stdout + stderr }
}

/** Each sheet's words by `pdftotext -bbox-layout`, artifacts too, and the lines that they make. */
export function readSheets(file: string): ReadSheet[] {
  const sheets = run('pdftotext', '-bbox-layout', file, '-').split('<page ').slice(1)
  return sheets.map((sheet) => {
    const [, width = '', height = ''] = /width="([\d.]+)" height="([\d.]+)"/.exec(sheet) ?? []
    const found = sheet.matchAll(
      /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)<\/word>/g,
    )
    const words = [...found].map(([, x, top, right, bottom, text]): Word => {
      const size = (Number(bottom) - Number(top)) / LINE_HEIGHT
      const baseline = Number(top) + ASCENT * size
      return { text: unescaped(text ?? ''), x: Number(x), right: Number(right), baseline, size: round(size) }
    })
    return { width: Number(width), height: Number(height), words, lines: linesOf(words) }
  })
}

/** Wider gaps part what stands side by side: date and number, post and name. */
const WIDEST_SPACE = 24

function linesOf(words: Word[]): TextLine[] {
  const sorted = [...words].sort((a, b) =>
    Math.abs(a.baseline - b.baseline) < 0.2 ? a.x - b.x : a.baseline - b.baseline,
  )
  const lines: TextLine[] = []
  for (const word of sorted) {
    const last = lines.at(-1)
    const follows =
      last &&
      Math.abs(last.baseline - word.baseline) < 0.2 &&
      last.size === word.size &&
      word.x - last.right < WIDEST_SPACE
    if (follows) Object.assign(last, { text: `${last.text} ${word.text}`, right: word.right }).words.push(word)
    else lines.push({ ...word, words: [word] })
  }
  return lines
}

export type Glyphs = {
  text: string
  x: number
  right: number
  baseline: number
  size: number
  /** «CZZZZZ+Tinos-Bold». */
  font: string
  /** Red, green, blue from 0 to 1. */
  colour: [number, number, number]
}
export type Path = { kind: 'fill' | 'stroke'; colour: [number, number, number]; points: [number, number][] }
export type Image = { x: number; y: number; width: number; height: number }
/** What stands between two marks of the content: a cell, a paragraph's part on this sheet, an artifact. */
export type Marked = { tag: string; glyphs: Glyphs[]; paths: Path[]; images: Image[] }
export type InkSheet = { width: number; height: number; marked: Marked[] }

/** Everything that MuPDF would paint, sheet by sheet, in the file's order; text drawn outside of any mark has the tag «». */
export function readInk(file: string): InkSheet[] {
  const sheets: InkSheet[] = []
  let open: Marked = mark('')
  let path: Path | undefined
  let glyphs: Glyphs | undefined
  for (const line of run('mutool', 'trace', file).split('\n')) {
    const element = /^\s*<(\/?[a-z_]+)/.exec(line)?.[1]
    const value = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(line)?.[1] ?? ''
    const current = sheets.at(-1)
    const loose = () => {
      open = mark('')
      current?.marked.push(open)
    }
    if (element === 'page') {
      const [, , width = 0, height = 0] = value('mediabox').split(' ').map(Number)
      sheets.push({ width, height, marked: [] })
      open = mark('')
      sheets.at(-1)?.marked.push(open)
    } else if (element === 'layer') {
      open = mark(value('name'))
      current?.marked.push(open)
    } else if (element === 'end_layer') loose()
    else if (element === 'fill_text' || element === 'fill_path' || element === 'stroke_path') {
      const colour = colourOf(value('color'))
      path =
        element === 'fill_text' ? undefined : { kind: element === 'fill_path' ? 'fill' : 'stroke', colour, points: [] }
      if (path) open.paths.push(path)
      glyphs = path ? undefined : { text: '', x: 0, right: 0, baseline: 0, size: 0, font: '', colour }
    } else if (element === 'span' && glyphs) {
      const size = Math.hypot(...(value('trm').split(' ').slice(0, 2).map(Number) as [number, number]))
      glyphs = { ...glyphs, text: '', font: value('font'), size: round(size) }
      open.glyphs.push(glyphs)
    } else if (element === 'g' && glyphs) addGlyph(glyphs, value)
    else if (path && (element === 'moveto' || element === 'lineto'))
      path.points.push([Number(value('x')), Number(value('y'))])
    else if (element === 'fill_image') open.images.push(imageOf(value('transform')))
  }
  return sheets
}

const mark = (tag: string): Marked => ({ tag, glyphs: [], paths: [], images: [] })

function addGlyph(glyphs: Glyphs, value: (name: string) => string): void {
  const x = Number(value('x'))
  if (glyphs.text === '') Object.assign(glyphs, { x, baseline: Number(value('y')) })
  const sign = unescaped(value('unicode'))
  glyphs.text += sign
  // A space that ends a line shows nothing and may hang over the edge.
  if (sign.trim() !== '') glyphs.right = x + Number(value('adv')) * glyphs.size
}

function imageOf(transform: string): Image {
  const [width = 0, , , height = 0, x = 0, y = 0] = transform.split(' ').map(Number)
  return { x: Math.min(x, x + width), y: Math.min(y, y + height), width: Math.abs(width), height: Math.abs(height) }
}

function colourOf(text: string): [number, number, number] {
  const [red = 0, green = red, blue = red] = text.split(' ').map(Number)
  return [red, green, blue]
}

/** The whole text as each sign was meant, U+00A0 included; marks of one tag follow each other, artifacts are left out. */
export function meantText(sheets: InkSheet[]): string {
  const marked = sheets.flatMap((sheet) => sheet.marked).filter((one) => one.tag !== 'Artifact')
  return marked.map((one) => one.glyphs.map((glyphs) => glyphs.text).join('')).join('\n')
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name as string] ?? '&',
    )
}

const round = (value: number): number => Math.round(value * 100) / 100
