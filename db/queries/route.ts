import 'server-only'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { fullName } from '@/db/queries/person'
import { users } from '@/db/schema/person'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demandReader } from '@/lib/municipality/rules'
import { notFound } from '@/lib/shared/refusal'

const columns = { id: routes.id, name: routes.name, isDefault: routes.isDefault }

/** Routes with stages in order and the people in each; the default one first. */
export async function listRoutes(actor: Actor) {
  demandReader(actor)
  const rows = await database()
    .select(columns)
    .from(routes)
    .where(ofHome(actor, routes.municipalityId))
    .orderBy(desc(routes.isDefault), asc(routes.name))
  return withStages(rows)
}

export async function getRoute(actor: Actor, id: string) {
  demandReader(actor)
  const rows = await database()
    .select(columns)
    .from(routes)
    .where(and(eq(routes.id, id), ofHome(actor, routes.municipalityId)))
  const [found] = await withStages(rows)
  if (!found) throw notFound('Маршрут')
  return found
}

async function withStages<T extends { id: string }>(rows: T[]) {
  const stages = await database()
    .select({ id: routeStages.id, routeId: routeStages.routeId, name: routeStages.name, need: routeStages.need })
    .from(routeStages)
    .where(
      inArray(
        routeStages.routeId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(routeStages.position))
  const members = await database()
    .select({
      stageId: routeMembers.stageId,
      userId: users.id,
      endedAt: users.endedAt,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(routeMembers)
    .innerJoin(users, eq(users.id, routeMembers.userId))
    .where(
      inArray(
        routeMembers.stageId,
        stages.map((stage) => stage.id),
      ),
    )
    .orderBy(asc(users.surname))
  return rows.map((row) => ({
    ...row,
    stages: stages
      .filter((stage) => stage.routeId === row.id)
      .map((stage) => ({
        ...stage,
        members: members
          .filter((member) => member.stageId === stage.id)
          .map((member) => ({ userId: member.userId, name: fullName(member), isEnded: member.endedAt !== null })),
      })),
  }))
}
