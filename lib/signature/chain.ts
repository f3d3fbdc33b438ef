import { OID, signatureScheme } from '@/lib/signature/algorithms'
import { type ParsedCertificate, parseCertificate, sameBytes } from '@/lib/signature/certificate'
import { childrenOf, readDer, TAG } from '@/lib/signature/der'
import { verifySignature } from '@/lib/signature/public-key'

const LONGEST_CHAIN = 6
/** A stranger's CMS may bring along any number of certificates of one name; each verification costs up to 0.1 s. */
const MOST_CANDIDATES = 20
const MOST_VERIFICATIONS = 8

/**
 * The certificates from `certificate` up to one in `trust`, both included, or null when no way leads there.
 * Dates are not looked at: the caller knows for which day it asks. `trust` counts as it is given, without its own issuers.
 */
export function chainTo(certificate: Uint8Array, others: Uint8Array[], trust: Uint8Array[]): Uint8Array[] | null {
  const offered = others.slice(0, MOST_CANDIDATES)
  const chain = [certificate]
  let verifications = 0
  const issued = (child: Uint8Array, issuer: Uint8Array) =>
    mightIssue(child, issuer) && ++verifications <= MOST_VERIFICATIONS && isIssuedBy(child, issuer)
  for (let current = certificate; chain.length <= LONGEST_CHAIN; ) {
    if (trust.some((anchor) => sameBytes(anchor, current))) return chain
    const issuer =
      trust.find((candidate) => issued(current, candidate)) ??
      offered.find((candidate) => !chain.some((link) => sameBytes(link, candidate)) && issued(current, candidate))
    if (!issuer) return null
    chain.push(issuer)
    current = issuer
  }
  return null
}

/** True when the names fit, the issuer may issue, and its key made the signature (RFC 5280, 6.1). */
export function isIssuedBy(certificate: Uint8Array, issuer: Uint8Array): boolean {
  try {
    const child = parseCertificate(certificate)
    const parent = parseCertificate(issuer)
    if (!sameBytes(child.issuerName, parent.subjectName) || !namesKeyOf(child, parent) || !mayIssue(parent))
      return false
    const scheme = signatureScheme(child.signatureAlgorithm)
    // An RSA identifier without a digest has no place in a certificate.
    if (!scheme.digest) return false
    return verifySignature(parent.publicKeyInfo, scheme, scheme.digest, child.toBeSigned, child.signature)
  } catch {
    return false
  }
}

/** All that can be asked without arithmetic. */
function mightIssue(certificate: Uint8Array, issuer: Uint8Array): boolean {
  try {
    const child = parseCertificate(certificate)
    const parent = parseCertificate(issuer)
    return sameBytes(child.issuerName, parent.subjectName) && namesKeyOf(child, parent) && mayIssue(parent)
  } catch {
    return false
  }
}

/** Two authorities may bear one name, as after a change of keys: the key's identifier tells them apart. */
function namesKeyOf(child: ParsedCertificate, parent: ParsedCertificate): boolean {
  const wanted = child.extensions.get(OID.authorityKeyIdentifier)
  const own = parent.extensions.get(OID.subjectKeyIdentifier)
  if (!wanted || !own) return true
  const identifier = childrenOf(readDer(wanted)).find((part) => part.tag === 0x80)
  return !identifier || sameBytes(identifier.body, readDer(own).body)
}

const KEY_CERT_SIGN = 0b0000_0100

function mayIssue(parsed: ParsedCertificate): boolean {
  const constraints = parsed.extensions.get(OID.basicConstraints)
  const [flag] = constraints ? childrenOf(readDer(constraints)) : []
  if (flag?.tag !== TAG.boolean || flag.body[0] === 0) return false
  const usage = parsed.extensions.get(OID.keyUsage)
  return !usage || ((readDer(usage).body[1] ?? 0) & KEY_CERT_SIGN) !== 0
}
