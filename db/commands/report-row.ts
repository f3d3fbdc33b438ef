import 'server-only'
import { and, count, eq, max } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { lockForWriting } from '@/db/report-lock'
import { previousContent } from '@/db/report-rows'
import { reportRows, reports } from '@/db/schema/report'
import { reportsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import type { TypedSection } from '@/lib/report/columns'
import type { ReportSectionCode } from '@/lib/report/rules'
import type { RowInput } from '@/lib/report/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/** A school has so many documents or indicators and no more. */
const MOST_ROWS = 200

/**
 * Adds a fact typed by the curator, or changes one; `revision` is that which the page showed. An older one is refused as a conflict with
 * the stored cells in its details.
 */
export async function saveRow(actor: Actor, input: RowInput, press: string, now: Date): Promise<string> {
  demand(actor, 'report.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { saveRow: input }, now, async () => {
      const report = await lockForWriting(tx, actor, input.reportId, input.section)
      const saved = { cells: input.cells, savedBy: personOf(actor), savedAt: now }
      const log = (id: string) => recordRow(tx, actor, now, 'report.row_save', report.id, input.section, id)
      if (!input.id) {
        const { total, last } = await countRows(tx, report.id, input.section)
        if (total >= MOST_ROWS) throw invalid(`В одном разделе не больше ${MOST_ROWS} строк.`, 'cells')
        const [added] = await tx
          .insert(reportRows)
          .values({ reportId: report.id, section: input.section, position: last + 1, ...saved })
          .returning({ id: reportRows.id })
        if (!added) throw new Error('No row was inserted.')
        await log(added.id)
        return added.id
      }
      const isRow = and(
        eq(reportRows.id, input.id),
        eq(reportRows.reportId, report.id),
        eq(reportRows.section, input.section),
      )
      const [stored] = await tx.select().from(reportRows).where(isRow)
      if (!stored) throw notFound('Строка отчёта')
      if (stored.revision !== input.revision)
        throw conflict(
          'Пока форма была открыта, эту строку изменили на другом устройстве. Ниже обе: проверьте и сохраните.',
          { theirs: stored.cells, revision: stored.revision },
        )
      await tx
        .update(reportRows)
        .set({ ...saved, revision: stored.revision + 1 })
        .where(isRow)
      await log(stored.id)
      return stored.id
    }),
  )
}

const countRows = async (tx: Tx, reportId: string, section: ReportSectionCode) => {
  const [found] = await tx
    .select({ total: count(), last: max(reportRows.position) })
    .from(reportRows)
    .where(and(eq(reportRows.reportId, reportId), eq(reportRows.section, section)))
  return { total: found?.total ?? 0, last: found?.last ?? 0 }
}

const recordRow = (
  tx: Tx,
  actor: Actor,
  now: Date,
  action: string,
  reportId: string,
  section: ReportSectionCode,
  rowId: string,
) => record(tx, actor, now, { action, subject: 'report', subjectId: reportId, after: { section, rowId } })

/**
 * Takes a typed fact away; `revision` is that which the page showed. A row that was changed since stays, and the refusal has its cells
 * and revision in its details: nobody takes away what he has not read.
 */
export async function removeRow(
  actor: Actor,
  input: { id: string; revision: number },
  now: Date,
): Promise<{ reportId: string; section: ReportSectionCode }> {
  demand(actor, 'report.write')
  return database().transaction(async (tx) => {
    const [named] = await tx
      .select({ reportId: reportRows.reportId, section: reportRows.section })
      .from(reportRows)
      .innerJoin(reports, eq(reports.id, reportRows.reportId))
      .where(and(eq(reportRows.id, input.id), reportsVisibleTo(actor)))
    if (!named) throw notFound('Строка отчёта')
    const report = await lockForWriting(tx, actor, named.reportId, named.section)
    const [stored] = await tx.select().from(reportRows).where(eq(reportRows.id, input.id))
    if (!stored) throw notFound('Строка отчёта')
    if (stored.revision !== input.revision)
      throw conflict(
        'Пока страница была открыта, эту строку изменили на другом устройстве. Прочтите её и решите снова.',
        {
          theirs: stored.cells,
          revision: stored.revision,
        },
      )
    await tx.delete(reportRows).where(eq(reportRows.id, input.id))
    await recordRow(tx, actor, now, 'report.row_remove', report.id, named.section, input.id)
    return named
  })
}

/**
 * Puts the rows that the previous stage's report had in this section into it, so that nothing is asked twice; those that stand here
 * already are left out. Answers how many were added.
 */
export async function repeatRows(
  actor: Actor,
  input: { reportId: string; section: TypedSection },
  press: string,
  now: Date,
): Promise<number> {
  demand(actor, 'report.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { repeatRows: input }, now, async () => {
      const report = await lockForWriting(tx, actor, input.reportId, input.section)
      const content = await previousContent(tx, report, report.stage.position)
      const earlier = content?.sections.find((one) => one.code === input.section)?.facts ?? []
      const stored = await tx
        .select({ cells: reportRows.cells })
        .from(reportRows)
        .where(and(eq(reportRows.reportId, report.id), eq(reportRows.section, input.section)))
      const known = new Set(stored.map((row) => row.cells.join('\n')))
      const fresh = earlier.filter((fact) => fact.origin.kind === 'typed' && !known.has(fact.cells.join('\n')))
      if (fresh.length === 0)
        throw conflict('Повторять нечего: строки прошлого этапа уже здесь, или их в прошлом отчёте не было.')
      const { last } = await countRows(tx, report.id, input.section)
      await tx.insert(reportRows).values(
        fresh.map(({ cells }, index) => ({
          reportId: report.id,
          section: input.section,
          position: last + 1 + index,
          cells,
          savedBy: personOf(actor),
          savedAt: now,
        })),
      )
      await record(tx, actor, now, {
        action: 'report.rows_repeat',
        subject: 'report',
        subjectId: report.id,
        after: { section: input.section, rows: fresh.length },
      })
      return fresh.length
    }),
  )
}
