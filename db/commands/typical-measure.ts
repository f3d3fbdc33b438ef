import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { appendMeasures } from '@/db/draft-origins'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { typicalMeasures } from '@/db/schema/assignment'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { BUILT_IN_LIBRARY, LIBRARY_SOURCE } from '@/lib/preset/library'
import type { TypicalMeasure } from '@/lib/preset/typical'
import type { TypicalMeasureInput } from '@/lib/preset/typical-schema'
import { conflict, notFound } from '@/lib/shared/refusal'

/** «Сохранить как типовое»: a measure kept for the municipality's next maps. The same words twice are refused. */
export async function saveTypicalMeasure(
  actor: Actor,
  input: TypicalMeasureInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'road_map.edit')
  const { title, term, executors, tasks, indicator, factor } = input
  const text = { title, term, executors, tasks, indicator, factor }
  return database().transaction((tx) =>
    once(tx, actor, pressId, { typical: text }, now, async () => {
      const municipalityId = homeOf(actor)
      const same = and(
        eq(typicalMeasures.municipalityId, municipalityId),
        eq(typicalMeasures.title, title),
        eq(typicalMeasures.indicator, indicator),
        isNull(typicalMeasures.removedAt),
      )
      const [kept] = await tx.select({ id: typicalMeasures.id }).from(typicalMeasures).where(same)
      if (kept)
        throw conflict('Такое мероприятие с таким же показателем уже есть среди типовых. Второй раз оно не нужно.')
      const [added] = await tx
        .insert(typicalMeasures)
        .values({ ...text, municipalityId, createdAt: now })
        .returning({ id: typicalMeasures.id })
      if (!added) throw new Error('The typical measure was not inserted.')
      await record(tx, actor, now, {
        action: 'typical_measure.add',
        subject: 'typical_measure',
        subjectId: added.id,
        after: text,
      })
      return added.id
    }),
  )
}

/** Takes an own measure out of the library; maps that took it keep it. The second press finds it gone and changes nothing. */
export async function removeTypicalMeasure(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    const [own] = await tx
      .select({ id: typicalMeasures.id, title: typicalMeasures.title, removedAt: typicalMeasures.removedAt })
      .from(typicalMeasures)
      .where(and(eq(typicalMeasures.id, input.id), ofHome(actor, typicalMeasures.municipalityId)))
      .for('update')
    if (!own) throw notFound('Типовое мероприятие')
    if (own.removedAt !== null) return
    await tx.update(typicalMeasures).set({ removedAt: now }).where(eq(typicalMeasures.id, own.id))
    await record(tx, actor, now, {
      action: 'typical_measure.remove',
      subject: 'typical_measure',
      subjectId: own.id,
      before: { title: own.title },
    })
  })
}

/** Adds measures of the library to the end of a draft's section. `pick` holds ids of built-in measures and of own ones. */
export async function addTypicalMeasures(
  actor: Actor,
  input: { sectionId: string; pick: string[]; pressId: string },
  now: Date,
): Promise<number> {
  demand(actor, 'road_map.edit')
  const pick = [...new Set(input.pick)]
  return database().transaction((tx) =>
    once(tx, actor, input.pressId, { addTypical: input.sectionId, pick }, now, async () => {
      const chosen = await chosenMeasures(tx, actor, pick)
      const keys = await appendMeasures(
        tx,
        actor,
        input.sectionId,
        chosen.map(({ id, title, term, executors, tasks, indicator }) => ({
          text: { number: '', title, term, executors, tasks, indicator, extra: [] },
          origin: { kind: 'library', id, title: LIBRARY_SOURCE, item: '' },
        })),
      )
      await record(tx, actor, now, {
        action: 'measure.add_typical',
        subject: 'section',
        subjectId: input.sectionId,
        after: chosen.map(({ id, title }, index) => ({ id, title, key: keys[index] })),
      })
      return chosen.length
    }),
  )
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** In the order in which they were ticked; one that is not there refuses all. */
async function chosenMeasures(tx: Tx, actor: Actor, pick: string[]): Promise<TypicalMeasure[]> {
  const own = await tx
    .select()
    .from(typicalMeasures)
    .where(
      and(
        inArray(
          typicalMeasures.id,
          pick.filter((id) => UUID.test(id)),
        ),
        ofHome(actor, typicalMeasures.municipalityId),
        isNull(typicalMeasures.removedAt),
      ),
    )
  const known = new Map<string, TypicalMeasure>([...BUILT_IN_LIBRARY, ...own].map((one) => [one.id, one]))
  return pick.map((id) => {
    const found = known.get(id)
    if (!found) throw notFound('Типовое мероприятие')
    return found
  })
}
