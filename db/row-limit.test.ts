import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addFromAssignment } from '@/db/commands/assignment'
import { addMeasure } from '@/db/commands/measure'
import { saveSectionTable } from '@/db/commands/section'
import { addTypicalMeasures } from '@/db/commands/typical-measure'
import { measures } from '@/db/schema/road-map'
import { addAssignment } from '@/db/testing/assignment-scene'
import { type Act, draftAct, NOW, openStory, refusal, row } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { BUILT_IN_LIBRARY } from '@/lib/preset/library'
import { LIMITS } from '@/lib/road-map/rules'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let act: Act
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  act = await draftAct(story.home)
})
afterAll(() => story.close())

const paste = (pasted: string[][]) =>
  saveSectionTable(
    coordinator,
    { id: act.sectionId, revision: 1, number: '1', title: '', rows: [], pasted, pressId: randomUUID() },
    NOW,
  )

it('takes a paste of more rows than one statement of PostgreSQL holds', async () => {
  await paste(Array.from({ length: 7_000 }, (_, index) => [String(index), `Строка ${index}`]))
  expect(await database().$count(measures, eq(measures.sectionId, act.sectionId))).toBe(7_001)
})

it('keeps a map within its rows, whichever way they come', async () => {
  await database().execute(sql`insert into measures (version_id, section_id, position, number, title, term, executors, tasks, indicator)
    select ${act.versionId}, ${act.sectionId}, 100000 + n, '', 'x', '', '', '', '' from generate_series(1, ${LIMITS.measures - 7_002}::int) n`)
  const one = () => addMeasure(coordinator, { ...row('Ещё'), sectionId: act.sectionId, pressId: randomUUID() }, NOW)
  await one()
  const full = refusal('invalid', { message: expect.stringContaining('больше 20000') })
  await expect(one()).rejects.toEqual(full)
  await expect(paste([['Вставленное']])).rejects.toEqual(refusal('invalid', { field: 'pasted' }))
  const { sectionId } = act
  const typical = { sectionId, pick: [BUILT_IN_LIBRARY[0]?.id ?? ''], pressId: randomUUID() }
  await expect(addTypicalMeasures(coordinator, typical, NOW)).rejects.toEqual(full)
  const { assignmentId } = await addAssignment(story.home)
  const asked = { assignmentId, sectionId, pick: ['0.0'], pressId: randomUUID() }
  await expect(addFromAssignment(coordinator, asked, NOW)).rejects.toEqual(full)
})
