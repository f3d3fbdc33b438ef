import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { forgetKeptForm, KEPT_HOURS, keepForm } from '@/db/commands/kept-form'
import { findDraftTime, findKeptForm } from '@/db/queries/kept-form'
import { keptForms } from '@/db/schema/person'
import { NOW, openStory } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
let author: string
let other: string
beforeAll(async () => {
  story = await openStory()
  author = (await story.home.actor('coordinator')).userId ?? ''
  other = (await story.home.actor('curator1')).userId ?? ''
})
afterAll(() => story.close())

const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000)

describe('a draft kept while it is typed', () => {
  it('takes the older one’s place and is found by its author only', async () => {
    await keepForm(author, 'первый', NOW, 'draft-a')
    await keepForm(author, 'второй', later(1), 'draft-a')
    expect(await findKeptForm('draft-a', author, later(1))).toBe('второй')
    expect(await findDraftTime('draft-a', author, later(1))).toEqual(later(1))
    expect(await findKeptForm('draft-a', other, later(1))).toBeUndefined()
    expect(await findDraftTime('draft-a', other, later(1))).toBeUndefined()
  })

  it('is not covered by another person who names it', async () => {
    await keepForm(author, 'мой текст', NOW, 'draft-b')
    await keepForm(other, 'чужой текст', NOW, 'draft-b')
    await keepForm(null, 'ничей текст', NOW, 'draft-b')
    expect(await findKeptForm('draft-b', author, NOW)).toBe('мой текст')
  })

  it('is forgotten when the form was taken, by its author’s own name', async () => {
    await keepForm(author, 'текст', NOW, 'draft-c')
    await forgetKeptForm(other, 'draft-c')
    expect(await findKeptForm('draft-c', author, NOW)).toBe('текст')
    await forgetKeptForm(author, 'draft-c')
    expect(await findKeptForm('draft-c', author, NOW)).toBeUndefined()
  })

  it('waits a day and no longer', async () => {
    await keepForm(author, 'текст', NOW, 'draft-d')
    expect(await findDraftTime('draft-d', author, later(KEPT_HOURS - 1))).toEqual(NOW)
    expect(await findDraftTime('draft-d', author, later(KEPT_HOURS))).toBeUndefined()
  })
})

describe('what one person may leave waiting', () => {
  const waiting = async (userId: string | null) =>
    (await database().select({ id: keptForms.id, userId: keptForms.userId }).from(keptForms))
      .filter((one) => one.userId === userId)
      .map((one) => one.id)

  it('is a hundred forms: the oldest goes, nobody else’s', async () => {
    await keepForm(author, 'чужое дело', NOW, 'draft-of-another')
    for (let form = 0; form < 103; form++)
      await keepForm(other, 'x', new Date(NOW.getTime() + form), `draft-many-${form}`)
    const left = await waiting(other)
    expect(left).toHaveLength(100)
    expect([left.includes('draft-many-2'), left.includes('draft-many-3')]).toEqual([false, true])
    expect(await waiting(author)).toContain('draft-of-another')
  })

  it('is a thousand forms for all who have not signed in', async () => {
    await database()
      .insert(keptForms)
      .values(Array.from({ length: 1_005 }, (_, form) => ({ id: `nobody-${form}`, sealed: 'x', createdAt: NOW })))
    await keepForm(null, 'x', later(1), 'nobody-last')
    expect(await waiting(null)).toHaveLength(1_000)
    expect(await waiting(null)).toContain('nobody-last')
  })

  it('is bounded in size, and the newest form stays however long', async () => {
    const long = 'x'.repeat(60_000_000)
    for (let form = 0; form < 3; form++) await keepForm(other, long, later(1 + form), `draft-long-${form}`)
    expect((await waiting(other)).sort()).toEqual(['draft-long-1', 'draft-long-2'])
  })
})
