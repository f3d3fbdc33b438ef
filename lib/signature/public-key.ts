import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { type SignatureScheme, UnsupportedAlgorithm } from '@/lib/signature/algorithms'
import { childrenOf, readDer, readOid } from '@/lib/signature/der'
import { type DigestName, digestOf } from '@/lib/signature/digest'
import { GOST_KEYS, readGostKey, verifyGost } from '@/lib/signature/gost/verify'

/** DER of SubjectPublicKeyInfo as node:crypto's key; null for kinds that it cannot use, such as GOST. */
export function nodeKeyOf(publicKeyInfo: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(publicKeyInfo), format: 'der', type: 'spki' })
  } catch {
    return null
  }
}

export const isGostKey = (keyAlgorithm: string): boolean => Object.hasOwn(GOST_KEYS, keyAlgorithm)

/**
 * Whether the owner of `publicKeyInfo` signed `data`. `digest` is taken where the scheme names none. Throws
 * UnsupportedAlgorithm where the program cannot judge: another kind of key than the scheme asks for, an unknown
 * parameter set.
 */
export function verifySignature(
  publicKeyInfo: Uint8Array,
  scheme: SignatureScheme,
  digest: DigestName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const named = scheme.digest ?? digest
  if (scheme.key === 'gost256' || scheme.key === 'gost512') {
    const key = readGostKey(publicKeyInfo)
    if (!key || `gost${key.bits}` !== scheme.key) throw new UnsupportedAlgorithm(parameterSetOf(publicKeyInfo))
    return verifyGost(key, digestOf([data], named), signature)
  }
  const key = nodeKeyOf(publicKeyInfo)
  if (!key || key.asymmetricKeyType !== scheme.key) throw new UnsupportedAlgorithm(keyAlgorithmOf(publicKeyInfo))
  return verify(named, data, key, signature)
}

const keyAlgorithmOf = (publicKeyInfo: Uint8Array): string => {
  const algorithm = childrenOf(readDer(publicKeyInfo))[0]
  return readOid(algorithm && childrenOf(algorithm)[0])
}

/** What to name when a GOST key cannot be judged: its curve says more than its kind. */
function parameterSetOf(publicKeyInfo: Uint8Array): string {
  try {
    const algorithm = childrenOf(readDer(publicKeyInfo))[0]
    const parameters = algorithm && childrenOf(algorithm)[1]
    return readOid(parameters && childrenOf(parameters)[0])
  } catch {
    return keyAlgorithmOf(publicKeyInfo)
  }
}
