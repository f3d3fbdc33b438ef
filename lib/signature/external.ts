import { invalid } from '@/lib/shared/refusal'
import { OID } from '@/lib/signature/algorithms'
import { certificateFacts, sameBytes } from '@/lib/signature/certificate'
import { type CmsFinding, checkCms, type Trust } from '@/lib/signature/cms-check'
import { readCmsFile } from '@/lib/signature/cms-encoding'
import { readTime } from '@/lib/signature/der'
import { NotOneSigner, namesCertificate, readSignedData, type SignedData } from '@/lib/signature/signed-data'

/** Clocks of people's computers are wrong by minutes; one wrong by a day says another date than the paper does. */
const CLOCK_TOLERANCE = 86_400_000

const SIGN_AGAIN = 'Подпишите ещё раз тот файл, который подготовлен сейчас, ничего в нём не меняя.'
const HOW_TO_SIGN = 'Создайте подпись в формате CAdES-BES, отсоединённую, с сертификатом внутри.'

/**
 * Looks at a signature that came back from outside, before anything is stored (order-standard §4): detached, by one
 * signer with the announced certificate, which the signature itself names; over exactly `content`; the certificate in
 * its dates and for signing; the clock of the signer not a day off. `cms` may be DER, BER, Base64 or PEM.
 *
 * Refuses (`field`) with what is wrong and the way out. A certificate whose chain does not end in the operator's list is
 * no reason to refuse: the finding then says `qualified: false`, and so must the page.
 */
export function demandFitting(
  cms: Uint8Array,
  content: Uint8Array[],
  options: {
    /** DER, as announced. */
    certificate: Uint8Array
    trust: Trust
    now: Date
    field: string
  },
): CmsFinding {
  const { certificate, trust, now, field } = options
  const refuse = (what: string, wayOut: string) => invalid(`${what} ${wayOut}`, field)
  const { signed, signer } = read(cms, field)
  if (!sameBytes(signer, certificate)) {
    throw refuse(
      `Подписано другим сертификатом: ${described(signer)}. Документ подготовлен для сертификата ${described(certificate)}.`,
      'Подпишите этим сертификатом или подготовьте документ заново для другого.',
    )
  }
  const ourCertificates = [...(trust.ourCertificates ?? []), certificate]
  const finding = checkCms(readCmsFile(cms), content, { ...trust, ourCertificates, now }, false)
  if (!finding.intact) throw refuse(finding.reason, SIGN_AGAIN)
  if (namesCertificate(signed, certificate) === null) {
    throw refuse('В подписи не назван сертификат, которым она сделана (нет признака CAdES).', HOW_TO_SIGN)
  }
  if (finding.valid !== true) throw refuse(finding.reason, 'Выберите действующий сертификат для подписи документов.')
  const claimed = signed.attributes.get(OID.signingTime)
  if (claimed && Math.abs(readTime(claimed).getTime() - now.getTime()) > CLOCK_TOLERANCE) {
    throw refuse(
      'Время в подписи отличается от времени сервера больше чем на сутки.',
      'Проверьте дату на компьютере, где подписывали, и подпишите ещё раз.',
    )
  }
  return finding
}

/** DER of the certificate that the signature itself bears as its signer's. Refuses (`field`) what is no such signature. */
export const signerOf = (cms: Uint8Array, field: string): Uint8Array => read(cms, field).signer

function read(cms: Uint8Array, field: string): { signed: SignedData; signer: Uint8Array } {
  const refuse = (what: string, wayOut: string) => invalid(`${what} ${wayOut}`, field)
  let signed: SignedData
  try {
    signed = readSignedData(readCmsFile(cms))
  } catch (error) {
    if (error instanceof NotOneSigner) throw refuse('В файле не одна подпись.', 'Нужна подпись одного лица.')
    throw refuse('Это не файл подписи, или он повреждён.', HOW_TO_SIGN)
  }
  if (signed.content !== undefined) {
    throw refuse('Подпись не отсоединённая: документ лежит внутри неё.', HOW_TO_SIGN)
  }
  if (!signed.certificate) throw refuse('Сертификата подписавшего в подписи нет.', HOW_TO_SIGN)
  return { signed, signer: signed.certificate.raw }
}

function described(certificate: Uint8Array): string {
  const { subject, serial } = certificateFacts(certificate)
  return `${subject}, № ${serial}`
}
