import 'server-only'
import { and, asc, eq, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { chosenProgramme } from '@/db/current-programme'
import { fullName } from '@/db/queries/person'
import { users } from '@/db/schema/person'
import { programmes } from '@/db/schema/programme'
import { riskProfiles } from '@/db/schema/risk-profile'
import { schools } from '@/db/schema/school'
import { recommendations, visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { isAdministration, isCurator } from '@/db/school-link'
import { recommendationsVisibleTo, visitsVisibleTo } from '@/db/scope'
import { namedSchools, schoolCurators } from '@/db/visit-rows'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, may } from '@/lib/access/policy'
import { forbidden, notFound } from '@/lib/shared/refusal'
import { offeredSchools, planningDays } from '@/lib/visit/plan-offers'
import {
  isKindOpen,
  isVisitStepOpen,
  kindsOpenTo,
  OPEN_RECOMMENDATIONS,
  takeBackStep,
  type VisitState,
  visitStanding,
} from '@/lib/visit/rules'
import { isOfFilter, planAndFact } from '@/lib/visit/schedule'
import type { VisitFilters } from '@/lib/visit/schema'

/** Rows of the schedule on one page. */
export const VISITS_PAGE = 100

/** Visits are read by those who work with schools (rulings E); all others have no business here. */
function demandReader(actor: Actor): void {
  const works = (['coordinator', 'curator', 'school'] as const).some((role) => hasRole(actor, role))
  if (actor.municipalityId === null || !works) throw forbidden()
}

const personColumns = { surname: users.surname, givenName: users.givenName, patronymic: users.patronymic }

/** The year's schedule as far as the actor sees it: its rows, filtered and by pages, and plan and fact by school and curator. */
export async function listVisits(actor: Actor, filters: VisitFilters) {
  demandReader(actor)
  const { programmes: all, programme } = await chosenProgramme(database(), actor, filters.programme)
  const rows = await database()
    .select({
      id: visits.id,
      schoolId: visits.schoolId,
      school: schools.shortName,
      curatorId: visits.curatorId,
      ...personColumns,
      kind: visits.kind,
      form: visits.form,
      state: visits.state,
      plannedOn: visits.plannedOn,
      heldOn: visits.heldOn,
      reason: visits.reason,
      moves: sql<number>`(select count(*)::int from visit_moves where visit_id = ${visits.id} and moved_to is not null)`,
      open: sql<number>`(select count(*)::int from recommendations where visit_id = ${visits.id} and state in ('open', 'answered'))`,
    })
    .from(visits)
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .innerJoin(users, eq(users.id, visits.curatorId))
    .where(and(visitsVisibleTo(actor), programme ? eq(visits.programmeId, programme.id) : sql`false`))
    .orderBy(sql`coalesce(${visits.plannedOn}, ${visits.heldOn})`, asc(schools.shortName), asc(visits.id))
  const seen = rows.map(({ surname, givenName, patronymic, ...row }) => ({
    ...row,
    curator: fullName({ surname, givenName, patronymic }),
    standing: visitStanding(row, actor.today),
  }))
  const found = seen.filter(
    (row) =>
      (!filters.school || row.schoolId === filters.school) &&
      (!filters.curator || row.curatorId === filters.curator) &&
      (!filters.state || isOfFilter(filters.state, row, actor.today)),
  )
  return {
    programme,
    programmes: all,
    rows: found.slice((filters.page - 1) * VISITS_PAGE, filters.page * VISITS_PAGE),
    total: found.length,
    all: seen.length,
    bySchool: planAndFact(seen, (row) => ({ id: row.schoolId, name: row.school }), actor.today),
    byCurator: planAndFact(seen, (row) => ({ id: row.curatorId, name: row.curator }), actor.today),
    mayPlan: may(actor, 'visit.plan'),
  }
}

/**
 * What the forms of planning need: schools and curators of the programme's year and from today on, each with his own days, for a plan
 * is judged by the planned day. A curator gets his own schools only.
 */
export async function getVisitPlanning(actor: Actor, programmeId?: string) {
  demand(actor, 'visit.plan')
  const { programmes: all, programme } = await chosenProgramme(database(), actor, programmeId)
  const isCoordinator = hasRole(actor, 'coordinator')
  const mayStart = may(actor, 'visit.write')
  const assignments = (await schoolCurators(database(), actor)).filter(
    (one) => isCoordinator || one.userId === actor.userId,
  )
  const known = await namedSchools(database(), actor)
  const days = planningDays(programme?.year ?? null, actor.today)
  const offered = offeredSchools(known, assignments, days)
  return {
    programme,
    programmes: all,
    isCoordinator,
    mayStart,
    schools: offered.filter((school) => isCoordinator || school.curators.length > 0),
    /** Where the actor may write a sheet of a day that has come. */
    startable: mayStart
      ? offered.filter(({ curators }) =>
          curators.some((one) => one.id === actor.userId && (one.validFrom === null || one.validFrom <= actor.today)),
        )
      : [],
    /** Every assignment, for a table whose rows have days of their own. */
    assignments,
  }
}

const photosOf = (visitId: string) =>
  database()
    .select({
      id: visitPhotos.id,
      size: visitPhotos.size,
      width: visitPhotos.width,
      height: visitPhotos.height,
      addedAt: visitPhotos.addedAt,
    })
    .from(visitPhotos)
    .where(and(eq(visitPhotos.visitId, visitId), isNull(visitPhotos.removedAt)))
    .orderBy(asc(visitPhotos.addedAt), asc(visitPhotos.id))

/** One visit with all that belongs to it, and what the actor may do with it now. */
export async function getVisit(actor: Actor, id: string) {
  const [row] = await database()
    .select({
      visit: visits,
      school: schools.shortName,
      programme: programmes.name,
      year: programmes.year,
      ...personColumns,
    })
    .from(visits)
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .innerJoin(programmes, eq(programmes.id, visits.programmeId))
    .innerJoin(users, eq(users.id, visits.curatorId))
    .where(and(eq(visits.id, id), visitsVisibleTo(actor)))
  if (!row) throw notFound('Посещение')
  const { visit, school, programme, year, ...person } = row
  const { municipalityId: _, createdBy: __, createdAt: ___, savedBy: ____, ...facts } = visit
  const moves = await database()
    .select({
      id: visitMoves.id,
      movedFrom: visitMoves.movedFrom,
      movedTo: visitMoves.movedTo,
      reason: visitMoves.reason,
      priorState: visitMoves.priorState,
      priorReason: visitMoves.priorReason,
      priorHeldOn: visitMoves.priorHeldOn,
      state: visitMoves.state,
      movedAt: visitMoves.movedAt,
      ...personColumns,
    })
    .from(visitMoves)
    .innerJoin(users, eq(users.id, visitMoves.movedBy))
    .where(eq(visitMoves.visitId, id))
    .orderBy(asc(visitMoves.movedAt))
  const given = await database()
    .select({
      id: recommendations.id,
      text: recommendations.text,
      due: recommendations.due,
      person: recommendations.person,
      state: recommendations.state,
      answer: recommendations.answer,
      closingNote: recommendations.closingNote,
    })
    .from(recommendations)
    .where(eq(recommendations.visitId, id))
    .orderBy(asc(recommendations.due), asc(recommendations.id))
  const isOwn = visit.curatorId === actor.userId && may(actor, 'visit.write')
  const plans = may(actor, 'visit.plan') && (hasRole(actor, 'coordinator') || visit.curatorId === actor.userId)
  const [profile] = await database()
    .select({ verifiedOn: riskProfiles.verifiedOn })
    .from(riskProfiles)
    .where(and(eq(riskProfiles.schoolId, visit.schoolId), eq(riskProfiles.programmeId, visit.programmeId)))
  const refuses = plans || (await isAdministration(database(), actor, visit.schoolId))
  return {
    ...facts,
    school,
    programme,
    year,
    curator: fullName(person),
    standing: visitStanding(visit, actor.today),
    moves: moves.map(({ surname, givenName, patronymic, ...move }) => ({
      ...move,
      by: fullName({ surname, givenName, patronymic }),
    })),
    recommendations: given,
    photos: await photosOf(id),
    mayWrite: isOwn && isVisitStepOpen('hold', visit.state),
    isOwn,
    /** At a held first visit the profile is to be verified, and is not yet. */
    awaitsVerification: visit.kind === 'first' && visit.state === 'held' && !profile?.verifiedOn,
    plans,
    mayChangeKind: plans && isKindOpen(visit.state),
    kinds: kindsOpenTo(visit),
    mayTakeBack: plans && isVisitStepOpen(takeBackStep(visit), visit.state),
    mayMove: plans && isVisitStepOpen('move', visit.state),
    mayCancel: plans && isVisitStepOpen('cancel', visit.state),
    mayRefuse: refuses && isVisitStepOpen('refuse', visit.state),
  }
}

/**
 * The sheet of a visit, and what visits held before it left open at that school, for today's curator to decide on. For the curator under
 * whose name it stands; who has left the school keeps his sheet, and what became of the school's work since is not his.
 */
export async function getVisitSheet(actor: Actor, id: string) {
  demand(actor, 'visit.write')
  const visit = await getVisit(actor, id)
  const decides = await isCurator(database(), actor, visit.schoolId)
  return { visit, earlier: decides ? await leftOpenBefore(actor, visit) : [] }
}

/** A visit that is not held yet comes after all of them. */
const leftOpenBefore = (
  actor: Actor,
  visit: { id: string; schoolId: string; state: VisitState; heldOn: string | null },
) =>
  database()
    .select({
      id: recommendations.id,
      text: recommendations.text,
      due: recommendations.due,
      person: recommendations.person,
      state: recommendations.state,
      answer: recommendations.answer,
      closingNote: recommendations.closingNote,
      givenOn: visits.heldOn,
    })
    .from(recommendations)
    .innerJoin(visits, eq(visits.id, recommendations.visitId))
    .where(
      and(
        eq(recommendations.schoolId, visit.schoolId),
        recommendationsVisibleTo(actor),
        ne(recommendations.visitId, visit.id),
        inArray(recommendations.state, [...OPEN_RECOMMENDATIONS]),
        visit.state === 'held' && visit.heldOn ? lt(visits.heldOn, visit.heldOn) : lte(visits.heldOn, actor.today),
      ),
    )
    .orderBy(asc(recommendations.due), asc(recommendations.id))

/** A photo of a visit that the actor sees; one that was taken away only by the coordinator. undefined for all others. */
export async function findVisitPhoto(actor: Actor, id: string) {
  const [found] = await database()
    .select({
      id: visitPhotos.id,
      visitId: visitPhotos.visitId,
      sha256: visitPhotos.sha256,
      mediaType: visitPhotos.mediaType,
      removedAt: visitPhotos.removedAt,
      school: schools.shortName,
      heldOn: visits.heldOn,
      curatorId: visits.curatorId,
    })
    .from(visitPhotos)
    .innerJoin(visits, eq(visits.id, visitPhotos.visitId))
    .innerJoin(schools, eq(schools.id, visits.schoolId))
    .where(and(eq(visitPhotos.id, id), visitsVisibleTo(actor)))
  if (!found || (found.removedAt && !hasRole(actor, 'coordinator'))) return undefined
  return {
    ...found,
    mayRemove: found.removedAt === null && found.curatorId === actor.userId && may(actor, 'visit.write'),
  }
}
