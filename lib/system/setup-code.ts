import { randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { inDataDir } from './data-dir'
import { createDurably } from './durable-file'
import { environment } from './env'

const fileOf = (): string => inDataDir('setup-code')

/**
 * The one-time code that proves at the first set-up that the visitor also sees the server's terminal (rulings F1).
 * Null where none is asked: with the embedded database the program serves the machine's own owner.
 */
export function setupCode(): string | null {
  if (!environment().databaseUrl) return null
  const file = fileOf()
  if (!existsSync(file)) createDurably(file, (randomBytes(10).toString('hex').match(/.{5}/g) ?? []).join('-'))
  return readFileSync(file, 'utf8').trim()
}

/** Whether `typed` is the code; true where none is asked. */
export function isSetupCode(typed: string): boolean {
  const code = setupCode()
  if (code === null) return true
  const [given, expected] = [Buffer.from(typed.trim().toLowerCase()), Buffer.from(code)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Called when the set-up is done: the code never serves again. */
export const forgetSetupCode = (): void => rmSync(fileOf(), { force: true })
