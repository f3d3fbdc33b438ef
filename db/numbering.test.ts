import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { giveNumber, numberToCome } from '@/db/numbering'
import { registerBooks, registerEntries } from '@/db/schema/register'
import { makeMunicipality, ZONE } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import { localDate } from '@/lib/shared/dates'

let fresh: FreshDatabase
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.close())

const now = new Date('2026-11-22T10:00:00Z')
const act = (municipalityId: string, date = '2026-11-22') => ({
  municipalityId,
  kind: 'directive' as const,
  date,
  suffix: '',
  title: 'О мерах',
  signer: 'Глава А.В. Мочалов',
  orderId: randomUUID(),
  state: 'signing' as const,
})

describe('the register’s numbers', () => {
  it('are 1…100 without a gap or a duplicate when 130 register at once and 30 of them fail', async () => {
    const municipalityId = await makeMunicipality()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 130 }, (_, index) =>
        database().transaction(async (tx) => {
          const given = await giveNumber(tx, act(municipalityId), now)
          if (index % 13 < 3) throw new Error('сбой после номера')
          return given.number
        }),
      ),
    )
    const given = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(given.sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
    const rows = await database()
      .select({ number: registerEntries.number })
      .from(registerEntries)
      .where(eq(registerEntries.municipalityId, municipalityId))
    expect(rows).toHaveLength(100)
  })

  it('turn with the local year, wherever the server lives', async () => {
    const municipalityId = await makeMunicipality()
    const before = new Date('2026-12-31T14:59:00Z')
    const after = new Date('2026-12-31T15:01:00Z')
    const give = (at: Date) =>
      database().transaction((tx) => giveNumber(tx, act(municipalityId, localDate(at, ZONE)), at))
    expect((await give(before)).printed).toBe('№\u00A01')
    expect((await give(before)).number).toBe(2)
    expect((await give(after)).number).toBe(1)
    const years = await database()
      .select({ year: registerBooks.year, next: registerBooks.next })
      .from(registerBooks)
      .where(eq(registerBooks.municipalityId, municipalityId))
    expect(years.sort((a, b) => a.year - b.year)).toEqual([
      { year: 2026, next: 3 },
      { year: 2027, next: 2 },
    ])
  })

  it('step over reserved ones, but not over a lettered one, and are the same that were shown', async () => {
    const municipalityId = await makeMunicipality()
    const key = { municipalityId, kind: 'directive' as const, year: 2026 }
    expect((await numberToCome(database(), key, '-р')).printed).toBe('№\u00A01-р')
    const give = () => database().transaction((tx) => giveNumber(tx, { ...act(municipalityId), suffix: '-р' }, now))
    await give()
    const [book] = await database().select().from(registerBooks).where(eq(registerBooks.municipalityId, municipalityId))
    const row = {
      bookId: book?.id ?? '',
      municipalityId,
      date: '2026-11-22',
      state: 'reserved' as const,
      title: '',
      createdAt: now,
    }
    await database()
      .insert(registerEntries)
      .values([
        { ...row, number: 2, suffix: '-р' },
        { ...row, number: 3, suffix: '-а' },
      ])
    expect((await numberToCome(database(), key, '-р')).number).toBe(3)
    expect((await give()).number).toBe(3)
  })

  it('are counted apart for each kind and each municipality', async () => {
    const [one, other] = [await makeMunicipality(), await makeMunicipality('Чернышевский район')]
    const give = (values: Parameters<typeof giveNumber>[1]) =>
      database().transaction((tx) => giveNumber(tx, values, now))
    await give(act(one))
    expect((await give({ ...act(one), kind: 'resolution' })).number).toBe(1)
    expect((await give(act(other))).number).toBe(1)
    expect((await give(act(one))).number).toBe(2)
  })
})
