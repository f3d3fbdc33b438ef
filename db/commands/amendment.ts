import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { wordingFor } from '@/db/act-wording'
import type { CitedAct } from '@/db/cited-act'
import { citedFor } from '@/db/cited-for'
import { database, type Tx } from '@/db/client'
import { lockOrder } from '@/db/commands/order'
import { copyRows } from '@/db/copy-rows'
import { actsOfChain, editionsOf } from '@/db/editions'
import type { OrderRow } from '@/db/freeze'
import { record } from '@/db/journal'
import { newPublicId } from '@/db/new-map'
import { once, type Press } from '@/db/press'
import { orders } from '@/db/schema/order'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { ofHome } from '@/db/scope'
import { listSignatories } from '@/db/signatories'
import type { Actor } from '@/lib/access/actor'
import { demand, homeOf, personOf } from '@/lib/access/policy'
import { composeCard } from '@/lib/order/compose'
import type { OrderStatus } from '@/lib/order/rules'
import { editionSource } from '@/lib/road-map/editions'
import { conflict, notFound } from '@/lib/shared/refusal'

/**
 * A new edition: a draft copy, row for row, with the draft of its act. Of a map in force an amendment of the act that approved it,
 * any number of them at once (rulings A9); where nothing is in force a new approval, refused while one is on its way.
 */
export async function startEdition(
  actor: Actor,
  input: { roadMapId: string } & Press,
  now: Date,
): Promise<{ orderId: string; version: number }> {
  demand(actor, 'road_map.edit')
  demand(actor, 'order.edit')
  const { pressId, roadMapId } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { startEdition: roadMapId }, now, async () => {
      const [map] = await tx
        .select({ id: roadMaps.id })
        .from(roadMaps)
        .where(and(eq(roadMaps.id, roadMapId), ofHome(actor, roadMaps.municipalityId)))
        .for('update')
      if (!map) throw notFound('Дорожная карта')
      const editions = await editionsOf(tx, map.id)
      const found = editionSource(editions)
      if (!found)
        throw conflict(
          'Карта ещё не утверждена, её первая редакция в работе. Закончите её или снимите проект распоряжения.',
        )
      const { source, purpose } = found
      const isAmendment = purpose === 'amendment'
      const { root } = await actsOfChain(tx, editions, source.versionId)
      if (isAmendment) demandInForce(root)
      const [copied] = await tx.select().from(roadMapVersions).where(eq(roadMapVersions.id, source.versionId))
      const number = Math.max(...editions.map((one) => one.number)) + 1
      const [version] = await tx
        .insert(roadMapVersions)
        .values({
          roadMapId: map.id,
          number,
          columns: copied?.columns ?? [],
          ...(isAmendment ? { baseId: source.versionId } : {}),
        })
        .returning({ id: roadMapVersions.id })
      if (!version) throw new Error('No version was inserted.')
      await copyRows(tx, source.versionId, version.id)
      const [former] = source.act ? await tx.select().from(orders).where(eq(orders.id, source.act.id)) : []
      const orderId = isAmendment
        ? await insertAct(tx, actor, { purpose, targetId: root?.id ?? null, versionId: version.id, former }, now)
        : await insertApproval(tx, actor, version.id, former, now)
      await record(tx, actor, now, {
        action: isAmendment ? 'road_map.start_amendment' : 'road_map.start_edition',
        subject: 'road_map',
        subjectId: map.id,
        after: { from: source.number, version: number, orderId },
      })
      return { orderId, version: number }
    }),
  )
}

