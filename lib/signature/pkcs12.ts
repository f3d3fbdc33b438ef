import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { algorithmOf, OID } from '@/lib/signature/algorithms'
import {
  childrenOf,
  context,
  DerError,
  type DerNode,
  der,
  expectTag,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  readNumber,
  readOid,
  sequence,
  setOf,
  TAG,
} from '@/lib/signature/der'
import {
  bmpPassword,
  bounded,
  decrypt,
  encrypt,
  pkcs12Key,
  UnsupportedContainer,
  WrongPassword,
} from '@/lib/signature/pkcs12-encryption'

/**
 * PKCS#12 (RFC 7292) as OpenSSL 3 and today's Windows write it, and the older triple DES that many keys still lie in.
 * Written with AES-256, PBKDF2 and HMAC-SHA-256.
 */
const ID = {
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
  x509Certificate: '1.2.840.113549.1.9.22.1',
  localKeyId: '1.2.840.113549.1.9.21',
} as const

const MAC_DIGESTS: Record<string, string> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const MAC_ITERATIONS = 10_000

export type Pkcs12Contents = {
  /** PKCS#8, DER. */
  privateKeys: Uint8Array[]
  certificates: Uint8Array[]
}

export async function writePkcs12(
  contents: { privateKey: Uint8Array; certificate: Uint8Array; chain: Uint8Array[] },
  password: string,
): Promise<Uint8Array> {
  const localKeyId = setOf(
    sequence(oid(ID.localKeyId), setOf(octetString(createHash('sha1').update(contents.certificate).digest()))),
  )
  const certBag = (certificate: Uint8Array, ...attributes: Uint8Array[]) =>
    sequence(
      oid(ID.certBag),
      context(0, sequence(oid(ID.x509Certificate), context(0, octetString(certificate)))),
      ...attributes,
    )
  const certificates = sequence(
    certBag(contents.certificate, localKeyId),
    ...contents.chain.map((certificate) => certBag(certificate)),
  )
  const lockedCertificates = await encrypt(certificates, password)
  const lockedKey = await encrypt(contents.privateKey, password)
  const keys = sequence(
    sequence(
      oid(ID.shroudedKeyBag),
      context(0, sequence(lockedKey.algorithm, octetString(lockedKey.data))),
      localKeyId,
    ),
  )
  const safe = sequence(
    sequence(
      oid(OID.encryptedData),
      context(
        0,
        sequence(integer(0), sequence(oid(OID.data), lockedCertificates.algorithm, der(0x80, lockedCertificates.data))),
      ),
    ),
    sequence(oid(OID.data), context(0, octetString(keys))),
  )
  const salt = randomBytes(16)
  const macKey = pkcs12Key('sha256', bmpPassword(password), salt, MAC_ITERATIONS, 3, 32)
  const mac = createHmac('sha256', macKey).update(safe).digest()
  return sequence(
    integer(3),
    sequence(oid(OID.data), context(0, octetString(safe))),
    sequence(
      sequence(sequence(oid(OID.sha256), nullValue()), octetString(mac)),
      octetString(salt),
      integer(MAC_ITERATIONS),
    ),
  )
}

/** Throws WrongPassword, UnsupportedContainer, or DerError when the bytes are not a PKCS#12 file. */
export async function readPkcs12(bytes: Uint8Array, password: string): Promise<Pkcs12Contents> {
  const [version, authSafe, macData] = childrenOf(expectTag(readDer(bytes), TAG.sequence))
  if (readNumber(version) !== 3) throw new DerError('not PKCS#12')
  const safe = contentOf(authSafe, OID.data)
  if (macData) checkMac(macData, safe.body, password)
  const contents: Pkcs12Contents = { privateKeys: [], certificates: [] }
  for (const part of childrenOf(readDer(safe.body))) {
    const [type] = childrenOf(part)
    if (readOid(type) === OID.data) await readBags(contentOf(part, OID.data).body, password, contents)
    else {
      const [, content] = childrenOf(contentOf(part, OID.encryptedData))
      const [, algorithm, data] = childrenOf(expectTag(content, TAG.sequence))
      if (!data) throw new DerError('no encrypted bytes')
      await readBags(await decrypt(algorithm, data.body, password), password, contents)
    }
  }
  return contents
}

function contentOf(info: DerNode | undefined, type: string): DerNode {
  const [identifier, content] = childrenOf(expectTag(info, TAG.sequence))
  const found = readOid(identifier)
  if (found !== type) throw new UnsupportedContainer(found)
  const inner = content && childrenOf(expectTag(content, 0xa0))[0]
  if (!inner) throw new DerError('no content')
  return inner
}

function checkMac(macData: DerNode, safe: Uint8Array, password: string): void {
  const [digestInfo, salt, rounds] = childrenOf(macData)
  const [algorithm, digest] = childrenOf(expectTag(digestInfo, TAG.sequence))
  const identifier = algorithmOf(algorithm)
  const name = MAC_DIGESTS[identifier]
  if (!name) throw new UnsupportedContainer(identifier)
  const expected = expectTag(digest, TAG.octetString).body
  const iterations = rounds ? bounded(readNumber(rounds)) : 1
  const saltBytes = expectTag(salt, TAG.octetString).body
  const length = createHash(name).digest().length
  // An absent password is written as no bytes by some programs and as the closing zero alone by others.
  const attempts = password === '' ? [bmpPassword(''), Buffer.alloc(0)] : [bmpPassword(password)]
  const fits = attempts.some((attempt) => {
    const key = pkcs12Key(name, attempt, saltBytes, iterations, 3, length)
    const mac = createHmac(name, key).update(safe).digest()
    return mac.length === expected.length && timingSafeEqual(mac, expected)
  })
  if (!fits) throw new WrongPassword()
}

async function readBags(bytes: Uint8Array, password: string, contents: Pkcs12Contents): Promise<void> {
  for (const bag of childrenOf(expectTag(readDer(bytes), TAG.sequence))) {
    const [type, wrapped] = childrenOf(bag)
    const value = wrapped && childrenOf(expectTag(wrapped, 0xa0))[0]
    if (!value) continue
    const kind = readOid(type)
    if (kind === ID.keyBag) contents.privateKeys.push(value.raw)
    if (kind === ID.shroudedKeyBag) {
      const [algorithm, data] = childrenOf(value)
      contents.privateKeys.push(await decrypt(algorithm, expectTag(data, TAG.octetString).body, password))
    }
    if (kind === ID.certBag) {
      const [certificateType, certificate] = childrenOf(value)
      if (readOid(certificateType) !== ID.x509Certificate || !certificate) continue
      contents.certificates.push(expectTag(childrenOf(certificate)[0], TAG.octetString).body)
    }
  }
}
