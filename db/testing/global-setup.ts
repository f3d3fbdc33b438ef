import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrateEmbedded, migrateServer } from '@/db/open'
import { startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database to copy from: a PostgreSQL server's address or the embedded database's dump. */
    testDatabase: { kind: 'server'; url: string } | { kind: 'embedded'; dump: string }
  }
}

export const TEMPLATE = 'marshrut_template'

/** Migrates once; every test file gets a copy (db/testing/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === 'db-embedded' ? prepareEmbedded(project) : prepareServer(project)
}

async function prepareServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? undefined : await startPostgres()
  const url = given ?? server?.url('postgres') ?? ''
  const client = postgres(url, { max: 1, onnotice: () => {} })
  await client.unsafe(`drop database if exists ${TEMPLATE}`)
  await client.unsafe(`create database ${TEMPLATE}`)
  await client.end()
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  await migrateServer(template.href)
  project.provide('testDatabase', { kind: 'server', url })
  return async () => server?.stop()
}

async function prepareEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-template-'))
  const dump = join(folder, 'template.tar')
  const client = await PGlite.create()
  await migrateEmbedded(client)
  writeFileSync(dump, Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()))
  await client.close()
  project.provide('testDatabase', { kind: 'embedded', dump })
  return async () => rmSync(folder, { recursive: true, force: true })
}
