import { createHash, type KeyObject, X509Certificate } from 'node:crypto'
import { OID } from '@/lib/signature/algorithms'
import {
  childrenOf,
  DerError,
  type DerNode,
  expectTag,
  readDer,
  readOid,
  readText,
  readTime,
  TAG,
} from '@/lib/signature/der'

export type CertificateFacts = {
  /** «Фамилия Имя Отчество» from surname and given name; the common name where the certificate has no such parts. */
  subject: string
  commonName: string
  organization: string
  /** Upper-case hexadecimal without spaces, as the mark on paper prints it (C57). */
  serial: string
  notBefore: Date
  notAfter: Date
  /** The common name of the authority. */
  issuer: string
  /** True for a certificate that is only for trying out: see `isTest`. */
  test: boolean
  /** «RSA, 2048 бит»; for keys that the program cannot use, only their kind. */
  keyDescription: string
}

export type ParsedCertificate = {
  raw: Uint8Array
  /** DER of the names, for comparing byte by byte. */
  issuerName: Uint8Array
  subjectName: Uint8Array
  serialBytes: Uint8Array
  subject: Map<string, string>
  issuer: Map<string, string>
  notBefore: Date
  notAfter: Date
  keyAlgorithm: string
  /** DER of SubjectPublicKeyInfo. */
  publicKeyInfo: Uint8Array
  /** Values of the extensions by identifier. */
  extensions: Map<string, Uint8Array>
}

/** Reads a certificate; throws DerError when the bytes are not one. */
export function parseCertificate(bytes: Uint8Array): ParsedCertificate {
  const certificate = expectTag(readDer(bytes), TAG.sequence)
  const fields = childrenOf(expectTag(childrenOf(certificate)[0], TAG.sequence))
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, , issuer, validity, subject, key, ...rest] = fields
  const [notBefore, notAfter] = childrenOf(expectTag(validity, TAG.sequence))
  const publicKey = expectTag(key, TAG.sequence)
  const [algorithm] = childrenOf(publicKey)
  if (!algorithm || !issuer || !subject) throw new DerError('certificate cut short')
  return {
    raw: certificate.raw,
    issuerName: issuer.raw,
    subjectName: subject.raw,
    serialBytes: expectTag(serial, TAG.integer).body,
    subject: readName(subject),
    issuer: readName(issuer),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    keyAlgorithm: readOid(childrenOf(algorithm)[0]),
    publicKeyInfo: publicKey.raw,
    extensions: readExtensions(rest.find((field) => field.tag === 0xa3)),
  }
}

function readName(name: DerNode): Map<string, string> {
  const parts = new Map<string, string>()
  for (const set of childrenOf(expectTag(name, TAG.sequence))) {
    for (const attribute of childrenOf(set)) {
      const [type, value] = childrenOf(attribute)
      if (value) parts.set(readOid(type), readText(value))
    }
  }
  return parts
}

function readExtensions(field: DerNode | undefined): Map<string, Uint8Array> {
  const extensions = new Map<string, Uint8Array>()
  const list = field && childrenOf(field)[0]
  for (const extension of list ? childrenOf(list) : []) {
    const parts = childrenOf(extension)
    extensions.set(readOid(parts[0]), expectTag(parts.at(-1), TAG.octetString).body)
  }
  return extensions
}

/** Facts for the mark on paper and for the verification page. Throws DerError when the bytes are no certificate. */
export function certificateFacts(bytes: Uint8Array): CertificateFacts {
  const parsed = parseCertificate(bytes)
  const commonName = parsed.subject.get(OID.commonName) ?? ''
  const person = [parsed.subject.get(OID.surname), parsed.subject.get(OID.givenName)].filter(Boolean)
  return {
    subject: person.length === 2 ? person.join(' ') : commonName,
    commonName,
    organization: parsed.subject.get(OID.organization) ?? '',
    serial: serialOf(parsed),
    notBefore: parsed.notBefore,
    notAfter: parsed.notAfter,
    issuer: parsed.issuer.get(OID.commonName) ?? '',
    test: isTest(parsed),
    keyDescription: describeKey(parsed),
  }
}

