import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { readAddressees, readSeenMeasure } from '@/db/measure-scope'
import { once } from '@/db/press'
import { comments } from '@/db/schema/plan'
import { ofHome } from '@/db/scope'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { MeasureField } from '@/lib/road-map/rules'
import { forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** A word about a measure or one of its cells, as typed; `mentions` are people who see the map. Answers with its id. */
export async function addComment(
  actor: Actor,
  input: { roadMapId: string; measureKey: string; field: MeasureField | ''; text: string; mentions: string[] },
  press: string,
  now: Date,
): Promise<string> {
  demand(actor, 'comment.write')
  if (isBlank(input.text)) throw invalid('Напишите замечание.', 'text')
  return database().transaction((tx) =>
    once(tx, actor, press, { addComment: input }, now, async () => {
      const measure = await readSeenMeasure(tx, actor, input.roadMapId, input.measureKey)
      const mentions = [...new Set(input.mentions)]
      if (mentions.length > 0) {
        const known = new Set((await readAddressees(tx, actor, measure.roadMapId)).map((person) => person.id))
        if (mentions.some((id) => !known.has(id)))
          throw invalid(
            'Кто-то из отмеченных эту карту не видит. Откройте страницу заново и отметьте ещё раз.',
            'mentions',
          )
      }
      const { roadMapId, municipalityId } = measure
      const content = { measureKey: input.measureKey, field: input.field, text: input.text, mentions }
      const [added] = await tx
        .insert(comments)
        .values({ ...content, roadMapId, municipalityId, authorId: personOf(actor), at: now })
        .returning({ id: comments.id })
      if (!added) throw new Error('No comment was inserted.')
      await record(tx, actor, now, {
        action: 'comment.add',
        subject: 'measure',
        subjectId: input.measureKey,
        after: { roadMapId, commentId: added.id, field: input.field, text: input.text, mentions },
      })
      return added.id
    }),
  )
}

/** «Решено» and «Открыть снова»: by its author, those mentioned, and the coordinator. A press that changes nothing is no error. */
export async function resolveComment(
  actor: Actor,
  input: { id: string; act: 'resolve' | 'reopen' },
  now: Date,
): Promise<void> {
  demand(actor, 'comment.write')
  await database().transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(comments)
      .where(and(eq(comments.id, input.id), ofHome(actor, comments.municipalityId)))
      .for('update')
    if (!found) throw notFound('Замечание')
    await readSeenMeasure(tx, actor, found.roadMapId, found.measureKey)
    const isAddressed = found.authorId === actor.userId || found.mentions.includes(actor.userId ?? '')
    if (!isAddressed && !hasRole(actor, 'coordinator'))
      throw forbidden('Замечание закрывает его автор, тот, кому оно адресовано, или координатор.')
    if ((found.resolvedAt !== null) === (input.act === 'resolve')) return
    const isResolved = input.act === 'resolve'
    await tx
      .update(comments)
      .set({ resolvedAt: isResolved ? now : null, resolvedBy: isResolved ? personOf(actor) : null })
      .where(eq(comments.id, found.id))
    await record(tx, actor, now, {
      action: `comment.${input.act}`,
      subject: 'measure',
      subjectId: found.measureKey,
      after: { roadMapId: found.roadMapId, commentId: found.id, text: found.text },
    })
  })
}
