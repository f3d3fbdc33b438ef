import { OID } from '@/lib/signature/algorithms'
import { certificateFacts, type ParsedCertificate, policiesOf } from '@/lib/signature/certificate'

/** «Класс средств ЭП» КС1 to КА1: 1.2.643.100.113.1 to .6 (order of the FSB № 795). */
const TOOL_CLASS = /^1\.2\.643\.100\.113\.[1-6]$/

/**
 * Whether the certificate calls itself qualified: it names the class of the holder's means of signing and the means of
 * the authority (issuerSignTool), and is not for trying out. Its word alone proves nothing: the chain must end in the
 * operator's list.
 */
export function claimsQualified(certificate: ParsedCertificate): boolean {
  return (
    certificate.extensions.has(OID.issuerSignTool) &&
    policiesOf(certificate).some((policy) => TOOL_CLASS.test(policy)) &&
    !certificateFacts(certificate.raw).test
  )
}
