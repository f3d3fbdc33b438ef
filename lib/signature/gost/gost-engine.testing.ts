import { execFileSync } from 'node:child_process'

/** With CI=true a missing engine is a failure of the tests that need it, elsewhere they are skipped by name. */
export function hasGostEngine(): boolean {
  if (process.env.CI === 'true') return true
  try {
    execFileSync('openssl', ['engine', 'gost'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
