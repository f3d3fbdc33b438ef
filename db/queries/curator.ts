import 'server-only'
import { database } from '@/db/client'
import { readCuratorFacts } from '@/db/curator-facts'
import { readCuratorLoad } from '@/db/curator-load'
import { readOpenWork } from '@/db/curator-open-work'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf } from '@/lib/access/policy'
import { conflictsOn, schoolsWithout } from '@/lib/curator/conflicts'
import type { CuratorFacts, CuratorLink, WantedAssignment } from '@/lib/curator/facts'
import { type HandOver, isWorthHandingOver, planHandOver, sortWork } from '@/lib/curator/hand-over'
import { reportLoad } from '@/lib/curator/load'
import {
  assignmentFindings,
  assignmentStanding,
  canCurate,
  endDefect,
  endFindings,
  type Finding,
  isCalledOff,
  isCuratorLink,
  isLiving,
  schoolsOn,
} from '@/lib/curator/rules'
import { addDays, isInForce, type LocalDate } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

const factsOf = (actor: Actor): Promise<CuratorFacts> => {
  demand(actor, 'curators.assign')
  return readCuratorFacts(database(), homeOf(actor))
}

/** Links of curators, those called off left out: nobody was a curator by them. */
const assignments = (facts: CuratorFacts): CuratorLink[] =>
  facts.links.filter((link) => isCuratorLink(link) && !isCalledOff(link))

/**
 * The table of schools and curators on a day: each school in force with its curators, each curator with his load, and what is wrong.
 * Counts of visits and reports are of today's records. A fixed number of statements.
 */
export async function getCuratorTable(actor: Actor, date: LocalDate) {
  const facts = await factsOf(actor)
  const load = await readCuratorLoad(database(), actor, date)
  const links = assignments(facts).filter((link) => isInForce(date, link.validFrom, link.validTo))
  const bySchool = groupBy(links, (link) => link.schoolId)
  const byCurator = groupBy(links, (link) => link.userId)
  const curators = [...facts.people.values()].flatMap((person) => {
    const own = byCurator.get(person.id) ?? []
    const isActing = canCurate(facts, person.id, date)
    if (own.length === 0 && !isActing) return []
    const schools = schoolsOn(facts, own, date)
    const reports = reportLoad(facts, person.id, load.stages, load.reports, date)
    return [{ ...person, isActing, schools: schools.length, visits: load.visitsOf(person.id), reports }]
  })
  const without = new Set(schoolsWithout(facts, date))
  const schools = [...facts.schools.values()]
    .filter((school) => isInForce(date, school.validFrom, school.validTo))
    .map(({ id, name, shortName }) => ({
      id,
      name,
      shortName,
      isWithout: without.has(id),
      curators: (bySchool.get(id) ?? []).map((link) => assigned(facts, link)),
    }))
  return {
    mostSchools: facts.mostSchools,
    schools,
    curators,
    stages: load.stages.map(({ name, programme, dueDate }) => ({ name, programme, dueDate })),
    conflicts: conflictsOn(facts, date),
  }
}

const assigned = (facts: CuratorFacts, { id, schoolId, userId, validFrom, validTo, note }: CuratorLink) => ({
  linkId: id,
  schoolId,
  school: facts.schools.get(schoolId)?.shortName ?? '',
  userId,
  name: facts.people.get(userId)?.name ?? '',
  validFrom,
  validTo,
  note,
})

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** The latest first; what began without a day is the oldest. */
const latestFirst = (one: { validFrom: LocalDate | null }, other: { validFrom: LocalDate | null }): number =>
  (one.validFrom ?? '') < (other.validFrom ?? '') ? 1 : -1

/** One curator: his schools of today, what is open, his load of this year, and all his assignments. */
export async function getCurator(actor: Actor, userId: string) {
  const facts = await factsOf(actor)
  const person = facts.people.get(userId)
  if (!person) throw notFound('Куратор')
  const load = await readCuratorLoad(database(), actor, actor.today)
  const open = await readOpenWork(database(), actor, userId)
  const own = facts.links.filter((link) => isCuratorLink(link) && link.userId === userId)
  const history = own.map((link) => ({ ...assigned(facts, link), standing: assignmentStanding(link, actor.today) }))
  const schools = schoolsOn(facts, own, actor.today)
  return {
    person: { ...person, isActing: canCurate(facts, userId, actor.today) },
    mostSchools: facts.mostSchools,
    schools: schools.length,
    visits: load.visitsOf(userId),
    reports: reportLoad(facts, userId, load.stages, load.reports, actor.today),
    stages: load.stages.map(({ name, programme, dueDate }) => ({ name, programme, dueDate })),
    history: history.sort(latestFirst),
    unfinished: countedAt(facts, schoolsOf([...open.visits, ...open.reports]), open),
    toHandOver: schoolsToHandOver(facts, own, open, actor.today),
    conflicts: conflictsOn(facts, actor.today).filter((one) => one.userId === userId),
  }
}

type Open = Awaited<ReturnType<typeof readOpenWork>>

