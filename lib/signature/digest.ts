import { createHash } from 'node:crypto'
import { streebog } from '@/lib/signature/gost/streebog'

export type DigestName = 'sha256' | 'sha384' | 'sha512' | 'streebog256' | 'streebog512'

/** The digest of `parts` one after another. */
export function digestOf(parts: Uint8Array[], name: DigestName): Uint8Array {
  if (name === 'streebog256') return streebog(parts, 256)
  if (name === 'streebog512') return streebog(parts, 512)
  const hash = createHash(name)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
