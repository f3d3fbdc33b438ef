import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { inDataDir } from './data-dir'
import { createDurably } from './durable-file'
import { environment } from './env'

/** What was sealed cannot be opened: another secret, another purpose, or altered bytes. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  constructor(purpose: string) {
    super(`Sealed for «${purpose}», but it does not open: another secret or altered bytes.`)
  }
}

const SECRETS: unique symbol = Symbol.for('marshrut.secrets')
const known = globalThis as typeof globalThis & { [SECRETS]?: Map<string, Buffer> }

/** APP_SECRET, else a random secret made once in DATA_DIR/secret. Never leaves the process; use `derivedSecret`. */
function rootSecret(): Buffer {
  const given = environment().appSecret
  if (given) return Buffer.from(given)
  const file = inDataDir('secret')
  known[SECRETS] ??= new Map()
  const remembered = known[SECRETS].get(file)
  if (remembered) return remembered
  if (!existsSync(file)) createDurably(file, randomBytes(32).toString('base64url'))
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (secret.length < 32) throw new Error(`The secret in ${file} is damaged: it must be 32 bytes in base64url.`)
  known[SECRETS].set(file, secret)
  return secret
}

/** 32 bytes for one purpose; knowing one tells nothing of the others. */
export const derivedSecret = (purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', rootSecret(), 'marshrut', purpose, 32))

const VERSION = 'v1'
const NONCE = 12
const TAG = 16

/** Encrypts with AES-256-GCM under a key of this purpose. The answer is text: it fits a column, a cookie or a file. */
export function seal(value: string | Uint8Array, purpose: string): string {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', derivedSecret(`seal ${purpose}`), nonce)
  cipher.setAAD(Buffer.from(`${VERSION} ${purpose}`))
  const sealed = Buffer.concat([nonce, cipher.update(value), cipher.final(), cipher.getAuthTag()])
  return `${VERSION}.${sealed.toString('base64url')}`
}

/** The bytes that were sealed for this purpose; throws `SealBroken`. */
export function unseal(sealed: string, purpose: string): Buffer {
  const [version, body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  if (version !== VERSION || bytes.length < NONCE + TAG) throw new SealBroken(purpose)
  try {
    const decipher = createDecipheriv('aes-256-gcm', derivedSecret(`seal ${purpose}`), bytes.subarray(0, NONCE))
    decipher.setAAD(Buffer.from(`${VERSION} ${purpose}`))
    decipher.setAuthTag(bytes.subarray(-TAG))
    return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
  } catch {
    throw new SealBroken(purpose)
  }
}

/** The text that was sealed for this purpose; throws `SealBroken`. */
export const unsealText = (sealed: string, purpose: string): string => unseal(sealed, purpose).toString('utf8')
