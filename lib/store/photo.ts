import sharp from 'sharp'
import { invalid } from '@/lib/shared/refusal'
import { demandPhotoSize, PHOTO_TYPES } from '@/lib/visit/photo-rules'

/** Points of a picture: a phone's usual photo has 12–50 million. */
const MOST_POINTS = 50_000_000
const LONGEST_SIDE = 1_600
const QUALITY = 75
const PREVIEW_SIDE = 480
const PREVIEW_BYTES = 30 * 1024
const SECONDS = 20
/** Each picture is held unpacked while it is made smaller: one at a time, and so many wait. */
const WAITING = 40

export type Photo = { bytes: Uint8Array; mediaType: 'image/jpeg'; width: number; height: number }

// Nothing is remembered between pictures, and one picture takes one thread.
sharp.cache(false)
sharp.concurrency(1)

const MARKS: number[][] = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
]
const latin = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')
const isWebp = (bytes: Uint8Array): boolean => latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WEBP'
/** The brands of HEIC and its kin (ISO 23008-12). */
const isHeic = (bytes: Uint8Array): boolean =>
  latin(bytes, 4, 8) === 'ftyp' && /^(?:hei|hev|mif1|msf1|avif|avis)/.test(latin(bytes, 8, 12))

/** Known by its bytes, whatever its name says. */
function demandPhotoKind(bytes: Uint8Array, name: string, field: string): void {
  if (MARKS.some((mark) => mark.every((byte, index) => bytes[index] === byte)) || isWebp(bytes)) return
  if (isHeic(bytes))
    throw invalid(
      `Снимок «${name}» в формате HEIC, программа его не читает. На iPhone выберите: Настройки → Камера → Форматы → «Наиболее совместимый», или пришлите его как JPEG.`,
      field,
    )
  throw invalid(`«${name}» по содержимому не снимок: можно ${PHOTO_TYPES}.`, field)
}

const broken = (name: string) =>
  `Снимок «${name}» прочитать не удалось: файл повреждён или слишком сложный. Снимите ещё раз или выберите другой.`

/**
 * A photo as it is kept: drawn anew as JPEG, upright, at most 1600 points on its longer side, with no word of EXIF, XMP or a profile:
 * the place where it was taken goes with them. The same bytes give the same photo. Refuses (`invalid`, `field`) what is no JPEG, PNG
 * or WebP, what is broken, and what has more than 50 million points.
 */
export async function readPhoto(bytes: Uint8Array, name: string, field = 'photo'): Promise<Photo> {
  demandPhotoSize(bytes.byteLength, name, field)
  demandPhotoKind(bytes, name, field)
  return inTurn(async () => {
    const { width, height } = await sharp(bytes, { limitInputPixels: false })
      .metadata()
      .catch(() => {
        throw invalid(broken(name), field)
      })
    if (width * height > MOST_POINTS)
      throw invalid(
        `Снимок «${name}» слишком велик: ${width} × ${height} точек, а можно до 50 миллионов. Снимите в обычном режиме камеры.`,
        field,
      )
    const { data, info } = await opened(bytes)
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw invalid(broken(name), field)
      })
    return { bytes: new Uint8Array(data), mediaType: 'image/jpeg', width: info.width, height: info.height }
  })
}

/** The small picture for pages: at most 480 points and 30 kB. Of photos that `readPhoto` made. */
export function photoPreview(bytes: Uint8Array): Promise<Uint8Array> {
  return inTurn(async () => {
    for (const [side, quality] of [
      [PREVIEW_SIDE, 70],
      [PREVIEW_SIDE, 45],
      [320, 45],
      [200, 30],
    ] as const) {
      const small = await opened(bytes)
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality })
        .toBuffer()
      if (small.byteLength <= PREVIEW_BYTES) return new Uint8Array(small)
    }
    throw new Error('A preview stays above its limit.')
  })
}

const opened = (bytes: Uint8Array) =>
  sharp(bytes, { limitInputPixels: MOST_POINTS, failOn: 'error', animated: false })
    .timeout({ seconds: SECONDS })
    .autoOrient()
    .flatten({ background: '#ffffff' })

let isBusy = false
const queue: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (isBusy) {
    if (queue.length >= WAITING)
      throw invalid('Сейчас читается много снимков. Подождите минуту и отправьте снова.', 'photo')
    await new Promise<void>((resolve) => queue.push(resolve))
  }
  isBusy = true
  try {
    return await work()
  } finally {
    const next = queue.shift()
    if (next) next()
    else isBusy = false
  }
}
