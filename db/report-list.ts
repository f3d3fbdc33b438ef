import 'server-only'
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reports, reportVersions } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { ofHome, reportsVisibleTo, schoolsWorkedWith } from '@/db/scope'
import { stageColumns } from '@/db/stage-rows'
import { type Actor, hasRole } from '@/lib/access/actor'
import { opensOn, stageStanding } from '@/lib/programme/stage'
import type { ReportState } from '@/lib/report/rules'
import { isInForce, type LocalDate } from '@/lib/shared/dates'
import { surnameFirst } from '@/lib/shared/text'

const columns = { ...stageColumns, programme: programmes.name, year: programmes.year }

type Line = {
  schoolId: string
  school: string
  report: { id: string; state: ReportState; unlockedTo: LocalDate | null; version: number } | null
  /** Whether he is the school's curator today. */
  isOwnSchool: boolean
}

const bySchool = (one: Line, other: Line): number =>
  one.school < other.school ? -1 : Number(one.school > other.school)

/**
 * A curator's stages with a line for each of his schools: the report where he has begun one, else null. Stages that are locked stand
 * there only with the reports that were begun. Three statements.
 */
export async function curatorsStages(handle: Database, actor: Actor) {
  if (!hasRole(actor, 'curator') || !actor.userId || !actor.municipalityId) return []
  const stages = await handle
    .select(columns)
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .where(ofHome(actor, programmes.municipalityId))
    .orderBy(asc(programmes.year), asc(programmes.name), asc(programmeStages.position))
  const asCurator = { ...actor, roles: ['curator' as const] }
  const own = await handle
    .select({ id: schools.id, name: schools.shortName, from: schools.validFrom, to: schools.validTo })
    .from(schools)
    .where(schoolsWorkedWith(asCurator, { municipalityId: schools.municipalityId, schoolId: schools.id }))
    .orderBy(asc(schools.shortName))
  const begun = await handle
    .select({
      id: reports.id,
      stageId: reports.stageId,
      schoolId: reports.schoolId,
      school: schools.shortName,
      state: reports.state,
      unlockedTo: reports.unlockedTo,
      version: sql<number>`coalesce((select max(number) from report_versions v where v.report_id = ${reports.id}), 0)::int`,
    })
    .from(reports)
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .where(and(eq(reports.curatorId, actor.userId), reportsVisibleTo(actor)))
    .orderBy(asc(schools.shortName))
  return stages.flatMap((stage) => {
    const standing = stageStanding(stage, actor.today)
    const reportsOf = begun.filter((report) => report.stageId === stage.id)
    const lines: Line[] = reportsOf.map((report) => ({
      schoolId: report.schoolId,
      school: report.school,
      report,
      isOwnSchool: own.some((school) => school.id === report.schoolId),
    }))
    const isListed = (id: string) => lines.some((line) => line.schoolId === id)
    if (standing !== 'locked')
      for (const { id, name, from, to } of own)
        if (isInForce(actor.today, from, to) && !isListed(id))
          lines.push({ schoolId: id, school: name, report: null, isOwnSchool: true })
    if (lines.length === 0) return []
    return [{ ...stage, standing, first: opensOn(stage), lines: lines.sort(bySchool) }]
  })
}
export type CuratorsStage = Awaited<ReturnType<typeof curatorsStages>>[number]

/** Reports that were sent about the schools for which the actor answers, the newest version of each; the newest first. */
export async function schoolsReports(handle: Database, actor: Actor) {
  if (!hasRole(actor, 'school') || !actor.municipalityId) return []
  const asSchool = { ...actor, roles: ['school' as const], actsFor: [] }
  const found = await handle
    .select({
      id: reports.id,
      schoolId: reports.schoolId,
      school: schools.shortName,
      state: reports.state,
      stage: programmeStages.name,
      programme: programmes.name,
      year: programmes.year,
      version: reportVersions.number,
      sentAt: reportVersions.sentAt,
      acknowledgedAt:
        sql<Date | null>`(select at from report_acknowledgements a where a.version_id = ${reportVersions.id})`.mapWith(
          (at) => (at === null ? null : new Date(at)),
        ),
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(reportVersions)
    .innerJoin(reports, eq(reports.id, reportVersions.reportId))
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .innerJoin(users, eq(users.id, reports.curatorId))
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .innerJoin(programmes, eq(programmes.id, reports.programmeId))
    .where(
      and(
        reportsVisibleTo(asSchool),
        inArray(reports.state, ['sent', 'returned', 'accepted', 'accepted_with_remarks']),
        sql`${reportVersions.number} = (select max(number) from report_versions v where v.report_id = ${reports.id})`,
      ),
    )
    .orderBy(desc(reportVersions.sentAt))
  return found.map(({ surname, givenName, patronymic, ...row }) => ({
    ...row,
    curator: surnameFirst(surname, givenName, patronymic),
  }))
}
