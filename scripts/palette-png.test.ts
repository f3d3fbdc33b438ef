import { deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { chunk, reducePng, SIGNATURE } from './palette-png'

const [WHITE, BLUE, INK] = [
  [255, 255, 255],
  [0, 90, 170],
  [20, 24, 32],
] as const

/** A picture of 2 × 3 points, each row written with another of PNG's filters. */
function filteredPng(): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0])
  const less = (a: readonly number[], b: readonly number[]) => a.map((part, index) => (part - (b[index] ?? 0)) & 255)
  const rows = [
    [1, ...WHITE, ...less(BLUE, WHITE)],
    [2, ...less(INK, WHITE), ...less(BLUE, BLUE)],
    [4, ...less(BLUE, INK), ...less(WHITE, BLUE)],
  ]
  const data = deflateSync(Buffer.from(rows.flat()))
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

/** The points of a picture with a palette and without filters. */
function pointsOf(png: Buffer): number[][] {
  const part = (type: string) => {
    const at = png.indexOf(type)
    return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
  }
  const palette = part('PLTE')
  const width = part('IHDR').readUInt32BE(0)
  const rows = inflateSync(part('IDAT'))
  return [...rows].flatMap((index, at) =>
    at % (width + 1) === 0 ? [] : [[...palette.subarray(index * 3, index * 3 + 3)]],
  )
}

describe('a reduced picture', () => {
  it('has the same points where there are few colours', () => {
    expect(pointsOf(reducePng(filteredPng()))).toEqual([WHITE, BLUE, INK, BLUE, BLUE, WHITE])
  })

  it('is refused where it is not a plain PNG', () => {
    const interlaced = filteredPng()
    interlaced[28] = 1
    expect(() => reducePng(interlaced)).toThrow('interlace')
  })
})
