import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  pbkdf2,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
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
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
  hmacSha1: '1.2.840.113549.2.7',
  hmacSha256: '1.2.840.113549.2.9',
  aes256: '2.16.840.1.101.3.4.1.42',
  tripleDes: '1.2.840.113549.1.12.1.3',
} as const

const CIPHERS: Record<string, { name: string; keyLength: number }> = {
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24 },
  [ID.aes256]: { name: 'aes-256-cbc', keyLength: 32 },
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24 },
}
const PRFS: Record<string, string> = {
  [ID.hmacSha1]: 'sha1',
  [ID.hmacSha256]: 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}
const MAC_DIGESTS: Record<string, string> = {
  [OID.sha1]: 'sha1',
  [OID.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
}
const PBKDF2_ITERATIONS = 100_000
const MAC_ITERATIONS = 10_000
/** A file may ask for any number of rounds; more than this would only keep the server busy. */
const MOST_ITERATIONS = 1_000_000

export class WrongPassword extends Error {
  override readonly name = 'WrongPassword'
}
/** The file is in order but locked in a way that the program does not open. */
export class UnsupportedContainer extends Error {
  override readonly name = 'UnsupportedContainer'
}

export type Pkcs12Contents = {
  /** PKCS#8, DER. */
  privateKeys: Uint8Array[]
  certificates: Uint8Array[]
}

const derive = promisify(pbkdf2)

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

async function encrypt(data: Uint8Array, password: string): Promise<{ algorithm: Uint8Array; data: Uint8Array }> {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const key = await derive(password, salt, PBKDF2_ITERATIONS, 32, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  const algorithm = sequence(
    oid(ID.pbes2),
    sequence(
      sequence(
        oid(ID.pbkdf2),
        sequence(octetString(salt), integer(PBKDF2_ITERATIONS), sequence(oid(ID.hmacSha256), nullValue())),
      ),
      sequence(oid(ID.aes256), octetString(iv)),
    ),
  )
  return { algorithm, data: Buffer.concat([cipher.update(data), cipher.final()]) }
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

async function decrypt(algorithm: DerNode | undefined, data: Uint8Array, password: string): Promise<Uint8Array> {
  const [identifier, parameters] = childrenOf(expectTag(algorithm, TAG.sequence))
  const kind = readOid(identifier)
  let cipher: { name: string; key: Uint8Array; iv: Uint8Array }
  if (kind === ID.pbes2) cipher = await pbes2Cipher(expectTag(parameters, TAG.sequence), password)
  else if (kind === ID.tripleDes) {
    const [salt, rounds] = childrenOf(expectTag(parameters, TAG.sequence))
    const saltBytes = expectTag(salt, TAG.octetString).body
    const iterations = bounded(readNumber(rounds))
    cipher = {
      name: 'des-ede3-cbc',
      key: pkcs12Key('sha1', bmpPassword(password), saltBytes, iterations, 1, 24),
      iv: pkcs12Key('sha1', bmpPassword(password), saltBytes, iterations, 2, 8),
    }
  } else throw new UnsupportedContainer(kind)
  try {
    const decipher = createDecipheriv(cipher.name, cipher.key, cipher.iv)
    const plain = Buffer.concat([decipher.update(data), decipher.final()])
    // One wrong password in 256 leaves a padding that looks right; what it unlocks is no structure.
    if (expectTag(readDer(plain), TAG.sequence).raw.length !== plain.length) throw new DerError('not one structure')
    return plain
  } catch {
    throw new WrongPassword()
  }
}

async function pbes2Cipher(parameters: DerNode, password: string) {
  const [derivation, encryption] = childrenOf(parameters)
  const [derivationId, derivationParameters] = childrenOf(expectTag(derivation, TAG.sequence))
  if (readOid(derivationId) !== ID.pbkdf2) throw new UnsupportedContainer(readOid(derivationId))
  const [salt, rounds, ...options] = childrenOf(expectTag(derivationParameters, TAG.sequence))
  const prfNode = options.find((option) => option.tag === TAG.sequence)
  const prf = PRFS[prfNode ? algorithmOf(prfNode) : ID.hmacSha1]
  const [cipherId, iv] = childrenOf(expectTag(encryption, TAG.sequence))
  const cipher = CIPHERS[readOid(cipherId)]
  if (!prf || !cipher) throw new UnsupportedContainer(readOid(cipherId))
  const saltBytes = expectTag(salt, TAG.octetString).body
  const key = await derive(password, saltBytes, bounded(readNumber(rounds)), cipher.keyLength, prf)
  return { name: cipher.name, key, iv: expectTag(iv, TAG.octetString).body }
}

function bounded(iterations: number): number {
  if (iterations < 1 || iterations > MOST_ITERATIONS) throw new UnsupportedContainer(`${iterations} iterations`)
  return iterations
}

/** Big-endian UTF-16 with a closing zero, as RFC 7292 B.1 asks. */
function bmpPassword(password: string): Uint8Array {
  return Buffer.from(`${password}\0`, 'utf16le').swap16()
}

/** Key derivation of RFC 7292, appendix B.2; `purpose` 1 is a key, 2 an initial vector, 3 a MAC key. */
function pkcs12Key(
  digest: string,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  purpose: number,
  length: number,
): Uint8Array {
  const block = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const diversifier = Buffer.alloc(block, purpose)
  const input = Buffer.concat([repeatToBlocks(salt, block), repeatToBlocks(password, block)])
  const output: Uint8Array[] = []
  for (let made = 0; made < length; ) {
    let hash = createHash(digest).update(diversifier).update(input).digest()
    for (let round = 1; round < iterations; round += 1) hash = createHash(digest).update(hash).digest()
    output.push(hash)
    made += hash.length
    const addend = Buffer.alloc(block, hash)
    for (let start = 0; start < input.length; start += block) {
      let carry = 1
      for (let index = block - 1; index >= 0; index -= 1) {
        carry += (input[start + index] ?? 0) + (addend[index] ?? 0)
        input[start + index] = carry & 0xff
        carry >>= 8
      }
    }
  }
  return Buffer.concat(output).subarray(0, length)
}

function repeatToBlocks(bytes: Uint8Array, block: number): Uint8Array {
  if (bytes.length === 0) return Buffer.alloc(0)
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)
}
