import { deflateSync, inflateSync } from 'node:zlib'

/** 8 bits a channel, three or four channels, rows from above. */
type Image = { width: number; height: number; channels: number; pixels: Uint8Array }

export const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const COLOURS = 128
/** Colours nearer than this, summed over the channels, are one colour in a palette. */
const NEAR = 10

/**
 * The same picture with at most 128 colours, a third of the size. Good for screens and papers: their few colours stay, and
 * only the edges of letters are rounded. `png` is what Chromium and pdftoppm write: 8 bits, not interlaced.
 */
export function reducePng(png: Uint8Array): Buffer {
  const image = decode(Buffer.from(png))
  const palette = paletteOf(image)
  return encode(image, palette)
}

function decode(png: Buffer): Image {
  let [width, height, channels] = [0, 0, 0]
  const data: Buffer[] = []
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (type === 'IHDR') {
      width = body.readUInt32BE(0)
      height = body.readUInt32BE(4)
      channels = { 0: 1, 2: 3, 6: 4 }[body[9] ?? -1] ?? 0
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error('Not a PNG of 8 bits without interlace.')
    }
    if (type === 'IDAT') data.push(body)
    at += length + 12
  }
  return {
    width,
    height,
    channels,
    pixels: unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels),
  }
}

/** PNG writes each row as differences from its neighbours; the first byte of a row says from which. */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const at = row * stride + x
      const left = x >= channels ? (out[at - channels] ?? 0) : 0
      const up = row > 0 ? (out[at - stride] ?? 0) : 0
      const corner = x >= channels && row > 0 ? (out[at - stride - channels] ?? 0) : 0
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0
      out[at] = (raw[row * (stride + 1) + 1 + x] ?? 0) + guess
    }
  }
  return out
}

/** The Paeth predictor. */
function nearest(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

type Palette = { colours: number[]; indexOf: (colour: number) => number }

function colourAt({ pixels, channels }: Image, pixel: number): number {
  const at = pixel * channels
  const [red = 0, green = red, blue = red] =
    channels === 1 ? [pixels[at]] : [pixels[at], pixels[at + 1], pixels[at + 2]]
  return (red << 16) | (green << 8) | blue
}

const distance = (a: number, b: number): number =>
  Math.abs((a >> 16) - (b >> 16)) + Math.abs(((a >> 8) & 255) - ((b >> 8) & 255)) + Math.abs((a & 255) - (b & 255))

/** The commonest colours that differ from one another; every other goes to its nearest. */
function paletteOf(image: Image): Palette {
  const counts = new Map<number, number>()
  for (let pixel = 0; pixel < image.width * image.height; pixel++) {
    const colour = colourAt(image, pixel)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const colours: number[] = []
  for (const [colour] of [...counts].sort(([, a], [, b]) => b - a)) {
    if (colours.length === COLOURS) break
    if (colours.every((other) => distance(colour, other) > NEAR)) colours.push(colour)
  }
  const known = new Map<number, number>()
  const indexOf = (colour: number): number => {
    const index =
      known.get(colour) ??
      colours.reduce(
        (best, other, at) => (distance(colour, other) < distance(colour, colours[best] ?? 0) ? at : best),
        0,
      )
    known.set(colour, index)
    return index
  }
  return { colours, indexOf }
}

function encode(image: Image, { colours, indexOf }: Palette): Buffer {
  const { width, height } = image
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = indexOf(colourAt(image, y * width + x))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([SIGNATURE, ...parts])
}

export function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

function crc32(bytes: Buffer): number {
  let sum = 0xffffffff
  for (const byte of bytes) {
    sum ^= byte
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
  }
  return (sum ^ 0xffffffff) >>> 0
}
