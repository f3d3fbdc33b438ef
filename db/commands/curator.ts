import 'server-only'
import { eq, inArray, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { readCuratorFacts } from '@/db/curator-facts'
import { readOpenWork } from '@/db/curator-open-work'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { reports } from '@/db/schema/report'
import { schoolPeople } from '@/db/schema/school'
import { visits } from '@/db/schema/visit'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { CuratorFacts } from '@/lib/curator/facts'
import {
  isWorthHandingOver,
  type MovedWork,
  planHandOver,
  type SchoolHandOver,
  sortWork,
} from '@/lib/curator/hand-over'
import { assignmentFindings, endDefect, isCuratorLink, stopping } from '@/lib/curator/rules'
import type { AssignCuratorInput, EndAssignmentInput, HandOverInput } from '@/lib/curator/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'

/** School and person of the actor's municipality by their names in the journal; another municipality's do not exist. */
function named(facts: CuratorFacts, schoolId: string, userId: string) {
  const school = facts.schools.get(schoolId)
  if (!school) throw notFound('Школа')
  const person = facts.people.get(userId)
  if (!person) throw notFound('Куратор')
  return { school: school.shortName, person: person.name }
}

/** The reason beside what was written before: both are the assignment's history. */
const noted = (note: string, reason: string): string => [note, reason].filter(Boolean).join('\n')

/**
 * Makes a person the curator of a school from a day (inclusive) to a day (inclusive; null: without an end). Refused by what
 * lib/curator/rules.ts refuses; above the municipality's limit only with a reason, which is kept. Returns the assignment's id.
 */
export async function assignCurator(
  actor: Actor,
  input: AssignCuratorInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'curators.assign')
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    return once(tx, actor, pressId, { assignCurator: input }, now, async () => {
      const { reason: note, ...wanted } = input
      const facts = await readCuratorFacts(tx, municipalityId)
      const names = named(facts, wanted.schoolId, wanted.userId)
      const stop = stopping(assignmentFindings(facts, wanted), note)
      if (stop) throw invalid(stop.message, stop.field)
      const [added] = await tx
        .insert(schoolPeople)
        .values({ municipalityId, relation: 'curator', note, ...wanted })
        .returning({ id: schoolPeople.id })
      if (!added) throw new Error('The assignment was not inserted.')
      const { validFrom, validTo } = wanted
      await record(tx, actor, now, {
        action: 'curator.assign',
        subject: 'school_person',
        subjectId: added.id,
        after: { ...names, validFrom, validTo, ...(note ? { reason: note } : {}) },
      })
      return added.id
    })
  })
}

/**
 * Ends an assignment on a day, inclusive, with a reason; the day before the first calls it off. It never becomes longer, and what has
 * ended stays as it is. What the curator left open stays his. Returns whose assignment it was.
 */
export async function endAssignment(
  actor: Actor,
  input: EndAssignmentInput,
  pressId: string,
  now: Date,
): Promise<string> {
  demand(actor, 'curators.assign')
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    return once(tx, actor, pressId, { endAssignment: input }, now, async () => {
      const facts = await readCuratorFacts(tx, municipalityId)
      const link = facts.links.find((one) => one.id === input.id && isCuratorLink(one))
      if (!link) throw notFound('Назначение куратора')
      const defect = endDefect(link, input.validTo, actor.today)
      if (defect) throw defect.field ? invalid(defect.message, defect.field) : conflict(defect.message)
      const { validFrom, validTo } = link
      await tx
        .update(schoolPeople)
        .set({ validTo: input.validTo, note: noted(link.note, input.reason) })
        .where(eq(schoolPeople.id, link.id))
      await record(tx, actor, now, {
        action: 'curator.end',
        subject: 'school_person',
        subjectId: link.id,
        before: { validFrom, validTo },
        after: { ...named(facts, link.schoolId, link.userId), validTo: input.validTo, reason: input.reason },
      })
      return link.userId
    })
  })
}

/** `stayingVisits`: the new curator has a visit of that school and day; `staying`: reports that stay. */
export type HandOverAnswer = {
  schools: number
  visits: number
  reports: number
  stayingVisits: number
  staying: number
}

/**
 * Gives schools from one curator to another on a day: the former assignments end the day before, the new ones last as long as those
 * would have, as far as the new curator's role and the school reach. What is open goes over with its text: planned visits from that day
 * on, reports that were not sent; what is past stays under the former name, also a visit made before whose sheet is not saved yet. A
 * visit stays where the new curator has one of that school and day, a report where he has one of that school and stage, and while the
 * day has not come. Refused whole if one school is refused.
 */
