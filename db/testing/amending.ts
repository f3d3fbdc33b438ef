import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { startEdition } from '@/db/commands/amendment'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { orders } from '@/db/schema/order'
import { measures, sections } from '@/db/schema/road-map'
import { type Act, type District, decideAs, NOW, row, send, sign } from '@/db/testing/story'

/** Amendments brought by the commands themselves to the state that a test begins from. */

export type Amendment = { orderId: string; versionId: string; version: number; roadMapId: string }

export async function startedAmendment(place: District, roadMapId: string, now = NOW): Promise<Amendment> {
  const { orderId, version } = await startEdition(await place.actor('coordinator', now), { roadMapId }, now)
  const [order] = await database().select({ versionId: orders.versionId }).from(orders).where(eq(orders.id, orderId))
  return { orderId, version, versionId: order?.versionId ?? '', roadMapId }
}

/** Changes cells of the draft's row of this title. */
export async function retype(
  place: District,
  { versionId }: { versionId: string },
  title: string,
  change: object,
  now = NOW,
) {
  const [found] = await database()
    .select()
    .from(measures)
    .where(and(eq(measures.versionId, versionId), eq(measures.title, title), isNull(measures.deletedAt)))
  if (!found) throw new Error(`There is no row «${title}».`)
  const { id, revision, number, term, executors, tasks, indicator } = found
  const text = { number, title, term, executors, tasks, indicator, extra: [] as string[], ...change }
  await saveMeasure(await place.actor('coordinator', now), { id, revision, ...text }, now)
}

export async function addRow(
  place: District,
  { versionId }: { versionId: string },
  title: string,
  now = NOW,
): Promise<void> {
  const [section] = await database()
    .select({ id: sections.id })
    .from(sections)
    .where(and(eq(sections.versionId, versionId), isNull(sections.deletedAt)))
  const text = { ...row(title), number: '9', sectionId: section?.id ?? '', pressId: randomUUID() }
  await addMeasure(await place.actor('coordinator', now), text, now)
}

/** From a draft to the register: sent, agreed and signed. */
export async function issue(place: District, { orderId }: Pick<Act, 'orderId'>, now = NOW): Promise<void> {
  await send(place, orderId, now)
  await decideAs(place, 'lawyer', orderId, 'approve', now)
  await sign(place, orderId, 'electronic', now)
}
