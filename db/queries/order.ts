import 'server-only'
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { checkedPackage, marked, rowIds } from '@/db/checked-package'
import { database } from '@/db/client'
import { cardOf, composePackage } from '@/db/freeze'
import { type Round, roundsOf } from '@/db/order-rounds'
import { previewNumber } from '@/db/queries/register'
import { actTemplates } from '@/db/schema/act-template'
import { orders, papers } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { programmes } from '@/db/schema/programme'
import { registerEntries } from '@/db/schema/register'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { routes } from '@/db/schema/route'
import { ordersVisibleTo, ownIds } from '@/db/scope'
import { listSignatories } from '@/db/signatories'
import { type Actor, hasRole } from '@/lib/access/actor'
import { demand, homeOf, may } from '@/lib/access/policy'
import { currentStage } from '@/lib/approval/rules'
import { isOpen, type OrderStep, STEPS } from '@/lib/order/rules'
import { isInForce } from '@/lib/shared/dates'
import { notFound } from '@/lib/shared/refusal'

const findOrder = async (actor: Actor, id: string) => {
  const [order] = await database()
    .select()
    .from(orders)
    .where(and(eq(orders.id, id), ordersVisibleTo(actor)))
  if (!order) throw notFound('Распоряжение')
  return order
}

/** The acts that the actor sees, newest first. */
export async function listOrders(actor: Actor) {
  return database()
    .select({
      id: orders.id,
      kind: orders.kind,
      purpose: orders.purpose,
      status: orders.status,
      title: orders.title,
      createdAt: orders.createdAt,
      programme: programmes.name,
      year: programmes.year,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
    })
    .from(orders)
    .leftJoin(roadMapVersions, eq(roadMapVersions.id, orders.versionId))
    .leftJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
    .leftJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .leftJoin(
      registerEntries,
      and(
        eq(registerEntries.orderId, orders.id),
        inArray(registerEntries.state, ['signing', 'registered', 'awaiting_scan']),
      ),
    )
    .where(ordersVisibleTo(actor))
    .orderBy(desc(orders.createdAt))
    .limit(500)
}

/** The steps that this person may take with this act now: pages draw buttons by it, commands refuse by the same tables. */
function stepsOpenTo(
  actor: Actor,
  order: { status: (typeof orders.$inferSelect)['status']; signatoryUserId: string | null },
): OrderStep[] {
  const signs = order.signatoryUserId !== null && ownIds(actor).includes(order.signatoryUserId)
  const holds: Record<OrderStep, boolean> = {
    edit: may(actor, 'order.edit'),
    send: may(actor, 'order.send'),
    recall: may(actor, 'order.send'),
    withdraw: may(actor, 'order.edit'),
    decide: may(actor, 'order.decide'),
    sign: may(actor, 'order.sign') && order.signatoryUserId === actor.userId,
    return: may(actor, 'order.sign') && signs,
    enter_old_act: may(actor, 'register.manage'),
    attach_scan: may(actor, 'register.manage'),
    annul: may(actor, 'register.manage'),
    publish: may(actor, 'order.publish'),
    withdraw_publication: may(actor, 'order.publish'),
  }
  return (Object.keys(STEPS) as OrderStep[]).filter((step) => holds[step] && isOpen(step, order.status))
}

/**
 * One act with its rounds. Its author's people see the living card; everybody else the text of the last round that was sent,
 * for what the author edits now is not theirs to see.
 */
export async function getOrder(actor: Actor, id: string) {
  const order = await findOrder(actor, id)
  const history = await roundsOf(id)
  const files = await database()
    .select({
      kind: papers.kind,
      fileName: papers.fileName,
      pages: papers.pages,
      size: papers.size,
      sha256: papers.sha256,
      addedAt: papers.addedAt,
    })
    .from(papers)
    .where(and(eq(papers.orderId, id), sql`${papers.replacedAt} is null`))
    .orderBy(asc(papers.addedAt))
  const entries = await database()
    .select({
      id: registerEntries.id,
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
      state: registerEntries.state,
      reason: registerEntries.reason,
    })
    .from(registerEntries)
    .where(eq(registerEntries.orderId, id))
    .orderBy(asc(registerEntries.createdAt))
  const [map] = order.versionId
    ? await database()
        .select({ id: roadMaps.id, version: roadMapVersions.number, programme: programmes.name, year: programmes.year })
        .from(roadMapVersions)
        .innerJoin(roadMaps, eq(roadMaps.id, roadMapVersions.roadMapId))
        .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
        .where(eq(roadMapVersions.id, order.versionId))
    : []
  const seesDraft = hasRole(actor, 'coordinator')
  const last = history.at(-1)
  const isPlan = seesDraft && (order.status === 'draft' || order.status === 'returned')
  const content = isPlan || !last ? (seesDraft || !last ? cardOf(order) : null) : last.package.document
  return {
    id: order.id,
    status: order.status,
    kind: order.kind,
    purpose: order.purpose,
    title: content?.title ?? order.title,
    content,
    isPlan,
    signature: order.signature,
    isOldAct: order.isOldAct,
    publicId: order.publicId,
    publishedAt: order.publishedAt,
    revision: order.revision,
    map,
    files,
    entry: entries.findLast((entry) => entry.state !== 'annulled'),
    annulled: entries.filter((entry) => entry.state === 'annulled'),
    rounds: history.map(({ package: _, ...round }) => round),
    steps: stepsOpenTo(actor, order),
    myTask: openTaskOf(actor, order.status, last),
  }
}

