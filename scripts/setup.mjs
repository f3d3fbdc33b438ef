// What `npm start` and `npm test` do before anything else. Built-in modules only: it runs before the packages are installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const PACKAGES_STAMP = join(root, 'node_modules', '.marshrut-stamp')
const BUILD_STAMP = join(root, '.next', 'marshrut-stamp')
/** What `next build` reads. Tests and their tools are left out: changing them builds nothing anew. */
const SOURCES = [
  'app',
  'components',
  'db',
  'lib',
  'public',
  'scripts/boot.ts',
  'instrumentation.ts',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const NOT_BUILT = /\.test\.tsx?$|^db\/(testing|migrations)(\/|$)|\/fixtures(\/|$)|\.tsbuildinfo$/

/** Progress goes to standard error: standard output may belong to an operator's command. */
export const say = (text) => process.stderr.write(`${text}\n`)

export class SetupFailed extends Error {}

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 11)) {
    throw new SetupFailed(
      `Нужен Node.js 20.11 или новее, а здесь ${process.versions.node}. Новый лежит на https://nodejs.org.`,
    )
  }
}

/** Installs the packages of the lock file when they are not those of the last installation. */
export async function ensurePackages() {
  const stamp = hash([readFileSync(join(root, 'package-lock.json')), process.version, process.platform, process.arch])
  if (stampIs(PACKAGES_STAMP, stamp)) return
  await alone(async () => {
    if (stampIs(PACKAGES_STAMP, stamp)) return
    await step('Устанавливаю пакеты (бывает только в первый раз и после обновления)', async () => {
      const code = await run(
        ...npm(['ci', '--include=dev', '--prefer-offline', '--no-fund', '--no-audit', '--loglevel=error']),
      )
      if (code !== 0) {
        throw new SetupFailed('Пакеты установить не удалось: причина в строках выше. Чаще всего нет доступа к сети.')
      }
    })
    writeFileSync(PACKAGES_STAMP, stamp)
  })
}

/** Builds the program when its sources are not those of the last build. */
export async function ensureBuild() {
  const stamp = hash([...sourceFiles().flatMap((file) => [file, readFileSync(join(root, file))]), process.version])
  if (stampIs(BUILD_STAMP, stamp)) return
  await alone(async () => {
    if (stampIs(BUILD_STAMP, stamp)) return
    rmSync(BUILD_STAMP, { force: true })
    await step('Собираю программу (около полминуты)', async () => {
      const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
      const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
      const log = []
      const code = await run(process.execPath, [next, 'build'], { env, collect: log })
      if (code !== 0) {
        process.stderr.write(Buffer.concat(log))
        throw new SetupFailed('Собрать программу не удалось: причина в строках выше.')
      }
    })
    mkdirSync(dirname(BUILD_STAMP), { recursive: true })
    writeFileSync(BUILD_STAMP, stamp)
  })
}

/** Runs a script's whole work; a failure of the set-up is told in words, without a stack. */
export async function main(work) {
  try {
    checkNode()
    process.chdir(root)
    await work()
  } catch (error) {
    say(error instanceof SetupFailed ? error.message : error.stack)
    process.exit(1)
  }
}

function sourceFiles() {
  const files = []
  const visit = (path) => {
    if (NOT_BUILT.test(path) || !existsSync(join(root, path))) return
    let entries
    try {
      entries = readdirSync(join(root, path)).sort()
    } catch {
      files.push(path)
      return
    }
    for (const entry of entries) visit(`${path}/${entry}`)
  }
  for (const source of SOURCES) visit(source)
  return files
}

function hash(parts) {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(part).update('\0')
  return sum.digest('hex')
}

const stampIs = (file, stamp) => existsSync(file) && readFileSync(file, 'utf8') === stamp

async function step(title, work) {
  const began = performance.now()
  say(`${title}…`)
  await work()
  say(`  готово за ${Math.round((performance.now() - began) / 1000)} с`)
}

function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') || script?.endsWith('.cjs')) return [process.execPath, [script, ...args]]
  return process.platform === 'win32' ? ['npm.cmd', args, { shell: true }] : ['npm', args]
}

/** The child's exit code. Its output goes to standard error, or into `collect`. */
function run(program, args, { collect, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const output = collect ? ['ignore', 'pipe', 'pipe'] : ['ignore', 2, 2]
    const child = spawn(program, args, { cwd: root, stdio: output, ...options })
    for (const stream of collect ? [child.stdout, child.stderr] : []) stream.on('data', (part) => collect.push(part))
    const end = (signal) => child.kill(signal)
    process.once('SIGTERM', end).once('SIGINT', end)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', end).off('SIGINT', end)
      if (signal === 'SIGTERM' || signal === 'SIGINT') process.exit(130)
      resolve(code ?? 1)
    })
  })
}

/** Two starts at once must not install or build over each other: the second waits for the first. */
async function alone(work) {
  const file = join(tmpdir(), `marshrut-setup-${hash([root]).slice(0, 16)}`)
  let told = false
  while (!takes(file)) {
    if (!told) say('Другой процесс уже устанавливает или собирает программу, жду…')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

function takes(file) {
  try {
    const descriptor = openSync(file, 'wx')
    writeSync(descriptor, String(process.pid))
    closeSync(descriptor)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (!isAlive(file)) rmSync(file, { force: true })
    return false
  }
}

function isAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    // Just made and not yet written: its owner is alive.
    if (!pid) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
