import { createCipheriv, createDecipheriv, createHash, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { algorithmOf } from '@/lib/signature/algorithms'
import {
  childrenOf,
  DerError,
  type DerNode,
  expectTag,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  readNumber,
  readOid,
  sequence,
  TAG,
} from '@/lib/signature/der'

/** How PKCS#12 locks what it holds: PBES2 of today, and the older triple DES with its own derivation of keys. */
const ID = {
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
const PBKDF2_ITERATIONS = 100_000
/** A file may ask for any number of rounds; more than this would only keep the server busy. */
const MOST_ITERATIONS = 1_000_000

export class WrongPassword extends Error {
  override readonly name = 'WrongPassword'
}
/** The file is in order but locked in a way that the program does not open. */
export class UnsupportedContainer extends Error {
  override readonly name = 'UnsupportedContainer'
}

const derive = promisify(pbkdf2)

/** AES-256 under PBKDF2 with HMAC-SHA-256. */
export async function encrypt(
  data: Uint8Array,
  password: string,
): Promise<{ algorithm: Uint8Array; data: Uint8Array }> {
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

/** Throws WrongPassword, or UnsupportedContainer for a way of locking that is not opened. */
export async function decrypt(algorithm: DerNode | undefined, data: Uint8Array, password: string): Promise<Uint8Array> {
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

export function bounded(iterations: number): number {
  if (iterations < 1 || iterations > MOST_ITERATIONS) throw new UnsupportedContainer(`${iterations} iterations`)
  return iterations
}

/** Big-endian UTF-16 with a closing zero, as RFC 7292 B.1 asks. */
export function bmpPassword(password: string): Uint8Array {
  return Buffer.from(`${password}\0`, 'utf16le').swap16()
}

/** Key derivation of RFC 7292, appendix B.2; `purpose` 1 is a key, 2 an initial vector, 3 a MAC key. */
export function pkcs12Key(
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
