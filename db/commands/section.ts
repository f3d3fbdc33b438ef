import 'server-only'
import { and, eq, isNull, max } from 'drizzle-orm'
import { database } from '@/db/client'
import { demandRoom, isSameText, lastPosition, openLivingSection, openVersion, textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { portions } from '@/db/new-map'
import { once } from '@/db/press'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import type { SectionTableInput } from '@/lib/road-map/schema'
import { conflict, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

export async function addSection(
  actor: Actor,
  input: { versionId: string; number: string; title: string; pressId: string },
  now: Date,
): Promise<string> {
  demand(actor, 'road_map.edit')
  return database().transaction((tx) =>
    once(tx, actor, input.pressId, { addSection: input.versionId, title: input.title }, now, async () => {
      await openVersion(tx, actor, input.versionId)
      const [last] = await tx
        .select({ position: max(sections.position) })
        .from(sections)
        .where(eq(sections.versionId, input.versionId))
      const [added] = await tx
        .insert(sections)
        .values({
          versionId: input.versionId,
          position: (last?.position ?? -1) + 1,
          number: input.number,
          title: input.title,
        })
        .returning({ id: sections.id })
      if (!added) throw new Error('No section was inserted.')
      await record(tx, actor, now, {
        action: 'section.add',
        subject: 'section',
        subjectId: added.id,
        after: { number: input.number, title: input.title },
      })
      return added.id
    }),
  )
}

/**
 * A section edited as a table, saved whole or not at all: its title, every changed row, and the spare rows that were filled.
 * Rows that somebody else saved meanwhile refuse the whole; `details.conflicts` holds both texts of each. A title that he changed stands
 * in `details.current` with the section's revision.
 */
export async function saveSectionTable(
  actor: Actor,
  input: SectionTable & { pressId: string },
  now: Date,
): Promise<void> {
  demand(actor, 'road_map.edit')
  const { pressId, ...content } = input
  await database().transaction((tx) =>
    once(tx, actor, pressId, content, now, async () => {
      const section = await openLivingSection(tx, actor, input.id)
      const stored = new Map(
        (
          await tx
            .select()
            .from(measures)
            .where(and(eq(measures.sectionId, input.id), isNull(measures.deletedAt)))
        ).map((row) => [row.id, row]),
      )
      const typedRows = input.rows.map((row) => ({ ...row, text: textOfCells(section.columns, row.cells) }))
      const changed = typedRows.flatMap((row) => {
        const before = stored.get(row.id)
        return before && !isSameText(textOf(before), row.text) ? [{ ...row, before }] : []
      })
      const conflicts = changed
        .filter((row) => row.before.revision !== row.revision)
        .map((row) => ({ id: row.id, revision: row.before.revision, current: textOf(row.before), mine: row.text }))
      const gone = typedRows.some((row) => row.id !== '' && !stored.has(row.id))
      const isRenamed = section.number !== input.number || section.title !== input.title
      const isRenamedTwice = isRenamed && section.revision !== input.revision
      if (conflicts.length > 0 || isRenamedTwice || gone) {
        throw conflict(
          'Пока вы правили раздел, его изменил другой сотрудник. Ничего не сохранено; ваш текст в таблице. Сверьте и сохраните ещё раз.',
          {
            conflicts,
            ...(isRenamedTwice
              ? { current: { number: section.number, title: section.title }, revision: section.revision }
              : {}),
          },
        )
      }
      if (isRenamed)
        await tx
          .update(sections)
          .set({ number: input.number, title: input.title, revision: section.revision + 1 })
          .where(eq(sections.id, input.id))
      for (const row of changed)
        await tx
          .update(measures)
          .set({ ...row.text, revision: row.before.revision + 1 })
          .where(eq(measures.id, row.id))
      const last = await lastPosition(tx, input.id)
      const added = [
        ...typedRows.filter((row) => row.id === '' && row.cells.some((cell) => !isBlank(cell))),
        ...input.pasted.map((cells) => ({ id: '', text: textOfPasted(section.columns, cells) })),
      ]
      if (added.length > 0) await demandRoom(tx, section.versionId, added.length, 'pasted')
      const rows = added.map((row, index) => ({
        ...row.text,
        versionId: section.versionId,
        sectionId: input.id,
        position: last + 1 + index,
      }))
      for (const portion of portions(rows)) await tx.insert(measures).values(portion)
      await record(tx, actor, now, {
        action: 'section.save_table',
        subject: 'section',
        subjectId: input.id,
        before: changed.map((row) => ({ id: row.id, ...textOf(row.before) })),
        after: [...changed, ...added].map((row) => ({ id: row.id, ...row.text })),
      })
      return true
    }),
  )
}

type SectionTable = Omit<SectionTableInput, 'roadMapId' | 'version'>

/** A pasted line: its cells in the columns' order; a line of one cell is a measure's title. */
function textOfPasted(columns: readonly RoadMapColumn[], cells: readonly string[]): MeasureText {
  if (cells.length > columns.length) {
    throw invalid(
      `Во вставленной строке ${cells.length} ячеек, а колонок ${columns.length}. Скопируйте столько же колонок и в том же порядке.`,
      'pasted',
    )
  }
  if (cells.length === 1) return { ...textOfCells(columns, []), title: cells[0] ?? '' }
  return textOfCells(columns, cells)
}

function textOfCells(columns: readonly RoadMapColumn[], cells: readonly string[]): MeasureText {
  const text: MeasureText = { number: '', title: '', term: '', executors: '', tasks: '', indicator: '', extra: [] }
  for (const [place, column] of columns.entries()) {
    if (column.field === 'extra') text.extra.push({ header: column.header, text: cells[place] ?? '' })
    else text[column.field] = cells[place] ?? ''
  }
  return text
}
