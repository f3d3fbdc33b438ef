import type { EventEmitter } from 'node:events'
import { boot } from '@/db/boot'
import { setDatabase } from '@/db/client'
import { openDatabase } from '@/db/open'
import { operatorCommands } from '@/db/operator'
import { type Reading, readingFingerprint, recordReading, type Statement } from '@/db/page-reading'
import { cleanStore } from '@/lib/store/folder'
import { type BootReport, StartRefused } from '@/lib/system/boot-report'
import { now } from '@/lib/system/clock'
import { dataDir, inDataDir } from '@/lib/system/data-dir'
import { EnvironmentError, environment } from '@/lib/system/env'
import { FolderBusy } from '@/lib/system/folder-lock'
import { log } from '@/lib/system/log'
import { serveOperator } from '@/lib/system/operator-channel'
import { derivedSecret } from '@/lib/system/secret'

type Program = {
  report: BootReport
  /** For scripts/unchanged-page.mjs: what a page asks of the database, and whether the answers are still the same. */
  reading: {
    record(work: () => Promise<void>): Promise<Reading>
    fingerprint(statements: Statement[]): Promise<string>
    now(): Date
  }
  close(): Promise<void>
}

/** scripts/server.mjs prints the report and closes the program at its end. */
const PROGRAM: unique symbol = Symbol.for('marshrut.program')
const holder = globalThis as typeof globalThis & { [PROGRAM]?: Program }

/** Opens everything; when that fails, says why in Russian and ends the process: Next would go on without a database. */
export async function startProgram(): Promise<void> {
  if (holder[PROGRAM]) return
  try {
    holder[PROGRAM] = await open()
    ;(process as EventEmitter).emit('marshrut.opened')
  } catch (error) {
    const expected = error instanceof FolderBusy || error instanceof EnvironmentError || error instanceof StartRefused
    if (expected) process.stderr.write(`${error.message}\n`)
    else log.error('start failed', error)
    if (error instanceof FolderBusy) {
      process.stderr.write('Остановите его или задайте другую папку: DATA_DIR=.data2 npm start\n')
    }
    process.exit(1)
  }
}

async function open(): Promise<Program> {
  const { databaseUrl } = environment()
  process.env.NEXTAUTH_SECRET ||= derivedSecret('next-auth').toString('base64url')
  const opened = await openDatabase({ databaseUrl, dataDir: dataDir() })
  setDatabase(opened)
  cleanStore(inDataDir('papers'), now())
  const report = await boot(now())
  const channel = await serveOperator(inDataDir('operator.json'), operatorCommands)
  return {
    report,
    reading: {
      record: (work) => recordReading(work, now),
      fingerprint: (statements) => readingFingerprint(opened, statements, now()),
      now,
    },
    close: async () => {
      await channel.close()
      setDatabase(undefined)
      await opened.close()
    },
  }
}
