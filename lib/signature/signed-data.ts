import { createHash } from 'node:crypto'
import { algorithmOf, digestName, OID } from '@/lib/signature/algorithms'
import { type ParsedCertificate, parseCertificate, sameBytes } from '@/lib/signature/certificate'
import { toDefinite } from '@/lib/signature/cms-encoding'
import { childrenOf, DerError, type DerNode, expectTag, readDer, readOid, TAG } from '@/lib/signature/der'
import { digestOf } from '@/lib/signature/digest'

/** SignedData of RFC 5652 with exactly one signer and signed attributes; the bytes are kept as they came. */
export type SignedData = {
  /** What the signer signed, when it lies inside; undefined for a detached signature. */
  content: Uint8Array | undefined
  contentType: string
  /** The signer's; null when it is not among `certificates`. */
  certificate: ParsedCertificate | null
  certificates: Uint8Array[]
  digestAlgorithm: string
  signatureAlgorithm: string
  signedAttributes: DerNode
  attributes: Map<string, DerNode>
  unsignedAttributes: Map<string, DerNode>
  signature: Uint8Array
}

/** Nobody signed, or several did: whose the paper is could not be said. */
export class NotOneSigner extends DerError {}

const MOST_CERTIFICATES = 20

/** Throws DerError on anything else than such a structure. */
export function readSignedData(cms: Uint8Array): SignedData {
  const [type, wrapped] = childrenOf(expectTag(readDer(toDefinite(cms)), TAG.sequence))
  if (readOid(type) !== OID.signedData) throw new DerError('not SignedData')
  const fields = childrenOf(expectTag(childrenOf(expectTag(wrapped, 0xa0))[0], TAG.sequence))
  const [, , encapsulated, ...rest] = fields
  const [contentType, wrappedContent] = childrenOf(expectTag(encapsulated, TAG.sequence))
  const certificateSet = rest.find((field) => field.tag === 0xa0)
  const certificates = certificateSet ? childrenOf(certificateSet).map((node) => node.raw) : []
  const signers = childrenOf(expectTag(rest.at(-1), TAG.set))
  const [signer] = signers
  if (!signer || signers.length !== 1) throw new NotOneSigner('not one signer')
  const [, identifier, digestAlgorithm, signedAttributes, signatureAlgorithm, signature, unsigned] = childrenOf(signer)
  if (!identifier) throw new DerError('no signer')
  return {
    content: wrappedContent && expectTag(childrenOf(expectTag(wrappedContent, 0xa0))[0], TAG.octetString).body,
    contentType: readOid(contentType),
    certificate: findSigner(identifier, certificates),
    certificates,
    digestAlgorithm: algorithmOf(digestAlgorithm),
    signedAttributes: expectTag(signedAttributes, 0xa0),
    attributes: readAttributes(expectTag(signedAttributes, 0xa0)),
    unsignedAttributes: unsigned ? readAttributes(expectTag(unsigned, 0xa1)) : new Map(),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    signature: expectTag(signature, TAG.octetString).body,
  }
}

function findSigner(identifier: DerNode, certificates: Uint8Array[]): ParsedCertificate | null {
  for (const raw of certificates.slice(0, MOST_CERTIFICATES)) {
    const certificate = tryParse(raw)
    if (!certificate) continue
    if (identifier.tag === 0x80) {
      const extension = certificate.extensions.get(OID.subjectKeyIdentifier)
      if (extension && sameBytes(readDer(extension).body, identifier.body)) return certificate
    } else {
      const [issuer, serial] = childrenOf(identifier)
      if (
        issuer &&
        serial &&
        sameBytes(issuer.raw, certificate.issuerName) &&
        sameBytes(serial.body, certificate.serialBytes)
      ) {
        return certificate
      }
    }
  }
  return null
}

function tryParse(raw: Uint8Array): ParsedCertificate | null {
  try {
    return parseCertificate(raw)
  } catch {
    return null
  }
}

/** Single-valued attributes; one that comes twice or with several values makes the whole unreadable. */
function readAttributes(field: DerNode): Map<string, DerNode> {
  const attributes = new Map<string, DerNode>()
  for (const attribute of childrenOf(field)) {
    const [type, values] = childrenOf(attribute)
    const name = readOid(type)
    const all = childrenOf(expectTag(values, TAG.set))
    const [value] = all
    if (!value || all.length !== 1 || attributes.has(name)) throw new DerError('odd attribute')
    attributes.set(name, value)
  }
  return attributes
}

/**
 * Whether the signed attributes name `certificate` (CAdES: signing-certificate-v2, or the older attribute with SHA-1),
 * so that no other with the same key can be put in. null: they name none.
 */
export function namesCertificate({ attributes }: SignedData, certificate: Uint8Array): boolean | null {
  const newer = attributes.get(OID.signingCertificateV2)
  const attribute = newer ?? attributes.get(OID.signingCertificate)
  if (!attribute) return null
  const list = childrenOf(expectTag(attribute, TAG.sequence))[0]
  const [first, second] = childrenOf(expectTag(childrenOf(expectTag(list, TAG.sequence))[0], TAG.sequence))
  if (!newer) return sameBytes(createHash('sha1').update(certificate).digest(), expectTag(first, TAG.octetString).body)
  const named = first?.tag === TAG.sequence
  const digest = named ? digestName(algorithmOf(first)) : 'sha256'
  return sameBytes(digestOf([certificate], digest), expectTag(named ? second : first, TAG.octetString).body)
}
