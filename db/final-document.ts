import 'server-only'
import { and, desc, eq, getTableColumns } from 'drizzle-orm'
import type { Database } from '@/db/client'
import { municipalities } from '@/db/schema/municipality'
import { orders, signings } from '@/db/schema/order'
import { ordersVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import type { OrderDocument } from '@/lib/order/document'
import type { OrderKind, OrderPurpose, OrderStatus, SignatureKind } from '@/lib/order/rules'
import { notFound } from '@/lib/shared/refusal'

/** An act with the text that was signed, as copies and extracts are made from it. */
export type FinalAct = {
  id: string
  municipalityId: string
  kind: OrderKind
  purpose: OrderPurpose
  status: OrderStatus
  title: string
  versionId: string | null
  annexRows: string[][]
  publicId: string
  /** For print copies, where the municipality prints it (rulings B9). */
  executor: { name: string; phone: string } | null
  /** Without a mark: what bears it is the original only (order-standard C55). null where the act is known by its scan. */
  document: OrderDocument | null
  signature: SignatureKind | null
  /** The mark of the original, for words about it. */
  mark: OrderDocument['mark']
  signedAt: Date
}

const SIGNED: readonly OrderStatus[] = ['registered', 'published', 'repealed']

/** Not found for those who do not see the act. */
export async function readFinalAct(handle: Database, actor: Actor, orderId: string): Promise<FinalAct> {
  const [found] = await handle
    .select({ order: getTableColumns(orders), settings: municipalities.settings })
    .from(orders)
    .innerJoin(municipalities, eq(municipalities.id, orders.municipalityId))
    .where(and(eq(orders.id, orderId), ordersVisibleTo(actor)))
  if (!found) throw notFound('Распоряжение')
  const { order, settings } = found
  const [signing] = await handle
    .select({ document: signings.document, startedAt: signings.startedAt, kind: signings.kind })
    .from(signings)
    .where(and(eq(signings.orderId, orderId), eq(signings.state, 'completed')))
    .orderBy(desc(signings.startedAt))
    .limit(1)
  return {
    id: order.id,
    municipalityId: order.municipalityId,
    kind: order.kind,
    purpose: order.purpose,
    status: order.status,
    title: order.title,
    versionId: order.versionId,
    annexRows: order.annexRows,
    publicId: order.publicId,
    executor:
      settings.executorMark && order.executorName !== ''
        ? { name: order.executorName, phone: order.executorPhone }
        : null,
    document: signing ? { ...signing.document, mark: null } : null,
    signature: order.signature,
    mark: signing?.document.mark ?? null,
    signedAt: signing?.startedAt ?? order.createdAt,
  }
}

/** Why nothing can be made from the text of this act, with the way out; null where it can. */
export function whyNoText(act: FinalAct): string | null {
  if (act.status === 'annulled') return 'Акт аннулирован: копий и выписок из него не делают.'
  if (act.status === 'awaiting_scan')
    return 'Акт подписан на бумаге, но его скан ещё не приложен. Приложите скан, затем вернитесь сюда.'
  if (!SIGNED.includes(act.status)) return 'Акт ещё не подписан и не зарегистрирован.'
  return act.document === null
    ? 'Акт внесён в программу только сканом, без текста: заверьте копию на бумаге по скану.'
    : null
}
