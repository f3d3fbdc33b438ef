import 'server-only'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { curatorWork } from '@/db/curator-work'
import { mentions, workOfPlans } from '@/db/plan-work'
import { workOfReports } from '@/db/report-work'
import { reviewWork } from '@/db/review-work'
import { workOfProfiles } from '@/db/risk-profile-work'
import { rounds, stages, tasks } from '@/db/schema/approval'
import { orders } from '@/db/schema/order'
import { users } from '@/db/schema/person'
import { registerEntries } from '@/db/schema/register'
import { ordersVisibleTo, ownIds } from '@/db/scope'
import { workOfVisits } from '@/db/visit-work'
import { type Actor, hasRole } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { type MyWork, noWork, together, type Work } from '@/lib/my-work/rules'
import { surnameFirst } from '@/lib/shared/text'

/**
 * What waits for this person, and what waits for others: one source for the page, the personal calendar and letters. The number of
 * statements is fixed, whatever the number of maps, measures and acts.
 */
export async function listMyWork(actor: Actor): Promise<MyWork> {
  if (!actor.municipalityId) return noWork()
  return together([
    await workOfPlans(database(), actor),
    { decide: await workOfProfiles(database(), actor) },
    await workOfReports(database(), actor),
    await reviewWork(database(), actor),
    await workOfVisits(database(), actor),
    {
      decide: [
        ...(await decisions(actor)),
        ...(await signatures(actor)),
        ...(await returned(actor)),
        ...(await clerksWork(actor)),
        ...(await mentions(database(), actor)),
        ...(await curatorWork(database(), actor)),
      ],
      wait: await waitingForOthers(actor),
    },
  ])
}

const behalf = (actor: Actor, userId: string | null) => {
  const principal = actor.actsFor.find((one) => one.userId === userId)
  return principal && userId !== actor.userId ? { onBehalfOf: principal.name } : {}
}

/** An opened stage in an open round, not yet decided by this person; a stage that has its consents already waits for nobody. */
const openTasks = () =>
  database()
    .select({
      orderId: orders.id,
      title: orders.title,
      userId: tasks.userId,
      since: stages.openedAt,
      stage: stages.name,
      round: rounds.number,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(tasks)
    .innerJoin(stages, eq(stages.id, tasks.stageId))
    .innerJoin(rounds, eq(rounds.id, stages.roundId))
    .innerJoin(orders, eq(orders.id, rounds.orderId))
    .innerJoin(users, eq(users.id, tasks.userId))

const isWaiting = sql`${tasks.decision} is null and ${stages.openedAt} is not null and ${rounds.state} = 'open' and (
  ${stages.need} is null or (select count(*) from tasks done where done.stage_id = ${stages.id} and done.decision in ('approve', 'approve_with_remarks')) < ${stages.need})`

async function decisions(actor: Actor): Promise<Work[]> {
  const ids = ownIds(actor)
  if (!may(actor, 'order.decide') || ids.length === 0) return []
  const found = await openTasks()
    .where(and(ordersVisibleTo(actor), inArray(tasks.userId, ids), isWaiting))
    .orderBy(asc(stages.openedAt))
  return found.map(
    (row): Work => ({
      kind: 'decide',
      due: null,
      href: `/orders/${row.orderId}/decide`,
      title: `Согласовать: ${row.title}`,
      note: `${row.stage}, круг ${row.round}`,
      since: row.since,
      ...behalf(actor, row.userId),
    }),
  )
}

async function signatures(actor: Actor): Promise<Work[]> {
  const ids = ownIds(actor)
  if (!may(actor, 'order.sign') || ids.length === 0) return []
  const found = await database()
    .select({
      id: orders.id,
      title: orders.title,
      signatory: orders.signatoryUserId,
      isUnfinished: sql<boolean>`exists (
      select 1 from register_entries re where re.order_id = orders.id and re.state = 'signing')`,
    })
    .from(orders)
    .where(and(ordersVisibleTo(actor), eq(orders.status, 'awaiting_signature'), inArray(orders.signatoryUserId, ids)))
  return found.map(
    (row): Work => ({
      kind: 'sign',
      due: null,
      href: `/orders/${row.id}/sign`,
      title: `Подписать: ${row.title}`,
      note: row.isUnfinished ? 'номер присвоен, подпись не завершена' : 'согласовано',
      since: null,
      ...behalf(actor, row.signatory),
    }),
  )
}

async function returned(actor: Actor): Promise<Work[]> {
  if (!may(actor, 'order.edit')) return []
  const found = await database()
    .select({
      id: orders.id,
      title: orders.title,
      status: orders.status,
      open: sql<number>`(
        select count(*)::int from remarks join rounds on rounds.id = remarks.round_id where rounds.order_id = orders.id and remarks.answer is null)`,
    })
    .from(orders)
    .where(and(ordersVisibleTo(actor), inArray(orders.status, ['returned', 'draft'])))
    .orderBy(asc(orders.createdAt))
  return found.map(
    (row): Work => ({
      kind: 'edit',
      due: null,
      href: `/orders/${row.id}`,
      title: `${row.status === 'returned' ? 'Доработать' : 'Закончить проект'}: ${row.title}`,
      note: row.open > 0 ? `замечаний без ответа: ${row.open}` : row.status === 'returned' ? 'возвращено' : 'черновик',
      since: null,
    }),
  )
}

async function clerksWork(actor: Actor): Promise<Work[]> {
  if (!hasRole(actor, 'clerk')) return []
  const found = await database()
    .select({
      entryId: registerEntries.id,
      title: orders.title,
      status: orders.status,
      state: registerEntries.state,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      since: registerEntries.createdAt,
    })
    .from(registerEntries)
    .innerJoin(orders, eq(orders.id, registerEntries.orderId))
    .where(
      and(
        ordersVisibleTo(actor),
        sql`(${registerEntries.state} in ('signing', 'awaiting_scan') or (${registerEntries.state} = 'registered' and ${orders.status} = 'registered'))`,
      ),
    )
    .orderBy(asc(registerEntries.createdAt))
  const todo = {
    signing: 'Подпись не завершена',
    awaiting_scan: 'Приложить скан',
    registered: 'Опубликовать',
    reserved: '',
    annulled: '',
  }
  return found.map(
    (row): Work => ({
      kind: 'register',
      due: null,
      href: `/register/${row.entryId}`,
      title: `${todo[row.state]}: № ${row.number}${row.suffix}`,
      note: row.title,
      since: row.since,
    }),
  )
}

async function waitingForOthers(actor: Actor): Promise<Work[]> {
  if (!may(actor, 'order.edit')) return []
  const approvers = await openTasks()
    .where(and(ordersVisibleTo(actor), isWaiting))
    .orderBy(asc(stages.openedAt))
  const signing = await database()
    .select({ id: orders.id, title: orders.title })
    .from(orders)
    .where(and(ordersVisibleTo(actor), inArray(orders.status, ['awaiting_signature', 'awaiting_scan'])))
  return [
    ...approvers.map(
      (row): Work => ({
        kind: 'other_decision',
        due: null,
        href: `/orders/${row.orderId}`,
        title: row.title,
        note: `${row.stage}: ${surnameFirst(row.surname, row.givenName, row.patronymic)}`,
        since: row.since,
      }),
    ),
    ...signing.map(
      (row): Work => ({
        kind: 'other_decision',
        href: `/orders/${row.id}`,
        title: row.title,
        note: 'на подписании',
        due: null,
        since: null,
      }),
    ),
  ]
}
