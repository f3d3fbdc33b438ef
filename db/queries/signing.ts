import 'server-only'
import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import type { Preparation } from '@/db/commands/signing'
import { fullName } from '@/db/queries/person'
import { municipalities } from '@/db/schema/municipality'
import { orders, signings } from '@/db/schema/order'
import { users } from '@/db/schema/person'
import { ordersVisibleTo } from '@/db/scope'
import { type Actor, systemActor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { OrderDocument } from '@/lib/order/document'
import { localDate } from '@/lib/shared/dates'
import { forbidden, notFound } from '@/lib/shared/refusal'
import { markOf } from '@/lib/signature/mark'

const preparation = {
  signingId: signings.id,
  orderId: signings.orderId,
  kind: signings.kind,
  document: signings.document,
  publicId: orders.publicId,
  keyId: signings.keyId,
  certificate: signings.certificate,
  signerId: signings.signerId,
  startedAt: signings.startedAt,
  preparedSha256: signings.preparedSha256,
  digest: signings.digest,
  pages: signings.pages,
}

/** A preparation with what its file was drawn to; the three are null until the file is kept, and always for the program's own key. */
export type Prepared = Preparation & { preparedSha256: string | null; digest: string | null; pages: number | null }

/** The act's living preparation; undefined where nothing is unfinished, and for all but who signs and who prints (rulings B6). */
export async function findPreparation(actor: Actor, orderId: string): Promise<Prepared | undefined> {
  if (!may(actor, 'order.sign') && !may(actor, 'order.print')) return undefined
  const [found] = await database()
    .select(preparation)
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .where(and(eq(signings.orderId, orderId), eq(signings.state, 'prepared'), ordersVisibleTo(actor)))
  return found
}

/**
 * One signing in whatever state, for the completing of a signature made outside: with the full name of who is to sign. Only his
 * own, and for the clerk those whose signature comes in a file (rulings B6).
 */
export async function getSigning(
  actor: Actor,
  signingId: string,
): Promise<Prepared & { state: (typeof signings.$inferSelect)['state']; signer: string }> {
  const [found] = await database()
    .select({
      ...preparation,
      state: signings.state,
      surname: users.surname,
      givenName: users.givenName,
      patronymic: users.patronymic,
    })
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .innerJoin(users, eq(users.id, signings.signerId))
    .where(and(eq(signings.id, signingId), ordersVisibleTo(actor)))
  if (!found) throw notFound('Подписание')
  const isClerks = found.kind === 'detached' && may(actor, 'order.print')
  if (!isClerks && (found.signerId !== actor.userId || !may(actor, 'order.sign'))) throw forbidden()
  const { surname, givenName, patronymic, ...rest } = found
  return { ...rest, signer: fullName({ surname, givenName, patronymic }) }
}

/**
 * «Копия с отметкой» of an act whose signature lies in a file of its own: drawn on request with the mark of the certificate that
 * signed and «КОПИЯ» across each sheet; never the original (rulings B6). undefined for every other act.
 */
export async function findMarkedCopy(
  actor: Actor,
  orderId: string,
): Promise<{ document: OrderDocument; startedAt: Date; publicId: string } | undefined> {
  const [found] = await database()
    .select({ ...preparation, zone: municipalities.zone })
    .from(signings)
    .innerJoin(orders, eq(orders.id, signings.orderId))
    .innerJoin(municipalities, eq(municipalities.id, orders.municipalityId))
    .where(
      and(
        eq(signings.orderId, orderId),
        eq(signings.state, 'completed'),
        eq(signings.kind, 'detached'),
        ordersVisibleTo(actor),
      ),
    )
  if (!found?.certificate) return undefined
  const mark = markOf(Buffer.from(found.certificate, 'base64'), found.zone)
  return {
    document: { ...found.document, mark, watermark: 'КОПИЯ' },
    startedAt: found.startedAt,
    publicId: found.publicId,
  }
}

/** What a crash left unfinished, in every municipality, each with the program's own actor for it. For the start of the program. */
export async function listUnfinished(now: Date): Promise<{ actor: Actor; preparation: Prepared }[]> {
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
