import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { database, resultRows } from '@/db/client'
import { migrateServer, serverHandle } from '@/db/open'
import { type FreshDatabase, freshDatabase } from './database'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.close())

describe('a database handle', () => {
  it('is migrated, and the same that commands get', async () => {
    const result = await database().execute(
      sql`select count(*)::int as tables from pg_tables where schemaname = 'public'`,
    )
    expect(resultRows<{ tables: number }>(result)[0]?.tables).toBeGreaterThan(5)
    expect(database()).toBe(fresh.db)
  })

  it('undoes a transaction that throws', async () => {
    await fresh.db.execute(sql`create table thing (id int)`)
    const failing = fresh.db.transaction(async (tx) => {
      await tx.execute(sql`insert into thing values (1)`)
      throw new Error('в середине')
    })
    await expect(failing).rejects.toThrow('в середине')
    expect(await fresh.opened.query('select * from thing')).toEqual([])
  })

  it('refuses the outer handle inside a transaction instead of waiting for ever', async () => {
    const wrong = fresh.db.transaction(async () => {
      await fresh.db.execute(sql`select 1`)
    })
    await expect(wrong).rejects.toThrow(/pass tx/)
    const nested = fresh.db.transaction(() => fresh.db.transaction(async () => 1))
    await expect(nested).rejects.toThrow(/pass tx/)
    await expect(fresh.db.transaction((tx) => tx.transaction(async () => 2))).resolves.toBe(2)
  })

  it('lets work that outlives its transaction use the outer handle', async () => {
    let later: Promise<unknown> = Promise.resolve()
    await fresh.db.transaction(async () => {
      later = new Promise((resolve) => setTimeout(resolve, 50)).then(() => fresh.db.execute(sql`select 1`))
    })
    await expect(later).resolves.toBeDefined()
  })
})

describe.runIf(inject('testDatabase').kind === 'server')('a PostgreSQL server', () => {
  it('is migrated once by four simultaneous starts', async () => {
    await fresh.opened.query('create database empty_for_starts')
    const url = new URL(fresh.url ?? '')
    url.pathname = '/empty_for_starts'
    await Promise.all(Array.from({ length: 4 }, () => migrateServer(url.href)))
    const handle = serverHandle(url.href, 1)
    const [row] = await handle.query<{ applied: number; files: number }>(
      'select count(*)::int as applied, count(distinct hash)::int as files from drizzle.__drizzle_migrations',
    )
    await handle.close()
    await fresh.opened.query('drop database empty_for_starts')
    expect(row?.applied).toBe(row?.files)
    expect(row?.applied).toBeGreaterThan(0)
  })

  it('refuses a write after the connection was lost in a transaction, and then goes on', async () => {
    const broken = fresh.db.transaction(async (tx) => {
      const [row] = resultRows<{ pid: number }>(await tx.execute(sql`select pg_backend_pid() as pid`))
      await fresh.opened.query('select pg_terminate_backend($1)', [row?.pid])
      await new Promise((resolve) => setTimeout(resolve, 100))
      await tx.execute(sql`select 1`)
    })
    await expect(broken).rejects.toThrow()
    await expect(fresh.db.execute(sql`select 1`)).resolves.toBeDefined()
  })
})
