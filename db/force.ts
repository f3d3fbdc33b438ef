import 'server-only'
import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { demandNothingRestsOn, lockMapOf } from '@/db/force-checks'
import { journal } from '@/db/schema/journal'
import { orders } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import type { LocalDate } from '@/lib/shared/dates'
import { conflict } from '@/lib/shared/refusal'

type Order = typeof orders.$inferSelect
type Act = Pick<Order, 'purpose' | 'targetId' | 'versionId' | 'effectiveOn'>

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
  const ended = await setChain(tx, targetId, ['registered', 'published'], 'repealed')
  const versions = ended.flatMap((one) => one.versionId ?? [])
  if (versions.length === 0) return
  await tx
    .update(roadMapVersions)
    .set({ status: 'repealed', inForceTo: from })
    .where(and(inArray(roadMapVersions.id, versions), eq(roadMapVersions.status, 'approved')))
}

/** The act that is named and its amendments, those of them that stand in `from`. */
async function setChain(
  tx: Tx,
  targetId: string | null,
  from: Order['status'][],
  status: 'repealed' | 'registered',
): Promise<{ id: string; versionId: string | null; publishedAt: Date | null }[]> {
  if (!targetId) return []
  const [target] = await tx.select({ id: orders.id }).from(orders).where(eq(orders.id, targetId)).for('update')
  if (!target) return []
  const amendments = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.targetId, targetId), eq(orders.purpose, 'amendment')))
  const ids = [targetId, ...amendments.map((one) => one.id)]
  return tx
    .update(orders)
    .set({ status })
    .where(and(inArray(orders.id, ids), inArray(orders.status, from)))
    .returning({ id: orders.id, versionId: orders.versionId, publishedAt: orders.publishedAt })
}

/**
 * What an annulled act leaves behind. An approval or amendment: its version falls, and the edition that it had replaced is in force
 * again. A repeal: what it had ended is in force again. Refused while other acts build on it, or where the map was approved anew.
 */
export async function fallWithAct(tx: Tx, order: Order): Promise<void> {
  if (order.purpose === 'repeal') return restoreTarget(tx, order)
  await lockMapOf(tx, order.versionId)
  await demandNothingRestsOn(tx, order)
  if (!order.versionId) return
  const [version] = await tx
    .select({
      roadMapId: roadMapVersions.roadMapId,
      status: roadMapVersions.status,
      baseId: roadMapVersions.baseId,
    })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, order.versionId))
  await tx.update(roadMapVersions).set({ status: 'repealed' }).where(eq(roadMapVersions.id, order.versionId))
  if (version?.status !== 'approved') return
  const [earlier] = await tx
    .select({ id: roadMapVersions.id })
    .from(roadMapVersions)
    .innerJoin(
      orders,
      and(eq(orders.versionId, roadMapVersions.id), inArray(orders.status, ['registered', 'published'])),
    )
    .where(and(eq(roadMapVersions.roadMapId, version.roadMapId), eq(roadMapVersions.status, 'superseded')))
    // Numbers are those of the drafts: an amendment begun first may have been signed last, so its base says what it replaced.
    .orderBy(desc(eq(roadMapVersions.id, version.baseId ?? order.versionId)), desc(roadMapVersions.number))
    .limit(1)
  if (earlier) await comeBack(tx, earlier.id)
}

const comeBack = (tx: Tx, versionId: string) =>
  tx.update(roadMapVersions).set({ status: 'approved', inForceTo: null }).where(eq(roadMapVersions.id, versionId))

async function restoreTarget(tx: Tx, order: Order): Promise<void> {
  // Paper that still waits for its scan has ended nothing yet.
  if (order.status === 'awaiting_scan') return
  const restored = await setChain(tx, order.targetId, ['repealed'], 'registered')
  await republish(tx, restored)
  const versions = restored.flatMap((one) => one.versionId ?? [])
  const mapId = await lockMapOf(tx, versions[0] ?? null)
  if (!mapId) return
  const [another] = await tx
    .select({ id: roadMapVersions.id })
    .from(roadMapVersions)
    .where(and(eq(roadMapVersions.roadMapId, mapId), eq(roadMapVersions.status, 'approved')))
  if (another) {
    throw conflict(
      'После признания утратившим силу эту карту утвердили новым актом. Сначала аннулируйте его: двух действующих карт одной программы не бывает.',
    )
  }
  const [last] = await tx
    .select({ id: roadMapVersions.id })
    .from(roadMapVersions)
    .where(and(inArray(roadMapVersions.id, versions), eq(roadMapVersions.status, 'repealed')))
    .orderBy(desc(roadMapVersions.number))
    .limit(1)
  if (last) await comeBack(tx, last.id)
}

/** Acts that stood on the public pages until they were repealed stand there again; only the journal knows which were taken off before. */
async function republish(tx: Tx, acts: readonly { id: string; publishedAt: Date | null }[]): Promise<void> {
  const ids = acts.filter((act) => act.publishedAt !== null).map((act) => act.id)
  if (ids.length === 0) return
  const told = await tx
    .selectDistinctOn([journal.subjectId], { id: journal.subjectId, action: journal.action })
    .from(journal)
    .where(
      and(inArray(journal.subjectId, ids), inArray(journal.action, ['order.publish', 'order.withdraw_publication'])),
    )
    .orderBy(journal.subjectId, desc(journal.id))
  const standing = told.flatMap(({ id, action }) => (action === 'order.publish' && id ? [id] : []))
  if (standing.length > 0) await tx.update(orders).set({ status: 'published' }).where(inArray(orders.id, standing))
}
