import 'server-only'
import { and, asc, desc, eq, gt, isNull, lt, max, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { isSameText, lastPosition, openLivingSection, openSection, openVersion, textOf } from '@/db/draft-rows'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { measures, sections } from '@/db/schema/road-map'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { MeasureText, RoadMapColumn } from '@/lib/road-map/rules'
import type { AddMeasureInput, MeasureInput, RowInput, SectionTableInput } from '@/lib/road-map/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** The form sends the unknown columns' texts in the columns' order. */
const extraOf = (columns: readonly RoadMapColumn[], texts: readonly string[]): MeasureText['extra'] =>
  columns
    .filter((column) => column.field === 'extra')
    .map(({ header }, index) => ({ header, text: texts[index] ?? '' }))

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

/** Refused as a conflict when somebody changed the section since the form was opened; `details.current` holds his text. */
export async function saveSection(
  actor: Actor,
  input: { id: string; revision: number; number: string; title: string },
  now: Date,
): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    const section = await openLivingSection(tx, actor, input.id)
    // The second press of the same save finds its own text.
    if (section.number === input.number && section.title === input.title) return
    if (section.revision !== input.revision) {
      throw conflict(
        'Пока вы правили раздел, его изменил другой сотрудник. Ниже оба текста: выберите или соедините и сохраните.',
        {
          current: { number: section.number, title: section.title },
          revision: section.revision,
        },
      )
    }
    await tx
      .update(sections)
      .set({ number: input.number, title: input.title, revision: section.revision + 1 })
      .where(eq(sections.id, section.id))
    await record(tx, actor, now, {
      action: 'section.save',
      subject: 'section',
      subjectId: section.id,
      before: { number: section.number, title: section.title },
      after: { number: input.number, title: input.title },
    })
  })
}

/**
 * A section edited as a table, saved whole or not at all: its title, every changed row, and the spare rows that were filled.
 * Rows that somebody else saved meanwhile refuse the whole; `details.conflicts` holds both texts of each.
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
      if (conflicts.length > 0 || (isRenamed && section.revision !== input.revision) || gone) {
        throw conflict(
          'Пока вы правили раздел, его изменил другой сотрудник. Ничего не сохранено; ваш текст в таблице. Сверьте и сохраните ещё раз.',
          { conflicts },
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
      if (added.length > 0) {
        await tx.insert(measures).values(
          added.map((row, index) => ({
            ...row.text,
            versionId: section.versionId,
            sectionId: input.id,
            position: last + 1 + index,
          })),
        )
      }
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

type SectionTable = Omit<SectionTableInput, 'roadMapId'>

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

/** «Выше», «Ниже», «Удалить», «Восстановить» for a section or a measure. A press that changes nothing is no error. */
export async function actOnRow(actor: Actor, input: RowInput, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    if (input.kind === 'section') await actOnSection(tx, actor, input, now)
    else await actOnMeasure(tx, actor, input, now)
  })
}

async function actOnSection(tx: Tx, actor: Actor, { id, act }: RowInput, now: Date): Promise<void> {
  const section = await openSection(tx, actor, id)
  if (act === 'delete' || act === 'restore') {
    if ((section.deletedAt !== null) === (act === 'delete')) return
    await tx
      .update(sections)
      .set({ deletedAt: act === 'delete' ? now : null })
      .where(eq(sections.id, id))
  } else {
    const [beside] = await tx
      .select({ id: sections.id, position: sections.position })
      .from(sections)
      .where(
        and(
          eq(sections.versionId, section.versionId),
          isNull(sections.deletedAt),
          act === 'up' ? lt(sections.position, section.position) : gt(sections.position, section.position),
        ),
      )
      .orderBy(act === 'up' ? desc(sections.position) : asc(sections.position))
      .limit(1)
    if (!beside) return
    await tx.update(sections).set({ position: beside.position }).where(eq(sections.id, id))
    await tx.update(sections).set({ position: section.position }).where(eq(sections.id, beside.id))
  }
  await record(tx, actor, now, { action: `section.${act}`, subject: 'section', subjectId: id })
}

