import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { visits } from '@/db/schema/visit'
import { ofHome, reportsVisibleTo, visitsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { OpenReport, OpenVisit } from '@/lib/curator/hand-over'

/** Reports that their curator still writes (lib/report/rules.ts). */
const WRITTEN = ['draft', 'returned'] as const

/**
 * A curator's visits that are not held, planned or begun, and his unsent reports, of all his schools. `toUserId` is who would take them:
 * whether he has a visit of the same school and day, a report of the same school and stage. With `isLocked` the rows are held until the
 * transaction ends.
 */
export async function readOpenWork(
  handle: Database,
  actor: Actor,
  userId: string,
  { toUserId = null, isLocked = false }: { toUserId?: string | null; isLocked?: boolean } = {},
): Promise<{ visits: OpenVisit[]; reports: OpenReport[] }> {
  // Days as planning counts them (db/commands/visit.ts). Columns are written out: in a select from one table their names would lose it.
  const rivalVisit = sql<boolean>`exists (select 1 from visits rival where rival.programme_id = visits.programme_id
    and rival.school_id = visits.school_id and rival.curator_id = ${toUserId} and rival.state in ('planned', 'held')
    and coalesce(rival.planned_on, rival.held_on) = coalesce(visits.planned_on, visits.held_on))`
  const planned = handle
    .select({
      id: visits.id,
      schoolId: visits.schoolId,
      kind: visits.kind,
      plannedOn: visits.plannedOn,
      heldOn: visits.heldOn,
      hasRival: rivalVisit,
    })
    .from(visits)
    .where(and(visitsVisibleTo(actor), eq(visits.curatorId, userId), eq(visits.state, 'planned')))
    .orderBy(asc(visits.plannedOn), asc(visits.id))
  const rivalReport = sql<boolean>`exists (select 1 from reports rival where rival.stage_id = ${reports.stageId}
    and rival.school_id = ${reports.schoolId} and rival.curator_id = ${toUserId})`
  const written = handle
    .select({
      id: reports.id,
      schoolId: reports.schoolId,
      stage: programmeStages.name,
      programme: programmes.name,
      year: programmes.year,
      state: reports.state,
      hasRival: rivalReport,
    })
    .from(reports)
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .innerJoin(programmes, eq(programmes.id, reports.programmeId))
    .where(and(reportsVisibleTo(actor), eq(reports.curatorId, userId), inArray(reports.state, WRITTEN)))
    .orderBy(asc(programmes.year), asc(programmeStages.position), asc(reports.id))
  // Whoever begins a report holds its programme (db/new-report.ts): the one who takes the schools may be beginning his own now.
  if (isLocked)
    await handle
      .select({ id: programmes.id })
      .from(programmes)
      .where(ofHome(actor, programmes.municipalityId))
      .orderBy(asc(programmes.id))
      .for('no key update')
  const openVisits = await (isLocked ? planned.for('update', { of: visits }) : planned)
  const openReports = await (isLocked ? written.for('update', { of: reports }) : written)
  return {
    visits: openVisits,
    reports: openReports.map(({ programme, year, stage, ...report }) => ({
      ...report,
      stage: `${stage}, ${programme}, ${year}`,
    })),
  }
}
