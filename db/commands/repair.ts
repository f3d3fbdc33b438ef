import 'server-only'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { checkedPackage, markOf } from '@/db/checked-package'
import { database, type Tx } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { cardOf, type OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { once, type Press } from '@/db/press'
import { orders } from '@/db/schema/order'
import { measures, roadMaps, roadMapVersions, sections } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { Repair } from '@/lib/order/finding'
import { demandStep } from '@/lib/order/rules'
import type { RepairInput } from '@/lib/order/schema'
import { demandEditable } from '@/lib/road-map/rules'
import { conflict, notFound } from '@/lib/shared/refusal'

const MOVED = 'Этот текст уже изменили: исправление к нему не подходит. Посмотрите замечания заново.'

/**
 * Carries out the one repair that the person pressed, on the very text that it was shown for (rulings A7). The check is made anew
 * under the lock, so nothing can be written that the check does not itself propose; a text that moved is a conflict.
 */
export async function repairFinding(actor: Actor, input: RepairInput & Press, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  demand(actor, 'order.edit')
  const { pressId, ...content } = input
  await database().transaction((tx) =>
    once(tx, actor, pressId, { repairFinding: content }, now, async () => {
      const { order, version } = await lockPackage(tx, actor, input)
      const { findings } = await checkedPackage(tx, order, actor.today)
      const repair = findings.find((finding) => finding.repair && markOf(finding.repair) === input.mark)?.repair
      if (!repair) throw conflict(MOVED)
      await apply(tx, actor, { order, versionId: version.id, repair }, now)
      return true
    }),
  )
}

/** The act that is named, else that of the map's newest draft, with its version, both locked: the act first, as everywhere. */
async function lockPackage(tx: Tx, actor: Actor, { roadMapId, orderId }: RepairInput) {
  const [found] = await tx
    .select({ orderId: orders.id, versionId: roadMapVersions.id, status: roadMapVersions.status })
    .from(roadMapVersions)
    .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .innerJoin(orders, eq(orders.versionId, roadMapVersions.id))
    .where(
      and(
        eq(roadMaps.id, roadMapId),
        ofHome(actor, roadMaps.municipalityId),
        orderId ? eq(orders.id, orderId) : undefined,
      ),
    )
    .orderBy(
      desc(inArray(roadMapVersions.status, ['draft', 'returned'])),
      desc(roadMapVersions.number),
      desc(orders.createdAt),
    )
    .limit(1)
  if (!found) throw notFound('Дорожная карта')
  const order = await lockOrder(tx, actor, found.orderId)
  const [version] = await tx
    .select({ id: roadMapVersions.id, status: roadMapVersions.status })
    .from(roadMapVersions)
    .where(eq(roadMapVersions.id, found.versionId))
    .for('update')
  if (!version) throw notFound('Дорожная карта')
  demandEditable(version.status)
  demandStep('edit', order.status)
  return { order, version }
}

type Applied = { order: OrderRow; versionId: string; repair: Repair }

async function apply(tx: Tx, actor: Actor, applied: Applied, now: Date): Promise<void> {
  const { order, versionId, repair } = applied
  const { target, before, after } = repair
  switch (target.part) {
    case 'card':
    case 'point': {
      const { points, ...card } = cardOf(order)
      const changed =
        target.part === 'card'
          ? { [target.field]: after }
          : { points: points.map((text, index) => (index === target.index ? after : text)) }
      await tx
        .update(orders)
        .set({ ...changed, revision: order.revision + 1 })
        .where(eq(orders.id, order.id))
      await record(tx, actor, now, {
        action: 'order.repair',
        subject: 'order',
        subjectId: order.id,
        before: target.part === 'card' ? { [target.field]: card[target.field] } : { points },
        after: changed,
      })
      return
    }
    case 'measure': {
      const own = and(
        eq(measures.versionId, versionId),
        eq(measures.key, target.key),
        eq(measures[target.field], before),
        isNull(measures.deletedAt),
      )
      const [row] = await tx.select({ id: measures.id, revision: measures.revision }).from(measures).where(own)
      if (!row) throw conflict(MOVED)
      await tx
        .update(measures)
        .set({ [target.field]: after, revision: row.revision + 1 })
        .where(eq(measures.id, row.id))
      await record(tx, actor, now, {
        action: 'measure.repair',
        subject: 'measure',
        subjectId: row.id,
        before: { [target.field]: before },
        after: { [target.field]: after },
      })
      return
    }
    case 'section': {
      const own = and(
        eq(sections.versionId, versionId),
        eq(sections.key, target.key),
        eq(sections.title, before),
        isNull(sections.deletedAt),
      )
      const [row] = await tx.select({ id: sections.id, revision: sections.revision }).from(sections).where(own)
      if (!row) throw conflict(MOVED)
      await tx
        .update(sections)
        .set({ title: after, revision: row.revision + 1 })
        .where(eq(sections.id, row.id))
      await record(tx, actor, now, {
        action: 'section.repair',
        subject: 'section',
        subjectId: row.id,
        before: { title: before },
        after: { title: after },
      })
    }
  }
}
