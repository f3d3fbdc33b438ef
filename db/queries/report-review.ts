import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { readReports } from '@/db/report-standing'
import { readSentContents, readsReviews, readVersions } from '@/db/report-versions'
import { users } from '@/db/schema/person'
import { programmeStages, programmes } from '@/db/schema/programme'
import { reports } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome, reportsVisibleTo } from '@/db/scope'
import { stageDays } from '@/db/stage-rows'
import type { Actor } from '@/lib/access/actor'
import { demand, may } from '@/lib/access/policy'
import { reworkUntil } from '@/lib/report/review'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

async function findReport(actor: Actor, id: string) {
  const [row] = await database()
    .select({
      id: reports.id,
      state: reports.state,
      unlockedTo: reports.unlockedTo,
      unlockReason: reports.unlockReason,
      school: schools.shortName,
      curatorId: reports.curatorId,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      programmeId: programmes.id,
      programme: programmes.name,
      year: programmes.year,
      stageId: programmeStages.id,
      stage: programmeStages.name,
      ...stageDays,
    })
    .from(reports)
    .innerJoin(schools, eq(schools.id, reports.schoolId))
    .innerJoin(users, eq(users.id, reports.curatorId))
    .innerJoin(programmeStages, eq(programmeStages.id, reports.stageId))
    .innerJoin(programmes, eq(programmes.id, reports.programmeId))
    .where(and(eq(reports.id, id), reportsVisibleTo(actor)))
  if (!row) throw notFound('Отчёт')
  const { surname, givenName, patronymic, ...report } = row
  return {
    ...report,
    unlockReason: readsReviews(actor, report) ? report.unlockReason : '',
    curator: surnameFirst(surname, givenName, patronymic),
    isOwn: report.curatorId === actor.userId,
  }
}

/**
 * The last sent version for a decision, with the one before it. `isOwn`: the reader wrote it and may not decide. `reworkTo` is the day
 * up to which a return would leave it open; null where the stage itself is open longer.
 */
export async function getReportReview(actor: Actor, id: string) {
  demand(actor, 'report.review')
  const report = await findReport(actor, id)
  const [version, previous] = await readSentContents(database(), actor, report)
  if (!version) throw notFound('Отправленный отчёт')
  return {
    ...report,
    version,
    previous: previous ?? null,
    reworkTo: reworkUntil(report, actor.today, null),
  }
}

/** All versions with what became of them, for whoever sees the report; the reasons of its unlocking as its decisions, for some only. */
export async function getReportHistory(actor: Actor, id: string) {
  const report = await findReport(actor, id)
  const versions = await readSentContents(database(), actor, report)
  return { ...report, readsReviews: readsReviews(actor, report), isJudge: may(actor, 'report.review'), versions }
}

/** What the unlocking of a begun report is decided by. */
export async function getReportUnlocking(actor: Actor, id: string) {
  demand(actor, 'report.unlock')
  const report = await findReport(actor, id)
  const versions = await readVersions(database(), actor, report)
  return { ...report, version: versions.length, sentAt: versions[0]?.sentAt ?? null }
}

/** What the opening of a report that was never begun is decided by: the stage, the school, its curators of today. */
export async function getReportOpening(actor: Actor, stageId: string, schoolId: string) {
  demand(actor, 'report.unlock')
  const [found] = await database()
    .select({
      programmeId: programmes.id,
      programme: programmes.name,
      year: programmes.year,
      stage: programmeStages.name,
      ...stageDays,
      school: schools.shortName,
    })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .innerJoin(schools, and(eq(schools.id, schoolId), ofHome(actor, schools.municipalityId)))
    .where(and(eq(programmeStages.id, stageId), ofHome(actor, programmes.municipalityId)))
  if (!found) throw notFound('Отчёт')
  const links = await database()
    .select({
      id: users.id,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
      from: schoolPeople.validFrom,
      to: schoolPeople.validTo,
    })
    .from(schoolPeople)
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .where(and(eq(schoolPeople.schoolId, schoolId), eq(schoolPeople.relation, 'curator'), isNull(users.endedAt)))
  const curators = links
    .filter((link) => isInForce(actor.today, link.from, link.to))
    .map(({ id, surname, givenName, patronymic }) => ({ id, name: surnameFirst(surname, givenName, patronymic) }))
  return { ...found, curators }
}

/** The ticked reports before they are accepted together, each with what stands against it. */
export async function listToAccept(actor: Actor, ids: string[]) {
  demand(actor, 'report.review')
  if (ids.length === 0) return []
  const found = await readReports(database(), and(inArray(reports.id, ids), reportsVisibleTo(actor)))
  return found.map((report) => ({ ...report, isOwn: report.curator.id === actor.userId }))
}
