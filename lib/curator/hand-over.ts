import type { CuratorFacts, CuratorLink, WantedAssignment } from '@/lib/curator/facts'
import { assignmentFindings, type Finding, isCalledOff, isCuratorLink } from '@/lib/curator/rules'
import { uncoveredDay } from '@/lib/person/rules'
import type { ReportState } from '@/lib/report/rules'
import { addDays, type LocalDate } from '@/lib/shared/dates'
import type { VisitKind } from '@/lib/visit/rules'

export type HandOver = { fromUserId: string; toUserId: string; day: LocalDate; schoolIds: readonly string[] }

export type SchoolHandOver = {
  schoolId: string
  /** The former curator's assignments that end, each with its new last day. */
  ending: { id: string; note: string; validFrom: LocalDate | null; validTo: LocalDate | null; lastDay: LocalDate }[]
  /** The new curator's days; null where he is the school's curator in those days already. */
  beginning: { validFrom: LocalDate; validTo: LocalDate | null } | null
  findings: Finding[]
}

/** Not of the assignment itself, but of the person: asked also where he is the school's curator already. */
const OF_PERSON: readonly Finding['code'][] = ['account_ended', 'no_role', 'school_not_in_force', 'own_school']

/**
 * What becomes of the links when schools go from one curator to another on `day`: the former ones end the day before, the new ones
 * last as long as the former would have. The schools are taken one after another, so that the limit counts them all.
 */
export function planHandOver(
  facts: CuratorFacts,
  { fromUserId, toUserId, day, schoolIds }: HandOver,
): SchoolHandOver[] {
  let links: readonly CuratorLink[] = facts.links
  return schoolIds.map((schoolId) => {
    const former = links.filter(
      (link) =>
        isCuratorLink(link) &&
        link.userId === fromUserId &&
        link.schoolId === schoolId &&
        !isCalledOff(link) &&
        (link.validTo === null || link.validTo >= day),
    )
    const ending = former.map(({ id, note, validFrom, validTo }) => ({
      id,
      note,
      validFrom,
      validTo,
      lastDay: addDays(laterOf(validFrom, day), -1),
    }))
    const lastDayOf = new Map(ending.map((link) => [link.id, link.lastDay]))
    const left = links.map((link) => ({ ...link, validTo: lastDayOf.get(link.id) ?? link.validTo }))
    const own = left.filter((link) => isCuratorLink(link) && link.userId === toUserId && link.schoolId === schoolId)
    const wanted: WantedAssignment = { schoolId, userId: toUserId, ...upToOwn(daysAfter(former, day), own) }
    const isThere = uncoveredDay(wanted.validFrom, wanted.validTo, own) === null
    const findings = assignmentFindings({ ...facts, links: left }, wanted)
    links = isThere ? left : [...left, { ...wanted, id: '', relation: 'curator', note: '' }]
    return {
      schoolId,
      ending,
      beginning: isThere ? null : { validFrom: wanted.validFrom, validTo: wanted.validTo },
      findings: isThere ? findings.filter((finding) => OF_PERSON.includes(finding.code)) : findings,
    }
  })
}

const laterOf = (first: LocalDate | null, day: LocalDate): LocalDate => (first !== null && first > day ? first : day)

/** From `day`, or from the first day of what has not begun by then; to the last day of what the former curator had. */
function daysAfter(former: readonly CuratorLink[], day: LocalDate) {
  const firsts = former.map((link) => laterOf(link.validFrom, day)).sort()
  const lasts = former.flatMap((link) => (link.validTo === null ? [] : [link.validTo])).sort()
  return {
    validFrom: firsts[0] ?? day,
    validTo: lasts.length < former.length ? null : (lasts.at(-1) ?? null),
  }
}

/** He who is to be the school's curator from a later day on anyway begins earlier: his own assignment follows without a gap. */
function upToOwn(days: ReturnType<typeof daysAfter>, own: readonly CuratorLink[]) {
  const next = own
    .flatMap(({ validFrom }) => (validFrom !== null && validFrom > days.validFrom ? [validFrom] : []))
    .sort()
    .find((first) => uncoveredDay(first, days.validTo, own) === null)
  return next === undefined ? days : { ...days, validTo: addDays(next, -1) }
}

export type OpenVisit = { id: string; schoolId: string; kind: VisitKind; plannedOn: LocalDate | null }
export type OpenReport = {
  id: string
  schoolId: string
  stage: string
  state: ReportState
  /** The new curator has a report of this school and stage already. */
  hasRival: boolean
}
export type StayingReport = OpenReport & { why: 'has_own' | 'day_ahead' }
export type MovedWork = {
  visits: OpenVisit[]
  reports: OpenReport[]
  /** Planned for days before, and not held: they stay missed under the former curator's name. */
  missed: OpenVisit[]
  staying: StayingReport[]
}

/**
 * What goes over and what stays. A report is written by him who is the curator now: before the day comes it stays where it is, and can
 * be handed over on that day.
 */
export function sortWork(
  work: { visits: readonly OpenVisit[]; reports: readonly OpenReport[] },
  day: LocalDate,
  today: LocalDate,
): MovedWork {
  const goes = (visit: OpenVisit) => visit.plannedOn === null || visit.plannedOn >= day
  const whyNot = (report: OpenReport) => (report.hasRival ? 'has_own' : day > today ? 'day_ahead' : null)
  return {
    visits: work.visits.filter(goes),
    missed: work.visits.filter((visit) => !goes(visit)),
    reports: work.reports.filter((report) => whyNot(report) === null),
    staying: work.reports.flatMap((report) => {
      const why = whyNot(report)
      return why ? [{ ...report, why }] : []
    }),
  }
}