/** Schools by their names, each with how much of this work is at it. */
function countedAt(facts: CuratorFacts, ids: ReadonlySet<string>, { visits, reports }: Open) {
  const at = (id: string, rows: readonly { schoolId: string }[]) => rows.filter((row) => row.schoolId === id).length
  return [...facts.schools.values()]
    .filter((school) => ids.has(school.id))
    .map(({ id, shortName }) => ({ id, name: shortName, visits: at(id, visits), reports: at(id, reports) }))
}

const schoolsOf = (rows: readonly { schoolId: string }[]): Set<string> => new Set(rows.map((row) => row.schoolId))

/** The schools that a curator has or will have, and those whose work he left and somebody else can take; each with what would go today. */
function schoolsToHandOver(facts: CuratorFacts, own: readonly CuratorLink[], open: Open, today: LocalDate) {
  const going = sortWork(open, today, today)
  const living = own.filter((link) => isLiving(assignmentStanding(link, today)))
  return countedAt(facts, schoolsOf([...living, ...going.visits, ...going.reports]), going)
}

/** The curators of one school from the first to the last. */
export async function getCuratorsOfSchool(actor: Actor, schoolId: string) {
  const facts = await factsOf(actor)
  const school = facts.schools.get(schoolId)
  if (!school) throw notFound('Школа')
  const history = facts.links
    .filter((link) => isCuratorLink(link) && link.schoolId === schoolId)
    .map((link) => ({
      ...assigned(facts, link),
      standing: assignmentStanding(link, actor.today),
      isActing: canCurate(facts, link.userId, actor.today),
    }))
  return { school, history: history.sort(latestFirst) }
}

/** Schools and curators to choose from: those of today and those to come, each curator with how many schools he has. */
export async function listAssignmentChoices(actor: Actor) {
  const facts = await factsOf(actor)
  const isLeft = (period: { validTo: LocalDate | null }) => period.validTo !== null && period.validTo < actor.today
  const byCurator = groupBy(assignments(facts), (link) => link.userId)
  return {
    schools: [...facts.schools.values()]
      .filter((school) => !isLeft(school))
      .map(({ id, shortName }) => ({ id, name: shortName })),
    curators: [...facts.people.values()]
      .filter((person) => !person.isEnded && person.roles.some((role) => !isLeft(role)))
      .map((person) => ({
        id: person.id,
        name: person.name,
        schools: schoolsOn(facts, byCurator.get(person.id) ?? [], actor.today).length,
      })),
    mostSchools: facts.mostSchools,
  }
}

/** What stands against an assignment before it is made. */
export async function checkAssignment(actor: Actor, wanted: WantedAssignment) {
  const facts = await factsOf(actor)
  const school = facts.schools.get(wanted.schoolId)
  const person = facts.people.get(wanted.userId)
  if (!school || !person) throw notFound('Назначение куратора')
  return { school, person, findings: assignmentFindings(facts, wanted) }
}

/** An assignment, why it cannot end on `lastDay` or null, and what its end then leaves behind. */
export async function getAssignment(actor: Actor, id: string, lastDay: LocalDate) {
  const facts = await factsOf(actor)
  const link = facts.links.find((one) => one.id === id && isCuratorLink(one))
  if (!link) throw notFound('Назначение куратора')
  const open = await readOpenWork(database(), actor, link.userId)
  // Visits up to the last day are still his to make.
  const { visits } = sortWork(open, addDays(lastDay, 1), actor.today)
  const here = <Row extends { schoolId: string }>(rows: Row[]) => rows.filter((row) => row.schoolId === link.schoolId)
  return {
    ...assigned(facts, link),
    defect: endDefect(link, lastDay, actor.today),
    findings: endFindings(facts, link, lastDay, {
      visits: here(visits).length,
      reports: here(open.reports).length,
    }),
  }
}

const NOTHING_GOES: Finding = {
  code: 'nothing_goes',
  weight: 'refused',
  message:
    'Передавать нечего: назначения в эти дни нет, и ничего незаконченного перейти не может. Снимите отметку с этой школы.',
}

/** What a hand-over would do, school by school: the days, the findings, what goes over and what stays. */
export async function checkHandOver(actor: Actor, input: HandOver) {
  const facts = await factsOf(actor)
  const from = facts.people.get(input.fromUserId)
  const to = facts.people.get(input.toUserId)
  const schoolIds = [...new Set(input.schoolIds)]
  if (!from || !to || !schoolIds.every((id) => facts.schools.has(id))) throw notFound('Передача школ')
  const open = await readOpenWork(database(), actor, from.id, { toUserId: to.id })
  const moved = sortWork(open, input.day, actor.today)
  return {
    from,
    to,
    lastDay: addDays(input.day, -1),
    schools: planHandOver(facts, { ...input, schoolIds }).map((plan) => {
      const here = <Row extends { schoolId: string }>(rows: Row[]) =>
        rows.filter((row) => row.schoolId === plan.schoolId)
      return {
        ...plan,
        findings: isWorthHandingOver(plan, moved) ? plan.findings : [NOTHING_GOES],
        name: facts.schools.get(plan.schoolId)?.shortName ?? '',
        visits: here(moved.visits),
        reports: here(moved.reports),
        stayingVisits: here(moved.stayingVisits),
        stayingReports: here(moved.stayingReports),
      }
    }),
  }
}
