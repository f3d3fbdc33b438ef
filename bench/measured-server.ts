import { type ChildProcess, spawn } from 'node:child_process'
import { get } from 'node:http'
import { join } from 'node:path'
import { freePort } from '@/db/testing/postgres'

export const root = join(import.meta.dirname, '..')
const START_MS = 90_000

export type MeasuredServer = {
  port: number
  /** From its start until it answered for the first time. */
  startedMs: number
  /** Processor time of the whole process so far, user and system, in milliseconds. */
  cpuMs(): Promise<number>
  stop(): Promise<void>
}

/** Starts a server in `cwd` with the meter inside, and waits until `path` answers 200. `args` follow node's own. */
export async function startMeasured(
  args: string[],
  env: Record<string, string>,
  path: string,
  cwd = root,
): Promise<MeasuredServer> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn(process.execPath, ['--import', join(root, 'bench/meter.mjs'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      HOSTNAME: '',
      PORT: String(port),
      npm_lifecycle_event: '',
      ...env,
    },
  })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => (printed = `${printed}${part}`.slice(-5_000)))
  while ((await statusOf(port, path)) !== 200) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The server ended: ${args.join(' ')}\n${printed}`)
    if (performance.now() - began > START_MS) {
      child.kill('SIGKILL')
      throw new Error(`The server did not answer: ${args.join(' ')}\n${printed}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    port,
    startedMs: performance.now() - began,
    cpuMs: () => askCpu(child),
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

const askCpu = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('message', (usage: NodeJS.CpuUsage) => resolve((usage.user + usage.system) / 1_000))
    child.send('cpu', (error) => error && reject(error))
  })

const statusOf = (port: number, path: string): Promise<number> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
    }).on('error', () => resolve(0))
  })
