import 'server-only'
import type { Database } from '@/db/client'
import { curatorsStages, schoolsReports } from '@/db/report-list'
import type { Actor } from '@/lib/access/actor'
import { type MyWork, noWork, type Work } from '@/lib/my-work/rules'
import { locksOn } from '@/lib/programme/stage'
import { isReportStepOpen } from '@/lib/report/rules'
import { addDays, type LocalDate, shortDate } from '@/lib/shared/dates'

/**
 * What reports ask of the actor: a curator, each report from the stage's opening until it is sent, and what was returned to him; a head
 * of school, to read what was sent about his school. Four statements.
 */
export async function workOfReports(handle: Database, actor: Actor): Promise<MyWork> {
  const work = noWork()
  for (const stage of await curatorsStages(handle, actor)) {
    for (const { school, report, isOwnSchool } of stage.lines) {
      if (!isOwnSchool || stage.standing === 'ahead') continue
      if (report && !isReportStepOpen('write', report.state)) continue
      const unlocked = report?.unlockedTo && report.unlockedTo >= actor.today ? report.unlockedTo : null
      if (stage.standing === 'locked' && !unlocked) continue
      const isReturned = report?.state === 'returned'
      const due = unlocked ?? (isReturned ? null : stage.dueDate)
      const line: Work = {
        kind: 'report',
        href: report ? `/reports/${report.id}` : `/reports#s-${stage.id}`,
        title: `${isReturned ? 'Исправить отчёт' : 'Отчёт'}: ${school}`,
        note: [`${stage.programme}, ${stage.year}`, stage.name, sayStanding(stage, report, isReturned)].join(' · '),
        due,
        since: null,
      }
      work[groupOf(due, actor.today)].push(line)
    }
  }
  work.decide.push(...(await acquaintance(handle, actor)))
  return work
}

/** As control points do: the last six days before its term a report is this week's, before that it only waits. */
function groupOf(due: LocalDate | null, today: LocalDate): 'overdue' | 'week' | 'decide' {
  if (due === null || addDays(today, 6) < due) return 'decide'
  return due < today ? 'overdue' : 'week'
}

function sayStanding(
  stage: { locksOn: string | null; dueDate: string | null; opensOn: string | null; standing: string },
  report: { state: string } | null,
  isReturned: boolean,
): string {
  if (isReturned) return 'ждёт исправления'
  const last = stage.standing === 'late' ? locksOn(stage) : null
  const late = last ? `, примут до ${shortDate(last)}` : ''
  return `${report ? 'черновик' : 'не начат'}${late}`
}

async function acquaintance(handle: Database, actor: Actor): Promise<Work[]> {
  const sent = await schoolsReports(handle, actor)
  return sent
    .filter((report) => report.acknowledgedAt === null && isReportStepOpen('acknowledge', report.state))
    .map(
      (report): Work => ({
        kind: 'report_acknowledge',
        href: `/reports/${report.id}/acknowledge`,
        title: `Ознакомьтесь с отчётом куратора: ${report.school}`,
        note: `${report.stage} · ${report.curator}`,
        due: null,
        since: report.sentAt,
      }),
    )
}
