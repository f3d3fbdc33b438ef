import 'server-only'
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { users } from '@/db/schema/person'
import { reports } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import type { ReportRow } from '@/lib/report/matrix'
import { surnameFirst } from '@/lib/shared/text'

/** Rows from which lib/report/matrix.ts tells how reports stand. The caller gives the scope. */

type Sent = {
  versionId: string
  number: number
  firstAt: string
  lastAt: string
  lateDays: number
  isSigned: boolean
}

/** What was sent of a report, as one JSON value: the last version's id, number, time and whether its paper is there, the first one's time and lateness. */
const sentOf = sql<Sent | null>`(
  select json_build_object('versionId', last.id, 'number', last.number, 'lastAt', last.sent_at, 'firstAt', first.sent_at,
    'lateDays', first.late_days, 'isSigned', last.sha256 is not null)
  from report_versions last join report_versions first on first.report_id = last.report_id
  where last.report_id = ${reports.id} order by last.number desc, first.number asc limit 1)`

/** Reports that `where` names, each with what was sent of it; by the curator's name. */
export async function readReports(handle: Database, where: SQL | undefined): Promise<ReportRow[]> {
  const rows = await handle
    .select({
      id: reports.id,
      programmeId: reports.programmeId,
      stageId: reports.stageId,
      schoolId: reports.schoolId,
      school: schools.shortName,
      curatorId: reports.curatorId,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      state: reports.state,
      unlockedTo: reports.unlockedTo,
      sent: sentOf,
    })
    .from(reports)
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .innerJoin(users, eq(users.id, reports.curatorId))
    .where(where)
    .orderBy(asc(users.surname), asc(users.givenName))
  return rows.map(({ schoolId, school, curatorId, surname, givenName, patronymic, sent, ...row }) => ({
    ...row,
    school: { id: schoolId, name: school },
    curator: { id: curatorId, name: surnameFirst(surname, givenName, patronymic) },
    sent: sent && { ...sent, firstAt: new Date(sent.firstAt), lastAt: new Date(sent.lastAt) },
  }))
}

/** Reports of these stages, within the scope. */
export const reportsOfStages = (handle: Database, stageIds: string[], scope: SQL): Promise<ReportRow[]> =>
  stageIds.length === 0 ? Promise.resolve([]) : readReports(handle, and(inArray(reports.stageId, stageIds), scope))
