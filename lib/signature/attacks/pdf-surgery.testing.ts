import { expect } from 'vitest'
import { findSignatures } from '@/lib/signature/pdf-signature'

/** What an attacker does to a PDF with a table of cross-references, as pdfkit and this program write it. */
export type Layout = {
  objects: Map<number, { at: number; text: string }>
  root: number
  size: number
  startxref: number
  trailer: string
}

export function layoutOf(pdf: Buffer): Layout {
  const text = pdf.toString('latin1')
  const startxref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  const trailer = /^xref[\s\S]*?trailer\s*<<([\s\S]*?)>>\s*startxref/.exec(text.slice(startxref))?.[1] ?? ''
  const objects = new Map<number, { at: number; text: string }>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = match.index + (match[0].startsWith('\n') ? 1 : 0)
    objects.set(Number(match[1]), { at, text: match[2] ?? '' })
  }
  const root = Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1])
  const size = Number(/\/Size (\d+)/.exec(trailer)?.[1])
  expect(Number.isInteger(startxref) && Number.isInteger(root) && objects.has(root)).toBe(true)
  return { objects, root, size, startxref, trailer }
}

export function objectOf(pdf: Buffer, number: number): string {
  const found = layoutOf(pdf).objects.get(number)
  if (!found) throw new Error(`no object ${number}`)
  return found.text
}

/** Number of the object that a page's entry, like /Contents, refers to; of the first page. */
export function firstPage(pdf: Buffer): { number: number; text: string; refers: (entry: string) => number } {
  const { objects, root } = layoutOf(pdf)
  const pages = Number(/\/Pages (\d+) 0 R/.exec(objects.get(root)?.text ?? '')?.[1])
  const number = Number(/\/Kids \[(\d+) 0 R/.exec(objects.get(pages)?.text ?? '')?.[1])
  const text = objects.get(number)?.text ?? ''
  return { number, text, refers: (entry) => Number(new RegExp(`/${entry} (\\d+) 0 R`).exec(text)?.[1]) }
}

export type Update = {
  /** Objects by number, without «obj» and «endobj»; later ones are new. */
  objects: Record<number, string>
  /** How the file says where they stand: `none` leaves that to readers that mend what is broken. */
  xref?: 'table' | 'stream' | 'none'
  root?: number
}

/** Appends a revision as an editor saves it: what was there before stays, byte for byte. */
export function appended(pdf: Buffer, { objects, xref = 'table', root }: Update): Buffer {
  const before = layoutOf(pdf)
  let body = '\n'
  const places = Object.entries(objects).map(([number, text]) => {
    const place = { number: Number(number), at: pdf.length + body.length }
    body += `${number} 0 obj\n${text}\nendobj\n`
    return place
  })
  if (xref === 'none') return Buffer.concat([pdf, Buffer.from(body, 'latin1')])
  const size = Math.max(before.size, ...places.map(({ number }) => number + 1)) + 1
  const start = pdf.length + body.length
  const common = `/Size ${size} /Root ${root ?? before.root} 0 R /Prev ${before.startxref}`
  if (xref === 'table') {
    const rows = places.map(({ number, at }) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
    body += `xref\n${rows.join('')}trailer\n<< ${common} >>\nstartxref\n${start}\n%%EOF\n`
  } else {
    const own = { number: size - 1, at: start }
    const rows = [...places, own].map(({ at }) => `01${at.toString(16).padStart(8, '0')}00`).join('')
    const index = [...places, own].map(({ number }) => `${number} 1`).join(' ')
    const dictionary = `<< /Type /XRef ${common} /W [1 4 1] /Index [${index}] /Filter /ASCIIHexDecode /Length ${rows.length + 1} >>`
    body += `${own.number} 0 obj\n${dictionary}\nstream\n${rows}>\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`
  }
  return Buffer.concat([pdf, Buffer.from(body, 'latin1')])
}

export const streamOf = (content: string, more = ''): string =>
  `<< ${more} /Length ${content.length} >>\nstream\n${content}\nendstream`

/** Covers the whole sheet with white and writes over it, in a font that every reader has. */
export const COVER = 'q 1 g 0 0 600 850 re f Q BT /FX 24 Tf 60 700 Td (FORGED: pay one million) Tj ET'
export const FORGED = 'FORGED: pay one million'
export const COVER_FONT = '/FX << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'

/** Replaces text of the file by text of the same length, so that no offset moves. */
export function replaced(pdf: Buffer, from: string | RegExp, to: string): Buffer {
  const text = pdf.toString('latin1')
  const match = typeof from === 'string' ? from : (from.exec(text)?.[0] ?? '')
  expect(match).not.toBe('')
  expect(text).toContain(match)
  expect(to.length).toBeLessThanOrEqual(match.length)
  return Buffer.from(text.replace(match, to.padEnd(match.length, ' ')), 'latin1')
}

export function contentsOf(pdf: Uint8Array): { start: number; end: number; bytes: Uint8Array } {
  const contents = findSignatures(pdf)[0]?.contents
  if (!contents) throw new Error('no signature')
  return contents
}

export function rangeOf(pdf: Uint8Array): [number, number, number, number] {
  const range = findSignatures(pdf)[0]?.range
  if (!range) throw new Error('no byte range')
  return range
}

export const RANGE = /\/ByteRange \[[^\]]*\] */
export const CONTENTS = /\/Contents <[0-9a-f]+>/