/** The draft of an act that ends another. Refused of an act that is not in force, of an amendment, and while one is prepared. */
export async function startRepeal(
  actor: Actor,
  input: { orderId: string } & Press,
  now: Date,
): Promise<{ orderId: string }> {
  demand(actor, 'order.edit')
  const { pressId, orderId } = input
  return database().transaction((tx) =>
    once(tx, actor, pressId, { startRepeal: orderId }, now, async () => {
      const target = await lockOrder(tx, actor, orderId)
      demandInForce(target)
      if (target.purpose === 'amendment' || target.purpose === 'repeal') {
        throw conflict(
          'Утратившим силу признают акт, которым утверждена карта или назначены кураторы: изменяющие его акты теряют силу вместе с ним. Чтобы отменить только изменения, внесите новые.',
        )
      }
      const [begun] = await tx
        .select({ id: orders.id })
        .from(orders)
        .where(and(eq(orders.targetId, target.id), eq(orders.purpose, 'repeal'), inArray(orders.status, UNFINISHED)))
      if (begun)
        throw conflict('Проект о признании этого акта утратившим силу уже готовится: он в списке распоряжений.')
      const id = await insertAct(
        tx,
        actor,
        { purpose: 'repeal', targetId: target.id, versionId: null, former: target },
        now,
      )
      await record(tx, actor, now, {
        action: 'order.start_repeal',
        subject: 'order',
        subjectId: target.id,
        after: { orderId: id },
      })
      return { orderId: id }
    }),
  )
}

const UNFINISHED: OrderStatus[] = ['draft', 'in_approval', 'returned', 'awaiting_signature', 'awaiting_scan']

function demandInForce(act: Pick<CitedAct, 'status'> | undefined): void {
  if (act?.status === 'registered' || act?.status === 'published') return
  const fate =
    act?.status === 'annulled' ? 'аннулирован' : act?.status === 'repealed' ? 'утратил силу' : 'не зарегистрирован'
  throw conflict(
    `Акт ${fate}: изменить или отменить его нельзя. Если нужен новый порядок, подготовьте новый акт об утверждении.`,
  )
}

type NewAct = {
  purpose: 'amendment' | 'repeal'
  targetId: string | null
  versionId: string | null
  /** Whose kind, body, bases and annex title it takes over. */
  former: OrderRow | undefined
}

async function insertAct(tx: Tx, actor: Actor, act: NewAct, now: Date): Promise<string> {
  const { purpose, targetId, versionId, former } = act
  const kind = former?.kind ?? 'directive'
  const annexTitle = purpose === 'repeal' ? '' : (former?.annexTitle ?? '')
  const bases = purpose === 'repeal' ? [] : (former?.bases ?? [])
  const wording = await wordingFor(tx, homeOf(actor), { purpose, kind, versionId, today: actor.today })
  const cited = await citedFor(tx, { targetId })
  return insertOrder(tx, actor, now, {
    purpose,
    targetId,
    versionId,
    bodyId: former?.bodyId ?? null,
    bases,
    ...composeCard({ purpose, kind, annexTitle, bases, control: '', ...cited, ...wording }),
  })
}

/** A new approval takes the text of the act whose map is approved again. */
async function insertApproval(
  tx: Tx,
  actor: Actor,
  versionId: string,
  former: OrderRow | undefined,
  now: Date,
): Promise<string> {
  const isApproval = former?.purpose === 'approval'
  const kind = former?.kind ?? 'directive'
  const annexTitle = former?.annexTitle ?? ''
  const bases = former?.bases ?? []
  const wording = await wordingFor(tx, homeOf(actor), { purpose: 'approval', kind, versionId, today: actor.today })
  return insertOrder(tx, actor, now, {
    versionId,
    bodyId: former?.bodyId ?? null,
    bases,
    ...(isApproval
      ? {
          kind,
          annexTitle,
          title: former.title,
          preamble: former.preamble,
          operativeWord: former.operativeWord,
          points: former.points,
        }
      : composeCard({ kind, annexTitle, bases, control: '', ...wording })),
  })
}

async function insertOrder(
  tx: Tx,
  actor: Actor,
  now: Date,
  values: Partial<typeof orders.$inferInsert>,
): Promise<string> {
  const municipalityId = homeOf(actor)
  const signatories = await listSignatories(tx, municipalityId, actor.today)
  const [order] = await tx
    .insert(orders)
    .values({
      ...values,
      municipalityId,
      authorId: personOf(actor),
      publicId: newPublicId(),
      createdAt: now,
      signatory: signatories[0]?.ref ?? '',
    })
    .returning({ id: orders.id })
  if (!order) throw new Error('No order was inserted.')
  return order.id
}
