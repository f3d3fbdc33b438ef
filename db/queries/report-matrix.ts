import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { chosenProgramme } from '@/db/current-programme'
import { readDistrictFacts } from '@/db/plan'
import { reportsOfStages } from '@/db/report-standing'
import { municipalities } from '@/db/schema/municipality'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reportVersions } from '@/db/schema/report'
import { ofHome, reportsVisibleTo } from '@/db/scope'
import { readStages } from '@/db/stage-rows'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { consolidatedReport } from '@/lib/report/consolidated'
import { matrixOf } from '@/lib/report/matrix'
import { notFound } from '@/lib/shared/refusal'

/**
 * Who owes a report at each stage of a programme and how each stands (feature 66). Without `programmeId` the programme of this year, or
 * the latest. `seesDrafts` is false for those from whom a report is hidden until it is sent: «не начат» then means «не отправлен».
 */
export async function getReportMatrix(actor: Actor, programmeId?: string) {
  demand(actor, 'report.review')
  const municipalityId = homeOf(actor)
  const { programme, programmes: choices } = await chosenProgramme(database(), actor, programmeId)
  if (!programme) return { programme: null, choices, stages: [], seesDrafts: true }
  const stages = await readStages(database(), [programme.id])
  const reports = await reportsOfStages(
    database(),
    stages.map((stage) => stage.id),
    reportsVisibleTo(actor),
  )
  const district = await readDistrictFacts(database(), municipalityId, actor.today)
  return { programme, choices, stages: matrixOf(stages, reports, district), seesDrafts: hasRole(actor, 'coordinator') }
}

/** The district's report of a stage, made of the last sent version of each curator's report. */
export async function getConsolidated(actor: Actor, stageId: string) {
  demand(actor, 'report.review')
  const municipalityId = homeOf(actor)
  const [place] = await database()
    .select({
      programmeId: programmes.id,
      programme: programmes.name,
      year: programmes.year,
      municipality: municipalities.name,
      profile: municipalities.profile,
    })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .innerJoin(municipalities, eq(municipalities.id, programmes.municipalityId))
    .where(and(eq(programmeStages.id, stageId), ofHome(actor, programmes.municipalityId)))
  const stages = place ? await readStages(database(), [place.programmeId]) : []
  const own = stages.filter((stage) => stage.id === stageId)
  if (!place || own.length === 0) throw notFound('Этап')
  const reports = await reportsOfStages(database(), [stageId], reportsVisibleTo(actor))
  const district = await readDistrictFacts(database(), municipalityId, actor.today)
  const [matrix] = matrixOf(own, reports, district)
  if (!matrix) throw notFound('Этап')
  const ids = reports.flatMap((report) => report.sent?.versionId ?? [])
  const contents =
    ids.length === 0
      ? []
      : await database()
          .select({ id: reportVersions.id, content: reportVersions.content })
          .from(reportVersions)
          .where(inArray(reportVersions.id, ids))
  const { profile, ...named } = place
  const report = consolidatedReport({
    ...named,
    ...matrix,
    contents: new Map(contents.map(({ id, content }) => [id, content])),
    today: actor.today,
    zone: actor.zone,
  })
  return { programmeId: place.programmeId, stageId, profile, report }
}
