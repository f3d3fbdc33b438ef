import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Database, Tx } from '@/db/client'
import { freshDatabase } from '@/db/testing/database'

const FOLDER = join(import.meta.dirname, '../migrations')

/**
 * Runs the migrations before `name` («0004_curators») into a schema of their own, fills it, runs that one, and answers with what `read`
 * finds. Nothing of it stays.
 */
export async function acrossMigration<Found>(
  name: string,
  fill: (tx: Tx) => Promise<void>,
  read: (tx: Tx) => Promise<Found>,
): Promise<Found> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.sql'))
  const before = files.filter((file) => file < `${name}.sql`).sort()
  const fresh = await freshDatabase()
  let found: Found | undefined
  const undone = fresh.db.transaction(async (tx) => {
    await tx.execute(sql`create schema before_migration`)
    await tx.execute(sql`set local search_path to before_migration, pg_catalog`)
    for (const file of before) await run(tx, file)
    await fill(tx)
    await run(tx, `${name}.sql`)
    found = await read(tx)
    throw new Error('undo')
  })
  try {
    await expect(undone).rejects.toThrow('undo')
  } finally {
    await fresh.close()
  }
  return found as Found
}

async function run(db: Database, file: string): Promise<void> {
  const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll('"public".', '')
  for (const statement of text.split('--> statement-breakpoint')) await db.execute(sql.raw(statement))
}
