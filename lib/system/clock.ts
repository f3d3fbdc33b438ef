import { readFileSync } from 'node:fs'
import { environment } from './env'

const started = Date.now()

/**
 * The program's only clock. With TEST_CLOCK (refused in production without the demonstration, rulings F2) it starts at that
 * instant and runs on; `TEST_CLOCK=@FILE` reads the instant from a file at each call, so a test can move a running server.
 */
export function now(): Date {
  const { testClock } = environment()
  if (!testClock) return new Date()
  if (testClock.startsWith('@')) return instant(readFileSync(testClock.slice(1), 'utf8').trim())
  return new Date(instant(testClock).getTime() + Date.now() - started)
}

function instant(text: string): Date {
  const read = new Date(text)
  if (Number.isNaN(read.getTime()))
    throw new Error(`TEST_CLOCK: «${text}» is not an instant like 2022-04-21T10:00:00Z.`)
  return read
}
