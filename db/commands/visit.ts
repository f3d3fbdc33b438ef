import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { visitMoves, visits } from '@/db/schema/visit'
import { isAdministration } from '@/db/school-link'
import {
  demandPlanner,
  demandSchoolOn,
  findVisitOn,
  isCuratorOn,
  lockProgramme,
  lockVisit,
  lockVisitInPlan,
  namedSchools,
  schoolCurators,
} from '@/db/visit-rows'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { MOST_DATES } from '@/lib/execution/schedule-lines'
import type { LocalDate } from '@/lib/shared/dates'
import { shortDate } from '@/lib/shared/dates'
import { forbidden, invalid, notFound } from '@/lib/shared/refusal'
import { demandVisitStep, VISIT_STEPS, type VisitForm, type VisitKind } from '@/lib/visit/rules'

export type PlannedVisit = {
  schoolId: string
  curatorId: string
  plannedOn: LocalDate
  kind: VisitKind
  form: VisitForm
}

/**
 * Adds visits to the schedule of a programme: the coordinator's for all curators, a curator's for himself at his schools. What the
 * curator has at that school on that day already, whatever became of it, is left out: the same lines again add nothing. Of a table
 * (`isTable`) that also holds for a day from which a visit was moved, for a table is loaded again whole; by hand that day is free.
 * One wrong line and nothing is added. Answers how many were added and known.
 */
export async function planVisits(
  actor: Actor,
  input: { programmeId: string; planned: readonly PlannedVisit[]; isTable?: boolean },
  press: string,
  now: Date,
): Promise<{ added: number; known: number; only: string | null }> {
  demand(actor, 'visit.plan')
  const { planned } = input
  if (planned.length === 0) throw invalid('Напишите день посещения или выберите повторение.', 'lines')
  if (planned.length > MOST_DATES)
    throw invalid(`За один раз можно добавить ${MOST_DATES} посещений. Разделите список на части.`, 'lines')
  return database().transaction((tx) =>
    once(tx, actor, press, { planVisits: input }, now, async () => {
      const programme = await lockProgramme(tx, actor, input.programmeId)
      await demandAllowed(tx, actor, planned)
      const taken = await takenDays(tx, programme.id, input.isTable ?? false)
      const fresh = new Map<string, PlannedVisit>()
      for (const one of planned) if (!taken.has(keyOf(one)) && !fresh.has(keyOf(one))) fresh.set(keyOf(one), one)
      let only: string | null = null
      if (fresh.size > 0) {
        const own = {
          municipalityId: homeOf(actor),
          programmeId: programme.id,
          createdBy: personOf(actor),
          createdAt: now,
        }
        const rows = await tx
          .insert(visits)
          .values([...fresh.values()].map((one) => ({ ...one, ...own })))
          .returning({ id: visits.id })
        only = rows.length === 1 ? (rows[0]?.id ?? null) : null
        await record(tx, actor, now, {
          action: 'visit.plan',
          subject: 'programme',
          subjectId: programme.id,
          after: { visits: [...fresh.values()] },
        })
      }
      return { added: fresh.size, known: planned.length - fresh.size, only }
    }),
  )
}

const keyOf = (one: { schoolId: string; curatorId: string; plannedOn: LocalDate }): string =>
  `${one.schoolId} ${one.curatorId} ${one.plannedOn}`

/** Days that each curator has at each school, and those `withMoved` that he had before a move. */
async function takenDays(tx: Tx, programmeId: string, withMoved: boolean): Promise<Set<string>> {
  const own = { schoolId: visits.schoolId, curatorId: visits.curatorId }
  const days = await tx
    .select({ ...own, plannedOn: sql<LocalDate>`coalesce(${visits.plannedOn}, ${visits.heldOn})::text` })
    .from(visits)
    .where(and(eq(visits.programmeId, programmeId), sql`coalesce(${visits.plannedOn}, ${visits.heldOn}) is not null`))
  if (!withMoved) return new Set(days.map(keyOf))
  const moved = await tx
    .select({ ...own, plannedOn: sql<LocalDate>`${visitMoves.movedFrom}::text` })
    .from(visitMoves)
    .innerJoin(visits, eq(visits.id, visitMoves.visitId))
    .where(and(eq(visits.programmeId, programmeId), sql`${visitMoves.movedFrom} is not null`))
  return new Set([...days, ...moved].map(keyOf))
}

async function demandAllowed(tx: Tx, actor: Actor, planned: readonly PlannedVisit[]): Promise<void> {
  const schools = new Map((await namedSchools(tx, actor)).map((school) => [school.id, school]))
  const curators = await schoolCurators(tx, actor)
  for (const one of planned) {
    const school = schools.get(one.schoolId)
    if (!school) throw notFound('Школа')
    if (!hasRole(actor, 'coordinator') && one.curatorId !== actor.userId)
      throw forbidden('Куратор составляет график только своих посещений. За других его составляет координатор.')
    demandSchoolOn(school, one.plannedOn, 'lines')
    if (!isCuratorOn(curators, one, [one.plannedOn])) {
      if (!curators.some((known) => known.userId === one.curatorId)) throw notFound('Куратор')
      throw invalid(
        `${shortDate(one.plannedOn)}: этот человек в этот день не закреплён за школой ${school.shortName}. Выберите того, кто будет её куратором.`,
        'curatorId',
      )
    }
  }
}

