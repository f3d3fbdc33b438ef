import 'server-only'
import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { orders } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import type { LocalDate } from '@/lib/shared/dates'

type Act = Pick<typeof orders.$inferSelect, 'purpose' | 'targetId' | 'versionId' | 'effectiveOn'>

/**
 * What a registered act does (rulings A2, A9). An approval or amendment: its version is approved, the one in force before is
 * superseded. A repeal: the act it names and that act's version lose their force. `date` is the act's own.
 */
export async function enterIntoForce(tx: Tx, act: Act, date: LocalDate): Promise<void> {
  const from = act.effectiveOn ?? date
  if (act.purpose === 'repeal') await repealTarget(tx, act.targetId, from)
  else if (act.versionId) await approveVersion(tx, act.versionId, from)
}

async function approveVersion(tx: Tx, versionId: string, from: LocalDate): Promise<void> {
  const [version] = await tx
    .update(roadMapVersions)
    .set({ status: 'approved', inForceFrom: from, inForceTo: null })
    .where(eq(roadMapVersions.id, versionId))
    .returning({ roadMapId: roadMapVersions.roadMapId })
  if (!version) return
  await tx
    .update(roadMapVersions)
    .set({ status: 'superseded', inForceTo: from })
    .where(
      and(
        eq(roadMapVersions.roadMapId, version.roadMapId),
        eq(roadMapVersions.status, 'approved'),
        ne(roadMapVersions.id, versionId),
      ),
    )
}

/** The whole chain ends with the act that began it: its amendments say nothing without it. */
async function repealTarget(tx: Tx, targetId: string | null, from: LocalDate): Promise<void> {
  if (!targetId) return
  const [target] = await tx.select().from(orders).where(eq(orders.id, targetId)).for('update')
  if (!target) return
  const amendments = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.targetId, targetId), eq(orders.purpose, 'amendment')))
  const ids = [targetId, ...amendments.map((one) => one.id)]
  const ended = await tx
    .update(orders)
    .set({ status: 'repealed' })
    .where(and(inArray(orders.id, ids), inArray(orders.status, ['registered', 'published'])))
    .returning({ versionId: orders.versionId })
  const versions = ended.map((one) => one.versionId).filter((id) => id !== null)
  if (versions.length > 0) {
    await tx
      .update(roadMapVersions)
      .set({ status: 'repealed', inForceTo: from })
      .where(and(inArray(roadMapVersions.id, versions), eq(roadMapVersions.status, 'approved')))
  }
}

/** The map falls with its annulled act; the edition that it had replaced is in force again. */
export async function fallWithAct(tx: Tx, versionId: string | null): Promise<void> {
  if (!versionId) return
  const [version] = await tx
    .select({ roadMapId: roadMapVersions.roadMapId, status: roadMapVersions.status })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, versionId))
  await tx.update(roadMapVersions).set({ status: 'repealed' }).where(eq(roadMapVersions.id, versionId))
  if (version?.status !== 'approved') return
  const [earlier] = await tx
    .select({ id: roadMapVersions.id })
    .from(roadMapVersions)
    .innerJoin(
      orders,
      and(eq(orders.versionId, roadMapVersions.id), inArray(orders.status, ['registered', 'published'])),
    )
    .where(and(eq(roadMapVersions.roadMapId, version.roadMapId), eq(roadMapVersions.status, 'superseded')))
    .orderBy(desc(roadMapVersions.number))
    .limit(1)
  if (earlier)
    await tx
      .update(roadMapVersions)
      .set({ status: 'approved', inForceTo: null })
      .where(eq(roadMapVersions.id, earlier.id))
}
