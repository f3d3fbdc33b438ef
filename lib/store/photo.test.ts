import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { PHOTO_LIMIT } from '@/lib/visit/photo-rules'
import { photoPreview, readPhoto } from './photo'

const refused = (message: RegExp | string) =>
  expect.objectContaining({ name: 'Refusal', code: 'invalid', field: 'photo', message: expect.stringMatching(message) })
const noise = (width: number, height: number) =>
  sharp(Buffer.from(Array.from({ length: width * height * 3 }, (_, index) => (index * 7919) % 251)), {
    raw: { width, height, channels: 3 },
  })
const text = (content: string) => new Uint8Array(Buffer.from(content, 'latin1'))

/** A PNG that says it is as large as told and holds nothing. */
function pngOf(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([size, body, sum])
  }
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return new Uint8Array(
    Buffer.concat([mark, chunk('IHDR', head), chunk('IDAT', Buffer.alloc(0)), chunk('IEND', Buffer.alloc(0))]),
  )
}

const withGps = async (orientation = 6) =>
  new Uint8Array(
    await noise(200, 100)
      .jpeg()
      .withExif({
        IFD0: { Make: 'ТелефонМарка', Software: 'СекретноеПриложение' },
        IFD3: {
          GPSLatitude: '49/1 38/1 0/1',
          GPSLatitudeRef: 'N',
          GPSLongitude: '117/1 19/1 0/1',
          GPSLongitudeRef: 'E',
        },
      })
      .withMetadata({ orientation })
      .toBuffer(),
  )

describe('a photo of a visit', () => {
  it('keeps no word of EXIF, of the place above all, and stands upright', async () => {
    const sent = await withGps()
    const before = await sharp(sent).metadata()
    expect(before.exif).toBeDefined()
    expect(before.orientation).toBe(6)
    const { bytes, mediaType, width, height } = await readPhoto(sent, 'IMG.jpg')
    expect({ mediaType, width, height }).toEqual({ mediaType: 'image/jpeg', width: 100, height: 200 })
    const after = await sharp(bytes).metadata()
    expect([after.exif, after.xmp, after.iptc, after.icc, after.orientation]).toEqual(Array(5).fill(undefined))
    const raw = Buffer.from(bytes).toString('latin1')
    expect(raw).not.toMatch(/Exif|GPS|http:\/\/ns\.adobe/)
  })

  it('is the same whenever the same bytes are sent', async () => {
    const sent = await withGps(1)
    expect(
      Buffer.from((await readPhoto(sent, 'a')).bytes).equals(Buffer.from((await readPhoto(sent, 'b')).bytes)),
    ).toBe(true)
  })

  it('is made smaller; its preview is light', async () => {
    const sent = new Uint8Array(await noise(2_400, 1_800).jpeg({ quality: 60 }).toBuffer())
    const { bytes, width, height } = await readPhoto(sent, 'IMG.jpg')
    expect([width, height]).toEqual([1_600, 1_200])
    expect((await photoPreview(bytes)).byteLength).toBeLessThanOrEqual(30 * 1024)
  })

  it.each(['png', 'webp'] as const)('may be %s, also a transparent one', async (kind) => {
    const clear = sharp({ create: { width: 30, height: 20, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
    const { bytes } = await readPhoto(new Uint8Array(await clear[kind]().toBuffer()), 'фото')
    expect(Buffer.from(bytes.subarray(0, 3)).toString('hex')).toBe('ffd8ff')
    const { dominant } = await sharp(bytes).stats()
    expect(dominant.r).toBeGreaterThan(240)
  })

  it('leaves nothing of a page or an archive that hides behind a picture', async () => {
    const jpeg = await noise(40, 40).jpeg().toBuffer()
    const polyglot = new Uint8Array(Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script>PK\x03\x04')]))
    const { bytes } = await readPhoto(polyglot, 'a.jpg')
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/script|PK\x03\x04/)
  })

  it.each([
    ['empty', new Uint8Array(), /0 байт/],
    ['one byte over the limit', new Uint8Array(PHOTO_LIMIT + 1), /10,0 МБ.*10 МБ/],
    ['SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), /не снимок/],
    ['HTML', text('<!doctype html><script>alert(1)</script>'), /не снимок/],
    ['PDF', text('%PDF-1.7\n'), /не снимок/],
    ['GIF', text('GIF89a'), /не снимок/],
    ['HEIC', text('\0\0\0\x18ftypheic\0\0\0\0'), /HEIC/],
    ['HEIC of another brand', text('\0\0\0\x18ftypmif1\0\0\0\0'), /HEIC/],
    ['a mark and nothing more', text('\xff\xd8\xff\xe0'), /повреждён/],
    ['30 000 × 30 000', pngOf(30_000, 30_000), /30000 × 30000/],
    ['beyond all bounds', pngOf(2_000_000_000, 2_000_000_000), /слишком велик|повреждён/],
  ])('is refused in words: %s', async (_, bytes, message) => {
    await expect(readPhoto(bytes, 'IMG.jpg')).rejects.toEqual(refused(message))
  })

  it('is refused when it is cut or spoiled, and the next one is read', async () => {
    const whole = new Uint8Array(await noise(400, 400).jpeg().toBuffer())
    for (const part of [0.05, 0.3, 0.9])
      await expect(readPhoto(whole.slice(0, Math.floor(whole.length * part)), 'a.jpg')).rejects.toEqual(
        refused(/повреждён/),
      )
    expect((await readPhoto(whole, 'a.jpg')).width).toBe(400)
  })

  it('is read in turn when many come at once', async () => {
    const sent = new Uint8Array(await noise(300, 200).jpeg().toBuffer())
    const all = await Promise.all(Array.from({ length: 12 }, () => readPhoto(sent, 'a.jpg')))
    expect(all.map((photo) => photo.width)).toEqual(Array(12).fill(300))
  })
})
