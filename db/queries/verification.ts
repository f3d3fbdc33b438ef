import 'server-only'
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { laterActsOf, publicPath } from '@/db/later-acts'
import { signingKeys } from '@/db/schema/key'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { reportVersions } from '@/db/schema/report'
import { ORDER_KIND_WORDS } from '@/lib/order/labels'
import type { OrderStatus } from '@/lib/order/rules'
import type { ReportContent } from '@/lib/report/content'
import { idField } from '@/lib/shared/form-fields'
import { operatorRoots } from '@/lib/signature/trusted-roots'
import { type RegisteredFile, type RegisteredPaper, type Verification, verifyPaper } from '@/lib/signature/verify'
import { environment } from '@/lib/system/env'

/** Larger files are refused before they are read to the end. */
export const VERIFY_LIMIT = 50 * 1024 * 1024

/**
 * Says whether the bytes are a paper of this program (rulings C); the page and the operator's command both ask here.
 * `detached` is a signature in a file of its own. Nothing is kept. Anybody may ask, so there is no actor.
 */
export async function verifyBytes(bytes: Uint8Array, now: Date, detached?: Uint8Array): Promise<Verification> {
  const ours = await ourCertificates().catch(() => null)
  return verifyPaper(bytes, {
    ...(ours ?? { trust: [] }),
    roots: operatorRoots(),
    now,
    // Without our certificates a paper of ours could pass for a stranger's: then nothing is told.
    findByHash: ours ? findByHash : () => Promise.reject(new Error('The register is out of reach.')),
    findByPaperId,
    maxBytes: VERIFY_LIMIT,
    ...(detached ? { detached } : {}),
  })
}

/** Ended keys too: papers that they signed stay ours. A test key brings its authority, which certifies nobody but us. */
async function ourCertificates(): Promise<{ trust: Uint8Array[]; ourCertificates: Uint8Array[] }> {
  const rows = await database()
    .select({ certificate: signingKeys.certificate, chain: signingKeys.chain, isTest: signingKeys.isTest })
    .from(signingKeys)
  const authorities = new Set(rows.filter((row) => row.isTest).flatMap((row) => row.chain))
  return {
    trust: [...authorities].map((text) => Buffer.from(text, 'base64')),
    ourCertificates: rows.map((row) => Buffer.from(row.certificate, 'base64')),
  }
}

const STATES: Partial<Record<OrderStatus, RegisteredPaper['state']>> = {
  // The number is given and the print is in the register, though its scan is still to come.
  awaiting_scan: 'registered',
  registered: 'registered',
  published: 'published',
  annulled: 'annulled',
  repealed: 'repealed',
}

const columns = {
  orderId: orders.id,
  kind: orders.kind,
  status: orders.status,
  publicId: orders.publicId,
  number: registerEntries.number,
  suffix: registerEntries.suffix,
  date: registerEntries.date,
}

const livingEntry = sql`${registerEntries.id} = (select e.id from register_entries e where e.order_id = ${orders.id}
  order by (e.state = 'annulled'), e.created_at desc limit 1)`

async function findByHash(sha256: string): Promise<RegisteredFile | undefined> {
  const [found] = await database()
    .select({ ...columns, paper: papers.kind, replacedAt: papers.replacedAt })
    .from(papers)
    .innerJoin(orders, eq(orders.id, papers.orderId))
    .innerJoin(registerEntries, livingEntry)
    .where(eq(papers.sha256, sha256))
    // The same scan may have been taken back and attached again: what is in force now counts.
    .orderBy(sql`(${papers.replacedAt} is not null)`)
    .limit(1)
  if (!found) return findReportByHash(sha256)
  return {
    register: await registered(found),
    file: found.paper,
    replaced: found.replacedAt !== null,
    certificates: await announcedCertificates(found.orderId),
    detached: await ownSignatures(found.orderId),
  }
}

async function findByPaperId(id: string) {
  const [order] = await database().select({ id: orders.id }).from(orders).where(eq(orders.publicId, id))
  if (!order) return findReportByPaperId(id)
  const [found] = await database()
    .select(columns)
    .from(orders)
    .innerJoin(registerEntries, livingEntry)
    .where(and(eq(orders.id, order.id), inArray(orders.status, Object.keys(STATES) as OrderStatus[])))
  return {
    register: found ? await registered(found) : null,
    certificates: await announcedCertificates(order.id),
  }
}

/**
 * A sent report of a curator is ours too, though no register of acts holds it. Nothing is told but that, with its receipt's number and
 * day: neither school nor curator, and there is no page of it for the public (docs/decisions/0016).
 */
const reportColumns = {
  receipt: reportVersions.receipt,
  content: reportVersions.content,
  sha256: reportVersions.sha256,
  signature: reportVersions.signature,
}

async function findReportByHash(sha256: string): Promise<RegisteredFile | undefined> {
  const [found] = await database()
    .select(reportColumns)
    .from(reportVersions)
    .where(or(eq(reportVersions.sha256, sha256), eq(reportVersions.scanSha256, sha256)))
    .limit(1)
  if (!found) return undefined
  const file = found.sha256 !== sha256 ? 'scan' : found.signature === 'electronic' ? 'signed' : 'print'
  return { register: reportRegistered(found), file, replaced: false, certificates: [], detached: [] }
}

async function findReportByPaperId(id: string) {
  if (!idField.safeParse(id).success) return undefined
  const [found] = await database().select(reportColumns).from(reportVersions).where(eq(reportVersions.id, id))
  return found ? { register: reportRegistered(found) } : undefined
}

const reportRegistered = ({ receipt, content }: { receipt: number; content: ReportContent }): RegisteredPaper => ({
  number: String(receipt),
  date: content.paper.sentOn,
  kind: 'отчёт куратора',
  state: 'registered',
  url: null,
  path: '',
  changes: [],
})

/** Of signatories who signed this act by their own means: strangers' authorities issued them, so nowhere else are they ours. */
async function announcedCertificates(orderId: string): Promise<Uint8Array[]> {
  const rows = await database()
    .selectDistinct({ certificate: signings.certificate })
    .from(signings)
    .where(and(eq(signings.orderId, orderId), isNotNull(signings.certificate)))
  return rows.map((row) => Buffer.from(row.certificate ?? '', 'base64'))
}

async function ownSignatures(orderId: string): Promise<string[]> {
  const rows = await database()
    .select({ sha256: papers.sha256 })
    .from(papers)
    .where(and(eq(papers.orderId, orderId), eq(papers.kind, 'detached')))
  return rows.map((row) => row.sha256)
}

type Found = {
  orderId: string
  kind: keyof typeof ORDER_KIND_WORDS
  status: OrderStatus
  publicId: string
  number: number
  suffix: string
  date: string
}

async function registered(found: Found): Promise<RegisteredPaper> {
  const { appUrl } = environment()
  const path = publicPath(found)
  return {
    number: `${found.number}${found.suffix}`,
    date: found.date,
    kind: ORDER_KIND_WORDS[found.kind].nominative,
    state: STATES[found.status] ?? 'registered',
    url: appUrl ? `${appUrl}${path}` : null,
    path,
    changes: await laterActsOf(database(), found.orderId),
  }
}
