import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { lockForWriting } from '@/db/report-lock'
import { programmeStages, programmes, reportForms } from '@/db/schema/programme'
import { reportSections, reports } from '@/db/schema/report'
import { schools } from '@/db/schema/school'
import { ofHome, schoolsWorkedWith } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { locksOn, opensOn, stageStanding } from '@/lib/programme/stage'
import { DEFAULT_REPORT_FORM } from '@/lib/report/form'
import { REPORT_SECTIONS, type ReportSectionCode } from '@/lib/report/rules'
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
      const form = await newestForm(tx, stage.programmeId, now)
      const [added] = await tx
        .insert(reports)
        .values({
          municipalityId: homeOf(actor),
          programmeId: stage.programmeId,
          stageId: stage.id,
          schoolId: school.id,
          curatorId,
          formId: form.id,
          createdAt: now,
        })
        .returning({ id: reports.id })
      if (!added) throw new Error('No report was inserted.')
      await tx.insert(reportSections).values(REPORT_SECTIONS.map((section) => ({ reportId: added.id, section })))
      await record(tx, actor, now, {
        action: 'report.begin',
        subject: 'report',
        subjectId: added.id,
        after: { stage: stage.name, school: school.name, form: form.number },
      })
      return added.id
    }),
  )
}

/** Locked: of two presses that begin one report the second finds the first one's. */
async function lockStage(tx: Tx, actor: Actor, stageId: string) {
  const [stage] = await tx
    .select({
      id: programmeStages.id,
      programmeId: programmeStages.programmeId,
      name: programmeStages.name,
      dueDate: programmeStages.dueDate,
      opensOn: programmeStages.opensOn,
      locksOn: programmeStages.locksOn,
    })
    .from(programmeStages)
    .innerJoin(programmes, eq(programmes.id, programmeStages.programmeId))
    .where(and(eq(programmeStages.id, stageId), ofHome(actor, programmes.municipalityId)))
    .for('no key update', { of: programmes })
  if (!stage) throw notFound('Этап')
  return stage
}

function demandOpen(stage: Awaited<ReturnType<typeof lockStage>>, today: string): void {
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
      `Этап закрыт ${shortDate(locksOn(stage) ?? today)}: отчёты больше не принимаются. Обратитесь к муниципальному координатору.`,
    )
}

/** The programme's newest form; a programme that has none yet gets the default one as version 1. Under the programme's lock. */
async function newestForm(tx: Tx, programmeId: string, now: Date) {
  const newest = () =>
    tx
      .select({ id: reportForms.id, number: reportForms.number, form: reportForms.form })
      .from(reportForms)
      .where(eq(reportForms.programmeId, programmeId))
      .orderBy(desc(reportForms.number))
      .limit(1)
  const [known] = await newest()
  if (known) return known
  await tx
    .insert(reportForms)
    .values({ programmeId, number: 1, form: DEFAULT_REPORT_FORM, createdAt: now })
    .onConflictDoNothing()
  const [made] = await newest()
  if (!made) throw new Error('The programme has no report form.')
  return made
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
