import { invalid } from '@/lib/shared/refusal'
import {
  type CertificateFacts,
  certificateFacts,
  gostBitsOf,
  parseCertificate,
  publicKeyOf,
} from '@/lib/signature/certificate'
import { type DigestName, digestOf as digestByName } from '@/lib/signature/digest'

/** What a holder's key is asked to sign. */
export type DigestKind = Extract<DigestName, 'sha256' | 'streebog256' | 'streebog512'>

/** A certificate that somebody says he will sign with, outside the program. */
export type Announced = {
  /** DER. */
  certificate: Uint8Array
  facts: CertificateFacts
  /** A GOST key goes with the Streebog of its own length, every other with SHA-256. */
  digest: DigestKind
  /** CADESCOM_HASH_ALGORITHM of `digest`, for `CAdESCOM.HashedData`; another one answers 0x80070057. */
  hashAlgorithm: 4 | 101 | 102
}

const HASH_ALGORITHMS = { sha256: 4, streebog256: 101, streebog512: 102 } as const
/** Certificates are a few kilobytes long; a request may be anything. */
const LONGEST_TEXT = 100_000

/**
 * Reads a certificate as the plug-in exports it: Base64 with or without PEM's lines. Refuses (field `certificate`) what
 * is none, and keys that the program could not verify afterwards. Dates, purpose and holder are `certificateDefects`'.
 */
export function readAnnounced(text: string): Announced {
  const certificate = decode(text)
  const parsed = certificate && tryRead(certificate)
  if (!certificate || !parsed) {
    throw invalid(
      'Сертификат не читается. Выберите сертификат ещё раз; если не поможет, обновите страницу.',
      'certificate',
    )
  }
  const digest = digestFor(certificate)
  if (!digest) {
    throw invalid(
      `Подпись таким ключом программа не сможет проверить: ${parsed.facts.keyDescription}. Подойдёт ключ ГОСТ Р 34.10-2012, RSA или ECDSA; можно подписать на бумаге.`,
      'certificate',
    )
  }
  return { certificate, facts: parsed.facts, digest, hashAlgorithm: HASH_ALGORITHMS[digest] }
}

/** The digest of the parts one after another, as `HashedData.SetHashValue` wants it after `toString('hex')`. */
export const digestOf = (parts: Uint8Array[], kind: DigestKind): Uint8Array => digestByName(parts, kind)

function digestFor(certificate: Uint8Array): DigestKind | null {
  const gost = gostBitsOf(parseCertificate(certificate))
  if (gost) return gost === 256 ? 'streebog256' : 'streebog512'
  const kind = publicKeyOf(certificate)?.asymmetricKeyType
  return kind === 'rsa' || kind === 'ec' ? 'sha256' : null
}

function tryRead(certificate: Uint8Array): { facts: CertificateFacts } | null {
  try {
    const { raw } = parseCertificate(certificate)
    const facts = certificateFacts(certificate)
    const dated = !Number.isNaN(facts.notBefore.getTime()) && !Number.isNaN(facts.notAfter.getTime())
    return raw.length === certificate.length && dated ? { facts } : null
  } catch {
    return null
  }
}

function decode(text: string): Uint8Array | null {
  if (text.length > LONGEST_TEXT) return null
  const body = text.replace(/-----(?:BEGIN|END) [A-Z0-9 ]+-----/g, '').replace(/[\s\uFEFF]/g, '')
  return /^[A-Za-z0-9+/]+={0,2}$/.test(body) ? Buffer.from(body, 'base64') : null
}
