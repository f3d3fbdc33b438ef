import type { SignatureMark } from '@/lib/order/document'
import { localDate, shortDate } from '@/lib/shared/dates'
import { certificateFacts } from '@/lib/signature/certificate'

/** What the mark on paper says of a certificate (order-standard C56–C59); its dates are local ones of `zone`. */
export function markOf(certificate: Uint8Array, zone: string): SignatureMark {
  const facts = certificateFacts(certificate)
  return {
    serial: facts.serial,
    owner: facts.subject,
    test: facts.test,
    validFrom: shortDate(localDate(facts.notBefore, zone)),
    validTo: shortDate(localDate(facts.notAfter, zone)),
  }
}
