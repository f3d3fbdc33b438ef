import { createHash, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { enterOldAct } from '@/db/commands/old-act'
import { annulEntry, reserveNumber, setStorage, startBook } from '@/db/commands/register'
import { closeBook, reopenBook } from '@/db/commands/register-closing'
import { giveNumber } from '@/db/numbering'
import { getEntry, listBooks } from '@/db/queries/register'
import { journal } from '@/db/schema/journal'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { makeActor, makeMunicipality, makeOrder, makeRegistered } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import { Refusal } from '@/lib/shared/refusal'

let fresh: FreshDatabase
const now = new Date('2026-11-22T10:00:00Z')
/** 00:30 of 1 January in Chita, while it is still December by UTC. */
const newYear = new Date('2026-12-31T15:30:00Z')

beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.close())

const clerkOf = async (at = now): Promise<Actor> => makeActor(await makeMunicipality(), ['clerk'], at)
const later = (clerk: Actor): Actor => ({ ...clerk, today: '2027-01-01' })
const book = { kind: 'directive' as const, year: 2026 }
const refusal = (code: string, message: RegExp, field?: string) =>
  expect.objectContaining({
    name: 'Refusal',
    code,
    message: expect.stringMatching(message),
    ...(field ? { field } : {}),
  })
const reserve = (clerk: Actor, number: { number: number; suffix: string } | null = null) =>
  reserveNumber(
    clerk,
    { kind: 'directive', number, date: '2026-11-22', reason: 'для приказа', pressId: randomUUID() },
    now,
  )
const oldAct = (number: number, suffix = '', date = '2026-11-20') => ({
  kind: 'directive' as const,
  number: { number, suffix },
  date,
  orderId: '',
  title: 'О режиме работы',
  signerPost: 'Глава',
  signerName: 'А.В. Мочалов',
  outsideReason: 'велось в бумажном журнале',
  scan: {
    sha256: createHash('sha256').update(randomUUID()).digest('hex'),
    size: 4,
    mediaType: 'application/pdf',
    fileName: 'Скан.pdf',
  },
  pressId: randomUUID(),
})
const bookOf = async (clerk: Actor) => (await listBooks(clerk)).find((one) => one.kind === 'directive')
const give = (clerk: Actor, date: string) =>
  database().transaction((tx) =>
    giveNumber(
      tx,
      {
        municipalityId: clerk.municipalityId ?? '',
        kind: 'directive',
        date,
        suffix: '',
        title: 'О мерах',
        signer: 'Глава',
        orderId: randomUUID(),
        state: 'registered',
      },
      now,
    ),
  )