async function actOnMeasure(tx: Tx, actor: Actor, { id, act }: RowInput, now: Date): Promise<void> {
  const { measure } = await openMeasure(tx, actor, id)
  if (act === 'delete' || act === 'restore') {
    if ((measure.deletedAt !== null) === (act === 'delete')) return
    await tx
      .update(measures)
      .set({ deletedAt: act === 'delete' ? now : null })
      .where(eq(measures.id, id))
    // A measure restored out of a deleted section brings its section back: it must stand somewhere.
    if (act === 'restore') await tx.update(sections).set({ deletedAt: null }).where(eq(sections.id, measure.sectionId))
  } else if (!(await moveWithin(tx, measure, act)) && !(await moveAcross(tx, measure, act))) return
  await record(tx, actor, now, { action: `measure.${act}`, subject: 'measure', subjectId: id })
}

type Place = { id: string; versionId: string; sectionId: string; position: number }

async function moveWithin(tx: Tx, measure: Place, act: 'up' | 'down'): Promise<boolean> {
  const [beside] = await tx
    .select({ id: measures.id, position: measures.position })
    .from(measures)
    .where(
      and(
        eq(measures.sectionId, measure.sectionId),
        isNull(measures.deletedAt),
        act === 'up' ? lt(measures.position, measure.position) : gt(measures.position, measure.position),
      ),
    )
    .orderBy(act === 'up' ? desc(measures.position) : asc(measures.position))
    .limit(1)
  if (!beside) return false
  await tx.update(measures).set({ position: beside.position }).where(eq(measures.id, measure.id))
  await tx.update(measures).set({ position: measure.position }).where(eq(measures.id, beside.id))
  return true
}

/** At the edge of its section a measure goes over into the next one. */
async function moveAcross(tx: Tx, measure: Place, act: 'up' | 'down'): Promise<boolean> {
  const living = await tx
    .select({ id: sections.id })
    .from(sections)
    .where(and(eq(sections.versionId, measure.versionId), isNull(sections.deletedAt)))
    .orderBy(asc(sections.position))
  const here = living.findIndex((section) => section.id === measure.sectionId)
  const target = living[act === 'up' ? here - 1 : here + 1]
  if (here < 0 || !target) return false
  const [edge] = await tx
    .select({ first: sql<number | null>`min(${measures.position})`, last: max(measures.position) })
    .from(measures)
    .where(eq(measures.sectionId, target.id))
  const position = act === 'up' ? (edge?.last ?? -1) + 1 : (edge?.first ?? 1) - 1
  await tx.update(measures).set({ sectionId: target.id, position }).where(eq(measures.id, measure.id))
  return true
}

/** «Перенумеровать»: 1, 2, 3 … in each section, and sections likewise. An explicit act: labels are otherwise as typed (rulings A8). */
export async function renumber(actor: Actor, input: { versionId: string }, now: Date): Promise<void> {
  demand(actor, 'road_map.edit')
  await database().transaction(async (tx) => {
    await openVersion(tx, actor, input.versionId)
    await tx.execute(sql`update ${sections} set number = fresh.number, revision = ${sections.revision} + 1 from (
      select id, (row_number() over (order by position))::text as number from ${sections}
      where version_id = ${input.versionId} and deleted_at is null) fresh
      where ${sections.id} = fresh.id and ${sections.number} <> fresh.number and ${sections.title} <> ''`)
    await tx.execute(sql`update ${measures} set number = fresh.number, revision = ${measures.revision} + 1 from (
      select id, (row_number() over (partition by section_id order by position))::text as number from ${measures}
      where version_id = ${input.versionId} and deleted_at is null) fresh
      where ${measures.id} = fresh.id and ${measures.number} <> fresh.number`)
    await record(tx, actor, now, { action: 'road_map.renumber', subject: 'road_map', subjectId: input.versionId })
  })
}

async function openMeasure(tx: Tx, actor: Actor, id: string) {
  const [measure] = await tx.select({ versionId: measures.versionId }).from(measures).where(eq(measures.id, id))
  if (!measure) throw notFound('Мероприятие')
  const { columns } = await openVersion(tx, actor, measure.versionId)
  const [locked] = await tx.select().from(measures).where(eq(measures.id, id))
  if (!locked) throw notFound('Мероприятие')
  return { measure: locked, columns }
}
