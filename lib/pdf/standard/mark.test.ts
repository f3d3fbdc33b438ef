import { execFileSync } from 'node:child_process'
import decodeQR from 'qr/decode.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparable } from '@/lib/shared/text'
import { hasTool } from '@/lib/signature/signed-paper.testing'
import { type Block, baselines, leftOf, rightOf, signatureOf } from './blocks.testing'
import { type Glyphs, MM, type ReadSheet, run, TOLERANCE } from './reader.testing'
import { signerOf } from './signature.testing'
import { HOLDER, OWNER_OF_PEOPLES, openSpecimens, PAPERS, type PaperName, type Specimen } from './specimens.testing'

const PHRASE = /документ подписан электронной подписью/gi
const SIGNED = (Object.keys(PAPERS) as PaperName[]).filter((name) => 'key' in PAPERS[name] && name !== 'twoHundredRows')
const UNSIGNED: PaperName[] = ['draft', 'print']
const tools = ['pdftotext', 'mutool', 'pdftoppm'].every((tool) => hasTool(tool, '-v'))

const markOf = (paper: Specimen): Block => {
  const { mark } = signatureOf(paper)
  if (!mark) throw new Error('no mark was found')
  return mark
}
/** The frame drawn around the mark. */
function frameOf(paper: Specimen) {
  const { sheet, glyphs } = markOf(paper)
  const colour = String(glyphs[0]?.colour)
  const path = paper
    .ink()
    [sheet]?.marked.flatMap((one) => one.paths)
    .find((one) => String(one.colour) === colour)
  const [xs, ys] = [0, 1].map((axis) => path?.points.map((point) => point[axis as 0 | 1]) ?? [])
  return {
    left: Math.min(...(xs ?? [])),
    right: Math.max(...(xs ?? [])),
    top: Math.min(...(ys ?? [])),
    bottom: Math.max(...(ys ?? [])),
  }
}
/** WCAG 2: relative luminance of a colour, and its contrast to white. */
function contrastToWhite(colour: Glyphs['colour']): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

describe.skipIf(!tools || !hasTool('openssl', 'version'))('the mark about the electronic signature', () => {
  const specimens = openSpecimens()
  const papers = new Map<PaperName, Specimen>()
  const signed = () => SIGNED.map((name) => papers.get(name) as Specimen)
  beforeAll(async () => {
    for (const name of [...SIGNED, ...UNSIGNED]) papers.set(name, await specimens.paper(name))
  }, 120_000)
  afterAll(specimens.close)

  it('C55: a draft and a print for a signature by hand say nowhere that they were signed', () => {
    for (const name of UNSIGNED) {
      const text = comparable(run('pdftotext', papers.get(name)?.file ?? '', '-'))
      expect(text).not.toMatch(/подписан|сертификат|владелец/i)
    }
  })

  it('C56: a signed paper says so once, in the words of the standard', () => {
    for (const { file } of signed())
      expect(comparable(run('pdftotext', '-raw', file, '-')).match(PHRASE)).toHaveLength(1)
  })

  it('C57: the mark’s serial number is that of the certificate in the signature', () => {
    for (const paper of signed()) {
      const { serial } = signerOf(paper, specimens.folder)
      expect(serial).toMatch(/^[0-9A-F]{16,40}$/)
      expect(comparable(markOf(paper).text)).toContain(`Сертификат ${serial} `)
    }
  })

  it('C58: its owner is the certificate’s subject, in full', () => {
    for (const name of SIGNED) {
      const paper = papers.get(name) as Specimen
      const { commonName } = signerOf(paper, specimens.folder)
      expect(commonName).toBe(name === 'peoples' ? OWNER_OF_PEOPLES : HOLDER)
      expect(comparable(markOf(paper).text)).toContain(`Владелец ${commonName} `)
    }
  })

  it('C59: its dates are those of the certificate', () => {
    for (const paper of signed()) {
      const { notBefore, notAfter } = signerOf(paper, specimens.folder)
      expect(comparable(markOf(paper).text)).toContain(`Действителен с ${notBefore} по ${notAfter}`)
    }
  })

  it('C60: it prints no time: a time stamp comes after the bytes that bear the mark', () => {
    for (const paper of signed()) expect(markOf(paper).text).not.toMatch(/\d{1,2}:\d{2}/)
  })

  it('C61: it stands between post and name, on their height, and meets no text', () => {
    for (const paper of signed()) {
      const frame = frameOf(paper)
      const { mark, post, name, sheet } = signatureOf(paper)
      const beside = post.filter((block) => block.sheet === sheet).flatMap(({ glyphs }) => glyphs)
      const [level = 0] = baselines(name.glyphs)
      expect(frame.top).toBeLessThan(level)
      expect(frame.bottom).toBeGreaterThan(level - 10)
      expect(frame.right).toBeLessThan(leftOf(name.glyphs))
      expect(frame.left).toBeGreaterThan(
        rightOf(beside.filter((one) => one.baseline > frame.top && one.baseline - 12 < frame.bottom)),
      )
      const own = new Set(mark?.glyphs.map((one) => `${one.x.toFixed(0)} ${one.baseline.toFixed(0)}`))
      const others = (paper.ink()[sheet]?.marked ?? []).flatMap(({ glyphs }) => glyphs).filter((one) => one.size >= 12)
      expect(own.size).toBeGreaterThan(3)
      for (const one of others) {
        const apart =
          one.right < frame.left ||
          one.x > frame.right ||
          one.baseline + 0.216 * one.size < frame.top ||
          one.baseline - 0.891 * one.size > frame.bottom
        expect(apart, one.text).toBe(true)
      }
    }
  })

  it('C61: its own words stay inside the frame, and the frame inside the text’s margins', () => {
    for (const paper of signed()) {
      const frame = frameOf(paper)
      const { glyphs, sheet } = markOf(paper)
      expect(leftOf(glyphs)).toBeGreaterThan(frame.left)
      expect(rightOf(glyphs)).toBeLessThan(frame.right)
      expect(Math.min(...baselines(glyphs)) - 7).toBeGreaterThan(frame.top)
      expect(Math.max(...baselines(glyphs)) + 2).toBeLessThan(frame.bottom)
      expect(frame.bottom).toBeLessThanOrEqual((paper.sheets[sheet] as ReadSheet).height - 20 * MM)
      expect(frame.top).toBeGreaterThanOrEqual(20 * MM)
    }
  })

  it('C62: its letters are 6 points at least, of a contrast of 4.5 to 1, on a sheet of natural size', () => {
    for (const paper of signed()) {
      for (const { size, colour } of markOf(paper).glyphs) {
        expect(size).toBeGreaterThanOrEqual(6)
        expect(contrastToWhite(colour)).toBeGreaterThanOrEqual(4.5)
      }
      expect(/"\/(UserUnit|Rotate)": (?![01]\b)/.test(run('qpdf', '--json=2', paper.file))).toBe(false)
    }
    expect(contrastToWhite([1, 1, 1])).toBeCloseTo(1)
  })
})

