import { createHash, type KeyObject } from 'node:crypto'
import { algorithmOf, OID } from '@/lib/signature/algorithms'
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
import { readGostKey } from '@/lib/signature/gost/verify'
import { isGostKey, nodeKeyOf } from '@/lib/signature/public-key'

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
  /** What the issuer signed, how, and the signature. */
  toBeSigned: Uint8Array
  signatureAlgorithm: string
  signature: Uint8Array
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
  const [toBeSigned, signatureAlgorithm, signature] = childrenOf(certificate)
  const fields = childrenOf(expectTag(toBeSigned, TAG.sequence))
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, , issuer, validity, subject, key, ...rest] = fields
  const [notBefore, notAfter] = childrenOf(expectTag(validity, TAG.sequence))
  const publicKey = expectTag(key, TAG.sequence)
  const [algorithm] = childrenOf(publicKey)
  if (!algorithm || !issuer || !subject) throw new DerError('certificate cut short')
  return {
    raw: certificate.raw,
    toBeSigned: expectTag(toBeSigned, TAG.sequence).raw,
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    signature: expectTag(signature, TAG.bitString).body.subarray(1),
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

/** RFC 5280 gives a name at most 64 letters and authorities some hundred; what is printed, logged and kept must not be a book. */
const LONGEST_NAME = 1_000
/** RFC 5280, 4.1.2.2: 20 octets, and a sign. */
const LONGEST_SERIAL = 21

function readName(name: DerNode): Map<string, string> {
  const parts = new Map<string, string>()
  for (const set of childrenOf(expectTag(name, TAG.sequence))) {
    for (const attribute of childrenOf(set)) {
      const [type, value] = childrenOf(attribute)
      if (value) parts.set(readOid(type), cutName(readText(value)))
    }
  }
  return parts
}

const cutName = (text: string): string => (text.length <= LONGEST_NAME ? text : `${text.slice(0, LONGEST_NAME)}…`)

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

/** A mark names the certificate by its number; one that no authority may give would fill sheets with digits. */
export const hasUsualSerial = ({ serialBytes }: ParsedCertificate): boolean => serialBytes.length <= LONGEST_SERIAL

function serialOf({ serialBytes }: ParsedCertificate): string {
  const hex = Buffer.from(serialBytes.subarray(0, LONGEST_SERIAL)).toString('hex').toUpperCase()
  return hex.length > 2 && hex.startsWith('00') ? hex.slice(2) : hex
}

/**
 * The program's own test authority puts the policy `OID.testPolicy` into everything it issues. Other people's test
 * authorities («CRYPTO-PRO Test Center 2») know nothing of it, so an issuer or a holder that calls itself a test is
 * believed as well: the error of calling a real certificate a test is the harmless one.
 */
function isTest(parsed: ParsedCertificate): boolean {
  if (policiesOf(parsed).includes(OID.testPolicy)) return true
  const names = [
    parsed.issuer.get(OID.commonName),
    parsed.issuer.get(OID.organization),
    parsed.subject.get(OID.commonName),
  ]
  return names.some((name) => name !== undefined && /тестов(?:ый|ая|ое|ого|ой)(?![а-яё])|\btest\b/i.test(name))
}

/** The policies that a certificate names; none where they cannot be read. */
export function policiesOf(parsed: ParsedCertificate): string[] {
  try {
    const extension = parsed.extensions.get(OID.certificatePolicies)
    return extension ? childrenOf(readDer(extension)).map((policy) => readOid(childrenOf(policy)[0])) : []
  } catch {
    return []
  }
}

/** The public key, or null for kinds that node:crypto cannot use, such as GOST. */
export function publicKeyOf(certificate: Uint8Array): KeyObject | null {
  try {
    return nodeKeyOf(parseCertificate(certificate).publicKeyInfo)
  } catch {
    return null
  }
}

/** 256 or 512 for a key of GOST R 34.10-2012 whose curve the program knows; null for all others. */
export function gostBitsOf(parsed: ParsedCertificate): 256 | 512 | null {
  try {
    return readGostKey(parsed.publicKeyInfo)?.bits ?? null
  } catch {
    return null
  }
}

function describeKey(parsed: ParsedCertificate): string {
  const gost = gostBitsOf(parsed)
  if (gost) return `ГОСТ Р 34.10-2012, ${gost} бит`
  if (isGostKey(parsed.keyAlgorithm)) return 'ГОСТ Р 34.10-2012 с неизвестными параметрами'
  const key = publicKeyOf(parsed.raw)
  if (key?.asymmetricKeyType === 'rsa') return `RSA, ${key.asymmetricKeyDetails?.modulusLength} бит`
  if (key?.asymmetricKeyType === 'ec') return `ECDSA, ${key.asymmetricKeyDetails?.namedCurve}`
  return parsed.keyAlgorithm === '1.2.643.2.2.19' ? 'ГОСТ Р 34.10-2001 (отменён)' : `ключ вида ${parsed.keyAlgorithm}`
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
