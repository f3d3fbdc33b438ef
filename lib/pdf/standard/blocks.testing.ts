import { comparable } from '@/lib/shared/text'
import type { Glyphs, InkSheet, Marked, Path } from './reader.testing'
import type { Specimen } from './specimens.testing'

/** Parts of an order found by what stands in them, on sheets as MuPDF painted them. */

export type Block = { tag: string; sheet: number; text: string; glyphs: Glyphs[] }

/** For comparing whatever the lines were broken into: no space counts. */
export const letters = (text: string): string => text.normalize('NFC').replace(/\s+/g, '')

const isBlack = ({ colour }: Glyphs) => colour.every((part) => part === 0)

/** Marked parts with text, artifacts left out; a list's label and its body are one block. */
export function blocksOf(ink: InkSheet[]): Block[] {
  const known = read.get(ink) ?? findBlocks(ink)
  read.set(ink, known)
  return known
}

const read = new WeakMap<InkSheet[], Block[]>()

function findBlocks(ink: InkSheet[]): Block[] {
  const blocks: Block[] = []
  ink.forEach(({ marked }, sheet) => {
    for (const { tag, glyphs } of marked.filter((one) => one.tag !== 'Artifact' && one.glyphs.length > 0)) {
      const last = blocks.at(-1)
      const text = glyphs.map((one) => one.text).join('')
      if (last?.tag === 'Lbl' && tag === 'LBody') {
        Object.assign(last, { tag, text: last.text + text, glyphs: [...last.glyphs, ...glyphs] })
      } else blocks.push({ tag, sheet, text, glyphs })
    }
  })
  return blocks
}

/** The order itself: what stands before the annex. */
export const orderBlocks = (paper: Specimen): Block[] => {
  const blocks = blocksOf(paper.ink())
  const annex = blocks.findIndex(({ text }) => letters(text).startsWith('УТВЕРЖДЕНА'))
  return annex < 0 ? blocks : blocks.slice(0, annex)
}
export const annexBlocks = (paper: Specimen): Block[] => blocksOf(paper.ink()).slice(orderBlocks(paper).length)

/** Preamble and points, each whole though it runs over sheets. */
export function paragraphsOf(paper: Specimen): Block[][] {
  const blocks = orderBlocks(paper)
  const source = [`${paper.document.preamble} ${paper.document.operativeWord}`.trim(), ...paper.document.points]
  let from = blocks.findIndex(({ tag }) => tag === 'H1') + 1
  return source.map((text) => {
    const paragraph: Block[] = []
    let found = ''
    while (from < blocks.length && !found.endsWith(letters(text))) {
      const block = blocks[from++] as Block
      paragraph.push(block)
      found += letters(block.text)
    }
    return paragraph
  })
}

/** The last block of preamble and points, then post, mark and name. */
export function signatureOf(paper: Specimen) {
  const blocks = orderBlocks(paper)
  const { post, name } = paper.document.signature
  const text = paragraphsOf(paper).flat()
  const after = blocks.slice(blocks.indexOf(text.at(-1) as Block) + 1)
  const named = after.find((block) => letters(block.text) === letters(name))
  const mark = after.find((block) => block.glyphs.some((glyphs) => !isBlack(glyphs)))
  const posts = after.filter(
    (block) => block !== named && block !== mark && letters(post).includes(letters(block.text)),
  )
  if (!named || posts.length === 0) throw new Error('no signature was found')
  return { text, post: posts, name: named, mark, sheet: named.sheet }
}

/** Baselines of a block's lines, from the top. */
export function baselines(glyphs: Glyphs[]): number[] {
  return [...new Set(glyphs.map((one) => Math.round(one.baseline * 10) / 10))].sort((a, b) => a - b)
}

export const leftOf = (glyphs: Glyphs[]): number => Math.min(...glyphs.map((one) => one.x))
/** Spaces that end a line are no ink. */
export const rightOf = (glyphs: Glyphs[]): number =>
  Math.max(...glyphs.filter((one) => one.text.trim() !== '').map((one) => one.right))

export type DrawnRow = {
  sheet: number
  cells: { tag: string; text: string; glyphs: Glyphs[] }[]
  /** Upright rules from left to right. */
  edges: number[]
  top: number
  bottom: number
  repeated: boolean
}

/** Rows of the paper's table as drawn: the text before each set of rules. */
export function rowsOf(ink: InkSheet[]): DrawnRow[] {
  return ink.flatMap(({ marked }, sheet) => {
    const rows: DrawnRow[] = []
    let cells: Marked[] = []
    for (const one of marked) {
      const rules = one.paths.filter(isRule).flatMap((path) => segments(path.points))
      if (/^T[HD]$/.test(one.tag) || (one.tag === 'Artifact' && one.glyphs.some(({ size }) => size < 12)))
        cells.push(one)
      else if (one.tag === 'Artifact' && rules.length > 0) {
        const upright = rules.filter(([[x1], [x2]]) => x1 === x2)
        const heights = upright.flatMap(([[, y1], [, y2]]) => [y1, y2])
        rows.push({
          sheet,
          cells: cells.map(({ tag, glyphs }) => ({
            tag,
            glyphs,
            text: comparable(glyphs.map((g) => g.text).join('')),
          })),
          edges: upright.map(([[x]]) => x).sort((a, b) => a - b),
          top: Math.min(...heights),
          bottom: Math.max(...heights),
          repeated: cells.some(({ tag }) => tag === 'Artifact'),
        })
        cells = []
      }
    }
    return rows
  })
}

/** The frame of a mark has the mark's colour. */
const isRule = ({ kind, colour }: Path) => kind === 'stroke' && colour.every((part) => part === 0)

type Point = [number, number]
const segments = (points: Point[]): [Point, Point][] =>
  points.flatMap((point, index): [Point, Point][] => (index % 2 === 1 ? [[points[index - 1] as Point, point]] : []))
