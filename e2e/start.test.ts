import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '@/db/testing/postgres'
import { type RunningServer, startServer } from './server'

const root = join(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'marshrut-start-'))
let server: RunningServer
beforeAll(async () => {
  server = await startServer({ dataDir })
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function run(script: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      DATABASE_URL: '',
      HOSTNAME: '',
      INIT_CWD: root,
      ...env,
    },
  })
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('exit', resolve)),
  ])
  return { output, errors, code }
}

describe('the start', () => {
  it('shows the address, the sign-in names and the password, and answers', async () => {
    expect(server.output()).toContain(`Маршрут работает: ${server.url}`)
    expect(server.output()).toContain('coordinator@zabaykalsk.test')
    expect(server.password.length).toBeGreaterThanOrEqual(8)
    const health = await fetch(`${server.url}/health`)
    expect(await health.json()).toMatchObject({ status: 'ok' })
    expect(health.headers.get('x-content-type-options')).toBe('nosniff')
    expect(health.headers.get('x-powered-by')).toBeNull()
  })

  it('is refused, in words, while another program has the port or the database', async () => {
    const samePort = await run('scripts/start.mjs', [], { PORT: new URL(server.url).port })
    expect(samePort.code).toBe(1)
    expect(samePort.errors).toMatch(/Порт \d+ занят/)
    const sameFolder = await run('scripts/start.mjs', [], { PORT: String(await freePort()) })
    expect(sameFolder.code).toBe(1)
    expect(sameFolder.errors).toMatch(/База занята/)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })

  it('is refused with settings that cannot be, each named', async () => {
    const wrong = await run('scripts/start.mjs', [], { PORT: String(await freePort()), APP_SECRET: 'secret' })
    expect(wrong.code).toBe(1)
    expect(wrong.errors).toMatch(/APP_SECRET: /)
  })

  it('lets an operator’s command ask the running program, JSON alone on standard output', async () => {
    const checked = await run('scripts/operator.mjs', ['verify', 'package.json'])
    expect([1, 2]).toContain(checked.code)
    expect(JSON.parse(checked.output).verdict).toMatch(/^(foreign|unknown)$/)
  })

  it('comes up again after kill -9 with the same password, and puts its things away at the end', async () => {
    const { password } = server
    await server.stop('SIGKILL')
    server = await startServer({ dataDir })
    expect(server.password).toBe(password)
    await server.stop()
    expect(existsSync(join(dataDir, 'operator.json'))).toBe(false)
    const alone = await run('scripts/operator.mjs', ['verify', 'package.json'])
    expect(JSON.parse(alone.output).verdict).toMatch(/^(foreign|unknown)$/)
  })
})

describe('a dry run of the import', () => {
  it('answers 2 and nothing on standard output when the file cannot be read', async () => {
    const absent = await run('scripts/operator.mjs', ['import', 'нет-такого.txt', '--dry-run'])
    expect(absent).toMatchObject({ code: 2, output: '' })
    expect(absent.errors).toContain('прочитать не удалось')
  })
})
