import { invert } from '@noble/curves/abstract/modular.js'
import { childrenOf, expectTag, readDer, readOid, TAG } from '@/lib/signature/der'
import { type GostCurve, gostCurve } from '@/lib/signature/gost/curves'

export const GOST_KEYS: Record<string, 256 | 512> = {
  '1.2.643.7.1.1.1.1': 256,
  '1.2.643.7.1.1.1.2': 512,
}

export type GostKey = { curve: GostCurve; bits: 256 | 512; x: bigint; y: bigint }

/**
 * A public key of GOST R 34.10-2012 from DER of SubjectPublicKeyInfo (RFC 9215, 4.3: both coordinates lowest byte
 * first). null: a key of another kind, or over a parameter set that the program does not know. Throws DerError on what
 * is no key at all.
 */
export function readGostKey(publicKeyInfo: Uint8Array): GostKey | null {
  const [algorithm, key] = childrenOf(expectTag(readDer(publicKeyInfo), TAG.sequence))
  const [identifier, parameters] = childrenOf(expectTag(algorithm, TAG.sequence))
  const bits = GOST_KEYS[readOid(identifier)]
  if (!bits || !parameters || parameters.tag !== TAG.sequence) return null
  const curve = gostCurve(readOid(childrenOf(parameters)[0]))
  if (!curve || curve.bytes !== bits / 8) return null
  const coordinates = expectTag(readDer(expectTag(key, TAG.bitString).body.subarray(1)), TAG.octetString).body
  if (coordinates.length !== 2 * curve.bytes) return null
  return {
    curve,
    bits,
    x: fromLowestFirst(coordinates.subarray(0, curve.bytes)),
    y: fromLowestFirst(coordinates.subarray(curve.bytes)),
  }
}

/**
 * Whether `signature` (s, then r, highest byte first) was made over `digest` by the key's owner: GOST R 34.10-2012, 6.2
 * (RFC 7091). The digest counts as a number with its lowest byte first.
 */
export function verifyGost({ curve, x, y }: GostKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const { Point, q, bytes } = curve
  if (digest.length !== bytes || signature.length !== 2 * bytes) return false
  const s = fromHighestFirst(signature.subarray(0, bytes))
  const r = fromHighestFirst(signature.subarray(bytes))
  if (s <= 0n || s >= q || r <= 0n || r >= q) return false
  try {
    const key = Point.fromAffine({ x, y })
    // On the curve, not at infinity, and in the group of order q: a cofactor of 4 leaves points outside it.
    key.assertValidity()
    const v = invert(fromLowestFirst(digest) % q || 1n, q)
    const point = Point.BASE.mulAddUnsafe((s * v) % q, key, ((q - r) * v) % q)
    return !point.is0() && point.toAffine().x % q === r
  } catch {
    return false
  }
}

const fromHighestFirst = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const fromLowestFirst = (bytes: Uint8Array) => fromHighestFirst(Buffer.from(bytes).reverse())
