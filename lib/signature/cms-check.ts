import { createHash, verify } from 'node:crypto'
import {
  algorithmLabel,
  algorithmOf,
  digestName,
  OID,
  signatureScheme,
  UnsupportedAlgorithm,
} from '@/lib/signature/algorithms'
import {
  chainTo,
  maySignPapers,
  type ParsedCertificate,
  parseCertificate,
  publicKeyOf,
  sameBytes,
} from '@/lib/signature/certificate'
import { retag } from '@/lib/signature/cms'
import { childrenOf, DerError, type DerNode, expectTag, readDer, readOid, TAG } from '@/lib/signature/der'

export type Trust = {
  /** DER of this installation's authorities: whoever they certify is one of ours. */
  trust: Uint8Array[]
  /** DER of our signatories' certificates that other authorities issued; trusted as they are. */
  ourCertificates?: Uint8Array[]
  now: Date
}

export type CmsFinding = {
  /** true: everything holds on `now`; false: something does not; null: the program cannot tell. */
  valid: boolean | null
  /** The signature was made over these very bytes by the key of `certificate`, whoever that is. */
  intact: boolean
  /** The certificate is one of ours, whether or not the signature fits the bytes. */
  ours: boolean
  unsupported: boolean
  certificate: ParsedCertificate | null
  /** In Russian, why. */
  reason: string
}

const SMALLEST_RSA = 2048

/**
 * Judges a detached CMS signature over `content`. `pades` asks for what ETSI.CAdES.detached demands besides.
 * Never throws, whatever the bytes are.
 */
export function checkCms(cms: Uint8Array, content: Uint8Array[], trust: Trust, pades: boolean): CmsFinding {
  const finding: CmsFinding = {
    valid: false,
    intact: false,
    ours: false,
    unsupported: false,
    certificate: null,
    reason: '',
  }
  try {
    const parts = readSignedData(cms)
    finding.certificate = parts.certificate
    const chain = chainTo(parts.certificate.raw, parts.certificates, [...trust.trust, ...(trust.ourCertificates ?? [])])
    finding.ours = chain !== null
    const broken = findBreak(parts, content, pades)
    if (broken) return { ...finding, reason: broken }
    finding.intact = true
    return { ...finding, ...judgeCertificate(parts.certificate, chain, trust.now) }
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
    if (error instanceof NotDetached) {
      return { ...finding, reason: 'Подпись не отсоединённая: подписанный текст лежит внутри неё самой.' }
    }
    return { ...finding, reason: 'Подпись не читается: её данные повреждены.' }
  }
}

class NotDetached extends Error {}

type SignedParts = {
  certificate: ParsedCertificate
  certificates: Uint8Array[]
  digestAlgorithm: string
  signatureAlgorithm: string
  signedAttributes: DerNode
  attributes: Map<string, DerNode>
  signature: Uint8Array
}

function readSignedData(cms: Uint8Array): SignedParts {
  const [type, wrapped] = childrenOf(expectTag(readDer(cms), TAG.sequence))
  if (readOid(type) !== OID.signedData) throw new DerError('not SignedData')
  const fields = childrenOf(expectTag(childrenOf(expectTag(wrapped, 0xa0))[0], TAG.sequence))
  const [, , encapsulated, ...rest] = fields
  if (childrenOf(expectTag(encapsulated, TAG.sequence)).length > 1) throw new NotDetached()
  const certificateSet = rest.find((field) => field.tag === 0xa0)
  const certificates = certificateSet ? childrenOf(certificateSet).map((node) => node.raw) : []
  const signers = childrenOf(expectTag(rest.at(-1), TAG.set))
  const [signer] = signers
  if (!signer || signers.length !== 1) throw new DerError('not one signer')
  const [, identifier, digestAlgorithm, signedAttributes, signatureAlgorithm, signature] = childrenOf(signer)
  if (!identifier) throw new DerError('no signer')
  const certificate = findSigner(identifier, certificates)
  return {
    certificate,
    certificates,
    digestAlgorithm: algorithmOf(digestAlgorithm),
    signedAttributes: expectTag(signedAttributes, 0xa0),
    attributes: readAttributes(expectTag(signedAttributes, 0xa0)),
    signatureAlgorithm: algorithmOf(signatureAlgorithm),
    signature: expectTag(signature, TAG.octetString).body,
  }
}

