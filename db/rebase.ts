import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { and, eq, isNull, notInArray, sql } from 'drizzle-orm'
import type { Database, Tx } from '@/db/client'
import { textOf } from '@/db/draft-rows'
import { editionsOf } from '@/db/editions'
import { portions } from '@/db/new-map'
import { measures, roadMapVersions, sections } from '@/db/schema/road-map'
import { versionRows } from '@/db/version-rows'
import type { VersionRows } from '@/lib/road-map/amendment'
import { editionInForce } from '@/lib/road-map/editions'
import { notFound } from '@/lib/shared/refusal'

/**
 * What a rebase is made of: the draft, the edition that it was made from and the one in force now. `state` is that of what the
 * person was shown: any change of the draft or another edition in force makes it another.
 */
export async function readRebase(handle: Database, versionId: string) {
  const [version] = await handle.select().from(roadMapVersions).where(eq(roadMapVersions.id, versionId))
  if (!version) throw notFound('Дорожная карта')
  const editions = await editionsOf(handle, version.roadMapId)
  const current = editionInForce(editions)
  const mine = await versionRows(handle, versionId)
  const base = version.baseId ? await versionRows(handle, version.baseId) : { sections: [], measures: [] }
  const theirs = current ? await versionRows(handle, current.versionId) : { sections: [], measures: [] }
  const state = createHash('sha256')
    .update(JSON.stringify([current?.versionId ?? null, version.baseId, mine]))
    .digest('hex')
  return { version, editions, current, base, mine, theirs, state }
}

/** Gives a draft these rows: known ones by their keys, deleted ones back where they are named, the rest into the trash. */
export async function replaceRows(tx: Tx, versionId: string, rows: VersionRows, now: Date): Promise<void> {
  const ids = await replaceSections(tx, versionId, rows.sections, now)
  const known = await tx
    .select({ id: measures.id, key: measures.key })
    .from(measures)
    .where(eq(measures.versionId, versionId))
  const byKey = new Map(known.map((row) => [row.key, row.id]))
  const places = new Map<string, number>()
  const placed = rows.measures.map((row) => {
    const position = places.get(row.sectionKey) ?? 0
    places.set(row.sectionKey, position + 1)
    return { ...textOf(row), key: row.key, sectionId: ids.get(row.sectionKey) ?? '', position }
  })
  for (const portion of portions(placed.filter((row) => !byKey.has(row.key))))
    await tx.insert(measures).values(portion.map((row) => ({ ...row, versionId })))
  for (const portion of portions(placed.filter((row) => byKey.has(row.key)))) {
    const values = JSON.stringify(portion.map((row) => ({ ...row, id: byKey.get(row.key) })))
    await tx.execute(sql`update ${measures} set number = v.number, title = v.title, term = v.term, executors = v.executors,
      tasks = v.tasks, indicator = v.indicator, extra = v.extra, section_id = v."sectionId", position = v.position,
      revision = ${measures.revision} + 1, deleted_at = null
      from jsonb_to_recordset(${values}::jsonb) as v(id uuid, number text, title text, term text, executors text, tasks text,
        indicator text, extra jsonb, "sectionId" uuid, position int)
      where ${measures.id} = v.id`)
  }
  const keys = placed.map((row) => row.key)
  await tx
    .update(measures)
    .set({ deletedAt: now })
    .where(
      and(
        eq(measures.versionId, versionId),
        isNull(measures.deletedAt),
        keys.length > 0 ? sql`not ${measures.key} = any(${sql.param(keys)}::uuid[])` : undefined,
      ),
    )
}

async function replaceSections(
  tx: Tx,
  versionId: string,
  wanted: VersionRows['sections'],
  now: Date,
): Promise<Map<string, string>> {
  const known = await tx
    .select({ id: sections.id, key: sections.key })
    .from(sections)
    .where(eq(sections.versionId, versionId))
  const ids = new Map(known.map((section) => [section.key, section.id]))
  const placed = wanted.map(({ key, number, title }, position) => ({ key, number, title, position }))
  const added = placed.filter((section) => !ids.has(section.key)).map((section) => ({ ...section, id: randomUUID() }))
  for (const portion of portions(added)) await tx.insert(sections).values(portion.map((one) => ({ ...one, versionId })))
  const kept = placed.filter((section) => ids.has(section.key)).map((one) => ({ ...one, id: ids.get(one.key) }))
  for (const portion of portions(kept))
    await tx.execute(sql`update ${sections} set number = v.number, title = v.title, position = v.position,
      revision = ${sections.revision} + 1, deleted_at = null
      from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as v(id uuid, number text, title text, position int)
      where ${sections.id} = v.id`)
  const keys = placed.map((section) => section.key)
  await tx
    .update(sections)
    .set({ deletedAt: now })
    .where(
      and(
        eq(sections.versionId, versionId),
        isNull(sections.deletedAt),
        keys.length > 0 ? notInArray(sections.key, keys) : undefined,
      ),
    )
  for (const section of added) ids.set(section.key, section.id)
  return ids
}
