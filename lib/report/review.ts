import type { Actor, Role } from '@/lib/access/actor'
import { demand, POLICY } from '@/lib/access/policy'
import { locksOn, type StageDays } from '@/lib/programme/stage'
import { REPORT_SECTIONS, type ReportSectionCode, type ReportStep, type ReviewDecision } from '@/lib/report/rules'
import { addDays, daysBetween, type LocalDate, shortDate } from '@/lib/shared/dates'
import { forbidden, invalid } from '@/lib/shared/refusal'
import { isBlank } from '@/lib/shared/text'

/** The acceptance of a curator's report (feature 64, rulings E): who may decide, what a decision must say, what it opens. */
export type SectionRemark = { section: ReportSectionCode; text: string }

export const STEP_OF_DECISION: Record<ReviewDecision, ReportStep> = {
  accepted: 'accept',
  accepted_with_remarks: 'accept_with_remarks',
  returned: 'return',
}

export const WAY_OUT_OF_OWN = 'Его принимает другой муниципальный координатор, глава или тот, кто замещает главу.'

/**
 * Nobody decides on his own report, neither himself nor as his deputy. Answers with the name of the person in whose stead the actor
 * decides; without it he holds the right himself.
 */
export function demandReviewer(actor: Actor, curatorId: string): { onBehalfOf?: string } {
  demand(actor, 'report.review')
  if (actor.userId === curatorId) throw forbidden(`Свой отчёт принять или вернуть нельзя. ${WAY_OUT_OF_OWN}`)
  const isHolder = (role: Role) => (POLICY['report.review'] as readonly Role[]).includes(role)
  if (actor.roles.some(isHolder)) return {}
  const principal = actor.actsFor.find((one) => one.userId !== curatorId && one.roles.some(isHolder))
  if (!principal) throw forbidden(`Вы замещаете куратора, который написал этот отчёт. ${WAY_OUT_OF_OWN}`)
  return { onBehalfOf: principal.name }
}

/** A return says why, and «с замечаниями» has remarks; an acceptance says neither. Blank texts are no words. */
export function demandWords(decision: ReviewDecision, note: string, remarks: readonly SectionRemark[]): void {
  const said = !isBlank(note) || remarks.some((remark) => !isBlank(remark.text))
  switch (decision) {
    case 'accepted':
      if (remarks.some((remark) => !isBlank(remark.text)))
        throw invalid('К разделам есть замечания. Выберите «Принять с замечаниями» или сотрите их.', 'decision')
      return
    case 'accepted_with_remarks':
      if (!said) throw invalid('Напишите замечание: к разделу или ко всему отчёту.', 'note')
      return
    case 'returned':
      if (!said)
        throw invalid('Напишите, что исправить: замечание хотя бы к одному разделу или общую причину возврата.', 'note')
  }
}

/** The sections that a return opens: those with remarks, all where only a general reason was given. */
export function sectionsToOpen(remarks: readonly SectionRemark[]): ReportSectionCode[] {
  const named = new Set(remarks.filter((remark) => !isBlank(remark.text)).map((remark) => remark.section))
  return named.size === 0 ? [...REPORT_SECTIONS] : REPORT_SECTIONS.filter((section) => named.has(section))
}

/** A returned report can be mended for so many days at least, also where its stage locks sooner. */
export const REWORK_DAYS = 7
const MOST_DAYS = 366

/**
 * The last local day, inclusive, on which a returned report is written on: `wanted`, else a week from today. Null where the stage itself
 * is open longer.
 */
export function reworkUntil(stage: StageDays, today: LocalDate, wanted: LocalDate | null): LocalDate | null {
  if (wanted !== null) demandLastDay(wanted, today, 'reworkTo')
  const last = locksOn(stage)
  const until = wanted ?? addDays(today, REWORK_DAYS)
  return last === null || until <= last ? null : until
}

/** An unlocking lasts at least to today and at most a year. `field` is the form's. */
export function demandLastDay(until: LocalDate, today: LocalDate, field: string): void {
  if (until < today)
    throw invalid(`${shortDate(until)} уже прошло: назначьте сегодняшний день или более поздний.`, field)
  if (daysBetween(today, until) > MOST_DAYS) throw invalid('Открыть отчёт можно не больше чем на год.', field)
}
