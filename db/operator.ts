import 'server-only'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { backup } from '@/db/backup'
import { recordAccess } from '@/db/commands/access'
import { importRoadMap } from '@/db/commands/road-map'
import { findActorByLogin } from '@/db/queries/session'
import { verifyBytes } from '@/db/queries/verification'
import { importedJson } from '@/lib/road-map/import-shape'
import { createRoadMapSchema } from '@/lib/road-map/schema'
import { Refusal } from '@/lib/shared/refusal'
import { exitCodeOf, verificationJson } from '@/lib/signature/verify'
import { now } from '@/lib/system/clock'
import { log } from '@/lib/system/log'
import type { OperatorAnswer, OperatorCommand } from '@/lib/system/operator-channel'
import { isUnreadable, plainText, readRoadMapFile } from '@/lib/table-file/read-road-map'

/** The operator's commands that need the database: in their own process, or asked of the running server (rulings D1). */
export const operatorCommands: Record<string, OperatorCommand> = {
  import: importCommand,
  verify: verifyCommand,
  backup: backupCommand,
}

/** `import FILE --as LOGIN --municipality CODE --year N [--programme NAME]`: saves in that person's name, with his rights. */
async function importCommand(args: string[], input: Buffer | undefined): Promise<OperatorAnswer> {
  const at = now()
  try {
    const actor = await findActorByLogin(option(args, 'as'), at, option(args, 'municipality'))
    if (!actor) {
      throw new Refusal('not_found', 'Такого человека в этом муниципалитете нет. Проверьте --as и --municipality.')
    }
    const bytes = input ?? new Uint8Array()
    const imported = await readRoadMapFile(bytes, args.find((argument) => !argument.startsWith('--')) ?? '')
    const { year, programmeName } = createRoadMapSchema.parse({
      year: option(args, 'year'),
      programmeName: option(args, 'programme') || 'Проект «500+»',
    })
    const sourceHash = createHash('sha256')
      .update(plainText(bytes) ?? bytes)
      .digest('hex')
    const { roadMapId } = await importRoadMap(
      actor,
      { programmeName, year, imported, sourceHash, pressId: crypto.randomUUID() },
      at,
    )
    return { code: 0, output: { ...importedJson(imported), roadMapId } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { code: isUnreadable(error) ? 2 : 1, output: { headers: [], sections: [], doubts: [error.message] } }
  }
}

/** `verify FILE.pdf [SIGNATURE.sig]`. */
async function verifyCommand(args: string[], input: Buffer | undefined): Promise<OperatorAnswer> {
  const [, signature] = args.filter((argument) => !argument.startsWith('--'))
  const detached = signature === undefined ? undefined : readFileSync(resolve(/*turbopackIgnore: true*/ signature))
  const at = now()
  const answer = await verifyBytes(input ?? new Uint8Array(), at, detached)
  try {
    await recordAccess(null, { action: 'paper.verify', subjectId: answer.sha256 }, at)
  } catch (error) {
    // The answer is worth more than its trace (rulings F5).
    log.error('access_log.failed', error)
  }
  return { code: exitCodeOf(answer.verdict), output: verificationJson(answer) }
}

async function backupCommand(args: string[]): Promise<OperatorAnswer> {
  const folder = args.find((argument) => !argument.startsWith('--')) ?? ''
  try {
    return { code: 0, output: await backup(folder, now()) }
  } catch (error) {
    // Through the running server a refusal would come as a fault, without its words.
    if (!(error instanceof Refusal)) throw error
    return { code: 2, output: { folder, error: error.message } }
  }
}

/** `--name value` or `--name=value`; empty where absent. */
function option(args: string[], name: string): string {
  const joined = args.find((argument) => argument.startsWith(`--${name}=`))
  if (joined) return joined.slice(name.length + 3)
  const place = args.indexOf(`--${name}`)
  return place < 0 ? '' : (args[place + 1] ?? '')
}
