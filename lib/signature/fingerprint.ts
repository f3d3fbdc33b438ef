import { createHash } from 'node:crypto'
import { canonical } from '@/lib/order/compose'
import type { FrozenDocument } from '@/lib/order/document'

/** SHA-256 of the frozen text in canonical form, hexadecimal: the same text, the same fingerprint, wherever it is stored. */
export const fingerprintOf = (document: FrozenDocument): string =>
  createHash('sha256').update(canonical(document)).digest('hex')

/** The first characters in groups, for the eye: «7f3a 9c21 0c5e». */
export const shortFingerprint = (fingerprint: string): string =>
  (fingerprint.slice(0, 12).match(/.{4}/g) ?? []).join(' ')
