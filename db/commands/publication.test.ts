import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addDispatch, publishOrder, withdrawPublication } from '@/db/commands/publication'
import { annulEntry } from '@/db/commands/register'
import { findPaper, findPublishedPaper } from '@/db/queries/paper'
import { findPublicAct, findPublished, listPublished } from '@/db/queries/publication'
import { getEntry } from '@/db/queries/register'
import { journal } from '@/db/schema/journal'
import { dispatches, papers, signings } from '@/db/schema/order'
import { makeActor, makeMunicipality, makeRegistered } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import { finish, freeze } from '@/lib/order/compose'
import { DEFAULT_PROFILE } from '@/lib/order/document'

let fresh: FreshDatabase
let clerk: Actor
let stranger: Actor
const now = new Date('2026-11-22T10:00:00Z')

beforeAll(async () => {
  fresh = await freshDatabase()
  clerk = await makeActor(await makeMunicipality(), ['clerk'], now)
  stranger = await makeActor(await makeMunicipality('Другой район'), ['clerk'], now)
})
afterAll(() => fresh.close())

const refusal = (code: string, field?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(field ? { field } : {}) })
const TABLE = { headers: ['№', 'Мероприятие'], sections: [{ heading: '1. Организация', rows: [['1.1', 'Совещание']] }] }

/** A registered act with its completed signature and paper. */
async function makeSigned() {
  const act = await makeRegistered(clerk, now)
  const { order } = act
  const card = {
    kind: order.kind,
    title: order.title,
    preamble: '',
    operativeWord: '',
    points: order.points,
    annexTitle: 'Дорожная карта',
  }
  const frozen = freeze({
    card,
    body: { name: 'Администрация', nameGenitive: 'Администрации', place: '' },
    signature: { post: 'Глава района', name: 'А.В. Мочалов' },
    profile: DEFAULT_PROFILE,
    emblem: null,
    annex: { stamp: 'approved', table: TABLE },
  })
  await database()
    .insert(signings)
    .values({
      orderId: order.id,
      entryId: act.entryId,
      kind: 'electronic',
      state: 'completed',
      signerId: clerk.userId ?? '',
      startedAt: now,
      document: finish(frozen, { date: clerk.today, number: act.printed, mark: null }),
    })
  await database().insert(papers).values({
    municipalityId: order.municipalityId,
    orderId: order.id,
    kind: 'signed',
    sha256: randomUUID(),
    size: 1,
    mediaType: 'application/pdf',
    fileName: 'Распоряжение.pdf',
    addedAt: now,
  })
  return act
}

describe('publishOrder', () => {
  it('opens the act with its post and table, names no person, and is recorded', async () => {
    const { order, printed } = await makeSigned()
    expect(await findPublished(order.publicId)).toBeUndefined()
    expect(await findPublishedPaper(order.publicId)).toBeUndefined()
    expect(await findPaper(null, order.id, 'order')).toBeUndefined()
    await publishOrder(clerk, { orderId: order.id, note: 'сайт' }, now)
    const page = await findPublished(order.publicId)
    expect(page).toMatchObject({
      state: 'published',
      printed,
      post: 'Глава района',
      annex: { title: 'Дорожная карта', table: TABLE },
    })
    expect(JSON.stringify(page)).not.toMatch(/Мочалов|Пешкова|сайт/)
    expect((await listPublished()).map((act) => act.publicId)).toContain(order.publicId)
    expect(await findPublishedPaper(order.publicId)).toMatchObject({ kind: 'signed' })
    expect(await findPaper(null, order.id, 'order')).toMatchObject({ kind: 'signed' })
    expect(await findPaper(stranger, order.id, 'order')).toMatchObject({ kind: 'signed' })
    const lines = await database()
      .select()
      .from(journal)
      .where(and(eq(journal.action, 'order.publish'), eq(journal.subjectId, order.id)))
    expect(lines).toHaveLength(1)
    await expect(publishOrder(clerk, { orderId: order.id }, now)).rejects.toEqual(refusal('conflict'))
  })

  it('is refused before the scan, to other roles, and for another municipality’s act', async () => {
    const waiting = await makeRegistered(clerk, now, {
      status: 'awaiting_scan',
      state: 'awaiting_scan',
      signature: 'paper',
    })
    await expect(publishOrder(clerk, { orderId: waiting.order.id }, now)).rejects.toEqual(refusal('conflict'))
    const { order } = await makeSigned()
    await expect(publishOrder(stranger, { orderId: order.id }, now)).rejects.toEqual(refusal('not_found'))
    for (const role of ['admin', 'coordinator', 'approver', 'signatory', 'curator', 'school'] as const) {
      await expect(publishOrder({ ...clerk, roles: [role] }, { orderId: order.id }, now)).rejects.toEqual(
        refusal('forbidden'),
      )
    }
  })
})

