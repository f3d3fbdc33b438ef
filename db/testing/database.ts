import { randomBytes } from 'node:crypto'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import { inject } from 'vitest'
import { setDatabase } from '@/db/client'
import { type Database, embeddedHandle, type OpenedDatabase, serverHandle } from '@/db/open'
import { TEMPLATES } from './global-setup'

export type FreshDatabase = {
  db: Database
  kind: OpenedDatabase['kind']
  /** The server's address of this database; absent with the embedded one. */
  url?: string
  opened: OpenedDatabase
  close(): Promise<void>
}

/**
 * A migrated database of its own, already the one that `database()` answers with. In a test file:
 * `beforeAll(async () => { fresh = await freshDatabase() })` and `afterAll(() => fresh.close())`. It is empty unless `districtsTo`
 * names the data folder, empty too, for the keys of the districts (db/testing/districts.ts) that it is to hold.
 */
export async function freshDatabase({ districtsTo }: { districtsTo?: string } = {}): Promise<FreshDatabase> {
  const source = inject('testDatabase')
  const template = districtsTo ? TEMPLATES.districts : TEMPLATES.empty
  const { opened, url, drop } =
    source.kind === 'server'
      ? await copyOnServer(source.url, template)
      : await copyEmbedded(join(source.folder, template))
  if (districtsTo) cpSync(source.districtsData, districtsTo, { recursive: true })
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

async function copyOnServer(serverUrl: string, template: string): Promise<Copy> {
  const name = `marshrut_${randomBytes(6).toString('hex')}`
  const admin = (statement: string) => asAdmin(serverUrl, statement)
  await admin(`create database ${name} template ${template}`)
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
