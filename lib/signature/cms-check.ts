import { algorithmLabel, digestName, OID, signatureScheme, UnsupportedAlgorithm } from '@/lib/signature/algorithms'
import {
  maySignPapers,
  type ParsedCertificate,
  parseCertificate,
  publicKeyOf,
  sameBytes,
} from '@/lib/signature/certificate'
import { chainTo } from '@/lib/signature/chain'
import { expectTag, readOid, readTime, retag, TAG } from '@/lib/signature/der'
import { digestOf } from '@/lib/signature/digest'
import { verifySignature } from '@/lib/signature/public-key'
import { claimsQualified } from '@/lib/signature/qualified'
import { namesCertificate, readSignedData, type SignedData } from '@/lib/signature/signed-data'
import { readStamp, type Stamp } from '@/lib/signature/timestamp-token'

export type Trust = {
  /** DER of this installation's authorities: whoever they certify is one of ours. */
  trust: Uint8Array[]
  /** DER of our signatories' certificates that other authorities issued; trusted as they are. */
  ourCertificates?: Uint8Array[]
  /** DER of the operator's list of authorities (`operatorRoots`): they make no one ours, but a signature good, stamped, or qualified. */
  roots?: Uint8Array[]
  now: Date
}

export type CmsFinding = {
  /** true: everything holds on the day asked for; false: something does not; null: the program cannot tell. */
  valid: boolean | null
  /** The signature was made over these very bytes by the key of `certificate`, whoever that is. */
  intact: boolean
  /** The certificate is one of ours, whether or not the signature fits the bytes. */
  ours: boolean
  unsupported: boolean
  certificate: ParsedCertificate | null
  /** Valid, the certificate calls itself qualified, and its chain ends in the operator's list. */
  qualified: boolean
  /** The time that a good stamp of a service known to the operator names; the signature was there before it. */
  stampedAt: Date | null
  /** In Russian, why. */
  reason: string
}

const SMALLEST_RSA = 2048

/**
 * Judges a detached CMS signature over `content` (RFC 5652, 5.4 and 5.6). `pades` asks for what ETSI.CAdES.detached
 * demands besides. Without a good time stamp it is judged on `trust.now`, with one on the day of the stamp.
 * Revocation is not asked for: the program reads no lists, and says so where it matters. Never throws, whatever the
 * bytes are.
 */
export function checkCms(cms: Uint8Array, content: Uint8Array[], trust: Trust, pades: boolean): CmsFinding {
  const finding: CmsFinding = {
    valid: false,
    intact: false,
    ours: false,
    unsupported: false,
    certificate: null,
    qualified: false,
    stampedAt: null,
    reason: '',
  }
  try {
    const signed = readSignedData(cms)
    if (signed.content !== undefined) {
      return { ...finding, reason: 'Подпись не отсоединённая: подписанный текст лежит внутри неё самой.' }
    }
    const { certificate } = signed
    if (!certificate) return { ...finding, reason: 'Подпись не читается: сертификата подписавшего в ней нет.' }
    finding.certificate = certificate
    const own = chainTo(certificate.raw, signed.certificates, [...trust.trust, ...(trust.ourCertificates ?? [])])
    finding.ours = own !== null
    const broken = findBreak({ ...signed, certificate }, content, pades)
    if (broken) return { ...finding, reason: broken }
    finding.intact = true
    const stamp = readStamp(signed, trust)
    const official = chainTo(certificate.raw, signed.certificates, trust.roots ?? [])
    const judged = judgeCertificate(certificate, official ?? own, trust.now, stamp)
    return {
      ...finding,
      ...judged,
      stampedAt: stamp.at,
      qualified: judged.valid === true && official !== null && claimsQualified(certificate),
    }
  } catch (error) {
    if (error instanceof UnsupportedAlgorithm) {
      const label = algorithmLabel(error.identifier)
      return {
        ...finding,
        valid: null,
        unsupported: true,
        reason: `Алгоритм подписи программа не проверяет: ${label}.`,
      }
    }
    return { ...finding, reason: 'Подпись не читается: её данные повреждены.' }
  }
}

type Signed = SignedData & { certificate: ParsedCertificate }

function findBreak(signed: Signed, content: Uint8Array[], pades: boolean): string | null {
  const digest = digestName(signed.digestAlgorithm)
  const scheme = signatureScheme(signed.signatureAlgorithm)
  const { attributes, certificate } = signed
  const contentType = attributes.get(OID.contentType)
  if (!contentType || readOid(contentType) !== OID.data || signed.contentType !== OID.data) {
    return 'В подписи не указано, что она подписывает данные.'
  }
  const messageDigest = attributes.get(OID.messageDigest)
  if (!messageDigest || !sameBytes(expectTag(messageDigest, TAG.octetString).body, digestOf(content, digest))) {
    return 'Содержание файла не то, которое было подписано.'
  }
  const named = namesCertificate(signed, certificate.raw)
  if (named === false) return 'Сертификат в подписи подменён.'
  if (named === null && pades) return 'В подписи не назван сертификат, которым она сделана.'
  if (pades && attributes.has(OID.signingTime)) return 'В подписи есть сведения, которых её вид (PAdES) не допускает.'
  const attributeBytes = retag(TAG.set, signed.signedAttributes.raw)
  if (!verifySignature(certificate.publicKeyInfo, scheme, digest, attributeBytes, signed.signature)) {
    return 'Подпись не соответствует сертификату.'
  }
  const claimed = attributes.get(OID.signingTime)
  const at = claimed && readTime(claimed)
  // Not `!(a <= b)` turned round: a date that no calendar has must not pass.
  if (at && !(at >= certificate.notBefore && at <= certificate.notAfter)) {
    return 'Время подписания, названное в подписи, лежит вне срока действия сертификата.'
  }
  return null
}

function judgeCertificate(
  certificate: ParsedCertificate,
  chain: Uint8Array[] | null,
  now: Date,
  stamp: Stamp,
): { valid: boolean | null; reason: string } {
  const bits = publicKeyOf(certificate.raw)?.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < SMALLEST_RSA)
    return { valid: false, reason: `Ключ подписи слишком короткий: ${bits} бит.` }
  if (!maySignPapers(certificate)) return { valid: false, reason: 'Сертификат выдан не для подписи документов.' }
  if (chain === null) {
    return { valid: null, reason: 'Подпись сделана чужим ключом: сертификат выдан не нашим центром и нам не известен.' }
  }
  const at = stamp.at ?? now
  for (const link of chain.map(parseCertificate)) {
    if (!(at >= link.notBefore)) return { valid: null, reason: 'Срок действия сертификата ещё не начался.' }
    if (!(at <= link.notAfter)) {
      const why = stamp.at ? 'метка времени поставлена позже' : stamp.fault || 'метки времени нет'
      return {
        valid: null,
        reason: `Подпись соответствует файлу, но срок сертификата истёк, а ${why}: силу подписи на сегодня не установить.`,
      }
    }
  }
  const day = at.toISOString().slice(0, 10).split('-').reverse().join('.')
  return { valid: true, reason: `Подпись верна; проверено на ${day}${stamp.at ? ' по метке времени' : ''}.` }
}
