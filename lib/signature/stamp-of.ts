import { checkCms } from '@/lib/signature/cms-check'
import { findSignatures, signedParts } from '@/lib/signature/pdf-signature'
import { operatorRoots } from '@/lib/signature/trusted-roots'

/** The time that the time stamp of a signed paper names; null without one, or of a service that the operator's list does not know. */
export function stampOf(signed: Uint8Array, now: Date): Date | null {
  const [found] = findSignatures(signed)
  if (!found?.contents) return null
  const trust = { trust: [], roots: operatorRoots(), now }
  return checkCms(found.contents.bytes, signedParts(found, signed), trust, true).stampedAt
}
