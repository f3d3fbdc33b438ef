import 'server-only'
import { and, count, desc, eq, isNull, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { ensureProgramme, insertMap, insertRows, newPublicId, withNewKeys } from '@/db/new-map'
import { once } from '@/db/press'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import { listSignatories } from '@/db/signatories'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { composeCard } from '@/lib/order/compose'
import { nominativeFromGenitive } from '@/lib/order/grammar'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { canStartEdition, DEFAULT_COLUMNS, isEditable, LIMITS, type RoadMapColumn } from '@/lib/road-map/rules'
import type { CreateRoadMapInput } from '@/lib/road-map/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/** An empty map with its first version and the draft of its order. A second map of the same programme and year is refused. */
export async function createRoadMap(
  actor: Actor,
  input: CreateRoadMapInput & { pressId: string },
  now: Date,
): Promise<{ roadMapId: string }> {
  demand(actor, 'road_map.edit')
  return database().transaction((tx) =>
    once(tx, actor, input.pressId, { create: input.programmeName, year: input.year }, now, async () => {
      const programmeId = await ensureProgramme(tx, actor, input, now)
      const { roadMapId } = await insertMap(tx, actor, programmeId, DEFAULT_COLUMNS, '', now)
      return { roadMapId }
    }),
  )
}

/**
 * Saves what a preview showed: a new map, or the rows of a map of that year that is still an empty draft.
 * Refused: the same source twice, a map that has rows or is no longer a draft. `sourceHash` is the text's SHA-256.
 */
export async function importRoadMap(
  actor: Actor,
  input: CreateRoadMapInput & { imported: ImportedRoadMap; sourceHash: string; pressId: string },
  now: Date,
): Promise<{ roadMapId: string }> {
  demand(actor, 'road_map.edit')
  const { imported } = input
  const columns = imported.headers.map(
    (header, index): RoadMapColumn => ({ header, field: imported.fields[index] ?? 'extra' }),
  )
  const total = imported.sections.reduce((sum, section) => sum + section.measures.length, 0)
  if (total > LIMITS.measures)
    throw invalid(
      `Слишком много строк: ${total}. Больше ${LIMITS.measures} мероприятий в одной карте не бывает.`,
      'text',
    )
  return database().transaction((tx) =>
    once(
      tx,
      actor,
      input.pressId,
      { import: input.sourceHash, year: input.year, name: input.programmeName },
      now,
      async () => {
        const programmeId = await ensureProgramme(tx, actor, input, now)
        const target = await emptyDraft(tx, programmeId, input.sourceHash)
        const title = annexTitleOf(imported)
        const { roadMapId, versionId } = target ?? (await insertMap(tx, actor, programmeId, columns, title, now))
        await tx
          .update(roadMapVersions)
          .set({ columns, sourceHash: input.sourceHash })
          .where(eq(roadMapVersions.id, versionId))
        if (target) await recomposeIfUntouched(tx, versionId, title)
        await insertRows(tx, versionId, withNewKeys(imported.sections))
        await record(tx, actor, now, {
          action: 'road_map.import',
          subject: 'road_map',
          subjectId: roadMapId,
          after: { sections: imported.sections.length, measures: total, doubts: imported.doubts.length },
        })
        return { roadMapId }
      },
    ),
  )
}

/** A new edition: a draft copy of the version in force, row for row, with a draft of its own order. */
export async function startEdition(
  actor: Actor,
  input: { roadMapId: string },
  now: Date,
): Promise<{ orderId: string }> {
  demand(actor, 'road_map.edit')
  return database().transaction(async (tx) => {
    const [map] = await tx
      .select({ id: roadMaps.id })
      .from(roadMaps)
      .where(and(eq(roadMaps.id, input.roadMapId), ofHome(actor, roadMaps.municipalityId)))
      .for('update')
    if (!map) throw notFound('Дорожная карта')
    const versions = await tx
      .select()
      .from(roadMapVersions)
      .where(eq(roadMapVersions.roadMapId, map.id))
      .orderBy(desc(roadMapVersions.number))
    const source = versions.find((version) => version.status === 'approved') ?? versions[0]
    if (!source || !canStartEdition(versions.map((version) => version.status))) {
      throw conflict('Новую редакцию готовят по одной за раз: сейчас есть незаконченная. Закончите или снимите её.')
    }
    const [version] = await tx
      .insert(roadMapVersions)
      .values({ roadMapId: map.id, number: (versions[0]?.number ?? 0) + 1, columns: source.columns })
      .returning({ id: roadMapVersions.id })
    if (!version) throw new Error('No version was inserted.')
    await copyRows(tx, source.id, version.id)
    const [old] = await tx
      .select()
      .from(orders)
      .where(eq(orders.versionId, source.id))
      .orderBy(desc(orders.createdAt))
      .limit(1)
    const signatories = await listSignatories(tx, homeOf(actor), actor.today)
    const [order] = await tx
      .insert(orders)
      .values({
        municipalityId: homeOf(actor),
        versionId: version.id,
        authorId: personOf(actor),
        publicId: newPublicId(),
        createdAt: now,
        kind: old?.kind ?? 'directive',
        bodyId: old?.bodyId ?? null,
        title: old?.title ?? '',
        bases: old?.bases ?? [],
        preamble: old?.preamble ?? '',
        operativeWord: old?.operativeWord ?? '',
        points: old?.points ?? [],
        annexTitle: old?.annexTitle ?? '',
        signatory: signatories[0]?.ref ?? '',
      })
      .returning({ id: orders.id })
    if (!order) throw new Error('No order was inserted.')
    await record(tx, actor, now, {
      action: 'road_map.start_edition',
      subject: 'road_map',
      subjectId: map.id,
      after: { from: source.number },
    })
    return { orderId: order.id }
  })
}

async function emptyDraft(tx: Tx, programmeId: string, sourceHash: string) {
  const versions = await tx
    .select({
      id: roadMapVersions.id,
      roadMapId: roadMapVersions.roadMapId,
      status: roadMapVersions.status,
      sourceHash: roadMapVersions.sourceHash,
    })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .where(eq(roadMaps.programmeId, programmeId))
    .orderBy(desc(roadMapVersions.number))
  if (versions.some((version) => version.sourceHash === sourceHash)) {
    throw conflict(
      'Этот самый текст уже внесён в карту этой программы и года. Второй раз он не добавлен; откройте карту в списке.',
    )
  }
  const [latest] = versions
  if (!latest) return null
  const [rows] = await tx
    .select({ total: count() })
    .from(measures)
    .innerJoin(sections, eq(sections.id, measures.sectionId))
    .where(and(eq(measures.versionId, latest.id), isNull(measures.deletedAt), isNull(sections.deletedAt)))
  if (!isEditable(latest.status) || (rows?.total ?? 0) > 0) {
    throw conflict('Карта этой программы и года уже есть. Откройте её в списке и правьте там, или укажите другой год.')
  }
  return { roadMapId: latest.roadMapId, versionId: latest.id }
}

/** The annex is titled in the nominative (order-standard C50); a title of another shape is kept as found. */
function annexTitleOf(imported: ImportedRoadMap): string {
  const found = imported.title?.trim() ?? ''
  return nominativeFromGenitive(found) ?? found
}

/** A card that nobody has edited yet takes the title that came with the table. */
async function recomposeIfUntouched(tx: Tx, versionId: string, annexTitle: string): Promise<void> {
  const [order] = await tx.select().from(orders).where(eq(orders.versionId, versionId)).for('update')
  if (!order || order.revision > 1) return
  const [municipality] = await tx
    .select({ settings: municipalities.settings })
    .from(municipalities)
    .where(eq(municipalities.id, order.municipalityId))
  if (!municipality) return
  const card = composeCard({
    kind: order.kind,
    annexTitle,
    bases: order.bases,
    control: '',
    settings: municipality.settings,
  })
  await tx.update(orders).set(card).where(eq(orders.id, order.id))
}

/** Copies living sections and measures with their keys, so that a row is the same row in every version. */
async function copyRows(tx: Tx, from: string, to: string): Promise<void> {
  await tx.execute(sql`insert into ${sections} (version_id, key, position, number, title)
    select ${to}, key, position, number, title from ${sections} where version_id = ${from} and deleted_at is null`)
  await tx.execute(sql`insert into ${measures} (version_id, section_id, key, position, number, title, term, executors, tasks, indicator, extra)
    select ${to}, fresh.id, m.key, m.position, m.number, m.title, m.term, m.executors, m.tasks, m.indicator, m.extra
    from ${measures} m join ${sections} old on old.id = m.section_id
    join ${sections} fresh on fresh.key = old.key and fresh.version_id = ${to}
    where m.version_id = ${from} and m.deleted_at is null`)
}
