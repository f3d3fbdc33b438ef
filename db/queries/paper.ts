import 'server-only'
import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { orders, papers } from '@/db/schema/order'
import { ordersVisibleTo } from '@/db/scope'
import type { Actor } from '@/lib/access/actor'
import { may } from '@/lib/access/policy'
import type { PaperKind } from '@/lib/order/rules'

const columns = {
  kind: papers.kind,
  sha256: papers.sha256,
  size: papers.size,
  mediaType: papers.mediaType,
  fileName: papers.fileName,
  orderId: papers.orderId,
  status: orders.status,
}

export type ServedPaper = {
  kind: PaperKind
  sha256: string
  size: number
  mediaType: string
  fileName: string
  orderId: string
}

const living = (kinds: PaperKind[]) => and(isNull(papers.replacedAt), inArray(papers.kind, kinds))

const KINDS: Record<'order' | 'scan' | 'signature', PaperKind[]> = {
  order: ['signed', 'print'],
  scan: ['scan'],
  signature: ['detached'],
}

/**
 * The act's own PDF (signed, or the print of an act on paper), its scan, or the signature beside it. undefined until it is registered; the unsigned print
 * that waits for a hand's signature goes to those who sign, print and register only (rulings B6). Published acts are anybody's.
 */
export async function findPaper(
  actor: Actor | null,
  orderId: string,
  want: keyof typeof KINDS,
): Promise<ServedPaper | undefined> {
  const kinds = KINDS[want]
  const visible = actor ? ordersVisibleTo(actor) : undefined
  const own = visible && (await select(and(eq(orders.id, orderId), visible, living(kinds))))
  if (own && actor) {
    const waits = own.status === 'awaiting_scan'
    return !waits || may(actor, 'order.sign') || may(actor, 'order.print') ? own : undefined
  }
  return select(and(eq(orders.id, orderId), eq(orders.status, 'published'), living(kinds)))
}

/** A published act's file by its public address: the signed bytes, the print, or the scan where nothing else is. */
export async function findPublishedPaper(publicId: string): Promise<ServedPaper | undefined> {
  const published = and(eq(orders.publicId, publicId), eq(orders.status, 'published'))
  return (await select(and(published, living(['signed', 'print'])))) ?? select(and(published, living(['scan'])))
}

/** The signature that lies beside a published act's file; undefined where it lies inside, or the original is on paper. */
export async function findPublishedSignature(publicId: string): Promise<ServedPaper | undefined> {
  return select(and(eq(orders.publicId, publicId), eq(orders.status, 'published'), living(['detached'])))
}

/** One file of an act by the clerk's card, replaced scans as well. */
export async function findFile(actor: Actor, paperId: string): Promise<ServedPaper | undefined> {
  if (!may(actor, 'order.print')) return undefined
  return select(and(eq(papers.id, paperId), ordersVisibleTo(actor)))
}

async function select(where: ReturnType<typeof and>) {
  const [found] = await database()
    .select(columns)
    .from(papers)
    .innerJoin(orders, eq(orders.id, papers.orderId))
    .where(where)
    .orderBy(desc(papers.addedAt))
    .limit(1)
  return found
}
