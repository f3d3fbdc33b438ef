/**
 * DER, the encoding of certificates, keys and signatures: a writer, and a reader that keeps the bytes as they came,
 * since hashes are taken over them. The reader takes definite lengths only and bounds everything a stranger can send.
 */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

export function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts)
  const length = body.length
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body])
  const digits: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) digits.unshift(rest % 256)
  return Buffer.concat([Buffer.from([tag, 0x80 | digits.length, ...digits]), body])
}

export const sequence = (...parts: Uint8Array[]) => der(TAG.sequence, ...parts)
export const octetString = (bytes: Uint8Array) => der(TAG.octetString, bytes)
export const utf8String = (text: string) => der(TAG.utf8String, Buffer.from(text, 'utf8'))
export const nullValue = () => der(TAG.null)
/** Context tag [n], constructed: EXPLICIT around one value or IMPLICIT over the values of a set. */
export const context = (number: number, ...parts: Uint8Array[]) => der(0xa0 | number, ...parts)

/** IMPLICIT tagging: the same bytes under another tag. */
export function retag(tag: number, value: Uint8Array): Uint8Array {
  const copy = Buffer.from(value)
  copy[0] = tag
  return copy
}

/** SET OF: DER wants the members in the order of their encodings. */
export const setOf = (...parts: Uint8Array[]) => der(TAG.set, ...[...parts].sort(Buffer.compare))

/** A non-negative integer from a number or from big-endian bytes. */
export function integer(value: number | Uint8Array): Uint8Array {
  let bytes = typeof value === 'number' ? Buffer.from(value.toString(16).padStart(12, '0'), 'hex') : Buffer.from(value)
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1)
  return (bytes[0] ?? 0) >= 0x80 ? der(TAG.integer, Buffer.from([0]), bytes) : der(TAG.integer, bytes)
}

export const bitString = (bytes: Uint8Array, unusedBits = 0) => der(TAG.bitString, Buffer.from([unusedBits]), bytes)

export function oid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  const bytes: number[] = []
  for (const arc of [first * 40n + second, ...rest]) {
    const digits = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) digits.unshift(Number(left & 0x7fn) | 0x80)
    bytes.push(...digits)
  }
  return der(TAG.oid, Buffer.from(bytes))
}

/** UTCTime up to 2049 and GeneralizedTime after, as RFC 5280 demands. */
export function time(instant: Date): Uint8Array {
  const digits = instant
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replace(/\D/g, '')
  return instant.getUTCFullYear() < 2050
    ? der(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : der(TAG.generalizedTime, Buffer.from(`${digits}Z`))
}

export type DerNode = {
  tag: number
  /** The value with its tag and length. */
  raw: Uint8Array
  /** The value alone. */
  body: Uint8Array
}

/** Reads the value at the beginning of `bytes`; what follows it is left alone. */
export function readDer(bytes: Uint8Array): DerNode {
  const tag = bytes[0]
  let length = bytes[1]
  if (tag === undefined || length === undefined) throw new DerError('cut short')
  if ((tag & 0x1f) === 0x1f) throw new DerError('long tag')
  let start = 2
  if (length >= 0x80) {
    const digits = length & 0x7f
    if (digits === 0 || digits > 4) throw new DerError('indefinite or absurd length')
    length = 0
    for (; start < 2 + digits; start += 1) length = length * 256 + (bytes[start] ?? 0)
  }
  if (start + length > bytes.length) throw new DerError('cut short')
  return { tag, raw: bytes.subarray(0, start + length), body: bytes.subarray(start, start + length) }
}

const MOST_CHILDREN = 10_000

export function childrenOf(node: DerNode): DerNode[] {
  if ((node.tag & 0x20) === 0) throw new DerError('not constructed')
  const children: DerNode[] = []
  for (let rest = node.body; rest.length > 0; ) {
    const child = readDer(rest)
    children.push(child)
    if (children.length > MOST_CHILDREN) throw new DerError('too many values')
    rest = rest.subarray(child.raw.length)
  }
  return children
}

/** The node itself when it bears the tag, else an error: for places where the format leaves no choice. */
export function expectTag(node: DerNode | undefined, tag: number): DerNode {
  if (node?.tag !== tag) throw new DerError(`expected tag ${tag}, found ${node?.tag}`)
  return node
}

export function readOid(node: DerNode | undefined): string {
  const { body } = expectTag(node, TAG.oid)
  if (body.length === 0 || body.length > 64) throw new DerError('odd object identifier')
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of body) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const [joined = 0n, ...rest] = arcs
  const first = joined < 40n ? 0n : joined < 80n ? 1n : 2n
  return [first, joined - first * 40n, ...rest].join('.')
}

/** A small non-negative integer, such as a version or a count of iterations. */
export function readNumber(node: DerNode | undefined): number {
  const { body } = expectTag(node, TAG.integer)
  if (body.length === 0 || body.length > 6 || (body[0] ?? 0) >= 0x80) throw new DerError('odd number')
  return Number.parseInt(Buffer.from(body).toString('hex'), 16)
}

/** Text of any string type met in names. */
export function readText(node: DerNode): string {
  const bytes = Buffer.from(node.body)
  if (node.tag === TAG.bmpString)
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le')
  return bytes.toString('utf8')
}

export function readTime(node: DerNode | undefined): Date {
  const text = Buffer.from(node?.body ?? []).toString('latin1')
  const short = node?.tag === TAG.utcTime
  const match = (
    short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/
  ).exec(text)
  if (!match) throw new DerError('odd time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const century = short ? (year < 50 ? 2000 : 1900) : 0
  return new Date(Date.UTC(century + year, month - 1, day, hour, minute, second, milliseconds))
}