export async function handOver(
  actor: Actor,
  input: HandOverInput,
  pressId: string,
  now: Date,
): Promise<HandOverAnswer> {
  demand(actor, 'curators.assign')
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    return once(tx, actor, pressId, { handOver: input }, now, async () => {
      const { fromUserId, toUserId, day, reason } = input
      if (fromUserId === toUserId) throw invalid('Выберите другого куратора: передать самому себе нельзя.', 'toUserId')
      const schoolIds = [...new Set(input.schoolId)]
      const facts = await readCuratorFacts(tx, municipalityId)
      for (const schoolId of schoolIds) for (const id of [fromUserId, toUserId]) named(facts, schoolId, id)
      const open = await readOpenWork(tx, actor, fromUserId, { toUserId, isLocked: true })
      const moved = sortWork(open, day, actor.today)
      const answer = { schools: 0, visits: 0, reports: 0, stayingVisits: 0, staying: 0 }
      for (const plan of planHandOver(facts, { fromUserId, toUserId, day, schoolIds })) {
        demandTies(facts, plan, moved, fromUserId)
        const stop = stopping(plan.findings, reason)
        if (stop) throw invalid(`${facts.schools.get(plan.schoolId)?.shortName}: ${stop.message}`, stop.field)
        const own = await handOverSchool(tx, actor, { ...input, municipalityId, facts, plan, moved }, now)
        answer.schools += 1
        answer.visits += own.visits
        answer.reports += own.reports
        answer.stayingVisits += own.stayingVisits
        answer.staying += own.staying
      }
      return answer
    })
  })
}

/** Only what the former curator has, or left open, can be handed over. */
function demandTies(facts: CuratorFacts, plan: SchoolHandOver, moved: MovedWork, fromUserId: string): void {
  if (isWorthHandingOver(plan, moved)) return
  const { school, person } = named(facts, plan.schoolId, fromUserId)
  throw conflict(`${person} — ${school}: передавать нечего. Обновите страницу: назначение могли уже завершить.`)
}

type Going = HandOverInput & { municipalityId: string; facts: CuratorFacts; plan: SchoolHandOver; moved: MovedWork }

async function handOverSchool(tx: Tx, actor: Actor, going: Going, now: Date) {
  const { facts, plan, moved, fromUserId, toUserId, day, reason, municipalityId } = going
  const { schoolId } = plan
  const here = <Row extends { schoolId: string }>(rows: Row[]) => rows.filter((row) => row.schoolId === schoolId)
  for (const { id, lastDay, note } of plan.ending)
    await tx
      .update(schoolPeople)
      .set({ validTo: lastDay, note: noted(note, reason) })
      .where(eq(schoolPeople.id, id))
  const [added] = plan.beginning
    ? await tx
        .insert(schoolPeople)
        .values({ municipalityId, schoolId, userId: toUserId, relation: 'curator', note: reason, ...plan.beginning })
        .returning({ id: schoolPeople.id })
    : []
  // The rows are held since they were read. A form that was open on one of them meets the new revision.
  const visitIds = here(moved.visits).map((visit) => visit.id)
  const reportIds = here(moved.reports).map((report) => report.id)
  if (visitIds.length > 0)
    await tx
      .update(visits)
      .set({ curatorId: toUserId, revision: sql`${visits.revision} + 1` })
      .where(inArray(visits.id, visitIds))
  if (reportIds.length > 0)
    await tx
      .update(reports)
      .set({ curatorId: toUserId, revision: sql`${reports.revision} + 1` })
      .where(inArray(reports.id, reportIds))
  const names = { from: named(facts, schoolId, fromUserId).person, to: named(facts, schoolId, toUserId).person }
  await record(tx, actor, now, {
    action: 'curator.hand_over',
    subject: 'school_person',
    subjectId: added?.id ?? plan.ending[0]?.id ?? schoolId,
    before: { person: names.from },
    after: {
      school: facts.schools.get(schoolId)?.shortName,
      person: names.to,
      day,
      validTo: plan.beginning?.validTo ?? null,
      reason,
      visits: visitIds.length,
      reports: reportIds.length,
    },
  })
  for (const [subject, ids] of [
    ['visit', visitIds],
    ['report', reportIds],
  ] as const)
    for (const subjectId of ids)
      await record(tx, actor, now, {
        action: `${subject}.hand_over`,
        subject,
        subjectId,
        before: { curator: names.from },
        after: { curator: names.to },
      })
  return {
    visits: visitIds.length,
    reports: reportIds.length,
    stayingVisits: here(moved.stayingVisits).filter(({ why }) => why === 'has_own').length,
    staying: here(moved.stayingReports).length,
  }
}
