import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'
import decodeQR from 'qr/decode.js'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { linesOf, pdfPages } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70' }

async function nameLine(bytes: Uint8Array) {
  const [first] = await pdfPages(bytes)
  const line = first && linesOf(first).find((found) => found.text.startsWith('Администрация'))
  if (!line) throw new Error('нет наименования органа')
  return line
}

describe('the coat of arms', () => {
  it('C19, C21 stands 10 mm from the edge, over the middle of the body’s name, and pushes the header down', async () => {
    const bare = await drawOrder2026(ORDER_121, DRAWING)
    const order = await drawOrder2026(ORDER_121, { ...DRAWING, emblem: picture() })
    const task = getDocument({ data: order.bytes.slice(), verbosity: 0 })
    const { fnArray, argsArray } = await (await (await task.promise).getPage(1)).getOperatorList()
    const drawn = fnArray.indexOf(OPS.paintImageXObject)
    const [width = 0, , , height = 0, x = 0, y = 0] = argsArray[fnArray.lastIndexOf(OPS.transform, drawn)] as number[]
    await task.destroy()
    expect(Math.min(y, y + height) / MM).toBeCloseTo(10, 1)
    expect((x + width / 2) / MM).toBeCloseTo(112.5, 1)
    const name = await nameLine(order.bytes)
    expect(name.y - 14).toBeGreaterThan(Math.max(y, y + height))
    expect(name.y).toBeGreaterThan((await nameLine(bare.bytes)).y)
  })
})

/** A picture of one colour, 40 by 50 points. */
function picture(): Uint8Array {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const head = Buffer.from([0, 0, 0, 40, 0, 0, 0, 50, 8, 2, 0, 0, 0])
  const rows = Buffer.concat(Array.from({ length: 50 }, () => Buffer.concat([Buffer.from([0]), Buffer.alloc(120, 90)])))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(data: Uint8Array): number {
  let crc = ~0
  for (const byte of data) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

describe('with the tools of the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'order-'))
  const file = join(folder, 'order.pdf')
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeAll(async () => writeFileSync(file, (await drawOrder2026(ORDER_121, DRAWING)).bytes))
  const missing = (tool: string) => spawnSync(tool, ['-v']).error !== undefined && process.env.CI !== 'true'
  const run = (tool: string, ...rest: string[]) => execFileSync(tool, rest, { encoding: 'utf8', maxBuffer: 1e8 })

  test.skipIf(missing('qpdf'))('qpdf finds nothing wrong', () => {
    expect(run('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found')
  })

  test.skipIf(missing('pdffonts'))('C12, C13 pdffonts sees one family, embedded in part, with Unicode', () => {
    const fonts = run('pdffonts', file).trim().split('\n').slice(2)
    expect(fonts).toHaveLength(2)
    for (const font of fonts) expect(font).toMatch(/\+Tinos-(Regular|Bold)\s+CID TrueType\s+Identity-H\s+yes yes yes/)
  })

  test.skipIf(missing('pdftotext'))('pdftotext reads the words of the title and of each cell', () => {
    const words = new Set(comparable(run('pdftotext', '-raw', file, '-')).split(' '))
    const cells = ORDER_121.annex.table.sections.flatMap((section) => section.rows.flat())
    for (const word of comparable([ORDER_121.title, ...cells].join(' ')).split(' ')) expect(words).toContain(word)
  })

  test.skipIf(missing('pdftoppm'))('C63 the code on the printed sheet leads to the order, inside the corner', () => {
    const scale = 200 / 72
    const image = execFileSync('pdftoppm', ['-r', '200', '-f', '1', '-l', '1', file], { maxBuffer: 1e8 })
    const [head = '', width = '', height = ''] = image.subarray(0, 40).toString('latin1').split(/\s+/)
    expect(head).toBe('P6')
    const pixels = image.subarray(image.length - Number(width) * Number(height) * 3)
    const [left, top, side] = [160, 262, 35].map((mm) => Math.round(mm * MM * scale)) as [number, number, number]
    const data = new Uint8Array(side * side * 3)
    for (let y = 0; y < side; y++) {
      const from = ((top + y) * Number(width) + left) * 3
      data.set(pixels.subarray(from, from + side * 3), y * side * 3)
    }
    expect(decodeQR({ width: side, height: side, data })).toBe(ORDER_121.qr)
  })
})
