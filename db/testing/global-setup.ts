import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { setDatabase } from '@/db/client'
import { embeddedHandle, migrateEmbedded, migrateServer, type OpenedDatabase, serverHandle } from '@/db/open'
import { NOW, seedDistricts } from './districts'
import { startPostgres } from './postgres'

declare module 'vitest' {
  interface ProvidedContext {
    /** What to copy from: a PostgreSQL server's address or the folder of the embedded database's dumps. */
    testDatabase: ({ kind: 'server'; url: string } | { kind: 'embedded'; folder: string }) & {
      /** The DATA_DIR that belongs to the template with the districts. */
      districtsData: string
    }
  }
}

/** A migrated database: empty, or with the districts of db/testing/districts.ts. */
export const TEMPLATES = { empty: 'marshrut_template', districts: 'marshrut_districts' }

/** Migrates and seeds once; every test file gets a copy (db/testing/database.ts). */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === 'db-embedded' ? prepareEmbedded(project) : prepareServer(project)
}

async function prepareServer(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? undefined : await startPostgres()
  const url = given ?? server?.url('postgres') ?? ''
  const addressOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const client = postgres(url, { max: 1, onnotice: () => {} })
  for (const name of Object.values(TEMPLATES)) await client.unsafe(`drop database if exists ${name}`)
  await client.unsafe(`create database ${TEMPLATES.empty}`)
  await migrateServer(addressOf(TEMPLATES.empty))
  await client.unsafe(`create database ${TEMPLATES.districts} template ${TEMPLATES.empty}`)
  await client.end()
  const districts = serverHandle(addressOf(TEMPLATES.districts), 1)
  const districtsData = await makeDistricts(districts)
  await districts.close()
  project.provide('testDatabase', { kind: 'server', url, districtsData })
  return async () => {
    await server?.stop()
    rmSync(districtsData, { recursive: true, force: true })
  }
}

async function prepareEmbedded(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-template-'))
  const client = await PGlite.create()
  const keep = async (name: string) =>
    writeFileSync(join(folder, name), Buffer.from(await (await client.dumpDataDir('none')).arrayBuffer()))
  await migrateEmbedded(client)
  await keep(TEMPLATES.empty)
  const districtsData = await makeDistricts(embeddedHandle(client))
  await keep(TEMPLATES.districts)
  await client.close()
  project.provide('testDatabase', { kind: 'embedded', folder, districtsData })
  return async () => {
    for (const made of [folder, districtsData]) rmSync(made, { recursive: true, force: true })
  }
}

/** Fills an empty database with the districts; gives back the folder of their keys and secrets. */
async function makeDistricts(opened: OpenedDatabase): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'marshrut-districts-'))
  const { DATA_DIR } = process.env
  process.env.DATA_DIR = folder
  setDatabase(opened)
  try {
    await seedDistricts(NOW)
  } finally {
    setDatabase(undefined)
    if (DATA_DIR === undefined) delete process.env.DATA_DIR
    else process.env.DATA_DIR = DATA_DIR
  }
  return folder
}
