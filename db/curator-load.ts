import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { visits } from '@/db/schema/visit'
import { ofHome, reportsVisibleTo, visitsVisibleTo } from '@/db/scope'
import { stageDays } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import { currentStages, type OwnReport, type VisitCounts } from '@/lib/curator/load'
import { type LocalDate, yearOf } from '@/lib/shared/dates'

/** What the curators do in the year of `date`: visits by curator, the stages that are being reported on, their reports. Three statements. */
export async function readCuratorLoad(handle: Database, actor: Actor, date: LocalDate) {
  const counts = await handle
    .select({
      curatorId: visits.curatorId,
      planned: sql<number>`(count(*) filter (where ${visits.state} = 'planned' and (${visits.plannedOn} is null or ${visits.plannedOn} >= ${date})))::int`,
      held: sql<number>`(count(*) filter (where ${visits.state} = 'held'))::int`,
      missed: sql<number>`(count(*) filter (where ${visits.state} = 'planned' and ${visits.plannedOn} < ${date}))::int`,
    })
    .from(visits)
    .innerJoin(programmes, eq(programmes.id, visits.programmeId))
    .where(and(visitsVisibleTo(actor), eq(programmes.year, yearOf(date))))
    .groupBy(visits.curatorId)
  const stages = await handle
    .select({
      id: programmeStages.id,
      programmeId: programmeStages.programmeId,
      programme: programmes.name,
      name: programmeStages.name,
      position: programmeStages.position,
      year: programmes.year,
      ...stageDays,
    })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .where(and(ofHome(actor, programmes.municipalityId), eq(programmes.year, yearOf(date))))
  const own: OwnReport[] = await handle
    .select({
      curatorId: reports.curatorId,
      stageId: reports.stageId,
      schoolId: reports.schoolId,
      state: reports.state,
    })
    .from(reports)
    .innerJoin(programmes, eq(programmes.id, reports.programmeId))
    .where(and(reportsVisibleTo(actor), eq(programmes.year, yearOf(date))))
  const byCurator = new Map(counts.map(({ curatorId, ...row }) => [curatorId, row]))
  const none: VisitCounts = { planned: 0, held: 0, missed: 0 }
  return {
    visitsOf: (userId: string): VisitCounts => byCurator.get(userId) ?? none,
    stages: currentStages(stages, date),
    reports: own,
  }
}
