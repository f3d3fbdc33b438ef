import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { invalid } from '@/lib/shared/refusal'
import { createTestAuthority, type Holder, issueCertificate, type TestAuthority } from '@/lib/signature/authority'
import { openPkcs12, type SigningKey, sealPkcs12 } from '@/lib/signature/key-store'
import { inDataDir } from '@/lib/system/data-dir'
import { createDurably, writeDurably } from '@/lib/system/durable-file'
import { seal, unsealText } from '@/lib/system/secret'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function keyFile(id: string): string {
  // The id may come from a request: nothing but a uuid reaches the file system.
  if (!UUID.test(id)) throw new Error('A key file is named by a uuid.')
  const folder = inDataDir('keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(/*turbopackIgnore: true*/ folder, `${id}.p12`)
}

/** On the disk before the row that names it. */
export const writeKeyFile = (id: string, bytes: Uint8Array): void => writeDurably(keyFile(id), bytes)

/** Refuses when the folder was not restored with the database. */
export function readKeyFile(id: string): Buffer {
  const file = keyFile(id)
  if (!existsSync(file)) {
    throw invalid('Файла ключа нет в папке данных. Загрузите ключ заново: Настройки → Ключи подписи.', 'key')
  }
  return readFileSync(file)
}

export const removeKeyFile = (id: string): void => rmSync(keyFile(id), { force: true })

const PURPOSE = 'signing-key-password'

/** For `signing_keys.sealed_password`: opens only under the secret outside the database (rulings B8). */
export const sealKeyPassword = (password: string): string => seal(password, PURPOSE)

/** Opens the key of a row: with its sealed password, else with the typed one. A wrong password is a refusal. */
export async function openKeyFile(key: { id: string; sealedPassword: string | null }, typed = ''): Promise<SigningKey> {
  const password = key.sealedPassword === null ? typed : unsealText(key.sealedPassword, PURPOSE)
  return openPkcs12(readKeyFile(key.id), password)
}

const DAY = 86_400_000

/** The test authority of this DATA_DIR, made on first use. */
export async function testAuthority(now: Date): Promise<TestAuthority> {
  const file = inDataDir('test-authority.json')
  if (!existsSync(file)) {
    const authority = await createTestAuthority({
      name: 'ТЕСТОВЫЙ удостоверяющий центр программы «Маршрут»',
      notBefore: new Date(now.getTime() - DAY),
      notAfter: new Date(now.getTime() + 3_650 * DAY),
    })
    createDurably(file, JSON.stringify(authority))
  }
  return JSON.parse(readFileSync(file, 'utf8')) as TestAuthority
}

/** A test certificate with its PKCS#12 and the random password of that file; valid from yesterday for three years. */
export async function issueTestKey(holder: Holder, now: Date): Promise<{ pkcs12: Uint8Array; password: string }> {
  const authority = await testAuthority(now)
  const notBefore = new Date(now.getTime() - DAY)
  const notAfter = new Date(notBefore)
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 3)
  const issued = await issueCertificate(authority, { ...holder, notBefore, notAfter })
  const password = randomBytes(18).toString('base64url')
  return { pkcs12: await sealPkcs12(issued, password), password }
}
