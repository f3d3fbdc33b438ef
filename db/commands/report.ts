import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { record } from '@/db/journal'
import { insertReport, type LockedStage, lockStage } from '@/db/new-report'
import { once } from '@/db/press'
import { lockForWriting } from '@/db/report-lock'
import { reportSections, reports } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { schoolsWorkedWith } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, personOf } from '@/lib/access/policy'
import { locksOn, opensOn, stageStanding } from '@/lib/programme/stage'
import type { ReportSectionCode } from '@/lib/report/rules'
import { isInForce, shortDate } from '@/lib/shared/dates'
import { conflict, notFound } from '@/lib/shared/refusal'

/**
 * Begins the curator's report of one school and stage with the newest version of the programme's form, and answers with its id; a
 * second press, from anywhere, opens the same. Refused: a school that is not his today or has left, a stage that is not open yet or
 * is locked.
 */
export async function beginReport(
  actor: Actor,
  input: { stageId: string; schoolId: string },
  press: string,
  now: Date,
): Promise<string> {
  demand(actor, 'report.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { beginReport: input }, now, async () => {
      const stage = await lockStage(tx, actor, input.stageId)
      const [school] = await tx
        .select({ id: schools.id, name: schools.shortName, from: schools.validFrom, to: schools.validTo })
        .from(schools)
        .where(
          and(
            eq(schools.id, input.schoolId),
            schoolsWorkedWith(
              // As its curator, whatever else the person is there.
              { ...actor, roles: ['curator'] },
              { municipalityId: schools.municipalityId, schoolId: schools.id },
            ),
          ),
        )
      if (!school) throw notFound('Школа')
      const curatorId = personOf(actor)
      const [known] = await tx
        .select({ id: reports.id })
        .from(reports)
        .where(and(eq(reports.stageId, stage.id), eq(reports.schoolId, school.id), eq(reports.curatorId, curatorId)))
      if (known) return known.id
      if (!isInForce(actor.today, school.from, school.to))
        throw conflict('Школа больше не участвует в работе муниципалитета: отчёта о ней не ждут.')
      demandOpen(stage, actor.today)
      const added = await insertReport(tx, actor, { stage, schoolId: school.id, curatorId }, now)
      if (!added) throw new Error('No report was inserted.')
      await record(tx, actor, now, {
        action: 'report.begin',
        subject: 'report',
        subjectId: added.id,
        after: { stage: stage.name, school: school.name, form: added.form },
      })
      return added.id
    }),
  )
}

function demandOpen(stage: LockedStage, today: string): void {
  const standing = stageStanding(stage, today)
  if (standing === 'ahead') {
    const first = opensOn(stage)
    throw conflict(
      first
        ? `Отчёт по этому этапу начинают с ${shortDate(first)}.`
        : 'У этапа нет срока, поэтому отчёты по нему ещё не принимают. Срок назначает администратор.',
    )
  }
  if (standing === 'locked')
    throw conflict(
      `Этап закрыт: отчёты принимали до ${shortDate(locksOn(stage) ?? today)} включительно. Обратитесь к муниципальному координатору.`,
    )
}

/** The curator's own word whether a section is filled in. Saying the same again changes nothing. */
export async function setSectionDone(
  actor: Actor,
  input: { reportId: string; section: ReportSectionCode; isDone: boolean },
  now: Date,
): Promise<void> {
  demand(actor, 'report.write')
  await database().transaction(async (tx) => {
    const report = await lockForWriting(tx, actor, input.reportId, input.section)
    const [before] = await tx
      .select({ isDone: reportSections.isDone })
      .from(reportSections)
      .where(and(eq(reportSections.reportId, report.id), eq(reportSections.section, input.section)))
    if ((before?.isDone ?? false) === input.isDone) return
    await tx
      .insert(reportSections)
      .values({ reportId: report.id, section: input.section, isDone: input.isDone })
      .onConflictDoUpdate({
        target: [reportSections.reportId, reportSections.section],
        set: { isDone: sql`excluded.is_done` },
      })
    await record(tx, actor, now, {
      action: input.isDone ? 'report.section_done' : 'report.section_undone',
      subject: 'report',
      subjectId: report.id,
      after: { section: input.section },
    })
  })
}
