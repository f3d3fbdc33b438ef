import { createHash } from 'node:crypto'
import { signCms } from '@/lib/signature/cms'
import { checkCms } from '@/lib/signature/cms-check'
import { checkUsable, type SigningKey } from '@/lib/signature/key-store'
import { asBuffer, faultOfRange, findSignatures } from '@/lib/signature/pdf-signature'

export type PreparedPdf = {
  /** The whole file with its byte range filled in and zeros where the signature will be. Never leaves the server. */
  bytes: Uint8Array
  range: [number, number, number, number]
  /** SHA-256 of the bytes that the range names. */
  digest: Uint8Array
}

/** Fills the byte range of the one placeholder that `addSignaturePlaceholder` left. */
export function prepareSignature(drawn: Uint8Array): PreparedPdf {
  const found = findSignatures(drawn)
  const [place] = found
  if (!place?.contents || found.length !== 1) throw new Error('the PDF needs exactly one place for a signature')
  if (place.contents.bytes.some((byte) => byte !== 0)) throw new Error('the PDF is already signed')
  const { start, end } = place.contents
  const range: PreparedPdf['range'] = [0, start, end, drawn.length - end]
  const bytes = Buffer.from(drawn)
  const at = bytes.indexOf('/ByteRange', 0, 'latin1') + '/ByteRange'.length
  const close = bytes.indexOf(']', at, 'latin1') + 1
  const text = ` [${range.join(' ')}]`
  if (text.length > close - at) throw new Error('the placeholder of /ByteRange is too narrow')
  bytes.write(text.padEnd(close - at, ' '), at, 'latin1')
  const digest = createHash('sha256').update(bytes.subarray(0, start)).update(bytes.subarray(end)).digest()
  return { bytes, range, digest }
}

/** Puts the CMS into its place; everything else stays as it was. */
export function embedSignature({ bytes, range }: PreparedPdf, cms: Uint8Array): Uint8Array {
  const signed = Buffer.from(bytes)
  const room = range[2] - range[1] - 2
  const hex = Buffer.from(cms).toString('hex')
  if (hex.length > room) throw new Error(`the signature needs ${hex.length / 2} bytes, the place holds ${room / 2}`)
  signed.write(hex.padEnd(room, '0'), range[1] + 1, 'latin1')
  return signed
}

/**
 * Signs a PDF drawn with `addSignaturePlaceholder`: PAdES B-B. With an RSA key the same input gives the same bytes;
 * with ECDSA each signature differs. Refuses a certificate that is not usable at `now`; the result is checked with the
 * program's own verifier before it is returned.
 */
export async function signPdf(drawn: Uint8Array, key: SigningKey, options: { now: Date }): Promise<Uint8Array> {
  checkUsable(key.certificate, options)
  const prepared = prepareSignature(drawn)
  const [, first, second] = prepared.range
  const cms = await signCms([prepared.bytes.subarray(0, first), prepared.bytes.subarray(second)], key)
  const signed = embedSignature(prepared, cms)
  assertSigned(signed, key, options.now)
  return signed
}

function assertSigned(signed: Uint8Array, key: SigningKey, now: Date): void {
  const [found] = findSignatures(signed)
  const fault = found ? faultOfRange(found, signed.length) : 'no signature'
  if (!found?.contents || fault) throw new Error(`the signed file does not verify: ${fault}`)
  const { start, end, bytes } = found.contents
  const content = [asBuffer(signed).subarray(0, start), asBuffer(signed).subarray(end)]
  const finding = checkCms(bytes, content, { trust: [], ourCertificates: [key.certificate], now }, true)
  if (finding.valid !== true) throw new Error(`the signed file does not verify: ${finding.reason}`)
}