function findSigner(identifier: DerNode, certificates: Uint8Array[]): ParsedCertificate {
  for (const raw of certificates.slice(0, 20)) {
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
  throw new DerError('the signer is not among the certificates')
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

function findBreak(parts: SignedParts, content: Uint8Array[], pades: boolean): string | null {
  const digest = digestName(parts.digestAlgorithm)
  const scheme = signatureScheme(parts.signatureAlgorithm)
  const key = publicKeyOf(parts.certificate.raw)
  if (!key || key.asymmetricKeyType !== scheme.key) throw new UnsupportedAlgorithm(parts.certificate.keyAlgorithm)

  const contentType = parts.attributes.get(OID.contentType)
  if (!contentType || readOid(contentType) !== OID.data) return 'В подписи не указано, что она подписывает данные.'
  const messageDigest = parts.attributes.get(OID.messageDigest)
  const hash = createHash(digest)
  for (const part of content) hash.update(part)
  if (!messageDigest || !sameBytes(expectTag(messageDigest, TAG.octetString).body, hash.digest())) {
    return 'Содержание файла не то, которое было подписано.'
  }
  const essFault = checkSigningCertificate(parts, pades)
  if (essFault) return essFault
  if (pades && parts.attributes.has(OID.signingTime))
    return 'В подписи есть сведения, которых её вид (PAdES) не допускает.'
  const signed = retag(TAG.set, parts.signedAttributes.raw)
  if (!verify(scheme.digest ?? digest, signed, key, parts.signature)) return 'Подпись не соответствует сертификату.'
  return null
}

/** signing-certificate-v2 binds the certificate to the signature, so that no other with the same key can be put in. */
function checkSigningCertificate(parts: SignedParts, pades: boolean): string | null {
  const attribute = parts.attributes.get(OID.signingCertificateV2)
  if (!attribute) return pades ? 'В подписи не назван сертификат, которым она сделана.' : null
  const list = childrenOf(expectTag(attribute, TAG.sequence))[0]
  const [first, second] = childrenOf(expectTag(childrenOf(expectTag(list, TAG.sequence))[0], TAG.sequence))
  const named = first?.tag === TAG.sequence
  const digest = named ? digestName(algorithmOf(first)) : 'sha256'
  const expected = expectTag(named ? second : first, TAG.octetString).body
  const actual = createHash(digest).update(parts.certificate.raw).digest()
  return sameBytes(actual, expected) ? null : 'Сертификат в подписи подменён.'
}

function judgeCertificate(
  certificate: ParsedCertificate,
  chain: Uint8Array[] | null,
  now: Date,
): { valid: boolean | null; reason: string } {
  const key = publicKeyOf(certificate.raw)
  const bits = key?.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < SMALLEST_RSA)
    return { valid: false, reason: `Ключ подписи слишком короткий: ${bits} бит.` }
  if (!maySignPapers(certificate)) return { valid: false, reason: 'Сертификат выдан не для подписи документов.' }
  if (chain === null) {
    return { valid: null, reason: 'Подпись сделана чужим ключом: сертификат выдан не нашим центром и нам не известен.' }
  }
  for (const link of chain.map(parseCertificate)) {
    if (now < link.notBefore) return { valid: null, reason: 'Срок действия сертификата ещё не начался.' }
    if (now > link.notAfter) {
      return {
        valid: null,
        reason:
          'Подпись соответствует файлу, но срок сертификата истёк, а метки времени нет: силу подписи на сегодня не установить.',
      }
    }
  }
  return {
    valid: true,
    reason: `Подпись верна; проверено на ${now.toISOString().slice(0, 10).split('-').reverse().join('.')}.`,
  }
}
