import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { annulEntry, reserveNumber, startBook } from '@/db/commands/register'
import { getEntry, listBooks, listRegister, previewNumber } from '@/db/queries/register'
import { journal } from '@/db/schema/journal'
import { orders, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { roadMapVersions } from '@/db/schema/road-map'
import { makeActor, makeMunicipality, makeRegistered } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import type { OrderDocument } from '@/lib/order/document'

let fresh: FreshDatabase
let clerk: Actor
let stranger: Actor
const now = new Date('2026-11-22T10:00:00Z')
const none = { year: undefined, kind: undefined, state: undefined, purpose: undefined, signer: '', q: '', page: 1 }

beforeAll(async () => {
  fresh = await freshDatabase()
  clerk = await makeActor(await makeMunicipality(), ['clerk'], now)
  stranger = await makeActor(await makeMunicipality('Другой район'), ['clerk'], now)
})
afterAll(() => fresh.close())

const press = () => ({ pressId: randomUUID() })
const refusal = (code: string, field?: string) =>
  expect.objectContaining({ name: 'Refusal', code, ...(field ? { field } : {}) })
const recorded = async (action: string, subjectId: string) =>
  (
    await database()
      .select()
      .from(journal)
      .where(and(eq(journal.action, action), eq(journal.subjectId, subjectId)))
  ).length

describe('startBook', () => {
  const input = { kind: 'resolution' as const, year: 2022, first: 121, reason: 'велось на бумаге' }

  it('begins the register at a first number, once, and is recorded', async () => {
    const { bookId } = await startBook(clerk, input, now)
    expect((await previewNumber(clerk, { kind: 'resolution', date: '2022-05-01' })).number).toBe(121)
    expect(await recorded('register.start_book', bookId)).toBe(1)
    await expect(startBook(clerk, input, now)).rejects.toEqual(refusal('conflict'))
    await expect(startBook(clerk, { ...input, first: 50 }, now)).rejects.toEqual(refusal('conflict'))
    const [book] = (await listBooks(clerk)).filter((one) => one.id === bookId)
    expect(book).toMatchObject({ missing: [], outside: [{ from: 1, to: 120, reason: 'велось на бумаге' }] })
  })

  it('touches only the register of the clerk’s own municipality', async () => {
    await startBook(stranger, { ...input, first: 7 }, now)
    expect((await previewNumber(clerk, { kind: 'resolution', date: '2022-05-01' })).number).toBe(121)
    expect((await listBooks(stranger)).map((book) => book.next)).toEqual([7])
  })

  it('is the clerk’s alone', async () => {
    const head = await makeActor(clerk.municipalityId ?? '', ['signatory', 'coordinator', 'admin'], now)
    await expect(startBook(head, { ...input, first: 500 }, now)).rejects.toEqual(refusal('forbidden'))
  })
})

describe('reserveNumber', () => {
  const input = { kind: 'ordinance' as const, number: null, date: '2026-11-22', reason: 'для приказа об отпуске' }

  it('takes the next number, or a lettered one beside it; a second press is the first one’s answer', async () => {
    const pressed = { ...input, ...press() }
    const { entryId } = await reserveNumber(clerk, pressed, now)
    expect(await reserveNumber(clerk, pressed, now)).toEqual({ entryId })
    expect(await getEntry(clerk, entryId)).toMatchObject({
      printed: '№\u00A01',
      state: 'reserved',
      reason: input.reason,
    })
    expect(await recorded('register.reserve', entryId)).toBe(1)
    const lettered = await reserveNumber(clerk, { ...input, number: { number: 1, suffix: '-а' }, ...press() }, now)
    expect((await getEntry(clerk, lettered.entryId)).printed).toBe('№\u00A01-а')
    expect((await previewNumber(clerk, { kind: 'ordinance', date: '2026-11-22' })).number).toBe(2)
    await expect(
      reserveNumber(clerk, { ...input, number: { number: 1, suffix: '-а' }, ...press() }, now),
    ).rejects.toEqual(refusal('invalid', 'number'))
  })

  it('is the clerk’s alone, and another municipality does not see it', async () => {
    const { entryId } = await reserveNumber(clerk, { ...input, ...press() }, now)
    await expect(getEntry(stranger, entryId)).rejects.toEqual(refusal('not_found'))
    await expect(reserveNumber({ ...clerk, roles: ['coordinator'] }, { ...input, ...press() }, now)).rejects.toEqual(
      refusal('forbidden'),
    )
  })
})

describe('annulEntry', () => {
  it('keeps the number of an unfinished signature, and the order takes a new one', async () => {
    const act = await makeRegistered(clerk, now, { status: 'awaiting_signature', state: 'signing' })
    await database()
      .insert(signings)
      .values({
        orderId: act.order.id,
        entryId: act.entryId,
        kind: 'electronic',
        document: {} as OrderDocument,
        signerId: clerk.userId ?? '',
        startedAt: now,
      })
    await annulEntry(clerk, { entryId: act.entryId, reason: 'ключ недоступен' }, now)
    expect(await getEntry(clerk, act.entryId)).toMatchObject({
      state: 'annulled',
      reason: 'ключ недоступен',
      printed: act.printed,
      orderStatus: 'awaiting_signature',
    })
    const [signing] = await database().select().from(signings).where(eq(signings.entryId, act.entryId))
    expect(signing?.state).toBe('abandoned')
    expect((await previewNumber(clerk, { kind: 'directive', date: clerk.today })).number).toBe(act.number + 1)
    await expect(annulEntry(clerk, { entryId: act.entryId, reason: 'ещё раз' }, now)).rejects.toEqual(
      refusal('conflict'),
    )
    expect(await recorded('register.annul', act.entryId)).toBe(1)
    expect((await listBooks(clerk)).flatMap((book) => book.missing)).toEqual([])
  })

  it('takes the force from a published act and its map, and gives it back to the edition before', async () => {
    const earlier = await makeRegistered(clerk, now)
    const act = await makeRegistered(clerk, now, { status: 'published' })
    await database()
      .update(roadMapVersions)
      .set({ status: 'superseded' })
      .where(eq(roadMapVersions.id, earlier.versionId))
    await database()
      .update(roadMapVersions)
      .set({ roadMapId: earlier.roadMapId, number: 2 })
      .where(eq(roadMapVersions.id, act.versionId))
    await annulEntry(clerk, { entryId: act.entryId, reason: 'издан ошибочно' }, now)
    const [order] = await database().select({ status: orders.status }).from(orders).where(eq(orders.id, act.order.id))
    expect(order?.status).toBe('annulled')
    const versions = await database()
      .select({ number: roadMapVersions.number, status: roadMapVersions.status })
      .from(roadMapVersions)
      .where(eq(roadMapVersions.roadMapId, earlier.roadMapId))
      .orderBy(roadMapVersions.number)
    expect(versions.map((version) => version.status)).toEqual(['approved', 'repealed'])
  })

  it('does not find another municipality’s row, and refuses every other role', async () => {
    const act = await makeRegistered(clerk, now)
    await expect(annulEntry(stranger, { entryId: act.entryId, reason: 'чужое' }, now)).rejects.toEqual(
      refusal('not_found'),
    )
    for (const role of ['admin', 'coordinator', 'approver', 'signatory', 'curator', 'school', 'region'] as const) {
      await expect(
        annulEntry({ ...clerk, roles: [role] }, { entryId: act.entryId, reason: 'нет права' }, now),
      ).rejects.toEqual(refusal('forbidden'))
    }
  })
})

describe('listRegister', () => {
  it('filters by kind, state and words, says how many of how many, and is not for others', async () => {
    const all = await listRegister(clerk, none)
    const reserved = await listRegister(clerk, { ...none, kind: 'ordinance', state: 'reserved', q: '100%' })
    expect(reserved).toMatchObject({ total: 0, all: all.total })
    const found = await listRegister(clerk, { ...none, kind: 'ordinance', q: 'отпуск' })
    expect(found.rows.length).toBeGreaterThan(0)
    expect(found.rows.every((row) => row.kind === 'ordinance')).toBe(true)
    expect((await listRegister(clerk, { ...none, q: '№ 1-а' })).rows.map((row) => row.printed)).toEqual(['№\u00A01-а'])
    expect((await listRegister(stranger, none)).rows).toEqual([])
    await expect(listRegister({ ...clerk, roles: ['coordinator'] }, none)).rejects.toEqual(refusal('forbidden'))
  })

  it('tells of a number that is missing', async () => {
    const other = await makeActor(await makeMunicipality(), ['clerk'], now)
    const [, act] = [
      await makeRegistered(other, now),
      await makeRegistered(other, now),
      await makeRegistered(other, now),
    ]
    await database()
      .delete(registerEntries)
      .where(eq(registerEntries.id, act?.entryId ?? ''))
    expect((await listBooks(other))[0]?.missing).toEqual([{ from: 2, to: 2 }])
  })
})
