import 'server-only'
import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { demandRoom, lastPosition, openLivingSection } from '@/db/draft-rows'
import { portions } from '@/db/new-map'
import { measurePlans } from '@/db/schema/plan'
import { measures, roadMapVersions } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { homeOf } from '@/lib/access/policy'
import { nextLabel } from '@/lib/road-map/begin'
import type { Origin } from '@/lib/road-map/plan-facts'
import type { MeasureText } from '@/lib/road-map/rules'

/** What a new measure begins with besides its text; the map and the municipality are added here. */
export type NewPlan = Omit<typeof measurePlans.$inferInsert, 'municipalityId' | 'roadMapId'>

/** A plan for each measure that says where it was taken from. */
export const originPlans = (
  sections: readonly { measures: readonly { key: string; item: string }[] }[],
  origin: Omit<Origin, 'item'>,
): NewPlan[] =>
  sections.flatMap((section) =>
    section.measures.map(({ key, item }) => ({ measureKey: key, origin: { ...origin, item } })),
  )

export async function addPlans(tx: Tx, actor: Actor, roadMapId: string, plans: readonly NewPlan[]): Promise<void> {
  const municipalityId = homeOf(actor)
  for (const portion of portions(plans))
    await tx.insert(measurePlans).values(portion.map((plan) => ({ ...plan, municipalityId, roadMapId })))
}

/** Puts rows at the end of a draft's section, numbered on from its last row where that has a number. Returns their keys. */
export async function appendMeasures(
  tx: Tx,
  actor: Actor,
  sectionId: string,
  added: readonly { text: MeasureText; origin: Origin }[],
): Promise<string[]> {
  const section = await openLivingSection(tx, actor, sectionId)
  await demandRoom(tx, section.versionId, added.length)
  const [version] = await tx
    .select({ roadMapId: roadMapVersions.roadMapId })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, section.versionId))
  if (!version) throw new Error('The section has no version.')
  const [last] = await tx
    .select({ number: measures.number })
    .from(measures)
    .where(and(eq(measures.sectionId, sectionId), isNull(measures.deletedAt)))
    .orderBy(desc(measures.position))
    .limit(1)
  const first = (await lastPosition(tx, sectionId)) + 1
  let number = last?.number ?? '0'
  const rows = added.map(({ text }, index) => {
    number = nextLabel(number)
    return { ...text, number, key: randomUUID(), versionId: section.versionId, sectionId, position: first + index }
  })
  for (const portion of portions(rows)) await tx.insert(measures).values(portion)
  const plans = rows.flatMap(({ key }, index): NewPlan[] => {
    const origin = added[index]?.origin
    return origin ? [{ measureKey: key, origin }] : []
  })
  await addPlans(tx, actor, version.roadMapId, plans)
  return rows.map((row) => row.key)
}
