import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, resultRows } from '@/db/client'
import { once } from '@/db/press'
import { NOW, openStory, refusal } from '@/db/testing/story'
import { systemActor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
  await database().execute(sql`create table effects (id serial primary key, press text)`)
})
afterAll(() => story.close())

async function press(pressId: string, content: unknown, name = 'coordinator', fails = false): Promise<string> {
  const actor = await story.home.actor(name)
  return database().transaction((tx) =>
    once(tx, actor, pressId, content, NOW, async () => {
      await tx.execute(sql`insert into effects (press) values (${pressId})`)
      if (fails) throw new Error('сбой')
      return `answer ${randomUUID()}`
    }),
  )
}
const effects = async (pressId: string) =>
  resultRows<{ total: number }>(
    await database().execute(sql`select count(*)::int as total from effects where press = ${pressId}`),
  )[0]?.total

describe('a press', () => {
  it('has one effect, and every later press the same answer', async () => {
    const id = randomUUID()
    const answer = await press(id, { title: 'О карте' })
    expect(await press(id, { title: 'О карте' })).toBe(answer)
    expect(await effects(id)).toBe(1)
  })

  it('is waited for by those that come while it is being done', async () => {
    const id = randomUUID()
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(id, { a: 1, b: [2] })))
    expect(new Set(answers).size).toBe(1)
    expect(await effects(id)).toBe(1)
  })

  it('with another body under the same id is refused and has no effect', async () => {
    const id = randomUUID()
    await press(id, { title: 'О карте', list: [1, 2] })
    await expect(press(id, { title: 'О карте', list: [2, 1] })).rejects.toEqual(refusal('conflict'))
    expect(await effects(id)).toBe(1)
  })

  it('is the same whatever the order of its fields', async () => {
    const id = randomUUID()
    expect(await press(id, { a: 1, b: 2 })).toBe(await press(id, { b: 2, a: 1 }))
  })

  it('that failed is forgotten: the next one is done', async () => {
    const id = randomUUID()
    await expect(press(id, {}, 'coordinator', true)).rejects.toThrow('сбой')
    expect(await effects(id)).toBe(0)
    await press(id, {})
    expect(await effects(id)).toBe(1)
  })

  it('of one person is never another’s, though the id be guessed', async () => {
    const id = randomUUID()
    const answer = await press(id, {})
    expect(await press(id, {}, 'clerk')).not.toBe(answer)
    const nobody = systemActor(story.home.id, 'Asia/Chita', '2026-04-21')
    await expect(database().transaction((tx) => once(tx, nobody, id, {}, NOW, async () => 1))).rejects.toEqual(
      refusal('forbidden'),
    )
  })
})
