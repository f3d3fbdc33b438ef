import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import { inject } from 'vitest'
import { setDatabase } from '@/db/client'
import { type Database, embeddedHandle, type OpenedDatabase, serverHandle } from '@/db/open'
import { TEMPLATE } from './global-setup'

export type FreshDatabase = {
  db: Database
  kind: OpenedDatabase['kind']
  /** The server's address of this database; absent with the embedded one. */
  url?: string
  opened: OpenedDatabase
  close(): Promise<void>
}

/**
 * A migrated, empty database of its own, already the one that `database()` answers with. In a test file:
 * `beforeAll(async () => { fresh = await freshDatabase() })` and `afterAll(() => fresh.close())`.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const source = inject('testDatabase')
  const { opened, url, drop } =
    source.kind === 'server' ? await copyOnServer(source.url) : await copyEmbedded(source.dump)
  setDatabase(opened)
  return {
    db: opened.db,
    kind: opened.kind,
    ...(url ? { url } : {}),
    opened,
    close: async () => {
      setDatabase(undefined)
      await opened.close()
      await drop()
    },
  }
}

type Copy = { opened: OpenedDatabase; url?: string; drop(): Promise<void> }

async function copyOnServer(serverUrl: string): Promise<Copy> {
  const name = `marshrut_${randomBytes(6).toString('hex')}`
  const admin = (statement: string) => asAdmin(serverUrl, statement)
  await admin(`create database ${name} template ${TEMPLATE}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    opened: serverHandle(url.href),
    url: url.href,
    drop: () => admin(`drop database if exists ${name} with (force)`),
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client.unsafe(statement)
  } finally {
    await client.end()
  }
}

async function copyEmbedded(dump: string): Promise<Copy> {
  const client = await PGlite.create({ loadDataDir: new Blob([readFileSync(dump)]) })
  return { opened: embeddedHandle(client), drop: async () => {} }
}
