import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'

/** A statement as sent to the driver. The instant of the request stands as `CLOCK`, so that it can be asked again later. */
export type Statement = { sql: string; params: unknown[] }

export type Reading = {
  statements: Statement[]
  /** False where something was written or a transaction was opened: such a page must be made anew each time. */
  onlyRead: boolean
}

const CLOCK = { clock: true }
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const recording = new AsyncLocalStorage<Reading>()

/** Called by the database's handle for each statement (db/guard.ts). */
export function noteStatement(query: Statement): void {
  const reading = recording.getStore()
  if (!reading) return
  reading.statements.push({ sql: query.sql, params: query.params })
  if (!/^\s*select\b/i.test(query.sql)) reading.onlyRead = false
}

export function noteTransaction(): void {
  const reading = recording.getStore()
  if (reading) reading.onlyRead = false
}

/** What `work` asks of the database, `now` being the program's clock. */
export async function recordReading(work: () => Promise<void>, now: () => Date): Promise<Reading> {
  const reading: Reading = { statements: [], onlyRead: true }
  const from = now().toISOString()
  await recording.run(reading, work)
  const to = now().toISOString()
  const isNow = (value: unknown) => typeof value === 'string' && INSTANT.test(value) && value >= from && value <= to
  const statements = reading.statements.map(({ sql, params }) => ({
    sql,
    params: params.map((value) => (isNow(value) ? CLOCK : value)),
  }))
  return { statements, onlyRead: reading.onlyRead }
}

/** The database's handle as far as this needs it: naming its type would close a circle of imports. */
type Asked = { values(text: string, params?: unknown[]): Promise<unknown[]> }

/** Asks the statements again; the same fingerprint means the same answers, row for row. */
export async function readingFingerprint(database: Asked, statements: Statement[], now: Date): Promise<string> {
  const hash = createHash('sha256')
  for (const { sql, params } of statements) {
    const rows = await database.values(
      sql,
      params.map((value) => (value === CLOCK ? now.toISOString() : value)),
    )
    hash.update(JSON.stringify(rows)).update('\n')
  }
  return hash.digest('base64')
}
