import type { CuratorFacts, CuratorLink, WantedAssignment } from '@/lib/curator/facts'
import { assignmentFindings, type Finding, isCalledOff, isCuratorLink } from '@/lib/curator/rules'
import { overlaps, type Period, uncoveredDay } from '@/lib/person/rules'
import type { ReportState } from '@/lib/report/rules'
import { addDays, isInForce, type LocalDate, shortDate } from '@/lib/shared/dates'
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
 * last as long as the former would have, but not longer than the new curator's role and the school. He who is the school's curator on
 * the first day already stays so for as long as he was to be. The schools are taken one after another, so that the limit counts them
 * all.
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
    const due = daysAfter(former, day)
    const person = facts.people.get(toUserId)
    const school = facts.schools.get(schoolId)
    const isThere = uncoveredDay(due.validFrom, due.validFrom, own) === null
    const able = [person?.roles ?? [], school ? [school] : []].reduce(within, due)
    const days = isThere ? { ...due, validTo: due.validFrom } : beforeOwn(able, own)
    const wanted: WantedAssignment = { schoolId, userId: toUserId, ...days }
    const findings = assignmentFindings({ ...facts, links: left }, wanted)
    const beginning = isThere ? null : days
    links = isThere ? left : [...left, { ...wanted, id: '', relation: 'curator', note: '' }]
    const sooner =
      former.length > 0 ? endsSooner(facts, toUserId, schoolId, due, beginning ? [...own, beginning] : own) : []
    return {
      schoolId,
      ending,
      beginning,
      findings: [...(isThere ? findings.filter(({ code }) => OF_PERSON.includes(code)) : findings), ...sooner],
    }
  })
}

type Days = { validFrom: LocalDate; validTo: LocalDate | null }

const laterOf = (first: LocalDate | null, day: LocalDate): LocalDate => (first !== null && first > day ? first : day)

/** From `day`, or from the first day of what has not begun by then; to the last day of what the former curator had. */
function daysAfter(former: readonly CuratorLink[], day: LocalDate): Days {
  const firsts = former.map((link) => laterOf(link.validFrom, day)).sort()
  const lasts = former.flatMap((link) => (link.validTo === null ? [] : [link.validTo])).sort()
  return {
    validFrom: firsts[0] ?? day,
    validTo: lasts.length < former.length ? null : (lasts.at(-1) ?? null),
  }
}

/** The days up to the last one that the periods cover without a gap. Where they do not cover the first, nothing can be cut: it is told. */
function within(days: Days, periods: readonly Period[]): Days {
  const uncovered = uncoveredDay(days.validFrom, days.validTo, periods)
  return uncovered === null || uncovered === days.validFrom ? days : { ...days, validTo: addDays(uncovered, -1) }
}

/** He who is to be the school's curator from a later day on anyway begins earlier: his own assignment follows without a gap. */
function beforeOwn(days: Days, own: readonly CuratorLink[]): Days {
  const [next] = own.flatMap((link) => (link.validFrom !== null && overlaps(link, days) ? [link.validFrom] : [])).sort()
  return next === undefined ? days : { ...days, validTo: addDays(next, -1) }
}

/** Told where the new curator leaves the school before the former one would have, and the school is still there then. */
function endsSooner(
  facts: CuratorFacts,
  userId: string,
  schoolId: string,
  due: Days,
  own: readonly Period[],
): Finding[] {
  const person = facts.people.get(userId)
  const school = facts.schools.get(schoolId)
  const dayAfter = uncoveredDay(due.validFrom, due.validTo, own)
  if (!person || !school || dayAfter === null || !isInForce(dayAfter, school.validFrom, school.validTo)) return []
  const would = due.validTo === null ? 'последнего дня не было' : `последним днём было ${shortDate(due.validTo)}`
  const until = `${person.name} будет куратором этой школы по ${shortDate(addDays(dayAfter, -1))}, а у прежнего назначения ${would}.`
  const hasRole = uncoveredDay(dayAfter, dayAfter, person.roles) === null
  const way = hasRole
    ? 'Если школа остаётся за этим человеком и дальше, назначьте его на следующие дни.'
    : 'Дальше у этого человека нет роли куратора; продлить её может администратор.'
  return [{ code: 'ends_sooner', weight: 'warning', message: `${until} ${way}` }]
}

export type OpenVisit = {
  id: string
  schoolId: string
  kind: VisitKind
  /** Null for a visit that nobody planned: its sheet was begun, for the day `heldOn`. */
  plannedOn: LocalDate | null
  heldOn: LocalDate | null
  /** The new curator has a visit of this school on this day already. */
  hasRival: boolean
}
export type OpenReport = {
  id: string
  schoolId: string
  stage: string
  state: ReportState
  /** The new curator has a report of this school and stage already. */
  hasRival: boolean
}
/** missed: planned for a day before, and not held; begun: made on a day before, its sheet is not saved yet. */
export type StayingVisit = OpenVisit & { why: 'missed' | 'begun' | 'has_own' }
export type StayingReport = OpenReport & { why: 'has_own' | 'day_ahead' }
export type MovedWork = {
  visits: OpenVisit[]
  reports: OpenReport[]
  stayingVisits: StayingVisit[]
  stayingReports: StayingReport[]
}

/**
 * What goes over and what stays. A visit goes by its day: before the hand-over's it is the former curator's, who alone can write of it,
 * planned or not. Of two visits of one person at one school on one day none is made. A report is written by him who is the curator
 * now: before the day comes it stays where it is, and can be handed over on that day.
 */
export function sortWork(
  work: { visits: readonly OpenVisit[]; reports: readonly OpenReport[] },
  day: LocalDate,
  today: LocalDate,
): MovedWork {
  const whyNotVisit = ({ plannedOn, heldOn, hasRival }: OpenVisit) => {
    if ((plannedOn ?? heldOn ?? '') < day) return plannedOn === null ? 'begun' : 'missed'
    return hasRival ? 'has_own' : null
  }
  const whyNotReport = (report: OpenReport) => (report.hasRival ? 'has_own' : day > today ? 'day_ahead' : null)
  return {
    visits: work.visits.filter((visit) => whyNotVisit(visit) === null),
    reports: work.reports.filter((report) => whyNotReport(report) === null),
    stayingVisits: work.visits.flatMap((visit) => {
      const why = whyNotVisit(visit)
      return why ? [{ ...visit, why }] : []
    }),
    stayingReports: work.reports.flatMap((report) => {
      const why = whyNotReport(report)
      return why ? [{ ...report, why }] : []
    }),
  }
}

/** Whether there is something to hand over at a school: an assignment that ends, or work that goes now or on the day. */
export function isWorthHandingOver({ schoolId, ending }: SchoolHandOver, moved: MovedWork): boolean {
  const goes = [...moved.visits, ...moved.reports, ...moved.stayingReports]
  return ending.length > 0 || goes.some((row) => row.schoolId === schoolId)
}
