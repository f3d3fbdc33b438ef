import 'server-only'
import { and, asc, desc, eq, gt, isNull, lt, max, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { openMeasure, openSection, openVersion } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { RowInput } from '@/lib/road-map/schema'

/** «Выше», «Ниже», «Удалить», «Восстановить» for a section or a measure. A press that changes nothing is no error. */
export async function actOnRow(actor: Actor, input: RowInput, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    if (input.kind === 'section') await actOnSection(tx, actor, input, now)
    else await actOnMeasure(tx, actor, input, now)
  })
}

async function actOnSection(tx: Tx, actor: Actor, { id, act }: RowInput, now: Date): Promise<void> {
  const section = await openSection(tx, actor, id)
  if (act === 'delete' || act === 'restore') {
    if ((section.deletedAt !== null) === (act === 'delete')) return
    await tx
      .update(sections)
      .set({ deletedAt: act === 'delete' ? now : null })
      .where(eq(sections.id, id))
  } else {
    const [beside] = await tx
      .select({ id: sections.id, position: sections.position })
      .from(sections)
      .where(
        and(
          eq(sections.versionId, section.versionId),
          isNull(sections.deletedAt),
          act === 'up' ? lt(sections.position, section.position) : gt(sections.position, section.position),
        ),
      )
      .orderBy(act === 'up' ? desc(sections.position) : asc(sections.position))
      .limit(1)
    if (!beside) return
    await tx.update(sections).set({ position: beside.position }).where(eq(sections.id, id))
    await tx.update(sections).set({ position: section.position }).where(eq(sections.id, beside.id))
  }
  await record(tx, actor, now, { action: `section.${act}`, subject: 'section', subjectId: id })
}

async function actOnMeasure(tx: Tx, actor: Actor, { id, act }: RowInput, now: Date): Promise<void> {
  const { measure } = await openMeasure(tx, actor, id)
  if (act === 'delete' || act === 'restore') {
    if ((measure.deletedAt !== null) === (act === 'delete')) return
    await tx
      .update(measures)
      .set({ deletedAt: act === 'delete' ? now : null })
      .where(eq(measures.id, id))
    // A measure restored out of a deleted section brings its section back: it must stand somewhere.
    if (act === 'restore') await tx.update(sections).set({ deletedAt: null }).where(eq(sections.id, measure.sectionId))
  } else if (!(await moveWithin(tx, measure, act)) && !(await moveAcross(tx, measure, act))) return
  await record(tx, actor, now, { action: `measure.${act}`, subject: 'measure', subjectId: id })
}

type Place = { id: string; versionId: string; sectionId: string; position: number }

async function moveWithin(tx: Tx, measure: Place, act: 'up' | 'down'): Promise<boolean> {
  const [beside] = await tx
    .select({ id: measures.id, position: measures.position })
    .from(measures)
    .where(
      and(
        eq(measures.sectionId, measure.sectionId),
        isNull(measures.deletedAt),
        act === 'up' ? lt(measures.position, measure.position) : gt(measures.position, measure.position),
      ),
    )
    .orderBy(act === 'up' ? desc(measures.position) : asc(measures.position))
    .limit(1)
  if (!beside) return false
  await tx.update(measures).set({ position: beside.position }).where(eq(measures.id, measure.id))
  await tx.update(measures).set({ position: measure.position }).where(eq(measures.id, beside.id))
  return true
}

/** At the edge of its section a measure goes over into the next one. */
async function moveAcross(tx: Tx, measure: Place, act: 'up' | 'down'): Promise<boolean> {
  const living = await tx
    .select({ id: sections.id })
    .from(sections)
    .where(and(eq(sections.versionId, measure.versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const here = living.findIndex((section) => section.id === measure.sectionId)
  const target = living[act === 'up' ? here - 1 : here + 1]
  if (here < 0 || !target) return false
  const [edge] = await tx
    .select({ first: sql<number | null>`min(${measures.position})`, last: max(measures.position) })
    .from(measures)
    .where(eq(measures.sectionId, target.id))
  const position = act === 'up' ? (edge?.last ?? -1) + 1 : (edge?.first ?? 1) - 1
  await tx.update(measures).set({ sectionId: target.id, position }).where(eq(measures.id, measure.id))
  return true
}

/** «Перенумеровать»: 1, 2, 3 … in each section, and sections likewise. An explicit act: labels are otherwise as typed (rulings A8). */
export async function renumber(actor: Actor, input: { versionId: string }, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    await openVersion(tx, actor, input.versionId)
    await tx.execute(sql`update ${sections} set number = fresh.number, revision = ${sections.revision} + 1 from (
      select id, (row_number() over (order by position))::text as number from ${sections}
      where version_id = ${input.versionId} and deleted_at is null) fresh
      where ${sections.id} = fresh.id and ${sections.number} <> fresh.number and ${sections.title} <> ''`)
    await tx.execute(sql`update ${measures} set number = fresh.number, revision = ${measures.revision} + 1 from (
      select id, (row_number() over (partition by section_id order by position))::text as number from ${measures}
      where version_id = ${input.versionId} and deleted_at is null) fresh
      where ${measures.id} = fresh.id and ${measures.number} <> fresh.number`)
    await record(tx, actor, now, { action: 'road_map.renumber', subject: 'road_map', subjectId: input.versionId })
  })
}
