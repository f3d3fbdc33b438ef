import { execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '@/db/testing/postgres'
import { root } from './measured-server'

const MOST_MS = 15 * 60_000

/** Clones the project and measures `npm start` from nothing to the first page: packages, build, database, demonstration. */
export async function startFresh(folder: string, say: (text: string) => void): Promise<number> {
  const clone = join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', root, clone], { stdio: 'ignore' })
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), DATA_DIR: '.data', DATABASE_URL: '' }
  say('Свежая копия: npm start')
  const began = performance.now()
  const child = spawn('npm', ['start'], { cwd: clone, env, stdio: ['ignore', 'ignore', 'ignore'], detached: true })
  let ended = false
  child.once('exit', () => {
    ended = true
  })
  try {
    while (performance.now() - began < MOST_MS && !ended) {
      const answered = await fetch(`http://127.0.0.1:${port}/login`).then(
        (response) => response.ok,
        () => false,
      )
      if (answered) return performance.now() - began
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('The fresh clone did not start.')
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGTERM')
    await new Promise((resolve) => (ended ? resolve(undefined) : child.once('exit', resolve)))
  }
}
