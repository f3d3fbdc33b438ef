import 'server-only'
import { and, count, eq, isNull } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { insertReport, lockStage } from '@/db/new-report'
import { once } from '@/db/press'
import { lockReport, openSections } from '@/db/review-lock'
import { roleAssignments, users } from '@/db/schema/person'
import { reports, reportVersions } from '@/db/schema/report'
import { schoolPeople, schools } from '@/db/schema/school'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import { locksOn, stageStanding } from '@/lib/programme/stage'
import { demandLastDay } from '@/lib/report/review'
import type { OpenReportInput, UnlockReportInput } from '@/lib/report/review-schema'
import { demandReportStep } from '@/lib/report/rules'
import { isInForce, shortDate } from '@/lib/shared/dates'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/**
 * Opens a report up to a day, inclusive, whatever the stage's lock says. A sent or accepted one becomes returned and is open in the
 * sections named; its versions and decisions stay. Of a draft or a returned one only the last day moves.
 */
export async function unlockReport(actor: Actor, input: UnlockReportInput, press: string, now: Date): Promise<string> {
  demand(actor, 'report.unlock')
  return database().transaction((tx) =>
    once(tx, actor, press, { unlockReport: input }, now, async () => {
      const report = await lockReport(tx, actor, input.reportId)
      const [sent] = await tx
        .select({ versions: count() })
        .from(reportVersions)
        .where(eq(reportVersions.reportId, report.id))
      if (report.state !== input.state || (sent?.versions ?? 0) !== input.version) {
        throw conflict(
          'Пока страница была открыта, отчёт изменился: его отправили или по нему решили. Проверьте, что открываете, и повторите.',
        )
      }
      demandReportStep('unlock', report.state)
      demandLastDay(input.until, actor.today, 'until')
      const isWritten = report.state === 'draft' || report.state === 'returned'
      const last = locksOn(report)
      if (isWritten && last !== null && input.until <= last)
        throw invalid(`Отчёт и так открыт до ${shortDate(last)} включительно: назначьте более поздний день.`, 'until')
      if (!isWritten && input.sections.length === 0)
        throw invalid('Отметьте разделы, которые куратор исправит.', 'sections')
      await tx
        .update(reports)
        .set({
          unlockedTo: input.until,
          unlockReason: input.reason,
          revision: report.revision + 1,
          ...(isWritten ? {} : { state: 'returned' as const }),
        })
        .where(eq(reports.id, report.id))
      if (!isWritten) await openSections(tx, report.id, input.sections)
      await record(tx, actor, now, {
        action: 'report.unlock',
        subject: 'report',
        subjectId: report.id,
        before: { state: report.state, until: report.unlockedTo },
        after: {
          school: report.school,
          until: input.until,
          reason: input.reason,
          open: isWritten ? [] : input.sections,
        },
      })
      return report.id
    }),
  )
}

/**
 * Opens a report that was never begun, of a stage that is locked: begins it for the curator as an empty draft with a last day of its own.
 * He must be the school's curator today: nobody else could write in it. Answers with the report's id.
 */
export async function openReport(actor: Actor, input: OpenReportInput, press: string, now: Date): Promise<string> {
  demand(actor, 'report.unlock')
  return database().transaction((tx) =>
    once(tx, actor, press, { openReport: input }, now, async () => {
      const stage = await lockStage(tx, actor, input.stageId)
      const school = await demandCurator(tx, actor, input)
      if (stageStanding(stage, actor.today) !== 'locked') {
        throw conflict(
          'Этап не закрыт: срок перенесли, пока страница была открыта. Куратор начнёт отчёт сам, открывать его не нужно.',
        )
      }
      demandLastDay(input.until, actor.today, 'until')
      const { schoolId, curatorId, until: unlockedTo, reason: unlockReason } = input
      const begun = await insertReport(tx, actor, { stage, schoolId, curatorId, unlockedTo, unlockReason }, now)
      if (!begun) throw conflict('Этот отчёт уже начат. Откройте его в сводке отчётов.')
      await record(tx, actor, now, {
        action: 'report.open_locked',
        subject: 'report',
        subjectId: begun.id,
        after: { school, stage: stage.name, until: input.until, reason: input.reason },
      })
      return begun.id
    }),
  )
}

/** The school's name, where this person is its curator today and has not left. */
async function demandCurator(tx: Tx, actor: Actor, input: OpenReportInput): Promise<string> {
  const links = await tx
    .select({
      school: schools.shortName,
      validFrom: schoolPeople.validFrom,
      validTo: schoolPeople.validTo,
      roleFrom: roleAssignments.validFrom,
      roleTo: roleAssignments.validTo,
    })
    .from(schoolPeople)
    .innerJoin(schools, eq(schools.id, schoolPeople.schoolId))
    .innerJoin(users, eq(users.id, schoolPeople.userId))
    .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'curator')))
    .where(
      and(
        ofHome(actor, schoolPeople.municipalityId),
        eq(schoolPeople.schoolId, input.schoolId),
        eq(schoolPeople.userId, input.curatorId),
        eq(schoolPeople.relation, 'curator'),
        isNull(users.endedAt),
      ),
    )
  const [found] = links
  if (!found) throw notFound('Куратор школы')
  const isToday = (from: string | null, to: string | null) => isInForce(actor.today, from, to)
  if (!links.some((link) => isToday(link.validFrom, link.validTo)))
    throw conflict('Этот сотрудник больше не куратор школы. Назначьте куратора и откройте отчёт ему.')
  if (!links.some((link) => isToday(link.roleFrom, link.roleTo)))
    throw conflict('У этого сотрудника сегодня нет роли куратора, писать отчёт он не сможет. Назначьте другого.')
  return found.school
}
