/**
 * Reads single objects of a PDF where they stand, without the file's structure: enough to judge a signature's
 * dictionary in a file that may have been made to deceive. Depth and size are bounded; anything odd gives undefined.
 */
export type PdfValue =
  | { kind: 'dictionary'; entries: Map<string, PdfValue>; start: number; end: number }
  | { kind: 'array'; items: PdfValue[]; start: number; end: number }
  | { kind: 'name' | 'keyword'; text: string; start: number; end: number }
  | { kind: 'number'; value: number; start: number; end: number }
  | { kind: 'string' | 'hex'; bytes: Uint8Array; start: number; end: number }

const DEEPEST = 16
const MOST_ITEMS = 2_000
const SPACE = new Set([0, 9, 10, 12, 13, 32])
const DELIMITERS = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)))

/** The value that begins at or after `offset`. */
export function readPdfValue(bytes: Uint8Array, offset: number): PdfValue | undefined {
  return readValue(bytes, offset, 0)
}

function readValue(bytes: Uint8Array, offset: number, depth: number): PdfValue | undefined {
  const start = skipSpace(bytes, offset)
  const first = bytes[start]
  if (first === undefined || depth > DEEPEST) return undefined
  if (first === 0x3c) return bytes[start + 1] === 0x3c ? readDictionary(bytes, start, depth) : readHex(bytes, start)
  if (first === 0x5b) return readArray(bytes, start, depth)
  if (first === 0x28) return readLiteral(bytes, start)
  if (first === 0x2f) {
    const end = wordEnd(bytes, start + 1)
    const text = latin1(bytes, start + 1, end).replace(/#([0-9a-f]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    return { kind: 'name', text, start, end }
  }
  const end = wordEnd(bytes, start)
  if (end === start) return undefined
  const text = latin1(bytes, start, end)
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(text)) return { kind: 'number', value: Number(text), start, end }
  return { kind: 'keyword', text, start, end }
}

function readDictionary(bytes: Uint8Array, start: number, depth: number): PdfValue | undefined {
  const entries = new Map<string, PdfValue>()
  let at = start + 2
  for (let count = 0; count < MOST_ITEMS; count += 1) {
    at = skipSpace(bytes, at)
    if (bytes[at] === 0x3e)
      return bytes[at + 1] === 0x3e ? { kind: 'dictionary', entries, start, end: at + 2 } : undefined
    const key = readValue(bytes, at, depth + 1)
    // The rest of a reference («5 0 R») and stray words are stepped over: their meaning is not asked for here.
    if (!key) return undefined
    at = key.end
    if (key.kind !== 'name') continue
    const value = readValue(bytes, at, depth + 1)
    if (!value) return undefined
    at = value.end
    // Readers differ on which of two equal keys counts, so a dictionary that has them is not understood.
    if (entries.has(key.text)) return undefined
    entries.set(key.text, value)
  }
  return undefined
}

function readArray(bytes: Uint8Array, start: number, depth: number): PdfValue | undefined {
  const items: PdfValue[] = []
  let at = start + 1
  for (let count = 0; count < MOST_ITEMS; count += 1) {
    at = skipSpace(bytes, at)
    if (bytes[at] === 0x5d) return { kind: 'array', items, start, end: at + 1 }
    const item = readValue(bytes, at, depth + 1)
    if (!item) return undefined
    items.push(item)
    at = item.end
  }
  return undefined
}

const LONGEST_STRING = 4_000_000

function readHex(bytes: Uint8Array, start: number): PdfValue | undefined {
  const end = bytes.subarray(0, Math.min(bytes.length, start + LONGEST_STRING)).indexOf(0x3e, start)
  if (end < 0) return undefined
  const digits = latin1(bytes, start + 1, end)
  if (!/^[0-9a-fA-F\s\0]*$/.test(digits)) return undefined
  const clean = digits.replace(/[\s\0]/g, '')
  return { kind: 'hex', bytes: Buffer.from(clean.length % 2 ? `${clean}0` : clean, 'hex'), start, end: end + 1 }
}

function readLiteral(bytes: Uint8Array, start: number): PdfValue | undefined {
  let depth = 0
  for (let at = start; at < Math.min(bytes.length, start + LONGEST_STRING); at += 1) {
    const byte = bytes[at]
    if (byte === 0x5c) at += 1
    else if (byte === 0x28) depth += 1
    else if (byte === 0x29) {
      depth -= 1
      if (depth === 0) return { kind: 'string', bytes: bytes.subarray(start + 1, at), start, end: at + 1 }
    }
  }
  return undefined
}

function skipSpace(bytes: Uint8Array, offset: number): number {
  let at = offset
  for (;;) {
    const byte = bytes[at]
    if (byte === undefined) return at
    if (byte === 0x25) while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at += 1
    else if (!SPACE.has(byte)) return at
    else at += 1
  }
}

function wordEnd(bytes: Uint8Array, start: number): number {
  let at = start
  for (; at < bytes.length && at - start < 256; at += 1) {
    const byte = bytes[at] ?? 0
    if (SPACE.has(byte) || DELIMITERS.has(byte)) break
  }
  return at
}

const latin1 = (bytes: Uint8Array, start: number, end: number) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, end)
