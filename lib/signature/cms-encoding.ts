import { der, octetString, readDer, TAG } from '@/lib/signature/der'

/** Signatures are kilobytes long, with all proofs some hundred; a form may bring anything. */
const LARGEST = 4_000_000
const DEEPEST = 32
/** With the lists of revoked certificates that some programs put in; each costs time while nobody else is served. */
const MOST_VALUES = 50_000
/** A constructed OCTET STRING, which BER allows. */
const STRING_IN_PIECES = 0x24

/** The bytes of a CMS file as other programs write it: binary, Base64 or PEM. Anything else comes back as it was. */
export function readCmsFile(bytes: Uint8Array): Uint8Array {
  return bytes[0] === TAG.sequence || bytes.length > LARGEST ? bytes : fromText(bytes)
}

/**
 * BER with open ends (КриптоАРМ, `openssl cms -stream`) with definite lengths, which the rest of the program reads and
 * a PDF holds; what follows the value is cut off. What was hashed is DER already and keeps its bytes. What cannot be
 * read comes back as it was.
 */
export function toDefinite(bytes: Uint8Array): Uint8Array {
  if (bytes.length > LARGEST) return bytes
  try {
    return close(bytes, 0, 0, { left: MOST_VALUES }).value
  } catch {
    return bytes
  }
}

function fromText(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '')
    .replace(/-----[^-\n]*-----/g, '')
  return /^[A-Za-z0-9+/=\s]+$/.test(text) ? Buffer.from(text, 'base64') : bytes
}

class BerError extends Error {}

type Closed = { value: Uint8Array; next: number; changed: boolean }

/** The value at `at` with definite lengths, and where the next one begins. */
function close(bytes: Uint8Array, at: number, depth: number, values: { left: number }): Closed {
  values.left -= 1
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined || depth > DEEPEST || values.left < 0 || (tag & 0x1f) === 0x1f)
    throw new BerError()
  const open = first === 0x80
  const constructed = (tag & 0x20) !== 0
  if (open && !constructed) throw new BerError()
  const node = open ? null : readDer(bytes.subarray(at))
  if (node && !constructed) return { value: node.raw, next: at + node.raw.length, changed: false }
  const end = node ? at + node.raw.length : Number.POSITIVE_INFINITY
  const inner: Closed[] = []
  let next = node ? end - node.body.length : at + 2
  while (node ? next < end : bytes[next] !== 0 || bytes[next + 1] !== 0) {
    const part = close(bytes, next, depth + 1, values)
    inner.push(part)
    next = part.next
  }
  const changed = open || tag === STRING_IN_PIECES || inner.some((part) => part.changed)
  if (node && !changed) return { value: node.raw, next: end, changed }
  const parts = inner.map((part) => part.value)
  const value =
    tag === STRING_IN_PIECES
      ? octetString(Buffer.concat(parts.map((piece) => readDer(piece).body)))
      : der(tag, ...parts)
  return { value, next: node ? end : next + 2, changed }
}
