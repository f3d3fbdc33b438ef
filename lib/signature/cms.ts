import { createHash } from 'node:crypto'
import { OID, UnsupportedAlgorithm } from '@/lib/signature/algorithms'
import { parseCertificate, publicKeyOf } from '@/lib/signature/certificate'
import { context, der, integer, nullValue, octetString, oid, retag, sequence, setOf, TAG } from '@/lib/signature/der'
import type { SigningKey } from '@/lib/signature/key-store'

/**
 * A detached CMS SignedData over `content` for PAdES B-B: one signer, the attributes content-type, message-digest and
 * signing-certificate-v2, and no signing-time, which ETSI.CAdES.detached forbids. With `stamp`, which answers with a
 * time-stamp token over the signature, B-T.
 */
export async function signCms(
  content: Uint8Array[],
  key: SigningKey,
  stamp?: (signature: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const hash = createHash('sha256')
  for (const part of content) hash.update(part)
  const certificate = parseCertificate(key.certificate)
  // The hash algorithm of ESSCertIDv2 is left out because SHA-256 is its default, and DER writes no defaults.
  const essCertificate = sequence(octetString(createHash('sha256').update(key.certificate).digest()))
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octetString(hash.digest())),
    attribute(OID.signingCertificateV2, sequence(sequence(essCertificate))),
  ]
  const signedAttributes = setOf(...attributes)
  const signature = await key.sign(signedAttributes)
  const token = await stamp?.(signature)
  const sha256 = sequence(oid(OID.sha256), nullValue())
  const signerInfo = sequence(
    integer(1),
    sequence(certificate.issuerName, der(TAG.integer, certificate.serialBytes)),
    sha256,
    retag(0xa0, signedAttributes),
    signatureAlgorithm(key.certificate),
    octetString(signature),
    ...(token ? [context(1, attribute(OID.timeStampToken, token))] : []),
  )
  const signedData = sequence(
    integer(1),
    setOf(sha256),
    sequence(oid(OID.data)),
    retag(0xa0, setOf(key.certificate, ...key.chain)),
    setOf(signerInfo),
  )
  return sequence(oid(OID.signedData), context(0, signedData))
}

const attribute = (type: string, value: Uint8Array) => sequence(oid(type), setOf(value))

function signatureAlgorithm(certificate: Uint8Array): Uint8Array {
  const kind = publicKeyOf(certificate)?.asymmetricKeyType
  if (kind === 'rsa') return sequence(oid(OID.rsaEncryption), nullValue())
  if (kind === 'ec') return sequence(oid(OID.ecdsaWithSha256))
  throw new UnsupportedAlgorithm(kind ?? parseCertificate(certificate).keyAlgorithm)
}
