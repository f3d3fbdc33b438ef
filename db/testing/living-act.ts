import { randomUUID } from 'node:crypto'
import { inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { addMeasure } from '@/db/commands/measure'
import { measures } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { type Act, type District, decideAs, draftAct, NOW, row, send, sign } from '@/db/testing/story'

export type LivingAct = Act & {
  /** Keys of the measures, in the order in which they were given. */
  keys: string[]
}

/** A map in force, approved on `now`, whose measures are these. */
export async function livingAct(
  place: District,
  rows: { title: string; term: string; executors: string }[],
  now = NOW,
): Promise<LivingAct> {
  const act = await draftAct(place, now)
  const coordinator = await place.actor('coordinator', now)
  const ids: string[] = []
  for (const one of rows) {
    const text = { ...row(one.title), ...one, sectionId: act.sectionId, pressId: randomUUID() }
    ids.push(await addMeasure(coordinator, text, now))
  }
  await send(place, act.orderId, now)
  await decideAs(place, 'lawyer', act.orderId, 'approve', now)
  await sign(place, act.orderId, 'electronic', now)
  return { ...act, keys: await keysOf(ids) }
}

export async function keysOf(measureIds: string[]): Promise<string[]> {
  const found = await database()
    .select({ id: measures.id, key: measures.key })
    .from(measures)
    .where(inArray(measures.id, measureIds))
  return measureIds.map((id) => found.find((one) => one.id === id)?.key ?? '')
}

/** Ids of schools by the beginning of their short names. */
export async function schoolIds(...names: string[]): Promise<string[]> {
  const found = await database().select({ id: schools.id, name: schools.shortName }).from(schools)
  return names.map((name) => found.find((one) => one.name.startsWith(name))?.id ?? '')
}
