import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backup } from '@/db/backup'
import { database, resultRows, setDatabase } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import { createRoadMap } from '@/db/commands/road-map'
import { addSection } from '@/db/commands/section'
import { getOrder } from '@/db/queries/order'
import { getRoadMap } from '@/db/queries/road-map'
import { verifyBytes } from '@/db/queries/verification'
import { roadMapVersions } from '@/db/schema/road-map'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import { livingAct, schoolIds } from '@/db/testing/living-act'
import {
  awaitingAct,
  type District,
  draftAct,
  NOW,
  openStory,
  paperBytes,
  refusal,
  sign,
  signedAct,
} from '@/db/testing/story'
import { bytesStore } from '@/lib/store/folder'

const root = mkdtempSync(join(tmpdir(), 'marshrut-backup-'))
let story: Awaited<ReturnType<typeof openStory>>
let clean: FreshDatabase | undefined
beforeAll(async () => {
  story = await openStory()
})
afterAll(async () => {
  setDatabase(story.fresh.opened)
  await clean?.close()
  await story.close()
  rmSync(root, { recursive: true, force: true })
})

const tablesWithRows = async (): Promise<Record<string, unknown[]>> => {
  const names = resultRows<{ name: string }>(
    await database().execute(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
    ),
  )
  const all: Record<string, unknown[]> = {}
  for (const { name } of names) {
    all[name] = resultRows<{ row: string }>(
      await database().execute(sql`select row_to_json(t)::text as row from ${sql.identifier(name)} t`),
    )
      .map((one) => one.row)
      .sort()
  }
  return all
}

/** A file that a school brought as evidence; answers with its fingerprint. */
async function fileOfEvidence(place: District): Promise<string> {
  const { roadMapId, keys } = await livingAct(place, [{ title: 'Выезд', term: 'май', executors: 'Школы' }])
  const [executorId = ''] = await schoolIds('МОУ СОШ № 1')
  const stored = await bytesStore().put(Buffer.from('%PDF-1.7 акт выезда'))
  const file = { kind: 'file' as const, text: '', ...stored, mediaType: 'application/pdf', fileName: 'Акт выезда.pdf' }
  const cell = { roadMapId, measureKey: keys[0] ?? '', point: '1', executorKind: 'school' as const, executorId }
  const said = { state: 'done' as const, note: '', isBeforeApproval: false, doneOn: null, revision: 0 }
  await setExecution(await place.actor('school1'), { ...cell, ...said, evidence: [file] }, 'press', NOW)
  return stored.sha256
}

/** Without acts of their own. */
const MANY = 600

/** More versions than one statement of the copy holds, each naming one that stands after it. */
async function manyVersions(roadMapId: string): Promise<void> {
  const ids = Array.from({ length: MANY }, () => randomUUID())
  const values = ids.map((id, index) => ({
    id,
    roadMapId,
    number: index + 2,
    columns: [],
    baseId: ids[index + 1] ?? null,
  }))
  await database().insert(roadMapVersions).values(values)
}

describe('backup', () => {
  it('restores into a clean database and folder: rows, papers, signatures and keys', async () => {
    const signed = await signedAct(story.home)
    const coordinator = await story.home.actor('coordinator')
    const odd = `кавычки ' " \\ $q$ $$; drop table users; -- \n\t\u2028 Ү😀 ${'x'.repeat(100_000)}`
    const { orderId } = await awaitingAct(story.home)
    const draft = await draftAct(story.home)
    await addSection(coordinator, { versionId: draft.versionId, number: '9', title: odd, pressId: 'p' }, NOW)
    const brought = await fileOfEvidence(story.home)
    await manyVersions((await draftAct(story.home)).roadMapId)
    const folder = join(root, 'copy')
    const told = await backup(folder, NOW)
    const rows = expect.objectContaining({ municipalities: 2, papers: 2, evidence: 1 })
    expect(told).toMatchObject({ folder, papers: 2, rows })
    expect(existsSync(join(folder, 'README.txt'))).toBe(true)
    expect(statSync(join(folder, 'database.sql')).mode & 0o777).toBe(0o600)
    const before = await tablesWithRows()

    clean = await freshDatabase()
    process.env.DATA_DIR = folder
    const statements = readFileSync(join(folder, 'database.sql'), 'utf8').split(/;\n(?=set |insert |select )/)
    await clean.db.transaction(async (tx) => {
      for (const statement of statements) await tx.execute(sql.raw(statement))
    })
    expect(await tablesWithRows()).toEqual(before)
    expect((await verifyBytes(await paperBytes(story.home, signed.orderId), NOW)).verdict).toBe('genuine')
    expect((await getRoadMap(coordinator, draft.roadMapId)).sections.map((section) => section.title)).toContain(odd)
    expect((await bytesStore().get(brought)).toString()).toBe('%PDF-1.7 акт выезда')
    // The restored key signs, and the journal's own numbering goes on.
    await sign(story.home, orderId)
    expect((await getOrder(coordinator, orderId)).status).toBe('registered')
    expect((await verifyBytes(await paperBytes(story.home, orderId), NOW)).verdict).toBe('genuine')
  })

  it('writes over no older copy, and says so', async () => {
    const folder = mkdtempSync(join(root, 'old-'))
    writeFileSync(join(folder, 'database.sql'), 'прежняя копия')
    await expect(backup(folder, NOW)).rejects.toEqual(refusal('invalid'))
    expect(readFileSync(join(folder, 'database.sql'), 'utf8')).toBe('прежняя копия')
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('is of one instant while others write', async () => {
    setDatabase(story.fresh.opened)
    const coordinator = await story.home.actor('coordinator')
    let isDone = false
    const write = async () => {
      while (!isDone)
        await createRoadMap(coordinator, { programmeName: randomUUID(), year: 2026, pressId: randomUUID() }, NOW)
    }
    const copy = async () => {
      const copies = []
      for (let made = 0; made < 6; made++) copies.push(await backup(join(root, `busy-${made}`), NOW))
      isDone = true
      return copies
    }
    const [copies] = await Promise.all([copy(), write(), write(), write()])
    // A version and its order are written together: a copy of one instant holds both or neither.
    for (const { rows } of copies) expect(rows.road_map_versions).toBe((rows.orders ?? 0) + MANY)
    expect(copies.at(-1)?.rows.orders).toBeGreaterThan(copies[0]?.rows.orders ?? 0)
  })
})
