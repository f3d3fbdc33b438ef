import 'server-only'
import { eq, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { reportsOfStages } from '@/db/report-standing'
import { roadMaps } from '@/db/schema/road-map'
import { readStages } from '@/db/stage-rows'
import type { Counted, Unit } from '@/lib/indicator/rules'
import { countedCells, isSent, matrixOf } from '@/lib/report/matrix'
import { cellNote } from '@/lib/report/matrix-words'
import type { Plan } from '@/lib/road-map/plan'

/** Reports sent by curators, of all stages of the map's programme that have opened: each curator × school × stage is one. */
export async function countSentReports(handle: Database, roadMapId: string, plan: Plan): Promise<Counted> {
  const [map] = await handle
    .select({ programmeId: roadMaps.programmeId })
    .from(roadMaps)
    .where(eq(roadMaps.id, roadMapId))
  const stages = map ? await readStages(handle, [map.programmeId]) : []
  // The caller has found the map within the actor's scope; a figure counts all, and hides names that are not the reader's to see.
  const reports = await reportsOfStages(
    handle,
    stages.map((stage) => stage.id),
    sql`true`,
  )
  const counted: Counted = { done: [], missing: [], reason: 'Отчётов пока не ждут: этапы программы ещё не открыты' }
  for (const { stage, standing, cells } of matrixOf(stages, reports, plan.facts)) {
    if (standing === 'ahead') continue
    for (const cell of countedCells(cells)) {
      if (!cell.curator) continue
      const note = cellNote(cell, plan.facts.zone)
      const unit: Unit = {
        id: `${stage.id} ${cell.school.id} ${cell.curator.id}`,
        name: `${cell.curator.name}, ${cell.school.name}: ${stage.name}`,
        href: isSent(cell)
          ? `/reports/${cell.report?.id}`
          : `/reports/matrix?programme=${map?.programmeId}&stage=${stage.id}`,
        whose: { kind: 'curator', id: cell.curator.id },
        ...(note ? { note } : {}),
      }
      counted[isSent(cell) ? 'done' : 'missing'].push(unit)
    }
  }
  return counted
}
