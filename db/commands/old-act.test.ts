import { createHash, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { enterOldAct, type StoredScan } from '@/db/commands/old-act'
import { publishOrder } from '@/db/commands/publication'
import { annulEntry, reserveNumber } from '@/db/commands/register'
import { attachScan } from '@/db/commands/scan'
import { completeSigning } from '@/db/commands/signing'
import { findPaper } from '@/db/queries/paper'
import { getEntry, listBooks, listDraftsForOldAct, previewNumber } from '@/db/queries/register'
import { journal } from '@/db/schema/journal'
import { orders, papers } from '@/db/schema/order'
import { roadMapVersions } from '@/db/schema/road-map'
import { makeActor, makeMunicipality, makeOrder } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'

let fresh: FreshDatabase
const now = new Date('2026-11-22T10:00:00Z')

beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.close())

async function makeDistrict() {
  const home = await makeMunicipality()
  return { clerk: await makeActor(home, ['clerk'], now), author: await makeActor(home, ['coordinator'], now) }
}

const refusal = (code: string, field?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(field ? { field } : {}) })
const scan = (text = 'скан'): StoredScan => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  size: text.length,
  mediaType: 'application/pdf',
  fileName: 'Скан.pdf',
})
const act = (orderId = '', values: object = {}) => ({
  kind: 'directive' as const,
  number: { number: 121, suffix: '' },
  date: '2022-04-21',
  orderId,
  title: orderId ? '' : 'Об утверждении карты',
  signerPost: 'Глава муниципального района',
  signerName: 'А.В. Мочалов',
  outsideReason: 'велись вне программы',
  scan: scan(),
  pressId: randomUUID(),
  ...values,
})
const statusOf = async (orderId: string) =>
  (await database().select({ status: orders.status }).from(orders).where(eq(orders.id, orderId)))[0]?.status
const versionOf = async (id: string) =>
  (
    await database().select({ status: roadMapVersions.status }).from(roadMapVersions).where(eq(roadMapVersions.id, id))
  )[0]?.status
const complete = (clerk: Actor, signingId: string) =>
  completeSigning(clerk, { signingId, sha256: 'a'.repeat(64), size: 10, pages: 7 }, now)

