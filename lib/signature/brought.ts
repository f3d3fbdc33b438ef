import { invalid } from '@/lib/shared/refusal'
import { readCmsFile } from '@/lib/signature/cms-encoding'
import { DerError } from '@/lib/signature/der'
import { readSignedData } from '@/lib/signature/signed-data'

/** Larger files are no signatures: a chain of certificates and a time stamp take some ten kilobytes. */
export const BROUGHT_LIMIT = 1024 * 1024

const NOT_ONE =
  'Это не подпись, или она повреждена. Нужен файл отсоединённой подписи (.sig, .p7s) в виде DER, Base64 или PEM, а не сам документ.'

/** A signature as other programs save it, in the form that the program keeps; refuses (`field`) what is too large or nothing. */
export function readBrought(bytes: Uint8Array, field: string): Uint8Array {
  if (bytes.byteLength > BROUGHT_LIMIT) throw invalid('Подпись слишком большая: не больше 1 МБ.', field)
  if (bytes.byteLength === 0) throw invalid('Подпись пуста. Сохраните её ещё раз и приложите.', field)
  return readCmsFile(bytes)
}

/** DER of the certificate of who signed, where it was not announced before; whether it is good is for `demandFitting`. */
export function signerOf(cms: Uint8Array, field: string): Uint8Array {
  try {
    const { certificate } = readSignedData(cms)
    if (certificate) return certificate.raw
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    throw invalid(NOT_ONE, field)
  }
  throw invalid('Сертификата подписавшего в подписи нет. Создайте подпись с сертификатом внутри.', field)
}