/** Begins a visit that nobody planned: its row, whose sheet the curator then fills in. Answers its id. */
export async function startVisit(
  actor: Actor,
  input: { programmeId: string; schoolId: string; kind: VisitKind; day: LocalDate },
  press: string,
  now: Date,
): Promise<string> {
  demand(actor, 'visit.write')
  return database().transaction((tx) =>
    once(tx, actor, press, { startVisit: input }, now, async () => {
      const programme = await lockProgramme(tx, actor, input.programmeId)
      const curatorId = personOf(actor)
      const school = (await namedSchools(tx, actor)).find((one) => one.id === input.schoolId)
      if (!school) throw notFound('Школа')
      demandSchoolOn(school, input.day, 'startDay')
      if (input.day > actor.today)
        throw invalid('Этот день ещё не наступил. Запланируйте посещение, а лист заполните в его день.', 'startDay')
      if (!isCuratorOn(await schoolCurators(tx, actor), { schoolId: school.id, curatorId }, [input.day]))
        throw invalid(`${shortDate(input.day)} вы не были куратором этой школы. Выберите свою школу.`, 'startSchoolId')
      const [added] = await tx
        .insert(visits)
        .values({
          municipalityId: homeOf(actor),
          programmeId: programme.id,
          schoolId: school.id,
          curatorId,
          kind: input.kind,
          heldOn: input.day,
          createdBy: curatorId,
          createdAt: now,
        })
        .returning({ id: visits.id })
      if (!added) throw new Error('No visit was inserted.')
      await record(tx, actor, now, { action: 'visit.start', subject: 'visit', subjectId: added.id, after: input })
      return added.id
    }),
  )
}

/**
 * Another day for a planned visit, with the reason; a cancelled or refused one is planned anew, and why it was cancelled or refused
 * stays in its history. The coordinator may also give it to another curator of the school (`curatorId`; null leaves it).
 */
export async function moveVisit(
  actor: Actor,
  input: { id: string; plannedOn: LocalDate; curatorId: string | null; reason: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.plan')
  await database().transaction((tx) =>
    once(tx, actor, press, { moveVisit: input }, now, async () => {
      const visit = await lockVisitInPlan(tx, actor, input.id)
      demandPlanner(actor, visit)
      demandVisitStep('move', visit.state)
      const curatorId = input.curatorId ?? visit.curatorId
      if (visit.state === 'planned' && visit.plannedOn === input.plannedOn && curatorId === visit.curatorId)
        throw invalid('Этот день уже стоит в графике. Напишите другой.', 'plannedOn')
      const to = { ...visit, curatorId, plannedOn: input.plannedOn }
      await demandAllowed(tx, actor, [to])
      if (await findVisitOn(tx, to, input.plannedOn))
        throw invalid('В этот день у куратора уже есть посещение этой школы. Напишите другой день.', 'plannedOn')
      await tx
        .update(visits)
        .set({
          state: 'planned',
          plannedOn: input.plannedOn,
          heldOn: null,
          curatorId,
          reason: '',
          revision: visit.revision + 1,
        })
        .where(eq(visits.id, visit.id))
      await tx.insert(visitMoves).values({
        visitId: visit.id,
        movedFrom: visit.plannedOn,
        movedTo: input.plannedOn,
        reason: input.reason,
        priorState: visit.state,
        priorReason: visit.reason,
        movedBy: personOf(actor),
        movedAt: now,
      })
      await record(tx, actor, now, {
        action: 'visit.move',
        subject: 'visit',
        subjectId: visit.id,
        before: { state: visit.state, plannedOn: visit.plannedOn, curatorId: visit.curatorId, reason: visit.reason },
        after: { plannedOn: input.plannedOn, curatorId, reason: input.reason },
      })
      return true
    }),
  )
}

/** Takes a planned visit out of the count, with the reason; it can be planned anew. */
export async function cancelVisit(
  actor: Actor,
  input: { id: string; reason: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.plan')
  await endVisit(actor, input, 'cancel', press, now)
}

/**
 * The school refused the visit, with the reason: written down by the curator, the coordinator or the school itself. It stays in the
 * count as not visited.
 */
export async function refuseVisit(
  actor: Actor,
  input: { id: string; reason: string },
  press: string,
  now: Date,
): Promise<void> {
  demand(actor, 'visit.refuse')
  await endVisit(actor, input, 'refuse', press, now)
}

function endVisit(
  actor: Actor,
  input: { id: string; reason: string },
  step: 'cancel' | 'refuse',
  press: string,
  now: Date,
): Promise<boolean> {
  return database().transaction((tx) =>
    once(tx, actor, press, { [step]: input }, now, async () => {
      const visit = await lockVisit(tx, actor, input.id)
      if (step === 'cancel' || !(await isAdministration(tx, actor, visit.schoolId))) demandPlanner(actor, visit)
      demandVisitStep(step, visit.state)
      const { to: state } = VISIT_STEPS[step]
      await tx
        .update(visits)
        .set({ state, reason: input.reason, revision: visit.revision + 1 })
        .where(eq(visits.id, visit.id))
      await record(tx, actor, now, {
        action: `visit.${step}`,
        subject: 'visit',
        subjectId: visit.id,
        before: { state: visit.state, plannedOn: visit.plannedOn },
        after: { state, reason: input.reason },
      })
      return true
    }),
  )
}
