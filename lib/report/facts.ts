import type { ReportFact } from '@/lib/report/content'
import { MEASURE_STANDING_LABELS, SIGNIFICANCE_LABELS } from '@/lib/risk-profile/labels'
import type { MeasureStanding } from '@/lib/risk-profile/measure-standing'
import type { Significance } from '@/lib/risk-profile/rules'
import { type LocalDate, shortDate } from '@/lib/shared/dates'
import { RECOMMENDATION_STATE_LABELS, VISIT_FORM_LABELS, VISIT_KIND_LABELS } from '@/lib/visit/labels'
import type { RecommendationState, VisitForm, VisitKind } from '@/lib/visit/rules'

/** Lines of the report's tables, made of the program's records; each says where it is corrected. Texts are as typed. */

export type VisitRecord = {
  id: string
  heldOn: LocalDate
  kind: VisitKind
  form: VisitForm
  aim: string
  participants: string
  found: string
  recommendations: { text: string; due: LocalDate | null; state: RecommendationState }[]
}

export function visitFact(visit: VisitRecord): ReportFact {
  const many = visit.recommendations.length > 1
  const recommended = visit.recommendations
    .filter((one) => one.state !== 'withdrawn')
    .map(({ text, due, state }, index) => {
      const term = due ? `до ${shortDate(due)}` : 'без срока'
      return `${many ? `${index + 1}) ` : ''}${text} — ${term}, ${RECOMMENDATION_STATE_LABELS[state]}`
    })
  return {
    cells: [
      shortDate(visit.heldOn),
      `${VISIT_KIND_LABELS[visit.kind]}, ${VISIT_FORM_LABELS[visit.form]}`,
      visit.aim,
      visit.participants,
      visit.found,
      recommended.join('\n'),
    ],
    origin: { kind: 'visit', id: visit.id, href: `/visits/${visit.id}`, label: `посещение ${shortDate(visit.heldOn)}` },
  }
}

export type MarkRecord = {
  factorId: string
  factor: string
  initial: Significance
  verified: Significance | null
  second: Significance | null
  isActive: boolean
  result: string
  measures: string[]
}

export function markFact(mark: MarkRecord, school: { id: string; programmeId: string }): ReportFact {
  const second = mark.second ? `вторая диагностика: ${SIGNIFICANCE_LABELS[mark.second]}` : ''
  return {
    cells: [
      mark.factor,
      SIGNIFICANCE_LABELS[mark.initial],
      mark.verified ? SIGNIFICANCE_LABELS[mark.verified] : 'не проверен',
      mark.isActive ? 'да' : 'нет',
      mark.measures.join('\n'),
      [second, mark.result].filter((text) => text !== '').join('\n'),
    ],
    origin: {
      kind: 'risk_profile',
      id: mark.factorId,
      href: pageOfSchool(school, '/profile'),
      label: 'профиль риска',
    },
  }
}

export type MeasureRecord = {
  id: string
  title: string
  factor: string
  term: string
  standing: MeasureStanding
  evidence: string
}

export const measureFact = (measure: MeasureRecord, school: { id: string; programmeId: string }): ReportFact => ({
  cells: [measure.title, measure.factor, measure.term, MEASURE_STANDING_LABELS[measure.standing], measure.evidence],
  origin: {
    kind: 'school_measure',
    id: measure.id,
    href: pageOfSchool(school, `/measures/${measure.id}`),
    label: 'мера школы',
  },
})

export const typedFact = (row: { id: string; cells: string[] }): ReportFact => ({
  cells: row.cells,
  origin: { kind: 'typed', id: row.id, label: 'введено куратором' },
})

/** Where factors and measures of a school are corrected. */
const pageOfSchool = ({ id, programmeId }: { id: string; programmeId: string }, tail: string): string =>
  `/schools/${id}${tail}?programme=${programmeId}`

/** «Исправить в посещении» and the like; null of what is typed in the report itself. */
export const CORRECT_IN: Record<ReportFact['origin']['kind'], string | null> = {
  visit: 'Исправить в посещении',
  risk_profile: 'Исправить в профиле риска',
  school_measure: 'Исправить в мерах школы',
  road_map: 'Исправить в дорожной карте',
  typed: null,
}

/** What the facts of a section became since an earlier report: by the origin's id, for those that are new or say something else. */
export function changedFacts(
  earlier: readonly ReportFact[],
  now: readonly ReportFact[],
): Map<string, 'new' | 'changed'> {
  const before = new Map(earlier.map((fact) => [fact.origin.id, fact.cells.join('\n')]))
  const changes = new Map<string, 'new' | 'changed'>()
  for (const { origin, cells } of now) {
    const was = before.get(origin.id)
    if (was === undefined) changes.set(origin.id, 'new')
    else if (was !== cells.join('\n')) changes.set(origin.id, 'changed')
  }
  return changes
}
