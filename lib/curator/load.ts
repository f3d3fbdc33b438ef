import type { CuratorFacts } from '@/lib/curator/facts'
import { schoolsOn } from '@/lib/curator/rules'
import { opensOn, type StageDays } from '@/lib/programme/stage'
import type { ReportState } from '@/lib/report/rules'
import { type LocalDate, yearOf } from '@/lib/shared/dates'

export type LoadStage = StageDays & { id: string; programmeId: string; name: string; position: number; year: number }
/** Counts of one curator in the programmes of the day's year; `missed` were planned for days before and not held. */
export type VisitCounts = { planned: number; held: number; missed: number }
export type OwnReport = { curatorId: string; stageId: string; schoolId: string; state: ReportState }

/** Of every programme of the day's year the stage that was opened last; none before the first is opened. */
export function currentStages<Stage extends LoadStage>(stages: readonly Stage[], date: LocalDate): Stage[] {
  const current = new Map<string, Stage>()
  for (const stage of [...stages].sort((one, other) => one.position - other.position)) {
    const first = opensOn(stage)
    if (stage.year === yearOf(date) && first !== null && first <= date) current.set(stage.programmeId, stage)
  }
  return [...current.values()]
}

const SENT: readonly ReportState[] = ['sent', 'accepted', 'accepted_with_remarks']

/**
 * How many reports of these stages the curator owes and has sent: one for each school of his on the stage's last day (rulings F6), and
 * for each that he began before he left the school.
 */
export function reportLoad(
  facts: CuratorFacts,
  userId: string,
  stages: readonly LoadStage[],
  reports: readonly OwnReport[],
  date: LocalDate,
): { due: number; sent: number } {
  const links = facts.links.filter((link) => link.userId === userId)
  let [due, sent] = [0, 0]
  for (const stage of stages) {
    const own = reports.filter((report) => report.curatorId === userId && report.stageId === stage.id)
    const schools = schoolsOn(facts, links, stage.dueDate ?? date)
    due += new Set([...schools, ...own.map((report) => report.schoolId)]).size
    sent += own.filter((report) => SENT.includes(report.state)).length
  }
  return { due, sent }
}
