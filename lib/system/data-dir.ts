import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { environment } from './env'

/** The absolute folder of everything that the program keeps; made on first use, readable by its owner only. */
export function dataDir(): string {
  const folder = resolve(/*turbopackIgnore: true*/ process.cwd(), environment().dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

export const inDataDir = (...parts: string[]): string => join(/*turbopackIgnore: true*/ dataDir(), ...parts)
