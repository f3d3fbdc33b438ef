import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { inDataDir } from './data-dir'
import { writeDurably } from './durable-file'
import { environment } from './env'
import { seal, unsealText } from './secret'

const fileOf = (): string => inDataDir('demonstration-password')
const PURPOSE = 'demonstration-password'

/** The password that the demonstration's people were made with; sealed, so that a copy of the folder alone tells nothing. */
export function keptDemonstrationPassword(): string | undefined {
  const file = fileOf()
  return existsSync(file) ? unsealText(readFileSync(file, 'utf8').trim(), PURPOSE) : undefined
}

export const keepDemonstrationPassword = (password: string): void => writeDurably(fileOf(), seal(password, PURPOSE))

/** What a new demonstration is to be made with: DEMO_PASSWORD, else the one of an earlier attempt, else a random one. */
export const demonstrationPassword = (): string =>
  environment().demoPassword ??
  keptDemonstrationPassword() ??
  (randomBytes(6).toString('hex').match(/.{4}/g) ?? []).join('-')
