import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { roundsOf } from '@/db/order-rounds'
import { orders, signings } from '@/db/schema/order'
import { users } from '@/db/schema/person'
import { deputies } from '@/db/schema/post'
import { registerEntries } from '@/db/schema/register'
import { ordersVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { SheetFacts, SheetSignature } from '@/lib/approval/sheet'
import type { SignatureMark } from '@/lib/order/document'
import { notFound } from '@/lib/shared/refusal'
import { surnameFirst } from '@/lib/shared/text'
import { markOf } from '@/lib/signature/mark'

/** What the лист согласования is made of, for whoever sees the act. The number of statements does not depend on how many rounds. */
export async function getApprovalSheet(
  actor: Actor,
  orderId: string,
): Promise<SheetFacts & { id: string; publicId: string; at: Date }> {
  const db = database()
  const [order] = await db
    .select()
    .from(orders)
    .where(and(eq(orders.id, orderId), ordersVisibleTo(actor)))
  if (!order) throw notFound('Распоряжение')
  const history = await roundsOf(orderId)
  const entries = await db
    .select({
      number: registerEntries.number,
      suffix: registerEntries.suffix,
      date: registerEntries.date,
      state: registerEntries.state,
    })
    .from(registerEntries)
    .where(eq(registerEntries.orderId, orderId))
    .orderBy(desc(registerEntries.createdAt))
  // An order whose first number was annulled bears its later one; an annulled act its last.
  const entry =
    entries.find((one) => one.state !== 'annulled') ?? (order.status === 'annulled' ? entries[0] : undefined)
  const last = history.at(-1)
  return {
    id: order.id,
    publicId: order.publicId,
    kind: order.kind,
    title: last?.package.document.title ?? order.title,
    entry: entry ?? null,
    rounds: history.map(({ package: _, ...round }) => round),
    signature: await signatureOf(actor, order),
    at: last?.endedAt ?? last?.sentAt ?? order.createdAt,
  }
}

async function signatureOf(actor: Actor, order: typeof orders.$inferSelect): Promise<SheetSignature | null> {
  const db = database()
  const [signing] = await db
    .select()
    .from(signings)
    .where(and(eq(signings.orderId, order.id), eq(signings.state, 'completed')))
    .orderBy(desc(signings.startedAt))
    .limit(1)
  // An old act bears its signatory on the paper; the program's tables know nothing of him.
  if (!signing) return null
  const deputyId = order.signatory.startsWith('deputy:') && !order.isOldAct ? order.signatory.slice(7) : null
  const [principal] = deputyId
    ? await db
        .select({ surname: users.surname, givenName: users.givenName, patronymic: users.patronymic })
        .from(deputies)
        .innerJoin(users, eq(users.id, deputies.principalId))
        .where(and(eq(deputies.id, deputyId), eq(deputies.municipalityId, order.municipalityId)))
    : []
  return {
    kind: signing.kind,
    ...signing.document.signature,
    principal: principal ? surnameFirst(principal.surname, principal.givenName, principal.patronymic) : '',
    signedAt: signing.endedAt,
    certificate: signing.document.mark ?? announced(signing.certificate, actor.zone),
    stampedAt: signing.stampedAt,
  }
}

/** The certificate of a detached signature, which stands in no mark. */
const announced = (certificate: string | null, zone: string): SignatureMark | null =>
  certificate ? markOf(Buffer.from(certificate, 'base64'), zone) : null
