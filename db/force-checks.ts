import 'server-only'
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm'
import { citedActs } from '@/db/cited-act'
import type { Tx } from '@/db/client'
import { editionsOf } from '@/db/editions'
import { orders } from '@/db/schema/order'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { editionInForce } from '@/lib/road-map/editions'
import { conflict } from '@/lib/shared/refusal'

type Order = typeof orders.$inferSelect

/** A number is given and the act is not in force yet: its signature or its scan is still to come. */
const isBeingSigned = sql`(${orders.status} = 'awaiting_scan' or exists (select 1 from register_entries
  where register_entries.order_id = ${orders.id} and register_entries.state = 'signing'))`

/** Whoever gives an act of a map force, or takes it, holds this lock: two cannot build on one edition. */
export async function lockMapOf(tx: Tx, versionId: string | null): Promise<string | null> {
  if (!versionId) return null
  const [map] = await tx
    .select({ id: roadMaps.id })
    .from(roadMaps)
    .innerJoin(roadMapVersions, eq(roadMapVersions.roadMapId, roadMaps.id))
    .where(eq(roadMapVersions.id, versionId))
    .for('update', { of: roadMaps })
  return map?.id ?? null
}

/**
 * Before an act gets its number: what it changes, ends or approves must still be what it was made for (rulings A9). Refused where
 * its base is in force no more, its target was annulled or repealed, or another act of the same map is being signed.
 */
export async function demandStillApplies(tx: Tx, order: Order): Promise<void> {
  const target = order.targetId
    ? (await tx.select().from(orders).where(eq(orders.id, order.targetId)).for('update'))[0]
    : undefined
  const mapId = await lockMapOf(tx, order.versionId ?? target?.versionId ?? null)
  if (target && target.status !== 'registered' && target.status !== 'published') {
    throw conflict(
      'Акт, который изменяется или признаётся утратившим силу, уже не действует. Верните пакет автору: такой проект снимают.',
    )
  }
  if (mapId && order.purpose !== 'repeal') {
    const [own] = await tx
      .select({ baseId: roadMapVersions.baseId })
      .from(roadMapVersions)
      .where(eq(roadMapVersions.id, order.versionId ?? ''))
    const current = editionInForce(await editionsOf(tx, mapId))
    const expected = order.purpose === 'amendment' ? (own?.baseId ?? null) : null
    if ((current?.versionId ?? null) !== expected) throw baseMoved(order.purpose)
  }
  const rivals = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        ne(orders.id, order.id),
        or(
          ...(order.targetId ? [eq(orders.targetId, order.targetId)] : []),
          ...(mapId
            ? [sql`${orders.versionId} in (select id from road_map_versions where road_map_id = ${mapId})`]
            : []),
          eq(orders.targetId, order.id),
        ),
        isBeingSigned,
      ),
    )
    .limit(1)
  if (rivals.length > 0)
    throw conflict(
      'Сейчас подписывается другой акт об этой же карте. Подождите, пока его подпишут или аннулируют, и повторите.',
    )
}

const baseMoved = (purpose: Order['purpose']) =>
  conflict(
    purpose === 'amendment'
      ? 'Пока проект согласовывали, карту изменил другой акт. Верните пакет автору: он перенесёт изменения на действующую редакцию.'
      : 'Эта карта уже утверждена другим актом. Верните пакет автору: действующую карту изменяют, а не утверждают заново.',
  )

/** An act is annulled after those that build on it: its amendments, its repeal, amendments of its edition. */
export async function demandNothingRestsOn(tx: Tx, order: Order): Promise<void> {
  const resting = await tx
    .select({ id: orders.id })
    .from(orders)
    .where(
      and(
        ne(orders.id, order.id),
        or(
          eq(orders.targetId, order.id),
          ...(order.versionId
            ? [sql`${orders.versionId} in (select id from road_map_versions where base_id = ${order.versionId})`]
            : []),
        ),
        or(inArray(orders.status, ['registered', 'published']), isBeingSigned),
      ),
    )
  if (resting.length === 0) return
  const ids = resting.map((one) => one.id)
  const numbers = [...(await citedActs(tx, ids)).values()].map((act) => act.number)
  throw conflict(
    `На этом акте основаны другие${numbers.length > 0 ? `: ${numbers.join(', ')}` : ''}. Сначала аннулируйте их, начиная с последнего.`,
  )
}
