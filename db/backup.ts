import 'server-only'
import { randomBytes } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { database, resultRows, type Tx } from '@/db/client'
import { Refusal } from '@/lib/shared/refusal'
import { inDataDir } from '@/lib/system/data-dir'

/** Rows in one statement of the copy. */
const PORTION = 500

/** Everything besides the database without which a copy could not be used: papers, keys, and the secrets that open them. */
const FILES = ['papers', 'keys', 'trust', 'secret', 'test-authority.json', 'demonstration-password']

const README = `Резервная копия программы «Маршрут».

database.sql — все записи базы. Восстановление: создайте пустую базу, выполните в ней миграции программы
(npm run db:migrate), затем psql --single-transaction -f database.sql.
papers — файлы документов, сканов, подтверждений исполнения и снимков посещений по их отпечаткам; keys, secret, test-authority.json — ключи подписи и то, чем они закрыты;
trust — доверенные корневые сертификаты.
Их кладут в DATA_DIR. Копия содержит ключи: храните её как ключи.
`

/**
 * Copies database, papers and keys into an empty or absent folder, while the program works: the database as of one instant,
 * then the files, which are always written before the database names them.
 */
export async function backup(
  folder: string,
  now: Date,
): Promise<{ folder: string; at: string; rows: Record<string, number>; papers: number }> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Refusal('invalid', `Папка ${folder} не пуста. Укажите новую: старая копия не переписывается.`)
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const { text, rows } = await database().transaction((tx) => exportRows(tx, now), {
    isolationLevel: 'repeatable read',
  })
  writeFileSync(join(/*turbopackIgnore: true*/ folder, 'database.sql'), text, { mode: 0o600 })
  for (const name of FILES) {
    const source = inDataDir(name)
    if (existsSync(source))
      cpSync(source, join(/*turbopackIgnore: true*/ folder, name), { recursive: true, preserveTimestamps: true })
  }
  writeFileSync(join(/*turbopackIgnore: true*/ folder, 'README.txt'), README)
  return { folder, at: now.toISOString(), rows, papers: rows.papers ?? 0 }
}

async function exportRows(tx: Tx, now: Date): Promise<{ text: string; rows: Record<string, number> }> {
  const rows: Record<string, number> = {}
  const parts = [`-- Маршрут, ${now.toISOString()}`, "set client_encoding = 'UTF8';"]
  const selfReferring = await tablesOfThemselves(tx)
  for (const table of await tablesInOrder(tx)) {
    const all = resultRows<{ row: string }>(
      await tx.execute(sql`select row_to_json(t)::text as row from ${sql.identifier(table)} t`),
    )
    rows[table] = all.length
    // A reference is checked at the statement's end: a row and the one it names must come in the same.
    const portion = selfReferring.has(table) ? Math.max(1, all.length) : PORTION
    for (let start = 0; start < all.length; start += portion) {
      const json = `[${all
        .slice(start, start + portion)
        .map((one) => one.row)
        .join(',')}]`
      const quote = `$q${randomBytes(8).toString('hex')}$`
      parts.push(
        `insert into "${table}" select * from json_populate_recordset(null::"${table}", ${quote}${json}${quote});`,
      )
    }
  }
  for (const { table, column } of await serials(tx)) {
    parts.push(
      `select setval(pg_get_serial_sequence('${table}', '${column}'), coalesce((select max(${column}) from "${table}"), 0) + 1, false);`,
    )
  }
  return { text: `${parts.join('\n')}\n`, rows }
}

/** Tables so that each stands after those it refers to. */
async function tablesInOrder(tx: Tx): Promise<string[]> {
  const tables = resultRows<{ name: string }>(
    await tx.execute(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    ),
  ).map((row) => row.name)
  const links = resultRows<{ child: string; parent: string }>(
    await tx.execute(sql`select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
      where contype = 'f' and conrelid <> confrelid`),
  ).map(({ child, parent }) => ({ child: child.replaceAll('"', ''), parent: parent.replaceAll('"', '') }))
  const done: string[] = []
  while (done.length < tables.length) {
    const ready = tables.filter(
      (table) => !done.includes(table) && links.every((link) => link.child !== table || done.includes(link.parent)),
    )
    if (ready.length === 0) throw new Error('Tables refer to one another in a circle.')
    done.push(...ready)
  }
  return done
}

/** Tables whose rows name other rows of the same table: an amended act, the version that another was copied from. */
async function tablesOfThemselves(tx: Tx): Promise<Set<string>> {
  const found = resultRows<{ name: string }>(
    await tx.execute(
      sql`select conrelid::regclass::text as name from pg_constraint where contype = 'f' and conrelid = confrelid`,
    ),
  )
  return new Set(found.map(({ name }) => name.replaceAll('"', '')))
}

async function serials(tx: Tx): Promise<{ table: string; column: string }[]> {
  return resultRows(
    await tx.execute(sql`select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and column_default like 'nextval(%' order by 1`),
  )
}
