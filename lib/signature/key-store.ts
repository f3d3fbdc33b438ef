import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { localDate, longDate } from '@/lib/shared/dates'
import { invalid, Refusal } from '@/lib/shared/refusal'
import { comparable } from '@/lib/shared/text'
import {
  certificateFacts,
  gostBitsOf,
  hasUsualSerial,
  maySignPapers,
  parseCertificate,
  publicKeyOf,
  sameBytes,
} from '@/lib/signature/certificate'
import { isIssuedBy } from '@/lib/signature/chain'
import { readPkcs12, writePkcs12 } from '@/lib/signature/pkcs12'
import { UnsupportedContainer, WrongPassword } from '@/lib/signature/pkcs12-encryption'

/**
 * A key that signs papers, wherever it lies: the one thing that `signPdf` and `signCms` ask of a store. A PKCS#12 file
 * is one (`openPkcs12`); a token, a hardware module or another machine is another function that answers with this, and
 * nothing else changes. Keys that never come to the program go by `external.ts` instead.
 */
export type SigningKey = {
  /** DER. */
  certificate: Uint8Array
  /** DER of the authorities above, nearest first; may be empty. */
  chain: Uint8Array[]
  /** The signature with SHA-256: PKCS#1 v1.5 for RSA, DER of r and s for ECDSA. */
  sign: (data: Uint8Array) => Promise<Uint8Array>
}

/** A PKCS#12 file (.p12, .pfx) that only `password` opens. */
export async function sealPkcs12(
  key: { privateKey: KeyObject; certificate: Uint8Array; chain: Uint8Array[] },
  password: string,
): Promise<Uint8Array> {
  const privateKey = key.privateKey.export({ type: 'pkcs8', format: 'der' })
  return writePkcs12({ ...key, privateKey }, password)
}

/** Refuses (field `password` or `key`) with what is wrong and what to do; never says whether only part of it fitted. */
export async function openPkcs12(bytes: Uint8Array, password: string): Promise<SigningKey> {
  const contents = await readPkcs12(bytes, password).catch((error: unknown) => {
    if (error instanceof WrongPassword)
      throw invalid('Пароль ключа неверен. Проверьте раскладку и введите его ещё раз.', 'password')
    if (error instanceof UnsupportedContainer) {
      throw invalid(
        'Файл ключа закрыт способом, который программа не открывает. Сохраните ключ заново в PKCS#12 с шифрованием AES-256.',
        'key',
      )
    }
    throw invalid('Файл ключа не читается: это не PKCS#12 (.p12, .pfx), или он повреждён.', 'key')
  })
  if (contents.privateKeys.length === 0) {
    throw invalid(
      'В файле нет закрытого ключа, только сертификаты. Выгрузите сертификат вместе с закрытым ключом.',
      'key',
    )
  }
  for (const encoded of contents.privateKeys) {
    const key = readPrivateKey(encoded)
    const certificate = key && contents.certificates.find((candidate) => belongTogether(key, candidate))
    if (key && certificate) {
      return {
        certificate,
        chain: orderChain(certificate, contents.certificates),
        sign: async (data) => sign('sha256', data, key),
      }
    }
  }
  throw invalid(
    'В файле нет сертификата, который подходит к закрытому ключу. Ключи ГОСТ в файле программа не открывает.',
    'key',
  )
}

function readPrivateKey(encoded: Uint8Array): KeyObject | null {
  try {
    return createPrivateKey({ key: Buffer.from(encoded), format: 'der', type: 'pkcs8' })
  } catch {
    return null
  }
}

function belongTogether(key: KeyObject, certificate: Uint8Array): boolean {
  const publicKey = publicKeyOf(certificate)
  return publicKey?.equals(createPublicKey(key)) ?? false
}

function orderChain(certificate: Uint8Array, certificates: Uint8Array[]): Uint8Array[] {
  const chain = [certificate]
  for (;;) {
    const last = chain.at(-1) ?? certificate
    const issuer = certificates.find(
      (candidate) => !chain.some((link) => sameBytes(link, candidate)) && isIssuedBy(last, candidate),
    )
    if (!issuer) return chain.slice(1)
    chain.push(issuer)
  }
}

const MINIMUM_RSA_BITS = 2048

/**
 * Whether a paper may be signed with this certificate at `now`: asked before a number is spent. Returns what is wrong,
 * in Russian and each with its way out; empty when nothing is. `expectedHolder` is the signatory's full name;
 * `ё` and `е`, letter case and spacing do not count. Dates are told in `zone`.
 */
export function certificateDefects(
  certificate: Uint8Array,
  options: {
    now: Date
    minimumRsaBits?: number
    expectedHolder?: string
    zone?: string
    /** The key is not the program's: GOST will do, too, since signatures by it can be verified. */
    external?: boolean
  },
): string[] {
  const { now, minimumRsaBits = MINIMUM_RSA_BITS, expectedHolder, zone = 'UTC', external = false } = options
  const dateOf = (instant: Date) => longDate(localDate(instant, zone))
  let facts: ReturnType<typeof certificateFacts>
  try {
    facts = certificateFacts(certificate)
  } catch {
    return ['Сертификат не читается: файл повреждён или это не сертификат.']
  }
  const defects: string[] = []
  if (now > facts.notAfter) defects.push(`Срок сертификата истёк ${dateOf(facts.notAfter)} Загрузите новый ключ.`)
  if (now < facts.notBefore) {
    defects.push(`Сертификат начнёт действовать ${dateOf(facts.notBefore)} Проверьте часы сервера или подождите.`)
  }
  const parsed = parseCertificate(certificate)
  const key = publicKeyOf(certificate)
  const bits = key?.asymmetricKeyDetails?.modulusLength
  if (key?.asymmetricKeyType === 'rsa' && bits !== undefined && bits < minimumRsaBits) {
    defects.push(`Ключ слишком короткий: RSA, ${bits} бит. Нужно не меньше ${minimumRsaBits}.`)
  } else if (key?.asymmetricKeyType !== 'rsa' && key?.asymmetricKeyType !== 'ec' && !(external && gostBitsOf(parsed))) {
    defects.push(`Ключом этого вида программа не подписывает: ${facts.keyDescription}.`)
  }
  if (!hasUsualSerial(parsed)) defects.push('Номер сертификата длиннее 20 байт: таких не выдают. Запросите другой.')
  if (!maySignPapers(parsed)) {
    defects.push('Сертификат выдан не для подписи документов. Запросите сертификат с назначением «цифровая подпись».')
  }
  if (expectedHolder !== undefined && nameForm(expectedHolder) !== nameForm(facts.subject)) {
    defects.push(`Сертификат выдан другому лицу: ${facts.subject}. Подписать должен ${expectedHolder}.`)
  }
  return defects
}

/** Throws one Refusal that names all defects. */
export function checkUsable(certificate: Uint8Array, options: Parameters<typeof certificateDefects>[1]): void {
  const defects = certificateDefects(certificate, options)
  if (defects.length > 0) throw new Refusal('invalid', defects.join(' '), 'key', { defects })
}

const nameForm = (name: string) => comparable(name).toLowerCase().replaceAll('ё', 'е')
