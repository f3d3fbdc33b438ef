import 'server-only'
import { and, eq } from 'drizzle-orm'
import { assignmentsVisibleTo, findOpenAssignment } from '@/db/assignments'
import { database } from '@/db/client'
import { appendMeasures } from '@/db/draft-origins'
import { textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { assignments } from '@/db/schema/assignment'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import { LIMITS } from '@/lib/road-map/rules'
import { forbidden, invalid, notFound } from '@/lib/shared/refusal'

/** The region's assignment from a table that was read: its municipalities see it at once. */
export async function createAssignment(
  actor: Actor,
  input: { title: string; year: number; imported: ImportedRoadMap; pressId: string },
  now: Date,
): Promise<string> {
  demand(actor, 'assignment.edit')
  // A municipality's person who was given the region's role has no region to write for.
  const regionId = actor.regionId
  if (regionId === null) throw forbidden('Задания выдают сотрудники региона.')
  const { title, year, imported, pressId } = input
  const total = imported.sections.reduce((sum, section) => sum + section.measures.length, 0)
  if (total === 0) throw invalid('В таблице нет ни одного мероприятия. Проверьте, что вставлено.', 'text')
  if (total > LIMITS.measures)
    throw invalid(`Слишком много строк: ${total}. Больше ${LIMITS.measures} не бывает.`, 'text')
  const columns = imported.headers.map((header, index) => ({
    header,
    field: imported.fields[index] ?? ('extra' as const),
  }))
  const sections = imported.sections.map((section) => ({
    number: section.number,
    title: section.title,
    measures: section.measures.map(textOf),
  }))
  return database().transaction((tx) =>
    once(tx, actor, pressId, { assignment: title, year, sections }, now, async () => {
      const [added] = await tx
        .insert(assignments)
        .values({ regionId, title, year, columns, sections, createdBy: personOf(actor), createdAt: now })
        .returning({ id: assignments.id })
      if (!added) throw new Error('The assignment was not inserted.')
      await record(tx, actor, now, {
        action: 'assignment.add',
        subject: 'assignment',
        subjectId: added.id,
        after: { title, year, measures: total },
      })
      return added.id
    }),
  )
}

/** Takes an assignment back: no new map starts from it; those that did keep their rows. The second press changes nothing. */
export async function endAssignment(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  demand(actor, 'assignment.edit')
  if (actor.regionId === null) throw forbidden('Задания выдают сотрудники региона.')
  await database().transaction(async (tx) => {
    const [assignment] = await tx
      .select({ id: assignments.id, title: assignments.title, endedAt: assignments.endedAt })
      .from(assignments)
      .where(and(eq(assignments.id, input.id), assignmentsVisibleTo(actor)))
      .for('update')
    if (!assignment) throw notFound('Задание региона')
    if (assignment.endedAt !== null) return
    await tx.update(assignments).set({ endedAt: now }).where(eq(assignments.id, assignment.id))
    await record(tx, actor, now, {
      action: 'assignment.end',
      subject: 'assignment',
      subjectId: assignment.id,
      before: { title: assignment.title },
    })
  })
}

/** Adds chosen rows of an assignment to a draft's section. `pick` names a row by its places: «0.3» is the fourth row of the first section. */
export async function addFromAssignment(
  actor: Actor,
  input: { assignmentId: string; sectionId: string; pick: string[]; pressId: string },
  now: Date,
): Promise<number> {
  demand(actor, 'road_map.edit')
  const { assignmentId, sectionId, pressId } = input
  const pick = [...new Set(input.pick)]
  return database().transaction((tx) =>
    once(tx, actor, pressId, { assignment: assignmentId, sectionId, pick }, now, async () => {
      const assignment = await findOpenAssignment(tx, actor, assignmentId)
      const chosen = pick.map((place) => {
        const [part, row] = place.split('.').map(Number)
        const section = assignment.sections[part ?? -1]
        const measure = section?.measures[row ?? -1]
        if (!section || !measure) throw notFound('Строка задания')
        const item = [section.number, measure.number].filter(Boolean).join('.')
        return {
          text: textOf(measure),
          origin: { kind: 'assignment' as const, id: assignment.id, title: assignment.title, item },
        }
      })
      await appendMeasures(tx, actor, sectionId, chosen)
      await record(tx, actor, now, {
        action: 'measure.add_from_assignment',
        subject: 'section',
        subjectId: sectionId,
        after: { assignment: assignment.title, measures: chosen.map(({ text }) => text.title) },
      })
      return chosen.length
    }),
  )
}
