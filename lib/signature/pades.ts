import { signCms } from '@/lib/signature/cms'
import { checkCms } from '@/lib/signature/cms-check'
import { checkUsable, type SigningKey } from '@/lib/signature/key-store'
import { faultOfRange, findSignatures, signedParts } from '@/lib/signature/pdf-signature'
import { embedCms, preparePdf, signedPartsOf } from '@/lib/signature/prepared'
import { requestTimeStamp, type TimeStampService } from '@/lib/signature/timestamp'
import { operatorRoots } from '@/lib/signature/trusted-roots'

/**
 * Signs a PDF drawn with `addSignaturePlaceholder`: PAdES B-B. With an RSA key the same input gives the same bytes;
 * with ECDSA each signature differs. Refuses a certificate that is not usable at `now`; the result is checked with the
 * program's own verifier before it is returned. With `timeStamp` it asks that service (RFC 3161) and makes B-T; a service that is
 * down, slow or answers nonsense is a refusal, and nothing is signed.
 */
export async function signPdf(
  drawn: Uint8Array,
  key: SigningKey,
  options: { now: Date; timeStamp?: TimeStampService },
): Promise<Uint8Array> {
  checkUsable(key.certificate, { now: options.now })
  const prepared = preparePdf(drawn)
  const parts = signedPartsOf(prepared)
  const { now, timeStamp } = options
  const stamp = timeStamp && ((signature: Uint8Array) => requestTimeStamp(signature, timeStamp, now))
  const signed = embedCms(prepared, await signCms(parts, key, stamp))
  assertSigned(signed, key, now)
  return signed
}

function assertSigned(signed: Uint8Array, key: SigningKey, now: Date): void {
  const [found] = findSignatures(signed)
  const fault = found ? faultOfRange(found, signed.length) : 'no signature'
  if (!found?.contents || fault) throw new Error(`the signed file does not verify: ${fault}`)
  const own = { trust: [], ourCertificates: [key.certificate], now }
  const finding = checkCms(found.contents.bytes, signedParts(found, signed), own, true)
  if (finding.valid !== true) throw new Error(`the signed file does not verify: ${finding.reason}`)
}

/** The time that the stamp in a signed paper names, if the operator trusts its service (`operatorRoots`); else null. */
export function stampOf(signed: Uint8Array, now: Date): Date | null {
  const [found] = findSignatures(signed)
  if (!found?.contents) return null
  const trust = { trust: [], roots: operatorRoots(), now }
  return checkCms(found.contents.bytes, signedParts(found, signed), trust, true).stampedAt
}
