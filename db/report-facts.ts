import 'server-only'
import { and, asc, eq, gte, inArray, isNull, lte } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { programmeFactors, programmeStages, programmes } from '@/db/schema/programme'
import { reportRows } from '@/db/schema/report'
import { riskMarks, riskProfiles, schoolMeasures } from '@/db/schema/risk-profile'
import { recommendations, visits } from '@/db/schema/visit'
import type { ReportFact } from '@/lib/report/content'
import { markFact, measureFact, typedFact, visitFact } from '@/lib/report/facts'
import { REPORT_SECTIONS, type ReportSectionCode } from '@/lib/report/rules'
import { standingOf } from '@/lib/risk-profile/measure-standing'
import { addDays, type LocalDate } from '@/lib/shared/dates'

export type FactsOf = {
  id: string
  programmeId: string
  schoolId: string
  stage: { position: number; dueDate: LocalDate | null }
}
export type Facts = {
  /** The period: from the day after the previous stage's due date (null at the first stage) to the due date or today; inclusive. */
  from: LocalDate | null
  to: LocalDate
  sections: Record<ReportSectionCode, ReportFact[]>
}

/**
 * What the records say now of the school for each section of a report. Seven statements, whatever the number of records. Whoever asks
 * has made sure that the actor may see the school's records.
 */
export async function readFacts(handle: Database, report: FactsOf, today: LocalDate): Promise<Facts> {
  const from = await firstDay(handle, report)
  const due = report.stage.dueDate
  const to = due && due < today ? due : today
  const profile = await profileFacts(handle, report, today)
  const typed = await handle
    .select({ id: reportRows.id, section: reportRows.section, cells: reportRows.cells })
    .from(reportRows)
    .where(eq(reportRows.reportId, report.id))
    .orderBy(asc(reportRows.position), asc(reportRows.id))
  const sections = Object.fromEntries(
    REPORT_SECTIONS.map((code) => [code, typed.filter((row) => row.section === code).map(typedFact)]),
  ) as Facts['sections']
  return { from, to, sections: { ...sections, ...profile, visits: await visitFacts(handle, report, from, to) } }
}

async function firstDay(handle: Database, { programmeId, stage }: FactsOf): Promise<LocalDate | null> {
  const stages = await handle
    .select({ position: programmeStages.position, dueDate: programmeStages.dueDate })
    .from(programmeStages)
    .where(eq(programmeStages.programmeId, programmeId))
    .orderBy(asc(programmeStages.position))
  const previous = stages.filter((one) => one.position < stage.position && one.dueDate).at(-1)
  return previous?.dueDate ? addDays(previous.dueDate, 1) : null
}

/** Visits that were held at the school in the period, by whichever curator. */
async function visitFacts(handle: Database, report: FactsOf, from: LocalDate | null, to: LocalDate) {
  const held = await handle
    .select({
      id: visits.id,
      heldOn: visits.heldOn,
      kind: visits.kind,
      form: visits.form,
      aim: visits.aim,
      participants: visits.participants,
      found: visits.found,
    })
    .from(visits)
    .where(
      and(
        eq(visits.programmeId, report.programmeId),
        eq(visits.schoolId, report.schoolId),
        eq(visits.state, 'held'),
        lte(visits.heldOn, to),
        from ? gte(visits.heldOn, from) : undefined,
      ),
    )
    .orderBy(asc(visits.heldOn), asc(visits.startsAt), asc(visits.id))
  const ids = held.map((visit) => visit.id)
  const given = await handle
    .select({
      visitId: recommendations.visitId,
      text: recommendations.text,
      due: recommendations.due,
      state: recommendations.state,
    })
    .from(recommendations)
    .where(ids.length > 0 ? inArray(recommendations.visitId, ids) : eq(recommendations.visitId, report.id))
    .orderBy(asc(recommendations.due), asc(recommendations.id))
  return held.map(({ heldOn, ...visit }) =>
    visitFact({
      ...visit,
      heldOn: heldOn ?? to,
      recommendations: given.filter((one) => one.visitId === visit.id),
    }),
  )
}

async function profileFacts(
  handle: Database,
  { programmeId, schoolId }: FactsOf,
  today: LocalDate,
): Promise<{ factors: ReportFact[]; measures: ReportFact[] }> {
  const ofSchool = and(eq(riskProfiles.programmeId, programmeId), eq(riskProfiles.schoolId, schoolId))
  const marks = await handle
    .select({
      factorId: riskMarks.factorId,
      factor: programmeFactors.name,
      initial: riskMarks.initial,
      verified: riskMarks.verified,
      second: riskMarks.second,
      isActive: riskMarks.isActive,
      result: riskMarks.result,
    })
    .from(riskMarks)
    .innerJoin(riskProfiles, eq(riskProfiles.id, riskMarks.profileId))
    .innerJoin(programmeFactors, eq(programmeFactors.id, riskMarks.factorId))
    .where(ofSchool)
    .orderBy(asc(programmeFactors.position), asc(programmeFactors.id))
  const measures = await handle
    .select({
      id: schoolMeasures.id,
      factorId: schoolMeasures.factorId,
      factor: programmeFactors.name,
      title: schoolMeasures.title,
      term: schoolMeasures.term,
      state: schoolMeasures.state,
      year: programmes.year,
      evidence: schoolMeasures.evidence,
    })
    .from(schoolMeasures)
    .innerJoin(riskProfiles, eq(riskProfiles.id, schoolMeasures.profileId))
    .innerJoin(programmes, eq(programmes.id, riskProfiles.programmeId))
    .innerJoin(programmeFactors, eq(programmeFactors.id, schoolMeasures.factorId))
    .where(and(ofSchool, isNull(schoolMeasures.removedAt)))
    .orderBy(asc(programmeFactors.position), asc(schoolMeasures.savedAt), asc(schoolMeasures.id))
  const titlesOf = (factorId: string) => measures.filter((one) => one.factorId === factorId).map((one) => one.title)
  const school = { id: schoolId, programmeId }
  return {
    factors: marks.map((mark) => markFact({ ...mark, measures: titlesOf(mark.factorId) }, school)),
    measures: measures.map((measure) =>
      measureFact({ ...measure, standing: standingOf(measure, { year: measure.year, today }) }, school),
    ),
  }
}
