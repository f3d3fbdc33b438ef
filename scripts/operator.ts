import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import nextEnv from '@next/env'
import { importedJson } from '@/lib/road-map/import-shape'
import { Refusal } from '@/lib/shared/refusal'
import { dataDir, inDataDir } from '@/lib/system/data-dir'
import { EnvironmentError, environment } from '@/lib/system/env'
import { FolderBusy } from '@/lib/system/folder-lock'
import { askOperator, type OperatorAnswer, OperatorUnreachable } from '@/lib/system/operator-channel'
import { isUnreadable, readRoadMapFile } from '@/lib/table-file/read-road-map'
import { printTerms, TERMS_USAGE, WrongTerms } from './terms'

/** The person called the command wrongly or nothing could be read; printed on standard error, exit code 2. */
class Unable extends Error {}

const USAGE = {
  import: 'npm run --silent import -- ФАЙЛ --dry-run  |  ФАЙЛ --as ИМЯ --municipality КОД --year ГОД',
  verify: 'npm run --silent verify -- ФАЙЛ.pdf [ПОДПИСЬ.sig]',
  backup: 'npm run --silent backup -- ПАПКА',
  terms: TERMS_USAGE,
}

nextEnv.loadEnvConfig(process.cwd(), false, { info: () => {}, error: console.error })

const [command = '', ...args] = process.argv.slice(2)
try {
  if (command === 'terms') {
    await printTerms(args)
    process.stdout.write('', () => process.exit(0))
  } else {
    const { code, output } = await run(command, args)
    process.stdout.write(`${JSON.stringify(output)}\n`, () => process.exit(code))
  }
} catch (error) {
  const expected = [Unable, WrongTerms, EnvironmentError, Refusal].some((kind) => error instanceof kind)
  process.stderr.write(`${expected ? (error as Error).message : (error as Error).stack}\n`)
  process.exit(2)
}

async function run(name: string, given: string[]): Promise<OperatorAnswer> {
  if (!(name in USAGE)) throw new Unable(`Команды «${name}» нет. Есть:\n  ${Object.values(USAGE).join('\n  ')}`)
  const target = given.find((argument) => !argument.startsWith('--'))
  if (!target) throw new Unable(`Не назван файл или папка. Пишут так: ${USAGE[name as keyof typeof USAGE]}`)
  // npm runs us in the project's folder; the person named the path from where he stands.
  const path = fromHere(target)
  const absolute = given.map((argument) =>
    argument === target || (name === 'verify' && !argument.startsWith('--')) ? fromHere(argument) : argument,
  )
  // The server would read the signature itself, and its fault would come without words.
  if (name === 'verify') for (const file of absolute.filter((one) => !one.startsWith('--')).slice(1)) readInput(file)
  const input = name === 'backup' ? undefined : readInput(path)
  if (name === 'import' && given.includes('--dry-run')) return dryRun(input ?? Buffer.alloc(0), path)
  return withDatabase(name, absolute, input)
}

function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

function readInput(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new Unable(`Файл ${path} прочитать не удалось (${(error as NodeJS.ErrnoException).code}).`)
  }
}

/** Reads and prints, saves nothing, needs no database (rulings D1, D2): 0 measures read, 1 none, 2 a file of another kind. */
async function dryRun(bytes: Buffer, path: string): Promise<OperatorAnswer> {
  try {
    const imported = importedJson(await readRoadMapFile(bytes, path))
    return { code: imported.sections.some((section) => section.measures.length > 0) ? 0 : 1, output: imported }
  } catch (error) {
    if (!(error instanceof Refusal) || isUnreadable(error)) throw error
    return { code: 1, output: { headers: [], sections: [], doubts: [error.message] } }
  }
}

/** Opens the database; when the running server holds the embedded one, asks that server. */
async function withDatabase(name: string, given: string[], input: Buffer | undefined): Promise<OperatorAnswer> {
  const { databaseUrl } = environment()
  const [{ openDatabase }, { setDatabase }] = await Promise.all([import('@/db/open'), import('@/db/client')])
  let opened: Awaited<ReturnType<typeof openDatabase>>
  try {
    opened = await openDatabase({ databaseUrl, dataDir: dataDir() })
  } catch (error) {
    if (!(error instanceof FolderBusy)) throw error
    return askServer(name, given, input)
  }
  try {
    setDatabase(opened)
    const { operatorCommands } = await import('@/db/operator')
    const perform = operatorCommands[name]
    if (!perform) throw new Unable(`Команда «${name}» ещё не готова.`)
    return await perform(given, input)
  } finally {
    await opened.close()
  }
}

async function askServer(name: string, given: string[], input: Buffer | undefined): Promise<OperatorAnswer> {
  try {
    return await askOperator(inDataDir('operator.json'), name, given, input)
  } catch (error) {
    if (!(error instanceof OperatorUnreachable)) throw error
    throw new Unable('База занята запущенной программой, а она не отвечает. Подождите её запуска или остановите её.')
  }
}
