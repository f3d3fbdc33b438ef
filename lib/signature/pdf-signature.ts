import { counted } from '@/lib/shared/text'
import { type PdfValue, readPdfValue } from '@/lib/signature/pdf-object'
import { PAPER_ID_MARK } from '@/lib/signature/placeholder'

/** Where signatures and the paper's id stand in the bytes of a PDF. Nothing here judges a signature's mathematics. */
export type FoundSignature = {
  subFilter: string
  /** Of /ByteRange, as it stands; null when there is none of four whole numbers. */
  range: [number, number, number, number] | null
  /** The /Contents string with its brackets, or null. */
  contents: { start: number; end: number; bytes: Uint8Array } | null
}

/** Enough for any honest paper; a file that holds more is only trying to keep the server busy. */
export const MOST_SIGNATURES = 16
const MOST_HITS = 256
const FARTHEST_START = 1_000_000
/** No dictionary of a signature is longer: each place that could be one costs reading it, and a file may be made of such places. */
const LONGEST_DICTIONARY = 1_000_000
const MOST_FAILURES = 32

export const asBuffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function offsetsOf(buffer: Buffer, text: string, most: number): number[] {
  const found: number[] = []
  for (let at = buffer.indexOf(text, 0, 'latin1'); at >= 0 && found.length < most; ) {
    found.push(at)
    at = buffer.indexOf(text, at + text.length, 'latin1')
  }
  return found
}

/** Signature dictionaries, in the order of the file: whatever has /ByteRange, or calls itself a signature. */
export function findSignatures(bytes: Uint8Array): FoundSignature[] {
  const buffer = asBuffer(bytes)
  const anchors = ['/ByteRange', '/ETSI.CAdES.detached', '/adbe.pkcs7.', '/ETSI.RFC3161', '/Adobe.PPKLite']
    .flatMap((text) => offsetsOf(buffer, text, MOST_HITS))
    .sort((one, other) => one - other)
  const found: FoundSignature[] = []
  let readUpTo = -1
  let failures = 0
  for (const anchor of anchors) {
    if (anchor < readUpTo || found.length >= MOST_SIGNATURES) continue
    if (failures >= MOST_FAILURES) break
    const dictionary = enclosingObject(buffer, anchor)
    if (dictionary) {
      readUpTo = dictionary.end
      found.push(describe(dictionary.entries))
      continue
    }
    failures += 1
    if (buffer.toString('latin1', anchor, anchor + 10) === '/ByteRange') {
      found.push({ subFilter: '', range: null, contents: null })
    }
  }
  return found
}

function enclosingObject(buffer: Buffer, anchor: number): Extract<PdfValue, { kind: 'dictionary' }> | null {
  let before = buffer.subarray(Math.max(0, anchor - FARTHEST_START), anchor)
  const window = anchor - before.length
  // The letters «obj» may also stand in a text of the dictionary, so a few earlier ones are tried.
  for (let tries = 0; tries < 4; tries += 1) {
    const keyword = before.lastIndexOf('obj', undefined, 'latin1')
    if (keyword < 0) return null
    const start = window + keyword + 3
    const value = readPdfValue(buffer.subarray(0, start + LONGEST_DICTIONARY), start)
    if (value?.kind === 'dictionary' && value.end > anchor) return value
    before = before.subarray(0, keyword)
  }
  return null
}

function describe(entries: Map<string, PdfValue>): FoundSignature {
  const subFilter = entries.get('SubFilter')
  const range = entries.get('ByteRange')
  const contents = entries.get('Contents')
  const numbers =
    range?.kind === 'array' ? range.items.map((item) => (item.kind === 'number' ? item.value : Number.NaN)) : []
  const [a = 0, b = 0, c = 0, d = 0] = numbers
  return {
    subFilter: subFilter?.kind === 'name' ? subFilter.text : '',
    range: numbers.length === 4 && numbers.every(Number.isSafeInteger) ? [a, b, c, d] : null,
    contents: contents?.kind === 'hex' ? { start: contents.start, end: contents.end, bytes: contents.bytes } : null,
  }
}

/**
 * Null when the range is [0 a b c] with the gap exactly the /Contents string and the file's end its end; else, in
 * Russian, what is wrong. `coversWholeFile` is the answer to the last part alone.
 */
export function faultOfRange({ range, contents }: FoundSignature, fileLength: number): string | null {
  if (!range) return 'В подписи не указано, какие байты она подписывает.'
  if (!contents) return 'В подписи нет её содержимого.'
  const [start, first, second, rest] = range
  if (start !== 0 || first <= 0 || second <= 0 || rest <= 0)
    return 'Подписанная часть указана неверно: она не начинается с начала файла.'
  if (first !== contents.start || second !== contents.end) {
    return 'Подписанная часть указана неверно: вне подписи оставлено место для чужого содержания.'
  }
  if (second + rest > fileLength) return 'Файл короче, чем был при подписании.'
  if (second + rest < fileLength)
    return `После подписания файл дополнен: подпись не покрывает его конец, ${counted(fileLength - second - rest, 'байт', 'байта', 'байт')}.`
  return null
}

export function coversWholeFile(found: FoundSignature, fileLength: number): boolean {
  return faultOfRange(found, fileLength) === null
}

/** The bytes that the range names, cut to the file; empty for a range that makes no sense. */
export function signedParts({ range }: FoundSignature, bytes: Uint8Array): Uint8Array[] {
  if (!range) return []
  const [start, first, second, rest] = range
  if (start !== 0 || first < 0 || second < first || rest < 0) return []
  return [bytes.subarray(0, first), bytes.subarray(second, second + rest)]
}

const LONGEST_ID = 64
const MOST_IDS = 8

/**
 * Public ids of our papers that stand anywhere in the bytes, the most frequent first. The file need not be whole: the
 * id is written several times and in two spellings, so damage to one place leaves another.
 */
export function paperIdsOf(bytes: Uint8Array): string[] {
  const buffer = asBuffer(bytes)
  const hexMark = Buffer.from(PAPER_ID_MARK, 'latin1').toString('hex')
  const plain = offsetsOf(buffer, PAPER_ID_MARK, MOST_HITS).map((at) =>
    buffer.toString('latin1', at + PAPER_ID_MARK.length, at + PAPER_ID_MARK.length + LONGEST_ID),
  )
  const spelled = [hexMark, hexMark.toUpperCase()].flatMap((mark) =>
    offsetsOf(buffer, mark, MOST_HITS).map((at) => {
      const digits = /^[0-9a-f]*/i.exec(buffer.toString('latin1', at + mark.length, at + mark.length + 2 * LONGEST_ID))
      return Buffer.from(digits?.[0] ?? '', 'hex').toString('latin1')
    }),
  )
  const counts = new Map<string, number>()
  for (const text of [...plain, ...spelled]) {
    const id = /^[A-Za-z0-9_-]{8,}/.exec(text)?.[0]
    if (id) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .slice(0, MOST_IDS)
    .map(([id]) => id)
}

/** The public id of the paper that the bytes are, or were made from. */
export const paperIdOf = (bytes: Uint8Array): string | undefined => paperIdsOf(bytes)[0]
