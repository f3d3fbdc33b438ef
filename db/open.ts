import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator'
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js'
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import * as schema from '@/db/schema/all'
import { openEmbedded } from './embedded'
import { guardTransactions } from './guard'

/** The one handle that commands and queries know; a transaction's `tx` is also a `Database`. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

export type OpenedDatabase = {
  db: Database
  kind: 'embedded' | 'server'
  /** Raw SQL for the operator's commands; not guarded, never inside a transaction. */
  query<Row>(text: string, params?: unknown[]): Promise<Row[]>
  /** The same, each row as its values in order: of two columns of one name `query` keeps only the last. */
  values(text: string, params: unknown[]): Promise<unknown[][]>
  /** The embedded database itself, for the backup; absent with a server. */
  embedded?: PGlite
  close(): Promise<void>
}

export type OpenOptions = {
  /** PostgreSQL ≥ 15; absent: the embedded database in `dataDir`/postgres. */
  databaseUrl?: string | undefined
  dataDir: string
}

const migrationsFolder = () => join(/*turbopackIgnore: true*/ process.cwd(), 'db', 'migrations')

/** Any number, the same in every process: who holds it is migrating. */
const MIGRATION_LOCK = 7_220_421

/** Opens and migrates. Throws `FolderBusy` when another process has the embedded database. */
export async function openDatabase({ databaseUrl, dataDir }: OpenOptions): Promise<OpenedDatabase> {
  if (databaseUrl) {
    await migrateServer(databaseUrl)
    return serverHandle(databaseUrl)
  }
  const embedded = await openEmbedded(join(/*turbopackIgnore: true*/ dataDir, 'postgres'))
  try {
    await migrateEmbedded(embedded.client)
  } catch (error) {
    await embedded.close()
    throw error
  }
  return embeddedHandle(embedded.client, embedded.close)
}

export function embeddedHandle(client: PGlite, close: () => Promise<void> = () => client.close()): OpenedDatabase {
  return {
    db: guardTransactions(drizzlePglite(client, { schema })) as unknown as Database,
    kind: 'embedded',
    query: async <Row>(text: string, params: unknown[] = []) => (await client.query<Row>(text, params)).rows,
    values: async (text, params) => (await client.query<unknown[]>(text, params, { rowMode: 'array' })).rows,
    embedded: client,
    close,
  }
}

export function serverHandle(databaseUrl: string, max = 10): OpenedDatabase {
  const client = connection(databaseUrl, max)
  return {
    db: guardTransactions(drizzlePostgres(client, { schema })) as unknown as Database,
    kind: 'server',
    query: async <Row>(text: string, params: unknown[] = []) =>
      (await client.unsafe(text, params as never[])) as unknown as Row[],
    values: (text, params) => client.unsafe(text, params as never[]).values(),
    close: () => client.end({ timeout: 5 }),
  }
}

const connection = (databaseUrl: string, max: number) =>
  postgres(databaseUrl, {
    max,
    connect_timeout: 10,
    idle_timeout: 300,
    connection: { TimeZone: 'UTC', application_name: 'marshrut' },
    onnotice: () => {},
  })

export const migrateEmbedded = (client: PGlite): Promise<void> =>
  migratePglite(drizzlePglite(client), { migrationsFolder: migrationsFolder() })

/** drizzle's migrator takes no lock, and of several simultaneous starts only one would live. */
export async function migrateServer(databaseUrl: string): Promise<void> {
  const client = connection(databaseUrl, 1)
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migratePostgres(drizzlePostgres(client), { migrationsFolder: migrationsFolder() })
  } finally {
    await client.end({ timeout: 5 })
  }
}

/** The rows of `db.execute`, whose answer differs between the two databases. */
export function resultRows<Row>(result: unknown): Row[] {
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[]
}
