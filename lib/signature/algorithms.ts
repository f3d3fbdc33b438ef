import { childrenOf, DerError, type DerNode, readOid } from '@/lib/signature/der'
import type { DigestName } from '@/lib/signature/digest'

/** Object identifiers by the names that their standards give. */
export const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampInfo: '1.2.840.113549.1.9.16.1.4',
  rsaEncryption: '1.2.840.113549.1.1.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  streebog256: '1.2.643.7.1.1.2.2',
  streebog512: '1.2.643.7.1.1.2.3',
  gost2012Key256: '1.2.643.7.1.1.1.1',
  gost2012Key512: '1.2.643.7.1.1.1.2',
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  organization: '2.5.4.10',
  givenName: '2.5.4.42',
  country: '2.5.4.6',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  /** Which means of the authority made a qualified certificate (order of the FSB № 795). */
  issuerSignTool: '1.2.643.100.112',
  /**
   * The mark of a certificate that is only for trying out. It stands on the UUID arc 2.25, which needs no registration,
   * and means this in every installation: never give it to a certificate that a person is to rely on.
   */
  testPolicy: '2.25.191964057852727896060945356045334335167',
} as const

/** Digests that a signature may use; SHA-1 is left out because collisions for it can be bought. */
const DIGESTS: Record<string, DigestName> = {
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  [OID.streebog256]: 'streebog256',
  [OID.streebog512]: 'streebog512',
}

export type KeyKind = 'rsa' | 'ec' | 'gost256' | 'gost512'
export type SignatureScheme = { key: KeyKind; digest?: DigestName }

/**
 * What a signature's algorithm demands: the kind of key, and the digest where the identifier names it. GOST keys name
 * themselves in a CMS and the pair with the digest in certificates (RFC 9215, 2); both stand for the same.
 */
const SIGNATURES: Record<string, SignatureScheme> = {
  [OID.rsaEncryption]: { key: 'rsa' },
  [OID.sha256WithRsa]: { key: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { key: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { key: 'rsa', digest: 'sha512' },
  [OID.ecdsaWithSha256]: { key: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { key: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { key: 'ec', digest: 'sha512' },
  [OID.gost2012Key256]: { key: 'gost256', digest: 'streebog256' },
  [OID.gost2012Key512]: { key: 'gost512', digest: 'streebog512' },
  '1.2.643.7.1.1.3.2': { key: 'gost256', digest: 'streebog256' },
  '1.2.643.7.1.1.3.3': { key: 'gost512', digest: 'streebog512' },
}

/** The bytes can be read, but the program cannot judge them. */
export class UnsupportedAlgorithm extends Error {
  override readonly name = 'UnsupportedAlgorithm'
  constructor(readonly identifier: string) {
    super(`unsupported algorithm ${identifier}`)
  }
}

/** The identifier of an AlgorithmIdentifier. */
export function algorithmOf(node: DerNode | undefined): string {
  if (!node) throw new DerError('no algorithm')
  return readOid(childrenOf(node)[0])
}

export function digestName(identifier: string): DigestName {
  const name = Object.hasOwn(DIGESTS, identifier) ? DIGESTS[identifier] : undefined
  if (!name) throw new UnsupportedAlgorithm(identifier)
  return name
}

export function signatureScheme(identifier: string): SignatureScheme {
  const scheme = Object.hasOwn(SIGNATURES, identifier) ? SIGNATURES[identifier] : undefined
  if (!scheme) throw new UnsupportedAlgorithm(identifier)
  return scheme
}

/** How a person calls the algorithm, where it has a common name. */
export function algorithmLabel(identifier: string): string {
  if (identifier === '1.2.643.2.2.19' || identifier === '1.2.643.2.2.3') return 'ГОСТ Р 34.10-2001 (отменён)'
  if (identifier.startsWith('1.2.643.')) return `ГОСТ с параметрами, которых она не знает (${identifier})`
  if (identifier === OID.sha1 || identifier === '1.2.840.113549.1.1.5') return 'SHA-1'
  if (identifier === '1.2.840.113549.1.1.10') return 'RSA-PSS'
  return identifier
}
