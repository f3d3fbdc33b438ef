import { createHash, createPrivateKey, generateKeyPair, type KeyObject, randomBytes, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { OID } from '@/lib/signature/algorithms'
import { parseCertificate } from '@/lib/signature/certificate'
import {
  bitString,
  childrenOf,
  context,
  der,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  sequence,
  setOf,
  TAG,
  time,
  utf8String,
} from '@/lib/signature/der'

/**
 * A certificate authority for trying out: what it issues bears the test policy, so that nobody can take the signatures
 * for an authority's that is worth trust. Certificates and keys are kept as PEM texts.
 */
export type TestAuthority = { certificatePem: string; privateKeyPem: string }

export type IssuedCertificate = {
  privateKey: KeyObject
  /** DER. */
  certificate: Uint8Array
  /** DER of the authorities above, nearest first. */
  chain: Uint8Array[]
}

export type Holder = {
  /** «Мочалов Андрей Владимирович» or the name of a body. */
  commonName: string
  surname?: string
  /** Имя and отчество together, as Russian certificates write them. */
  givenName?: string
  organization?: string
}

/**
 * RSA is the default: its signatures are the same bytes for the same input, so a half-done signing can be repeated and
 * compared, and every verifier knows it. ECDSA puts a random number into each signature.
 */
export type KeyKind = 'rsa-2048' | 'rsa-1024' | 'p-256' | 'p-384'

const generate = promisify(generateKeyPair)

async function makeKeys(kind: KeyKind): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> {
  if (kind === 'p-256' || kind === 'p-384') return generate('ec', { namedCurve: kind.toUpperCase() })
  return generate('rsa', { modulusLength: kind === 'rsa-2048' ? 2048 : 1024 })
}

export async function createTestAuthority(options: {
  /** The word «ТЕСТОВЫЙ» is put before a name that lacks it. */
  name: string
  notBefore: Date
  notAfter: Date
}): Promise<TestAuthority> {
  const { publicKey, privateKey } = await makeKeys('rsa-2048')
  const commonName = /тестовый/i.test(options.name) ? options.name : `ТЕСТОВЫЙ ${options.name}`
  const name = nameOf({ commonName })
  const certificate = buildCertificate({
    ...options,
    issuer: name,
    subject: name,
    publicKey,
    serial: randomSerial(),
    signingKey: privateKey,
    extensions: [
      extension(OID.basicConstraints, true, sequence(der(TAG.boolean, Buffer.from([0xff])), integer(0))),
      extension(OID.keyUsage, true, bitString(Buffer.from([0b0000_0110]), 1)),
      extension(OID.subjectKeyIdentifier, false, octetString(keyIdentifier(spki(publicKey)))),
      testPolicy(),
    ],
  })
  return {
    certificatePem: toPem('CERTIFICATE', certificate),
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** A certificate for signing papers: its key may sign and cannot be disowned (digitalSignature, nonRepudiation). */
export async function issueCertificate(
  authority: TestAuthority,
  options: Holder & { notBefore: Date; notAfter: Date; serial?: Uint8Array; keyKind?: KeyKind },
): Promise<IssuedCertificate> {
  const { publicKey, privateKey } = await makeKeys(options.keyKind ?? 'rsa-2048')
  const authorityDer = fromPem(authority.certificatePem)
  const parent = parseCertificate(authorityDer)
  const certificate = buildCertificate({
    issuer: parent.subjectName,
    subject: nameOf(options),
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    publicKey,
    serial: options.serial ?? randomSerial(),
    signingKey: createPrivateKey(authority.privateKeyPem),
    extensions: [
      extension(OID.basicConstraints, true, sequence()),
      extension(OID.keyUsage, true, bitString(Buffer.from([0b1100_0000]), 6)),
      extension(OID.subjectKeyIdentifier, false, octetString(keyIdentifier(spki(publicKey)))),
      extension(OID.authorityKeyIdentifier, false, sequence(der(0x80, keyIdentifier(parent.publicKeyInfo)))),
      testPolicy(),
    ],
  })
  return { privateKey, certificate, chain: [authorityDer] }
}

function buildCertificate(parts: {
  issuer: Uint8Array
  subject: Uint8Array
  notBefore: Date
  notAfter: Date
  publicKey: KeyObject
  serial: Uint8Array
  signingKey: KeyObject
  extensions: Uint8Array[]
}): Uint8Array {
  const algorithm =
    parts.signingKey.asymmetricKeyType === 'rsa'
      ? sequence(oid(OID.sha256WithRsa), nullValue())
      : sequence(oid(OID.ecdsaWithSha256))
  const toBeSigned = sequence(
    context(0, integer(2)),
    integer(parts.serial),
    algorithm,
    parts.issuer,
    sequence(time(parts.notBefore), time(parts.notAfter)),
    parts.subject,
    spki(parts.publicKey),
    context(3, sequence(...parts.extensions)),
  )
  return sequence(toBeSigned, algorithm, bitString(sign('sha256', toBeSigned, parts.signingKey)))
}

function nameOf(holder: Holder): Uint8Array {
  const attributes: [string, Uint8Array][] = [[OID.country, der(TAG.printableString, Buffer.from('RU'))]]
  if (holder.organization) attributes.push([OID.organization, utf8String(holder.organization)])
  attributes.push([OID.commonName, utf8String(holder.commonName)])
  if (holder.surname) attributes.push([OID.surname, utf8String(holder.surname)])
  if (holder.givenName) attributes.push([OID.givenName, utf8String(holder.givenName)])
  return sequence(...attributes.map(([type, value]) => setOf(sequence(oid(type), value))))
}

function extension(identifier: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [der(TAG.boolean, Buffer.from([0xff]))] : []
  return sequence(oid(identifier), ...flag, octetString(value))
}

const testPolicy = () => extension(OID.certificatePolicies, false, sequence(sequence(oid(OID.testPolicy))))

const spki = (key: KeyObject): Uint8Array => key.export({ type: 'spki', format: 'der' })

function keyIdentifier(publicKeyInfo: Uint8Array): Uint8Array {
  const key = childrenOf(readDer(publicKeyInfo))[1]
  return createHash('sha1')
    .update(key?.body.subarray(1) ?? publicKeyInfo)
    .digest()
}

/** Twenty octets at most and positive (RFC 5280); the first bits are set so that every serial prints equally long. */
function randomSerial(): Uint8Array {
  const bytes = randomBytes(18)
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}

export function toPem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The bytes inside the first PEM block of `text`. */
export function fromPem(text: string): Uint8Array {
  const body = /-----BEGIN [^-]+-----([\s\S]*?)-----END/.exec(text)?.[1]
  if (body === undefined) throw new Error('not a PEM text')
  return Buffer.from(body, 'base64')
}
