import 'server-only'
import { and, count, desc, eq, isNull } from 'drizzle-orm'
import { wordingFor } from '@/db/act-wording'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { ensureProgramme, insertMap, insertRows, withNewKeys } from '@/db/new-map'
import { once } from '@/db/press'
import { orders } from '@/db/schema/order'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { composeCard } from '@/lib/order/compose'
import { nominativeFromGenitive } from '@/lib/order/grammar'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { DEFAULT_COLUMNS, isEditable, LIMITS, type RoadMapColumn } from '@/lib/road-map/rules'
import type { CreateRoadMapInput } from '@/lib/road-map/schema'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict, invalid } from '@/lib/shared/refusal'

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
        if (target) await recomposeIfUntouched(tx, versionId, title, actor.today)
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

async function emptyDraft(tx: Tx, programmeId: string, sourceHash: string) {
  const versions = await tx
    .select({
      id: roadMapVersions.id,
      roadMapId: roadMapVersions.roadMapId,
      status: roadMapVersions.status,
      sourceHash: roadMapVersions.sourceHash,
      baseId: roadMapVersions.baseId,
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
  // A draft that was emptied is still the change of its base: other columns and keys would make it another plan.
  if (!isEditable(latest.status) || latest.baseId !== null || (rows?.total ?? 0) > 0) {
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
async function recomposeIfUntouched(tx: Tx, versionId: string, annexTitle: string, today: LocalDate): Promise<void> {
  const [order] = await tx.select().from(orders).where(eq(orders.versionId, versionId)).for('update')
  if (!order || order.revision > 1) return
  const { kind, bases, purpose } = order
  const wording = await wordingFor(tx, order.municipalityId, { purpose, kind, versionId, today })
  const card = composeCard({ purpose, kind, annexTitle, bases, control: '', ...wording })
  await tx.update(orders).set(card).where(eq(orders.id, order.id))
}
