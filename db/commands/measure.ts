import 'server-only'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { demandRoom, isSameText, lastPosition, openLivingSection, openMeasure, textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { measures } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import type { AddMeasureInput, MeasureInput } from '@/lib/road-map/schema'
import { conflict } from '@/lib/shared/refusal'

/** The form sends the unknown columns' texts in the columns' order. */
const extraOf = (columns: readonly RoadMapColumn[], texts: readonly string[]): MeasureText['extra'] =>
  columns
    .filter((column) => column.field === 'extra')
    .map(({ header }, index) => ({ header, text: texts[index] ?? '' }))

export async function addMeasure(
  actor: Actor,
  input: AddMeasureInput & { pressId: string },
  now: Date,
): Promise<string> {
  demand(actor, 'road_map.edit')
  const { sectionId, pressId, extra, ...text } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { addMeasure: sectionId, text, extra }, now, async () => {
      const section = await openLivingSection(tx, actor, sectionId)
      await demandRoom(tx, section.versionId, 1)
      const values = { ...text, extra: extraOf(section.columns, extra) }
      const [added] = await tx
        .insert(measures)
        .values({
          ...values,
          versionId: section.versionId,
          sectionId,
          position: (await lastPosition(tx, sectionId)) + 1,
        })
        .returning({ id: measures.id })
      if (!added) throw new Error('No measure was inserted.')
      await record(tx, actor, now, { action: 'measure.add', subject: 'measure', subjectId: added.id, after: values })
      return added.id
    }),
  )
}

/**
 * Saves one row, word for word. Refused as a conflict when somebody saved it since the form was opened:
 * `details.current` is his text, so that the page shows both and nothing is lost.
 */
export async function saveMeasure(actor: Actor, input: MeasureInput, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    const { measure, columns } = await openMeasure(tx, actor, input.id)
    const before = textOf(measure)
    const after: MeasureText = { ...textOf({ ...input, extra: [] }), extra: extraOf(columns, input.extra) }
    // The second press of the same save finds its own text: done already, not a conflict.
    if (isSameText(before, after)) return
    if (measure.deletedAt) {
      throw conflict(
        'Мероприятие удалил другой сотрудник. Ваш текст остался в форме; верните строку в «Удалённом» и сохраните.',
      )
    }
    if (measure.revision !== input.revision) {
      throw conflict(
        'Пока вы правили мероприятие, его изменил другой сотрудник. Ниже оба текста: выберите или соедините и сохраните.',
        {
          current: before,
          revision: measure.revision,
        },
      )
    }
    await tx
      .update(measures)
      .set({ ...after, revision: measure.revision + 1 })
      .where(eq(measures.id, measure.id))
    await record(tx, actor, now, { action: 'measure.save', subject: 'measure', subjectId: measure.id, before, after })
  })
}
