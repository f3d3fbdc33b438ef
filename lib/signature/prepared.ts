import { invalid } from '@/lib/shared/refusal'
import { readCmsFile, toDefinite } from '@/lib/signature/cms-encoding'
import { asBuffer, findSignatures, signedParts } from '@/lib/signature/pdf-signature'

/**
 * Fills the byte range of the one placeholder that `addSignaturePlaceholder` left in a drawn paper; where the signature
 * will be stand zeros. The result bears the mark and is not signed: it never leaves the server (order-standard §4).
 */
export function preparePdf(drawn: Uint8Array): Uint8Array {
  const { start, end, bytes: contents } = placeOf(drawn)
  if (contents.some((byte) => byte !== 0)) throw new Error('the PDF is already signed')
  const bytes = Buffer.from(drawn)
  const at = bytes.indexOf('/ByteRange', 0, 'latin1') + '/ByteRange'.length
  const close = bytes.indexOf(']', at, 'latin1') + 1
  const text = ` [0 ${start} ${end} ${drawn.length - end}]`
  if (text.length > close - at) throw new Error('the placeholder of /ByteRange is too narrow')
  bytes.write(text.padEnd(close - at, ' '), at, 'latin1')
  return bytes
}

/** The bytes of a prepared or signed paper that its signature covers: all but the /Contents string. */
export function signedPartsOf(prepared: Uint8Array): Uint8Array[] {
  const [found, another] = findSignatures(prepared)
  if (!found || another) throw new Error('the PDF needs exactly one place for a signature')
  return signedParts(found, prepared)
}

/** Puts the CMS into its place; every other byte stays as it was. Refuses (field `signature`) one larger than the place. */
export function embedCms(prepared: Uint8Array, cms: Uint8Array): Uint8Array {
  const { start, end, bytes: contents } = placeOf(prepared)
  if (contents.some((byte) => byte !== 0)) throw new Error('the PDF is already signed')
  if (end - start !== 2 * contents.length + 2) throw new Error('the place is not written as the program writes it')
  const signature = toDefinite(readCmsFile(cms))
  if (signature.length > contents.length) {
    throw invalid(
      `Подпись не помещается в документ: в ней ${kilobytes(signature.length)} КБ, а места ${kilobytes(contents.length)} КБ. Подпишите в формате CAdES-BES, без вложенных доказательств.`,
      'signature',
    )
  }
  const signed = Buffer.from(prepared)
  const hex = Buffer.from(signature).toString('hex')
  signed.write(hex.padEnd(2 * contents.length, '0'), start + 1, 'latin1')
  return signed
}

const kilobytes = (bytes: number) => Math.ceil(bytes / 1024)

function placeOf(pdf: Uint8Array): { start: number; end: number; bytes: Uint8Array } {
  const [place, another] = findSignatures(asBuffer(pdf))
  if (!place?.contents || another) throw new Error('the PDF needs exactly one place for a signature')
  return place.contents
}