describe('enterOldAct', () => {
  it('asks why the numbers before № 121 are absent, names them, and keeps the reason', async () => {
    const { clerk } = await makeDistrict()
    await expect(enterOldAct(clerk, act('', { outsideReason: '' }), now)).rejects.toMatchObject({
      code: 'invalid',
      field: 'outsideReason',
      message: expect.stringContaining('1–120'),
    })
    const { entryId, orderId, preparation } = await enterOldAct(clerk, act(), now)
    expect(preparation).toBeNull()
    expect(await getEntry(clerk, entryId)).toMatchObject({
      printed: '№\u00A0121',
      date: '2022-04-21',
      state: 'registered',
      signer: 'Глава муниципального района А.В. Мочалов',
    })
    expect((await listBooks(clerk))[0]).toMatchObject({
      year: 2022,
      next: 122,
      missing: [],
      outside: [{ from: 1, to: 120, reason: 'велись вне программы' }],
    })
    expect(await findPaper(clerk, orderId, 'scan')).toMatchObject({ fileName: 'Скан.pdf' })
    expect(await findPaper(clerk, orderId, 'order')).toBeUndefined()
  })

  it('makes a draft’s package the act’s text, with true number, date and signer, and approves its map with the scan', async () => {
    const { clerk, author } = await makeDistrict()
    const { order, versionId } = await makeOrder(author)
    expect((await listDraftsForOldAct(clerk)).map((draft) => draft.id)).toEqual([order.id])
    const pressed = act(order.id)
    const { preparation, entryId } = await enterOldAct(clerk, pressed, now)
    expect(preparation?.document).toMatchObject({
      number: '№\u00A0121',
      date: '21\u00A0апреля 2022\u00A0г.',
      mark: null,
      qr: null,
      signature: { post: 'Глава муниципального района', name: 'А.В. Мочалов' },
    })
    expect(await versionOf(versionId)).toBe('awaiting_signature')
    await expect(attachScan(clerk, { orderId: order.id, scan: scan() }, now)).rejects.toEqual(refusal('conflict'))
    await complete(clerk, preparation?.signingId ?? '')
    await expect(publishOrder(clerk, { orderId: order.id }, now)).rejects.toEqual(refusal('conflict'))
    await attachScan(clerk, { orderId: order.id, scan: scan() }, now)
    expect(await statusOf(order.id)).toBe('registered')
    expect(await versionOf(versionId)).toBe('approved')
    expect(await getEntry(clerk, entryId)).toMatchObject({ state: 'registered', sheets: 7, isOldAct: true })
    // The second press of the form finds everything done and draws nothing anew.
    expect(await enterOldAct(clerk, pressed, now)).toMatchObject({ entryId, preparation: null })
    const lines = await database()
      .select()
      .from(journal)
      .where(and(eq(journal.action, 'register.enter_old_act'), eq(journal.subjectId, order.id)))
    expect(lines).toHaveLength(1)
  })

  it('lets the sequence go on undisturbed by an earlier number, and tells when dates contradict', async () => {
    const { clerk } = await makeDistrict()
    await enterOldAct(clerk, act(), now)
    expect(
      (await enterOldAct(clerk, act('', { number: { number: 50, suffix: '' }, date: '2022-02-01' }), now)).isOutOfOrder,
    ).toBe(false)
    expect(
      (await enterOldAct(clerk, act('', { number: { number: 60, suffix: '' }, date: '2022-06-01' }), now)).isOutOfOrder,
    ).toBe(true)
    await enterOldAct(clerk, act('', { number: { number: 121, suffix: '-а' }, outsideReason: '' }), now)
    expect((await previewNumber(clerk, { kind: 'directive', date: '2022-12-31' })).number).toBe(122)
    await expect(enterOldAct(clerk, act('', { outsideReason: '' }), now)).rejects.toEqual(refusal('invalid', 'number'))
  })

  it('takes a reserved number', async () => {
    const { clerk } = await makeDistrict()
    const reserved = await reserveNumber(
      clerk,
      { kind: 'directive', number: null, date: '2026-11-20', reason: 'отпуск', pressId: randomUUID() },
      now,
    )
    const entered = await enterOldAct(clerk, act('', { number: { number: 1, suffix: '' }, date: '2026-11-21' }), now)
    expect(entered.entryId).toBe(reserved.entryId)
    expect(await getEntry(clerk, entered.entryId)).toMatchObject({ state: 'registered', date: '2026-11-21' })
    expect((await previewNumber(clerk, { kind: 'directive', date: clerk.today })).number).toBe(2)
  })

  it('refuses a date to come, a draft of another kind, an incomplete draft, and spends no number on them', async () => {
    const { clerk, author } = await makeDistrict()
    const { order } = await makeOrder(author, { points: [] })
    await expect(enterOldAct(clerk, act('', { date: '2026-11-23' }), now)).rejects.toEqual(refusal('invalid', 'date'))
    await expect(enterOldAct(clerk, act(order.id, { kind: 'resolution' }), now)).rejects.toEqual(
      refusal('invalid', 'kind'),
    )
    await expect(enterOldAct(clerk, act(order.id), now)).rejects.toEqual(refusal('invalid', 'orderId'))
    expect(await listBooks(clerk)).toEqual([])
  })

  it('finds no draft of another municipality or one that was sent, and is the clerk’s alone', async () => {
    const { clerk, author } = await makeDistrict()
    const other = await makeDistrict()
    const foreign = await makeOrder(other.author)
    const sent = await makeOrder(author, { status: 'in_approval' })
    await expect(enterOldAct(clerk, act(foreign.order.id), now)).rejects.toEqual(refusal('not_found'))
    await expect(enterOldAct(clerk, act(sent.order.id), now)).rejects.toEqual(refusal('conflict'))
    await expect(enterOldAct(author, act(), now)).rejects.toEqual(refusal('forbidden'))
  })

  it('whose print was never drawn can be annulled: the draft is its author’s again', async () => {
    const { clerk, author } = await makeDistrict()
    const { order, versionId } = await makeOrder(author)
    const { entryId, preparation } = await enterOldAct(clerk, act(order.id), now)
    await annulEntry(clerk, { entryId, reason: 'внесён ошибочно' }, now)
    expect([await statusOf(order.id), await versionOf(versionId)]).toEqual(['draft', 'draft'])
    await expect(complete(clerk, preparation?.signingId ?? '')).rejects.toEqual(refusal('conflict'))
  })
})

describe('attachScan', () => {
  it('replaces a scan only with a reason, keeps both, and refuses the same file again', async () => {
    const { clerk } = await makeDistrict()
    const { orderId } = await enterOldAct(clerk, act(), now)
    await expect(attachScan(clerk, { orderId, scan: scan('новый'), reason: ' ' }, now)).rejects.toEqual(
      refusal('invalid', 'reason'),
    )
    await attachScan(clerk, { orderId, scan: scan('новый'), reason: 'не видно печати' }, now)
    await expect(attachScan(clerk, { orderId, scan: scan('новый'), reason: 'ещё раз' }, now)).rejects.toEqual(
      refusal('conflict'),
    )
    const kept = await database()
      .select({ sha256: papers.sha256, why: papers.replacedWhy })
      .from(papers)
      .where(eq(papers.orderId, orderId))
      .orderBy(papers.addedAt)
    expect(kept).toHaveLength(2)
    expect(kept.find((paper) => paper.sha256 === scan().sha256)?.why).toBe('не видно печати')
    expect((await findPaper(clerk, orderId, 'scan'))?.sha256).toBe(scan('новый').sha256)
  })

  it('finds no act of another municipality, and is the clerk’s alone', async () => {
    const { clerk, author } = await makeDistrict()
    const other = await makeDistrict()
    const { orderId } = await enterOldAct(clerk, act(), now)
    await expect(attachScan(other.clerk, { orderId, scan: scan('чужой') }, now)).rejects.toEqual(refusal('not_found'))
    await expect(attachScan(author, { orderId, scan: scan('чужой') }, now)).rejects.toEqual(refusal('forbidden'))
  })

  it('has no place on an act signed electronically', async () => {
    const { clerk, author } = await makeDistrict()
    const { order } = await makeOrder(author, { status: 'registered', signature: 'electronic' })
    await expect(attachScan(clerk, { orderId: order.id, scan: scan() }, now)).rejects.toEqual(refusal('conflict'))
  })
})