function serialOf({ serialBytes }: ParsedCertificate): string {
  const hex = Buffer.from(serialBytes).toString('hex').toUpperCase()
  return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex
}

/**
 * The program's own test authority puts the policy `OID.testPolicy` into everything it issues. Other people's test
 * authorities («CRYPTO-PRO Test Center 2») know nothing of it, so an issuer or a holder that calls itself a test is
 * believed as well: the error of calling a real certificate a test is the harmless one.
 */
function isTest(parsed: ParsedCertificate): boolean {
  const policies = parsed.extensions.get(OID.certificatePolicies)
  if (policies && policyIdentifiers(policies).includes(OID.testPolicy)) return true
  const names = [
    parsed.issuer.get(OID.commonName),
    parsed.issuer.get(OID.organization),
    parsed.subject.get(OID.commonName),
  ]
  return names.some((name) => name !== undefined && /тестов(?:ый|ая|ое|ого|ой)(?![а-яё])|\btest\b/i.test(name))
}

function policyIdentifiers(extension: Uint8Array): string[] {
  try {
    return childrenOf(readDer(extension)).map((policy) => readOid(childrenOf(policy)[0]))
  } catch {
    return []
  }
}

/** The public key, or null for kinds that node:crypto cannot use, such as ГОСТ. */
export function publicKeyOf(certificate: Uint8Array): KeyObject | null {
  try {
    return new X509Certificate(certificate).publicKey
  } catch {
    return null
  }
}

function describeKey(parsed: ParsedCertificate): string {
  const key = publicKeyOf(parsed.raw)
  if (key?.asymmetricKeyType === 'rsa') return `RSA, ${key.asymmetricKeyDetails?.modulusLength} бит`
  if (key?.asymmetricKeyType === 'ec') return `ECDSA, ${key.asymmetricKeyDetails?.namedCurve}`
  return parsed.keyAlgorithm.startsWith('1.2.643.') ? 'ГОСТ Р 34.10' : `ключ вида ${parsed.keyAlgorithm}`
}

/** False when the certificate says what its key is for and signing papers is not among it. */
export function maySignPapers(parsed: ParsedCertificate): boolean {
  const usage = parsed.extensions.get(OID.keyUsage)
  if (!usage) return true
  const bits = readDer(usage).body[1] ?? 0
  return (bits & 0b1100_0000) !== 0
}

export const sameBytes = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

export const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const LONGEST_CHAIN = 6

/**
 * The certificates from `certificate` up to one in `trust`, both included, or null when no way leads there.
 * Dates are not looked at: the caller knows for which day it asks. `trust` counts as it is given, without its own issuers.
 */
export function chainTo(certificate: Uint8Array, others: Uint8Array[], trust: Uint8Array[]): Uint8Array[] | null {
  const chain = [certificate]
  for (let current = certificate; chain.length <= LONGEST_CHAIN; ) {
    if (trust.some((anchor) => sameBytes(anchor, current))) return chain
    const issuer =
      trust.find((candidate) => isIssuedBy(current, candidate)) ??
      others.find((candidate) => !chain.some((link) => sameBytes(link, candidate)) && isIssuedBy(current, candidate))
    if (!issuer) return null
    chain.push(issuer)
    current = issuer
  }
  return null
}

/** True when the names fit, the issuer may issue, and its key made the signature. */
export function isIssuedBy(certificate: Uint8Array, issuer: Uint8Array): boolean {
  try {
    const parent = new X509Certificate(issuer)
    const child = new X509Certificate(certificate)
    return parent.ca && child.checkIssued(parent) && child.verify(parent.publicKey)
  } catch {
    return false
  }
}
