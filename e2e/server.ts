import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@/db/testing/postgres'

export type RunningServer = {
  url: string
  /** The demonstration's password as the terminal shows it; empty without the demonstration. */
  password: string
  /** The one-time code of the first set-up; empty where none is asked. */
  setupCode: string
  dataDir: string
  /** All that the program has printed so far. */
  output(): string
  /** Ends it as `npm` would; with 'SIGKILL', as a power cut would. The folder stays when it was given. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

const START_MS = 60_000

export type ServerOptions = { dataDir?: string; databaseUrl?: string; port?: number; env?: Record<string, string> }

/** Starts the built program on a free port, with an empty folder unless one is given, and waits until it answers. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'marshrut-e2e-'))
  const port = options.port ?? (await freePort())
  const url = `http://localhost:${port}`
  const child = spawn(process.execPath, ['scripts/server.mjs'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOSTNAME: '',
      DATA_DIR: dataDir,
      DATABASE_URL: options.databaseUrl ?? '',
      npm_lifecycle_event: '',
      ...options.env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (printed += String(part)))
  await untilHealthy(`${url}/health`, child, () => printed)
  return {
    url,
    password: /Пароль у всех один: (\S+)/.exec(printed)?.[1] ?? '',
    setupCode: /Код для первой настройки[^:]*: (\S+)/.exec(printed)?.[1] ?? '',
    dataDir,
    output: () => printed,
    stop: async (signal = 'SIGTERM') => {
      await ended(child, signal)
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function untilHealthy(address: string, child: ChildProcess, printed: () => string): Promise<void> {
  const late = performance.now() + START_MS
  while (performance.now() < late) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The program ended:\n${printed()}`)
    const healthy = await fetch(address).then(
      (response) => response.ok,
      () => false,
    )
    // The terminal's lines come a moment after the first answer.
    if (healthy && printed().includes('Остановить')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await ended(child, 'SIGKILL')
  throw new Error(`The program did not answer in ${START_MS / 1000} s:\n${printed()}`)
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}