describe('closing a register for its year', () => {
  it('writes what the year was, and no number is given in it any more, whichever way it is asked for', async () => {
    const clerk = await clerkOf()
    await startBook(clerk, { ...book, first: 121, reason: 'велось на бумаге' }, now)
    await makeRegistered(clerk, now)
    const { entryId } = await reserve(clerk)
    await annulEntry(clerk, { entryId, reason: 'не понадобился' }, now)
    const repealed = await makeRegistered(clerk, now)
    await database().update(orders).set({ status: 'repealed' }).where(eq(orders.id, repealed.order.id))
    await closeBook(later(clerk), { ...book, note: 'Сдано в архив' }, newYear)

    const closed = await bookOf(clerk)
    expect(closed).toMatchObject({ closedAt: newYear, closedBy: 'Пешкова\u00A0А.', missing: [], repeated: [] })
    expect(closed?.closingNote.replaceAll('\u00A0', ' ')).toBe(
      'В 2026 году в реестре 3 записи: зарегистрировано распоряжений — 2, из них утратило силу — 1, аннулировано номеров — 1. ' +
        'Последний номер № 123. № 1–120 даны вне программы: велось на бумаге.\nСдано в архив',
    )
    const closedWords = /Реестр распоряжений за 2026.год закрыт.+открывает реестр снова/
    await expect(give(clerk, '2026-12-31')).rejects.toEqual(refusal('conflict', closedWords))
    await expect(reserve(clerk)).rejects.toEqual(refusal('conflict', closedWords))
    await expect(enterOldAct(clerk, oldAct(124), now)).rejects.toEqual(refusal('conflict', closedWords))
    await expect(startBook(clerk, { ...book, first: 500, reason: 'ещё' }, now)).rejects.toEqual(
      refusal('conflict', closedWords),
    )
    await expect(closeBook(later(clerk), { ...book, note: '' }, newYear)).rejects.toEqual(
      refusal('conflict', /уже закрыт/),
    )
    // The next year has a register of its own, from the first local minute on.
    expect((await give(clerk, '2027-01-01')).number).toBe(1)
  })

  it('is refused while a number is held, and names each with its way out', async () => {
    const today = await clerkOf()
    const clerk = later(today)
    const { entryId } = await reserve(clerk)
    const paper = { status: 'awaiting_scan', signature: 'paper', state: 'awaiting_scan' } as const
    const scan = await makeRegistered(today, now, paper)
    const close = () => closeBook(clerk, { ...book, note: '' }, newYear)
    const signing = await give(clerk, '2026-11-22')
    await database().update(registerEntries).set({ state: 'signing' }).where(eq(registerEntries.id, signing.entryId))
    await expect(close()).rejects.toEqual(
      refusal('conflict', /№.1 от 22\.11\.2026 — номер зарезервирован.+аннулируйте/),
    )
    await annulEntry(clerk, { entryId, reason: 'не нужен' }, now)
    await expect(close()).rejects.toEqual(refusal('conflict', /подпись не завершена/))
    await annulEntry(clerk, { entryId: signing.entryId, reason: 'подпись не состоялась' }, now)
    await expect(close()).rejects.toEqual(refusal('conflict', /№.2 от 22\.11\.2026 — нет скана/))
    expect((await bookOf(clerk))?.pending).toBe(1)
    await annulEntry(clerk, { entryId: scan.entryId, reason: 'не подписан' }, now)
    await close()
  })

  it('wants a reason before the local year has ended', async () => {
    const clerk = await clerkOf()
    await give(clerk, '2026-11-22')
    await expect(closeBook(clerk, { ...book, note: '' }, now)).rejects.toEqual(
      refusal('invalid', /Год ещё не кончился/, 'note'),
    )
    await closeBook(clerk, { ...book, note: 'район упразднён' }, now)
    expect((await bookOf(clerk))?.closingNote).toContain('район упразднён')
  })

  it('opens again with a reason, and the former итоговая запись stays in the journal', async () => {
    const clerk = later(await clerkOf())
    await give(clerk, '2026-11-22')
    const { bookId } = await closeBook(clerk, { ...book, note: 'итог' }, newYear)
    await reopenBook(clerk, { ...book, reason: 'найден неучтённый акт' }, newYear)
    await expect(reopenBook(clerk, { ...book, reason: 'ещё раз' }, newYear)).rejects.toEqual(
      refusal('conflict', /и так открыт/),
    )
    await enterOldAct(clerk, oldAct(1, '-а', '2026-12-30'), newYear)
    await closeBook(clerk, { ...book, note: '' }, newYear)
    const lines = await database().select().from(journal).where(eq(journal.subjectId, bookId)).orderBy(journal.id)
    expect(lines.map((line) => line.action)).toEqual([
      'register.close_book',
      'register.reopen_book',
      'register.close_book',
    ])
    expect(JSON.stringify(lines[1]?.before)).toContain('итог')
  })

  it('says so where nothing was kept, and sees no register of another municipality', async () => {
    const [clerk, stranger] = [await clerkOf(), await clerkOf()]
    await give(stranger, '2026-11-22')
    await expect(closeBook(later(clerk), { ...book, note: '' }, newYear)).rejects.toEqual(
      refusal('conflict', /не вёлся/),
    )
    await expect(closeBook({ ...clerk, roles: ['coordinator'] }, { ...book, note: '' }, now)).rejects.toEqual(
      refusal('forbidden', /./),
    )
    expect((await bookOf(stranger))?.closedAt).toBeNull()
  })

  it('leaves no number after the closing when many are asked for in the same moment', async () => {
    const clerk = later(await clerkOf())
    await give(clerk, '2026-11-22')
    const outcomes = await Promise.allSettled([
      ...Array.from({ length: 12 }, () => give(clerk, '2026-12-31')),
      closeBook(clerk, { ...book, note: '' }, newYear),
      ...Array.from({ length: 12 }, () => give(clerk, '2026-12-31')),
    ])
    expect(outcomes[12]?.status).toBe('fulfilled')
    const given = outcomes.filter((one, index) => index !== 12 && one.status === 'fulfilled').length
    const closed = await bookOf(clerk)
    expect(closed?.entries).toBe(given + 1)
    expect(closed?.closingNote).toContain(`зарегистрировано распоряжений\u00A0— ${given + 1}`)
    expect(closed?.missing).toEqual([])
  })
})

