import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { schools } from '@/db/schema/school'
import { recommendations, visits } from '@/db/schema/visit'
import { isAdministration, isCurator } from '@/db/school-link'
import { recommendationsVisibleTo, visitsVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { notFound } from '@/lib/shared/refusal'
import { OPEN_RECOMMENDATIONS } from '@/lib/visit/rules'

const columns = {
  id: recommendations.id,
  visitId: recommendations.visitId,
  schoolId: recommendations.schoolId,
  school: schools.shortName,
  text: recommendations.text,
  due: recommendations.due,
  person: recommendations.person,
  state: recommendations.state,
  answer: recommendations.answer,
  answeredAt: recommendations.answeredAt,
  closingNote: recommendations.closingNote,
  closedAt: recommendations.closedAt,
  closedVisitId: recommendations.closedVisitId,
  givenOn: visits.heldOn,
  revision: recommendations.revision,
}

const visible = () =>
  database()
    .select(columns)
    .from(recommendations)
    .innerJoin(visits, eq(visits.id, recommendations.visitId))
    .innerJoin(schools, eq(schools.id, recommendations.schoolId))

/** Recommendations of the schools that the actor works with: the open ones, or all; by term. */
export async function listRecommendations(actor: Actor, choice: { all?: boolean; schoolId?: string | undefined } = {}) {
  return visible()
    .where(
      and(
        recommendationsVisibleTo(actor),
        choice.all ? undefined : inArray(recommendations.state, [...OPEN_RECOMMENDATIONS]),
        choice.schoolId ? eq(recommendations.schoolId, choice.schoolId) : undefined,
      ),
    )
    .orderBy(asc(recommendations.due), asc(schools.shortName), asc(recommendations.id))
    .limit(1_000)
}

/**
 * One recommendation, for whoever sees the visit that gave it: its author too, after he has left the school. And whether the actor answers
 * or closes it now.
 */
export async function getRecommendation(actor: Actor, id: string) {
  const [found] = await visible().where(and(eq(recommendations.id, id), visitsVisibleTo(actor)))
  if (!found) throw notFound('Рекомендация')
  const isOpen = OPEN_RECOMMENDATIONS.includes(found.state)
  const curates = may(actor, 'visit.write') && (await isCurator(database(), actor, found.schoolId))
  return {
    ...found,
    mayAnswer: isOpen && (await isAdministration(database(), actor, found.schoolId)),
    mayClose: isOpen && curates,
  }
}