/** The task that waits for this person or for someone he stands in for, at the stage whose turn it is. */
function openTaskOf(actor: Actor, status: string, round: Round | undefined) {
  if (status !== 'in_approval' || !round || round.state !== 'open') return undefined
  const position = currentStage(round.stages)?.position
  const stage = round.stages.find((one) => one.position === position)
  const ids = ownIds(actor)
  const task = stage?.tasks.find((one) => one.decision === null && ids.includes(one.userId))
  if (!task) return undefined
  const principal = actor.actsFor.find((one) => one.userId === task.userId)
  return { ...task, ...(task.userId !== actor.userId && principal ? { onBehalfOf: principal.name } : {}) }
}

/** What the order's card is filled from: the card, and the lists to choose from on the actor's today. */
export async function getOrderCard(actor: Actor, id: string) {
  demand(actor, 'order.edit')
  const order = await findOrder(actor, id)
  const municipalityId = homeOf(actor)
  const named = await database()
    .select({ id: bodies.id, name: bodies.name, from: bodies.validFrom, to: bodies.validTo })
    .from(bodies)
    .where(and(eq(bodies.municipalityId, municipalityId), eq(bodies.issuesActs, true)))
    .orderBy(asc(bodies.name))
  const templates = await database()
    .select({
      id: actTemplates.id,
      name: actTemplates.name,
      kind: actTemplates.kind,
      isDefault: actTemplates.isDefault,
    })
    .from(actTemplates)
    .where(
      and(
        eq(actTemplates.municipalityId, municipalityId),
        eq(actTemplates.purpose, order.purpose),
        isNull(actTemplates.endedAt),
      ),
    )
    .orderBy(asc(actTemplates.kind), asc(actTemplates.name))
  return {
    id: order.id,
    status: order.status,
    revision: order.revision,
    purpose: order.purpose,
    card: cardOf(order),
    bases: order.bases,
    rows: order.annexRows,
    effectiveOn: order.effectiveOn,
    executorName: order.executorName,
    executorPhone: order.executorPhone,
    templates,
    bodyId: order.bodyId ?? '',
    signatory: order.signatory,
    bodies: named.filter((body) => isInForce(actor.today, body.from, body.to)).map(({ id, name }) => ({ id, name })),
    signatories: await listSignatories(database(), municipalityId, actor.today),
  }
}

/** The check page before sending: the text as it would be frozen, the findings, the routes. */
export async function getSending(actor: Actor, id: string) {
  demand(actor, 'order.send')
  const order = await findOrder(actor, id)
  const { package: frozen, signatory, findings } = await checkedPackage(database(), order, actor.today)
  const history = await roundsOf(id)
  const known = await database()
    .select({ id: routes.id, name: routes.name, isDefault: routes.isDefault })
    .from(routes)
    .where(eq(routes.municipalityId, homeOf(actor)))
    .orderBy(desc(routes.isDefault), asc(routes.name))
  return {
    id: order.id,
    status: order.status,
    frozen,
    signatory,
    findings: marked(findings),
    rowIds: order.versionId ? await rowIds(database(), order.versionId) : {},
    routes: known,
    unanswered: history.flatMap((round) => round.remarks).filter((remark) => remark.answer === null).length,
    previous: history.at(-1)?.package,
  }
}

/**
 * The frozen package of the last round for those who decide and sign, with the number and date that the register would give now.
 * `previous` is the package of the round that this person decided last, for what has changed since.
 */
export async function getFrozen(actor: Actor, id: string) {
  const order = await findOrder(actor, id)
  const history = await roundsOf(id)
  const round = history.at(-1)
  const seen = round && (round.stages.some((stage) => stage.openedAt !== null) || round.stages.length === 0)
  if (!round || !seen) throw notFound('Пакет на согласовании')
  const ids = ownIds(actor)
  const decided = history
    .slice(0, -1)
    .findLast(
      (earlier) =>
        earlier.stages.some((stage) =>
          stage.tasks.some((task) => task.decision !== null && ids.includes(task.userId)),
        ) || order.signatoryUserId === actor.userId,
    )
  const waiting = await database()
    .select({
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
      state: registerEntries.state,
    })
    .from(registerEntries)
    .where(
      and(eq(registerEntries.orderId, id), inArray(registerEntries.state, ['signing', 'awaiting_scan', 'registered'])),
    )
  return {
    id: order.id,
    status: order.status,
    kind: order.kind,
    publicId: order.publicId,
    round,
    previous: decided?.package,
    previousNumber: decided?.number,
    given: waiting[0],
    next: waiting[0] ? undefined : await previewNumber(actor, { kind: order.kind, date: actor.today }),
    signatoryUserId: order.signatoryUserId,
    steps: stepsOpenTo(actor, order),
    myTask: openTaskOf(actor, order.status, round),
  }
}

/** The paper of a draft for `draft.pdf`: the last frozen text, or the living card for its author's people. */
export async function getDraftPaper(actor: Actor, id: string) {
  const order = await findOrder(actor, id)
  const history = await roundsOf(id)
  const last = history.at(-1)
  const isOpenDraft = order.status === 'draft' || order.status === 'returned'
  if (isOpenDraft && !hasRole(actor, 'coordinator') && !last) throw notFound('Проект распоряжения')
  const frozen =
    isOpenDraft && hasRole(actor, 'coordinator')
      ? (await composePackage(database(), order, actor.today)).package.document
      : last?.package.document
  if (!frozen) throw notFound('Проект распоряжения')
  return {
    id: order.id,
    kind: order.kind,
    publicId: order.publicId,
    document: frozen,
    at: last?.sentAt ?? order.createdAt,
  }
}
