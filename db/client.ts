import 'server-only'
import type { Database, OpenedDatabase } from './open'

/** A transaction's handle, passed to whatever writes inside it. */
export type Tx = Database

export { type Database, type OpenedDatabase, resultRows } from './open'

/** Pages, routes and instrumentation have separate instances of this module, but one globalThis. */
const OPENED: unique symbol = Symbol.for('marshrut.database')
const holder = globalThis as typeof globalThis & { [OPENED]?: OpenedDatabase | undefined }

/** Makes `opened` the database of this process; undefined when it is closed. */
export function setDatabase(opened: OpenedDatabase | undefined): void {
  holder[OPENED] = opened
}

export function openedDatabase(): OpenedDatabase {
  const opened = holder[OPENED]
  if (!opened) throw new Error('The database is not open yet: db/boot opens it before the first request.')
  return opened
}

/** The handle for commands and queries. Inside `database().transaction(async (tx) => …)` only `tx` may be used. */
export const database = (): Database => openedDatabase().db