describe.skipIf(!tools)('the code on the first sheet', () => {
  const specimens = openSpecimens()
  afterAll(specimens.close)

  it('C63: is 20 mm wide, stands in the right lower corner and leads to the page of the act, naming nobody', async () => {
    const { file, ink, document, sheets } = await specimens.paper('order')
    const figures = ink().map((sheet) => sheet.marked.filter(({ tag, paths }) => tag === 'Figure' && paths.length > 0))
    expect(figures.map((found) => found.length)).toEqual([1, ...sheets.slice(1).map(() => 0)])
    const points = figures[0]?.[0]?.paths.flatMap((path) => path.points) ?? []
    const [left, right] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))]
    expect(Math.abs(right - left - 20 * MM)).toBeLessThanOrEqual(TOLERANCE)
    expect(right).toBeLessThan(595.28 - 10 * MM)
    expect(left).toBeGreaterThan(140 * MM)
    expect(Math.min(...points.map(([, y]) => y))).toBeGreaterThan(250 * MM)
    expect(Math.max(...points.map(([, y]) => y))).toBeLessThan(841.89 - 5 * MM)
    const read = decoded(file)
    expect(read).toBe(document.qr)
    expect(read).toMatch(/^https:\/\/[a-z0-9.-]+\/p\/[A-Za-z0-9_-]+$/)
  })

  it('C63: keeps four modules of white around itself', async () => {
    const { ink, sheets } = await specimens.paper('order')
    const points =
      ink()[0]
        ?.marked.filter(({ tag }) => tag === 'Figure')
        .flatMap(({ paths }) => paths.flatMap((path) => path.points)) ?? []
    const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))]
    const quiet = (4 * 20 * MM) / 37
    for (const word of sheets[0]?.words ?? [])
      expect(word.right < left - quiet || word.baseline + 3 < top - quiet, word.text).toBe(true)
  })

  it('C63: is absent where the program has no address', async () => {
    const { ink } = await specimens.paper('draft')
    expect(
      ink()
        .flatMap(({ marked }) => marked)
        .filter(({ tag }) => tag === 'Figure'),
    ).toEqual([])
  })
})

/** What a camera would read in the right lower corner of the first sheet, drawn by poppler at 200 dots an inch. */
function decoded(file: string): string {
  const image = execFileSync('pdftoppm', ['-r', '200', '-f', '1', '-l', '1', file], { maxBuffer: 1e8 })
  const [, width = '', height = ''] = image.subarray(0, 40).toString('latin1').split(/\s+/)
  const pixels = image.subarray(image.length - Number(width) * Number(height) * 3)
  const [left, top, side] = [160, 262, 35].map((mm) => Math.round((mm * 200) / 25.4)) as [number, number, number]
  const data = new Uint8Array(side * side * 3)
  for (let y = 0; y < side; y++) {
    const from = ((top + y) * Number(width) + left) * 3
    data.set(pixels.subarray(from, from + side * 3), y * side * 3)
  }
  return decodeQR({ width: side, height: side, data })
}