describe('the register’s row', () => {
  it('bears the executor of the order’s card', async () => {
    const clerk = await clerkOf()
    const { order } = await makeOrder(clerk, { executorName: 'Иванова Наталья Геннадьевна' })
    const { entryId } = await database().transaction((tx) =>
      giveNumber(
        tx,
        {
          municipalityId: clerk.municipalityId ?? '',
          kind: 'directive',
          date: '2026-11-22',
          suffix: '',
          title: 'О мерах',
          signer: 'Глава',
          orderId: order.id,
          state: 'registered',
        },
        now,
      ),
    )
    expect((await getEntry(clerk, entryId)).executor).toBe('Иванова Наталья Геннадьевна')
  })

  it('keeps the clerk’s own words of storage, also in a closed register; a stranger finds no row', async () => {
    const clerk = later(await clerkOf())
    const { entryId } = await give(clerk, '2026-11-22')
    await closeBook(clerk, { ...book, note: '' }, newYear)
    await setStorage(clerk, { entryId, storage: '5 лет, ст. 19' }, newYear)
    expect((await getEntry(clerk, entryId)).storage).toBe('5 лет, ст. 19')
    const lines = await database()
      .select({ before: journal.before })
      .from(journal)
      .where(and(eq(journal.subjectId, entryId), eq(journal.action, 'register.set_storage')))
    expect(lines).toEqual([{ before: { storage: 'постоянно' } }])
    await expect(setStorage(await clerkOf(), { entryId, storage: 'иное' }, now)).rejects.toEqual(
      refusal('not_found', /./),
    )
  })

  it('takes an old act under its reserved number, and keeps the day on which the number was held', async () => {
    const clerk = await clerkOf()
    const { entryId } = await reserve(clerk)
    const entered = await enterOldAct(clerk, oldAct(1), now)
    expect(entered.entryId).toBe(entryId)
    expect(await getEntry(clerk, entryId)).toMatchObject({
      state: 'registered',
      date: '2026-11-20',
      printed: '№\u00A01',
    })
    expect((await give(clerk, '2026-11-22')).number).toBe(2)
  })
})

describe('whatever is done to a register', () => {
  const step = fc.oneof(
    fc.constant('give' as const),
    fc.constant('reserve' as const),
    fc.constant('letter' as const),
    fc.constant('annul' as const),
    fc.constant('close' as const),
    fc.integer({ min: 1, max: 12 }),
  )

  it('has neither a gap nor a duplicate, and what is spent stays', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
        const clerk = later(await clerkOf())
        const seen = new Map<string, string>()
        for (const one of steps) {
          await apply(clerk, one).catch((error) => {
            if (!(error instanceof Refusal)) throw error
          })
          const state = await bookOf(clerk)
          expect(state?.missing ?? []).toEqual([])
          expect(state?.repeated ?? []).toEqual([])
          const rows = await database()
            .select()
            .from(registerEntries)
            .where(eq(registerEntries.municipalityId, clerk.municipalityId ?? ''))
          for (const row of rows) {
            const name = `${row.number}${row.suffix}`
            expect(seen.get(name) ?? row.id).toBe(row.id)
            seen.set(name, row.id)
          }
          expect(rows.length).toBe(seen.size)
        }
      }),
      { numRuns: 8, seed: 4 },
    )
  })

  async function apply(clerk: Actor, one: 'give' | 'reserve' | 'letter' | 'annul' | 'close' | number): Promise<void> {
    if (one === 'give') await give(clerk, '2026-12-31')
    else if (one === 'reserve') await reserve(clerk)
    else if (one === 'letter') await reserve(clerk, { number: 1, suffix: '-а' })
    else if (one === 'close') await closeBook(clerk, { ...book, note: '' }, newYear)
    else if (one === 'annul') {
      const [row] = await database()
        .select({ id: registerEntries.id })
        .from(registerEntries)
        .where(
          and(eq(registerEntries.municipalityId, clerk.municipalityId ?? ''), eq(registerEntries.state, 'reserved')),
        )
      if (row) await annulEntry(clerk, { entryId: row.id, reason: 'не нужен' }, now)
    } else await enterOldAct(clerk, oldAct(one), now)
  }
})
