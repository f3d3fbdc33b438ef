import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { setVersionStatus } from '@/db/commands/order'
import type { OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { rounds, stages, tasks } from '@/db/schema/approval'
import { orders } from '@/db/schema/order'
import { roleAssignments, users } from '@/db/schema/person'
import { routeMembers, routeStages, routes } from '@/db/schema/route'
import type { Actor } from '@/lib/access/actor'
import { personOf } from '@/lib/access/policy'
import { currentStage, type StageView } from '@/lib/approval/rules'
import { isInForce } from '@/lib/shared/dates'
import { invalid, notFound } from '@/lib/shared/refusal'

/** How a round of approval moves; each runs inside the transaction of a command, on an order that is locked. */

/** The route's stages with the people who are approvers today, never the author; a stage that nobody can decide is refused by name. */
export async function routeStagesOf(tx: Tx, actor: Actor, order: OrderRow, routeId: string) {
  const [route] = await tx
    .select({ id: routes.id })
    .from(routes)
    .where(and(eq(routes.id, routeId), eq(routes.municipalityId, order.municipalityId)))
  if (!route) throw notFound('Маршрут')
  const found = await tx
    .select()
    .from(routeStages)
    .where(eq(routeStages.routeId, routeId))
    .orderBy(asc(routeStages.position))
  if (found.length === 0) return []
  const members = await tx
    .select({
      stageId: routeMembers.stageId,
      userId: routeMembers.userId,
      from: roleAssignments.validFrom,
      to: roleAssignments.validTo,
    })
    .from(routeMembers)
    .innerJoin(users, eq(users.id, routeMembers.userId))
    .innerJoin(roleAssignments, eq(roleAssignments.userId, users.id))
    .where(
      and(
        inArray(
          routeMembers.stageId,
          found.map((stage) => stage.id),
        ),
        eq(roleAssignments.role, 'approver'),
        sql`${users.endedAt} is null`,
      ),
    )
  return found.map((stage) => {
    const people = [
      ...new Set(
        members
          .filter((one) => one.stageId === stage.id && isInForce(actor.today, one.from, one.to))
          .map((one) => one.userId),
      ),
    ].filter((userId) => userId !== actor.userId && userId !== order.authorId)
    if (people.length === 0) {
      throw invalid(
        `На этапе «${stage.name}» нет действующих согласующих, кроме автора. Маршрут и роли правит администратор.`,
        'routeId',
      )
    }
    return { name: stage.name, need: stage.need, people }
  })
}

/** A round's stages in order with their tasks, as the rules of approval look at them. */
export async function stagesOf(tx: Tx, roundId: string): Promise<(StageView & { id: string })[]> {
  const found = await tx.select().from(stages).where(eq(stages.roundId, roundId)).orderBy(asc(stages.position))
  const all = await tx
    .select()
    .from(tasks)
    .where(
      inArray(
        tasks.stageId,
        found.map((stage) => stage.id),
      ),
    )
  return found.map((stage) => ({
    id: stage.id,
    position: stage.position,
    need: stage.need,
    tasks: all
      .filter((task) => task.stageId === stage.id)
      .map(({ id, userId, decision }) => ({ id, userId, decision })),
  }))
}

/** After a decision: opens the stage whose turn it is, or passes the round where none is left. */
export async function advance(tx: Tx, actor: Actor, order: OrderRow, roundId: string, now: Date): Promise<void> {
  const view = await stagesOf(tx, roundId)
  const current = currentStage(view)
  if (!current) return passRound(tx, actor, order, roundId, now)
  const stage = view.find((one) => one.position === current.position)
  if (stage)
    await tx
      .update(stages)
      .set({ openedAt: now })
      .where(and(eq(stages.id, stage.id), sql`${stages.openedAt} is null`))
}

/** Every stage has agreed: the signatory is next. */
export async function passRound(tx: Tx, actor: Actor, order: OrderRow, roundId: string, now: Date): Promise<void> {
  await tx.update(rounds).set({ state: 'passed' }).where(eq(rounds.id, roundId))
  await tx.update(orders).set({ status: 'awaiting_signature' }).where(eq(orders.id, order.id))
  await setVersionStatus(tx, order, 'awaiting_signature')
  await record(tx, actor, now, { action: 'order.await_signature', subject: 'order', subjectId: order.id })
}

/** The package goes back to the author and may be edited; the round stays with all that was said in it. */
export async function endRound(
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  state: 'returned' | 'recalled',
  reason: string,
  now: Date,
): Promise<void> {
  await tx
    .update(rounds)
    .set({ state, endedAt: now, endedBy: personOf(actor), endReason: reason })
    .where(and(eq(rounds.orderId, order.id), inArray(rounds.state, ['open', 'passed'])))
  const status = state === 'returned' ? 'returned' : 'draft'
  await tx.update(orders).set({ status }).where(eq(orders.id, order.id))
  await setVersionStatus(tx, order, status)
}
