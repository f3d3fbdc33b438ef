import { algorithmOf, digestName, OID, signatureScheme } from '@/lib/signature/algorithms'
import { type ParsedCertificate, parseCertificate, sameBytes } from '@/lib/signature/certificate'
import { chainTo } from '@/lib/signature/chain'
import {
  childrenOf,
  DerError,
  type DerNode,
  expectTag,
  readDer,
  readOid,
  readTime,
  retag,
  TAG,
} from '@/lib/signature/der'
import { digestOf } from '@/lib/signature/digest'
import { verifySignature } from '@/lib/signature/public-key'
import { namesCertificate, readSignedData, type SignedData } from '@/lib/signature/signed-data'

/** What RFC 3161 (2.4.2) puts into a token. */
export type StampInfo = {
  digestAlgorithm: string
  imprint: Uint8Array
  at: Date
  /** Body of the INTEGER, or null. */
  nonce: Uint8Array | null
}

export type OpenedToken = { info: StampInfo; certificate: ParsedCertificate; certificates: Uint8Array[] }

/**
 * Reads a time-stamp token and checks what needs no trust: its signature, its signer's certificate and that this one is
 * for time stamps alone. Throws DerError or UnsupportedAlgorithm; whom it stamps and whether the service is known is the
 * caller's question.
 */
export function openToken(token: Uint8Array): OpenedToken {
  const signed = readSignedData(token)
  const { certificate, attributes, content } = signed
  if (signed.contentType !== OID.timeStampInfo || !content || !certificate) throw new DerError('not a time-stamp token')
  const contentType = attributes.get(OID.contentType)
  const messageDigest = attributes.get(OID.messageDigest)
  const digest = digestName(signed.digestAlgorithm)
  if (!contentType || readOid(contentType) !== OID.timeStampInfo) throw new DerError('the token signs something else')
  if (!messageDigest || !sameBytes(expectTag(messageDigest, TAG.octetString).body, digestOf([content], digest))) {
    throw new DerError('the token is broken')
  }
  if (namesCertificate(signed, certificate.raw) !== true) throw new DerError('the token names another certificate')
  const attributeBytes = retag(TAG.set, signed.signedAttributes.raw)
  const scheme = signatureScheme(signed.signatureAlgorithm)
  if (!verifySignature(certificate.publicKeyInfo, scheme, digest, attributeBytes, signed.signature)) {
    throw new DerError('the token is not signed by its certificate')
  }
  if (!isForTimeStamps(certificate)) throw new DerError('the certificate is not for time stamps')
  return { info: readInfo(content), certificate, certificates: signed.certificates }
}

function readInfo(content: Uint8Array): StampInfo {
  const [, , imprint, , genTime, ...rest] = childrenOf(expectTag(readDer(content), TAG.sequence))
  const [algorithm, hashed] = childrenOf(expectTag(imprint, TAG.sequence))
  const at = readTime(expectTag(genTime, TAG.generalizedTime))
  if (Number.isNaN(at.getTime())) throw new DerError('no such time')
  return {
    digestAlgorithm: algorithmOf(algorithm),
    imprint: expectTag(hashed, TAG.octetString).body,
    at,
    nonce: rest.find((field: DerNode) => field.tag === TAG.integer)?.body ?? null,
  }
}

/** RFC 3161, 2.3: the only purpose, and critical. The reader keeps no flags, so «only» is what is checked. */
function isForTimeStamps(certificate: ParsedCertificate): boolean {
  const purposes = certificate.extensions.get(OID.extendedKeyUsage)
  const named = purposes ? childrenOf(readDer(purposes)).map(readOid) : []
  return named.length === 1 && named[0] === OID.timeStamping
}

export type Stamp = {
  at: Date | null
  /** Why a stamp that is there does not count, in Russian, to stand after «а»; empty where there is none. */
  fault: string
}

/** The time stamp over a signature (unsigned attribute id-aa-timeStampToken), as far as it counts on `trust.now`. */
export function readStamp(
  { unsignedAttributes, signature }: SignedData,
  trust: { trust: Uint8Array[]; roots?: Uint8Array[]; now: Date },
): Stamp {
  const token = unsignedAttributes.get(OID.timeStampToken)
  if (!token) return { at: null, fault: '' }
  try {
    const { info, certificate, certificates } = openToken(token.raw)
    if (!sameBytes(info.imprint, digestOf([signature], digestName(info.digestAlgorithm)))) {
      return { at: null, fault: 'метка времени поставлена не на эту подпись' }
    }
    const chain = chainTo(certificate.raw, certificates, [...(trust.roots ?? []), ...trust.trust])
    if (!chain) return { at: null, fault: 'служба, поставившая метку времени, нам не известна' }
    const links = chain.map(parseCertificate)
    // A stamp proves nothing of the time before it, once the key that made it may be known to others.
    const lives = links.every((link) => info.at >= link.notBefore && trust.now <= link.notAfter)
    return lives ? { at: info.at, fault: '' } : { at: null, fault: 'срок сертификата службы меток времени истёк' }
  } catch {
    return { at: null, fault: 'метка времени не читается' }
  }
}
