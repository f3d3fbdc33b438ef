import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import type { Preparation } from '@/db/commands/signing'
import { municipalities } from '@/db/schema/municipality'
import { orders, signings } from '@/db/schema/order'
import { ordersVisibleTo } from '@/db/scope'
import { type Actor, systemActor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import { localDate } from '@/lib/shared/dates'

const preparation = {
  signingId: signings.id,
  orderId: signings.orderId,
  kind: signings.kind,
  document: signings.document,
  publicId: orders.publicId,
  keyId: signings.keyId,
  signerId: signings.signerId,
  startedAt: signings.startedAt,
}

/** The act's living preparation; undefined where nothing is unfinished, and for all but who signs and who prints (rulings B6). */
export async function findPreparation(actor: Actor, orderId: string): Promise<Preparation | undefined> {
  if (!may(actor, 'order.sign') && !may(actor, 'order.print')) return undefined
  const [found] = await database()
    .select(preparation)
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .where(and(eq(signings.orderId, orderId), eq(signings.state, 'prepared'), ordersVisibleTo(actor)))
  return found
}

/** What a crash left unfinished, in every municipality, each with the program's own actor for it. For the start of the program. */
export async function listUnfinished(now: Date): Promise<{ actor: Actor; preparation: Preparation }[]> {
  const found = await database()
    .select({ ...preparation, municipalityId: orders.municipalityId, zone: municipalities.zone })
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .innerJoin(municipalities, eq(municipalities.id, orders.municipalityId))
    .where(eq(signings.state, 'prepared'))
  return found.map(({ municipalityId, zone, ...rest }) => ({
    actor: systemActor(municipalityId, zone, localDate(now, zone)),
    preparation: rest,
  }))
}