describe('withdrawPublication', () => {
  it('closes the page and the file, says so on the page, and keeps the reason for the office', async () => {
    const { order, entryId } = await makeSigned()
    await publishOrder(clerk, { orderId: order.id }, now)
    await withdrawPublication(clerk, { orderId: order.id, reason: 'опечатка' }, now)
    const page = await findPublished(order.publicId)
    expect(page).toMatchObject({ state: 'withdrawn', annex: null, post: '' })
    expect(JSON.stringify(page)).not.toContain('опечатка')
    expect(await findPublishedPaper(order.publicId)).toBeUndefined()
    expect((await getEntry(clerk, entryId)).withdrawal?.reason).toBe('опечатка')
    await expect(withdrawPublication(clerk, { orderId: order.id, reason: 'ещё раз' }, now)).rejects.toEqual(
      refusal('conflict'),
    )
    await publishOrder(clerk, { orderId: order.id }, now)
    expect((await findPublished(order.publicId))?.state).toBe('published')
  })

  it('is refused to other roles and for another municipality’s act', async () => {
    const { order } = await makeSigned()
    await publishOrder(clerk, { orderId: order.id }, now)
    await expect(withdrawPublication(stranger, { orderId: order.id, reason: 'чужое' }, now)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(
      withdrawPublication({ ...clerk, roles: ['signatory'] }, { orderId: order.id, reason: 'нет' }, now),
    ).rejects.toEqual(refusal('forbidden'))
  })

  it('comes with annulment too', async () => {
    const { order, entryId } = await makeSigned()
    await publishOrder(clerk, { orderId: order.id }, now)
    await annulEntry(clerk, { entryId, reason: 'ошибка' }, now)
    expect(await findPublished(order.publicId)).toMatchObject({ state: 'annulled', annex: null })
    expect(await findPublicAct(order.publicId)).toMatchObject({ status: 'annulled' })
    expect(await findPublishedPaper(order.publicId)).toBeUndefined()
  })
})

describe('the page of the QR code', () => {
  it('is open from registration and tells no title until publication', async () => {
    const { order, printed } = await makeSigned()
    expect(await findPublicAct(order.publicId)).toMatchObject({ printed, status: 'registered', title: null })
    await publishOrder(clerk, { orderId: order.id }, now)
    expect((await findPublicAct(order.publicId))?.title).toBe(order.title)
    const unfinished = await makeRegistered(clerk, now, { status: 'awaiting_signature', state: 'signing' })
    expect(await findPublicAct(unfinished.order.publicId)).toBeUndefined()
  })
})

describe('addDispatch', () => {
  it('notes to whom and when, once for one press, and is recorded', async () => {
    const { order, entryId } = await makeSigned()
    const line = { orderId: order.id, recipient: 'Билитуйская СОШ', sentOn: '2026-11-22', pressId: randomUUID() }
    await addDispatch(clerk, line, now)
    await addDispatch(clerk, line, now)
    expect(
      await database()
        .select({ recipient: dispatches.recipient })
        .from(dispatches)
        .where(eq(dispatches.orderId, order.id)),
    ).toEqual([{ recipient: 'Билитуйская СОШ' }])
    expect((await getEntry(clerk, entryId)).dispatches).toHaveLength(1)
  })

  it('is refused for a day to come, to other roles, and for another municipality’s act', async () => {
    const { order } = await makeSigned()
    const line = { orderId: order.id, recipient: 'Школа', sentOn: '2026-11-23' }
    const press = () => ({ pressId: randomUUID() })
    await expect(addDispatch(clerk, { ...line, ...press() }, now)).rejects.toEqual(refusal('invalid', 'sentOn'))
    const today = { ...line, sentOn: '2026-11-22' }
    await expect(addDispatch(stranger, { ...today, ...press() }, now)).rejects.toEqual(refusal('not_found'))
    await expect(addDispatch({ ...clerk, roles: ['coordinator'] }, { ...today, ...press() }, now)).rejects.toEqual(
      refusal('forbidden'),
    )
  })
})

describe('the print that waits for a hand’s signature', () => {
  it('goes to those who sign, print and register only', async () => {
    const { order } = await makeRegistered(clerk, now, {
      status: 'awaiting_scan',
      state: 'awaiting_scan',
      signature: 'paper',
    })
    await database()
      .insert(papers)
      .values({
        municipalityId: order.municipalityId,
        orderId: order.id,
        kind: 'print',
        sha256: 'b'.repeat(64),
        size: 1,
        mediaType: 'application/pdf',
        fileName: 'Печать.pdf',
        addedAt: now,
      })
    for (const [roles, sees] of [
      [['clerk'], true],
      [['signatory'], true],
      [['coordinator'], false],
      [['curator'], false],
    ] as const) {
      expect((await findPaper({ ...clerk, roles }, order.id, 'order')) !== undefined, roles[0]).toBe(sees)
    }
    expect(await findPaper(null, order.id, 'order')).toBeUndefined()
    expect(await findPaper(stranger, order.id, 'order')).toBeUndefined()
  })
})
