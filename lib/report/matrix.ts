import { type StageDays, type StageStanding, stageStanding } from '@/lib/programme/stage'
import type { ReportState } from '@/lib/report/rules'
import type { PlanCurator, PlanLink, PlanSchool } from '@/lib/road-map/plan-facts'
import { daysBetween, isInForce, type LocalDate } from '@/lib/shared/dates'

/**
 * Who owes a report at a stage, and how each of them stands (feature 66). A report is owed by every curator of every school as the links
 * were in force on the stage's due day (rulings F6); what an earlier curator has sent counts beside.
 */
export type StageRow = StageDays & { id: string; name: string; isFinal: boolean }

export type ReportRow = {
  id: string
  programmeId: string
  stageId: string
  school: Named
  curator: Named
  state: ReportState
  /** The last local day of an unlocking; null where the report was never unlocked. */
  unlockedTo: LocalDate | null
  /**
   * Of what was sent; null while nothing was. `lateDays` is that of the first sending: mending a returned report makes nobody late.
   * `isSigned`: the last version's paper was drawn, and signed where it is by a key.
   */
  sent: {
    versionId: string
    number: number
    firstAt: Date
    lastAt: Date
    lateDays: number
    isSigned: boolean
  } | null
}

export type Named = { id: string; name: string }

/** «Не начат» or the report's own state. */
export type ReportStanding = 'none' | ReportState
export const REPORT_STANDINGS = ['none', 'draft', 'sent', 'returned', 'accepted', 'accepted_with_remarks'] as const

export type MatrixCell = {
  stageId: string
  school: Named
  /** null: on the due day the school has no curator, so nobody owes the report. */
  curator: Named | null
  report: ReportRow | null
  standing: ReportStanding
  /** False for a report of somebody who is no longer the school's curator on the due day. */
  isExpected: boolean
  /** Sent so many days late; while it is not sent, so many days past the due day today. 0 in time. */
  lateDays: number
}

export type Facts = {
  today: LocalDate
  schools: readonly PlanSchool[]
  curators: readonly PlanCurator[]
  links: readonly PlanLink[]
}

export type MatrixStage = { stage: StageRow; standing: StageStanding; cells: MatrixCell[] }

/** Every stage with its cells, by school and curator as `facts` are ordered. `reports` are those of these stages. */
export function matrixOf(stages: readonly StageRow[], reports: readonly ReportRow[], facts: Facts): MatrixStage[] {
  return stages.map((stage) => ({
    stage,
    standing: stageStanding(stage, facts.today),
    cells: cellsOf(
      stage,
      reports.filter((report) => report.stageId === stage.id),
      facts,
    ),
  }))
}

function cellsOf(stage: StageRow, reports: readonly ReportRow[], facts: Facts): MatrixCell[] {
  const day = stage.dueDate ?? facts.today
  const cells: MatrixCell[] = []
  const known = new Set<ReportRow>()
  for (const school of facts.schools) {
    const own = reports.filter((report) => report.school.id === school.id)
    const expected = isInForce(day, school.validFrom, school.validTo) ? curatorsOn(day, school.id, facts) : []
    for (const curator of expected) {
      const report = own.find((one) => one.curator.id === curator.id) ?? null
      if (report) known.add(report)
      cells.push(cellOf(stage, school, curator, report, true, facts.today))
    }
    const others = own.filter((report) => !known.has(report))
    for (const report of others) {
      known.add(report)
      cells.push(cellOf(stage, school, report.curator, report, false, facts.today))
    }
    if (expected.length + others.length === 0 && isInForce(day, school.validFrom, school.validTo))
      cells.push(cellOf(stage, school, null, null, false, facts.today))
  }
  // A school that has left the list altogether: what was sent for it stays.
  for (const report of reports)
    if (!known.has(report)) cells.push(cellOf(stage, report.school, report.curator, report, false, facts.today))
  return cells
}

function curatorsOn(day: LocalDate, schoolId: string, { curators, links }: Facts): Named[] {
  const found = new Map<string, Named>()
  for (const link of links) {
    if (link.schoolId !== schoolId || link.relation !== 'curator') continue
    if (!isInForce(day, link.validFrom, link.validTo)) continue
    const curator = curators.find((one) => one.id === link.userId && isInForce(day, one.validFrom, one.validTo))
    if (curator) found.set(curator.id, { id: curator.id, name: curator.name })
  }
  return [...found.values()]
}

function cellOf(
  stage: StageRow,
  { id, name }: Named,
  curator: Named | null,
  report: ReportRow | null,
  isExpected: boolean,
  today: LocalDate,
): MatrixCell {
  const overdue = stage.dueDate && curator ? Math.max(0, daysBetween(stage.dueDate, today)) : 0
  return {
    stageId: stage.id,
    school: { id, name },
    curator,
    report,
    standing: report?.state ?? 'none',
    isExpected,
    lateDays: report?.sent ? report.sent.lateDays : overdue,
  }
}

/** What counts at a stage: reports that are owed, and what was sent besides. A draft of a former curator is neither. */
export const countedCells = (cells: readonly MatrixCell[]): MatrixCell[] =>
  cells.filter((cell) => cell.isExpected || cell.report?.sent)

export const isSent = (cell: MatrixCell): boolean => Boolean(cell.report?.sent)
export const isAccepted = (cell: MatrixCell): boolean =>
  cell.standing === 'accepted' || cell.standing === 'accepted_with_remarks'

/** Those who have not sent: the list «кто не сдал». */
export const missingCells = (cells: readonly MatrixCell[]): MatrixCell[] =>
  countedCells(cells).filter((cell) => !isSent(cell))
