import 'server-only'
import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { database, type Tx } from '@/db/client'
import { lockHome } from '@/db/home-lock'
import { record } from '@/db/journal'
import { once } from '@/db/press'
import { roleAssignments, users } from '@/db/schema/person'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import { ofHome } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/policy'
import type { RouteInput, RouteStageInput } from '@/lib/route/schema'
import { conflict, invalid, notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'

/**
 * Adds a route with its stages, or rewrites the one of `id`. Packages already sent keep the stages with which they went.
 * One route of a municipality is the default one.
 */
export async function saveRoute(actor: Actor, input: RouteInput, pressId: string, now: Date): Promise<string> {
  const { id, name, stages } = input
  return database().transaction(async (tx) => {
    const municipalityId = await lockHome(tx, actor)
    const before = id === undefined ? undefined : await findRoute(tx, actor, id)
    demand(actor, 'municipality.manage')
    const save = async () => {
      const names = await namesOfApprovers(tx, actor, stages)
      const others = await tx
        .select({ id: routes.id })
        .from(routes)
        .where(
          and(
            eq(routes.municipalityId, municipalityId),
            eq(routes.isDefault, true),
            id === undefined ? undefined : ne(routes.id, id),
          ),
        )
      const isDefault = input.isDefault || others.length === 0
      if (isDefault) await tx.update(routes).set({ isDefault: false }).where(eq(routes.municipalityId, municipalityId))
      const [saved] =
        id === undefined
          ? await tx.insert(routes).values({ municipalityId, name, isDefault }).returning({ id: routes.id })
          : await tx.update(routes).set({ name, isDefault }).where(eq(routes.id, id)).returning({ id: routes.id })
      if (!saved) throw new Error('The route was not saved.')
      await removeStages(tx, saved.id)
      for (const [position, stage] of stages.entries()) {
        const [added] = await tx
          .insert(routeStages)
          .values({ routeId: saved.id, position, name: stage.name, need: stage.need })
          .returning({ id: routeStages.id })
        if (added) await tx.insert(routeMembers).values(stage.members.map((userId) => ({ stageId: added.id, userId })))
      }
      const after = {
        name,
        isDefault,
        stages: stages.map((stage) => ({ ...stage, members: stage.members.map((member) => names.get(member)) })),
      }
      await record(tx, actor, now, {
        action: id === undefined ? 'route.add' : 'route.edit',
        subject: 'route',
        subjectId: saved.id,
        before,
        after,
      })
      return saved.id
    }
    return id === undefined ? once(tx, actor, pressId, input, now, save) : save()
  })
}

/** Members must be living people of the municipality who approve; otherwise a stage could never end. */
async function namesOfApprovers(tx: Tx, actor: Actor, stages: RouteStageInput[]): Promise<Map<string, string>> {
  const ids = [...new Set(stages.flatMap((stage) => stage.members))]
  const people = await tx
    .selectDistinct({ id: users.id, surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
    .from(users)
    .innerJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), eq(roleAssignments.role, 'approver')))
    .where(and(inArray(users.id, ids), ofHome(actor, users.municipalityId), isNull(users.endedAt)))
  const names = new Map(
    people.map((person) => [person.id, surnameFirst(person.surname, person.givenName, person.patronymic)]),
  )
  const wrong = stages.findIndex((stage) => stage.members.some((member) => !names.has(member)))
  if (wrong >= 0)
    throw invalid(
      `Этап ${wrong + 1}: среди отмеченных есть тот, кто не согласует. Выберите из списка.`,
      `members${wrong}`,
    )
  return names
}

async function findRoute(tx: Tx, actor: Actor, id: string) {
  const [row] = await tx
    .select({ name: routes.name, isDefault: routes.isDefault })
    .from(routes)
    .where(and(eq(routes.id, id), ofHome(actor, routes.municipalityId)))
    .for('update')
  if (!row) throw notFound('Маршрут')
  const stages = await tx
    .select({ name: routeStages.name, need: routeStages.need })
    .from(routeStages)
    .where(eq(routeStages.routeId, id))
    .orderBy(asc(routeStages.position))
  return { ...row, stages }
}

async function removeStages(tx: Tx, routeId: string): Promise<void> {
  const old = await tx.select({ id: routeStages.id }).from(routeStages).where(eq(routeStages.routeId, routeId))
  await tx.delete(routeMembers).where(
    inArray(
      routeMembers.stageId,
      old.map((stage) => stage.id),
    ),
  )
  await tx.delete(routeStages).where(eq(routeStages.routeId, routeId))
}

/** The default route stays: acts must have a way to go. */
export async function removeRoute(actor: Actor, input: { id: string }, now: Date): Promise<void> {
  await database().transaction(async (tx) => {
    await lockHome(tx, actor)
    const before = await findRoute(tx, actor, input.id)
    demand(actor, 'municipality.manage')
    if (before.isDefault) throw conflict('Это основной маршрут. Сначала сделайте основным другой.')
    await removeStages(tx, input.id)
    await tx.delete(routes).where(eq(routes.id, input.id))
    await record(tx, actor, now, { action: 'route.remove', subject: 'route', subjectId: input.id, before })
  })
}
