import 'server-only'
import { randomUUID } from 'node:crypto'
import { eq, inArray, max, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { openVersion, textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { readMergeTarget } from '@/db/merge-target'
import { portions } from '@/db/new-map'
import { once } from '@/db/press'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { isStored, type MergePlan, planMerge } from '@/lib/road-map/merge'
import { LIMITS, type MeasureText } from '@/lib/road-map/rules'
import { conflict, invalid } from '@/lib/shared/refusal'

/** Ids of rows. `takeFile`: conflicts in which the file's text is taken. `remove`: rows that the file lacks, to be deleted. */
export type MergeChoice = { takeFile: string[]; remove: string[] }

export type Merged = { edited: number; added: number; removed: number; kept: number }

/**
 * Brings a file's changes into a draft, all or none. `state` is that of the preview: a draft that has moved on since is compared
 * anew by the person. Rows keep their keys; the same file a second time changes nothing.
 */
export async function mergeRoadMap(
  actor: Actor,
  input: { roadMapId: string; imported: ImportedRoadMap; state: string; pressId: string } & MergeChoice,
  now: Date,
): Promise<Merged> {
  demand(actor, 'road_map.edit')
  const { roadMapId, imported, pressId, takeFile, remove } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { merge: roadMapId, state: input.state, takeFile, remove, imported }, now, async () => {
      const { versionId } = await readMergeTarget(tx, actor, roadMapId)
      await openVersion(tx, actor, versionId)
      // Read again under the version's lock.
      const { target, positions, state } = await readMergeTarget(tx, actor, roadMapId)
      if (state !== input.state) {
        throw conflict(
          'Пока вы сверяли файл, карту изменил другой сотрудник. Ничего не сохранено: сверьте файл ещё раз и сохраните.',
        )
      }
      const plan = planMerge(target, imported)
      const chosen = plan.conflicts.filter(({ row }) => takeFile.includes(row.id))
      const gone = plan.missing.filter((row) => remove.includes(row.id))
      if (target.measures.length + plan.added.length > LIMITS.measures)
        throw invalid(`Слишком много строк: больше ${LIMITS.measures} мероприятий в одной карте не бывает.`, 'text')
      const edits = [...plan.edits, ...chosen]
      await updateTexts(tx, edits)
      await updateHeadings(tx, plan)
      for (const portion of portions(gone))
        await tx
          .update(measures)
          .set({ deletedAt: now })
          .where(
            inArray(
              measures.id,
              portion.map((row) => row.id),
            ),
          )
      await layOut(tx, versionId, plan, positions, new Set(chosen.map(({ row }) => row.id)))
      const answer = {
        edited: edits.length,
        added: plan.added.length,
        removed: gone.length,
        kept: plan.conflicts.length - chosen.length,
      }
      await record(tx, actor, now, {
        action: 'road_map.merge',
        subject: 'road_map',
        subjectId: roadMapId,
        before: {
          edited: edits.map(({ row }) => ({ key: row.key, ...textOf(row) })),
          removed: gone.map((row) => row.key),
        },
        after: {
          ...answer,
          texts: edits.map(({ row, after }) => ({ key: row.key, ...after })),
          new: plan.added.map(({ text }) => text),
        },
      })
      return answer
    }),
  )
}

/** All rows in a few statements, however many they are; a deleted row whose text was taken from the file comes back. */
async function updateTexts(tx: Tx, edits: readonly { row: { id: string }; after: MeasureText }[]): Promise<void> {
  for (const portion of portions(edits)) {
    const rows = JSON.stringify(portion.map(({ row, after }) => ({ id: row.id, ...after })))
    await tx.execute(sql`update ${measures} set number = v.number, title = v.title, term = v.term, executors = v.executors,
      tasks = v.tasks, indicator = v.indicator, extra = v.extra, revision = ${measures.revision} + 1, deleted_at = null
      from jsonb_to_recordset(${rows}::jsonb) as v(id uuid, number text, title text, term text, executors text, tasks text, indicator text, extra jsonb)
      where ${measures.id} = v.id`)
  }
}

async function updateHeadings(tx: Tx, plan: MergePlan): Promise<void> {
  const rows = JSON.stringify(plan.headings.map(({ id, after }) => ({ id, ...after })))
  if (plan.headings.length > 0)
    await tx.execute(sql`update ${sections} set number = v.number, title = v.title, revision = ${sections.revision} + 1
      from jsonb_to_recordset(${rows}::jsonb) as v(id uuid, number text, title text) where ${sections.id} = v.id`)
}

/** New sections and rows in, and every row of the file in the file's order; rows that only the program has stay after their neighbour. */
async function layOut(
  tx: Tx,
  versionId: string,
  plan: MergePlan,
  positions: ReadonlyMap<string, number>,
  restored: ReadonlySet<string>,
): Promise<void> {
  const [last] = await tx
    .select({ position: max(sections.position) })
    .from(sections)
    .where(eq(sections.versionId, versionId))
  let nextSection = (last?.position ?? -1) + 1
  const newSections: (typeof sections.$inferInsert)[] = []
  const newRows: (typeof measures.$inferInsert)[] = []
  const moved: { id: string; section: string; position: number }[] = []
  for (const part of plan.layout) {
    const placed = part.rows.filter((row) => !isStored(row) || !row.isDeleted || restored.has(row.id))
    // A section that was deleted in the program does not come back without a row.
    if (part.id === null && placed.length === 0 && part.rows.length > 0) continue
    const id = part.id ?? randomUUID()
    if (part.id === null)
      newSections.push({ id, versionId, position: nextSection++, number: part.number, title: part.title })
    const stays = plan.missing.filter((row) => row.sectionId === id)
    let position = 0
    for (const row of placed) {
      const before = isStored(row) ? (positions.get(row.id) ?? 0) : undefined
      while (before !== undefined && stays[0] && (positions.get(stays[0].id) ?? 0) < before)
        moved.push({ id: stays.shift()?.id ?? '', section: id, position: position++ })
      if (!isStored(row)) newRows.push({ ...row, versionId, sectionId: id, position: position++ })
      else moved.push({ id: row.id, section: id, position: position++ })
    }
    for (const row of stays) moved.push({ id: row.id, section: id, position: position++ })
  }
  for (const portion of portions(newSections)) await tx.insert(sections).values(portion)
  for (const portion of portions(newRows)) await tx.insert(measures).values(portion)
  for (const portion of portions(moved))
    await tx.execute(sql`update ${measures} set section_id = v.section, position = v.position
      from jsonb_to_recordset(${JSON.stringify(portion)}::jsonb) as v(id uuid, section uuid, position int)
      where ${measures.id} = v.id and (${measures.sectionId} <> v.section or ${measures.position} <> v.position)`)
}
