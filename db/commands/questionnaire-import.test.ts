import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { renameFactor } from '@/db/commands/programme-factor'
import { type ImportInput, importQuestionnaires } from '@/db/commands/questionnaire-import'
import { getQuestionnaireTarget } from '@/db/queries/questionnaire-import'
import { journal } from '@/db/schema/journal'
import { riskMarks, riskProfiles } from '@/db/schema/risk-profile'
import { schools } from '@/db/schema/school'
import { factorIdsOf, programmeOf, schoolOf } from '@/db/testing/risk-profile-scene'
import { actionsOn, NOW, openStory, refusal } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let programmeId: string
let one: string
let two: string
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  programmeId = await programmeOf(story.home, NOW)
  one = await schoolOf(story.home)
  two = await schoolOf(story.home, 'МОУ СОШ № 2')
})
afterAll(() => story.close())
beforeEach(async () => {
  await database().delete(riskMarks)
  await database().delete(riskProfiles)
})

const press = () => randomUUID()
const rows = () => [
  { schoolId: two, questionnaireOn: '2026-02-11', marks: [{ position: 0, significance: 'high' as const, value: 80 }] },
  { schoolId: one, questionnaireOn: null, marks: [{ position: 1, value: 40 }] },
]
const shown = async (actor = coordinator, more: Partial<ImportInput> = {}): Promise<ImportInput> => ({
  programmeId,
  day: '2026-02-10',
  rows: rows(),
  state: (await getQuestionnaireTarget(actor, programmeId)).state,
  ...more,
})
const stored = async () => (await getQuestionnaireTarget(coordinator, programmeId)).profiles
const linesOf = async () => (await database().select({ id: journal.id }).from(journal)).length

describe('questionnaires of a file', () => {
  it('are saved once by two presses; the same file again changes and records nothing', async () => {
    const input = await shown()
    const id = press()
    expect(await importQuestionnaires(coordinator, input, id, NOW)).toEqual({ added: 2, changed: 0, same: 0 })
    expect(await importQuestionnaires(coordinator, input, id, NOW)).toEqual({ added: 2, changed: 0, same: 0 })
    const profiles = await stored()
    expect(profiles.get(two)).toMatchObject({
      questionnaireOn: '2026-02-11',
      marks: [{ initial: 'high', initialValue: 80 }],
    })
    expect(profiles.get(one)).toMatchObject({
      questionnaireOn: '2026-02-10',
      marks: [{ initial: 'unassessed', initialValue: 40 }],
    })
    const profileIds = (await database().select({ id: riskProfiles.id }).from(riskProfiles)).map((row) => row.id)
    expect(await actionsOn(...profileIds)).toEqual(['risk_profile.questionnaire', 'risk_profile.questionnaire'])
    const before = await linesOf()
    expect(await importQuestionnaires(coordinator, await shown(), press(), NOW)).toEqual({
      added: 0,
      changed: 0,
      same: 2,
    })
    expect(await linesOf()).toBe(before)
    expect((await stored()).get(two)?.revision).toBe(1)
  })

  it('are refused where a profile or the dictionary has moved on since the preview', async () => {
    const input = await shown()
    await importQuestionnaires(coordinator, await shown(coordinator, { rows: rows().slice(0, 1) }), press(), NOW)
    await expect(importQuestionnaires(coordinator, input, press(), NOW)).rejects.toEqual(refusal('conflict'))
    const again = await shown()
    const [first = ''] = await factorIdsOf(programmeId)
    await renameFactor(coordinator, { id: first, name: `Иначе ${randomUUID()}` }, press(), NOW)
    await expect(importQuestionnaires(coordinator, again, press(), NOW)).rejects.toEqual(refusal('conflict'))
    // The profile keeps the wording that it was filled with.
    await importQuestionnaires(coordinator, await shown(), press(), NOW)
    expect((await stored()).get(two)?.marks).toMatchObject([{ factorId: first, initial: 'high' }])
  })

  it('are saved all or none', async () => {
    const future = { ...rows()[1], schoolId: one, questionnaireOn: '2026-05-01', marks: [{ position: 1, value: 1 }] }
    const input = await shown(coordinator, { rows: [rows()[0] ?? future, future] })
    await expect(importQuestionnaires(coordinator, input, press(), NOW)).rejects.toEqual(refusal('invalid'))
    expect((await stored()).size).toBe(0)
  })

  it('of a day when a school was not in the list yet, or no longer, are refused with its name', async () => {
    const save = async () => importQuestionnaires(coordinator, await shown(), press(), NOW)
    const bound = (days: Partial<typeof schools.$inferInsert>) =>
      database().update(schools).set(days).where(eq(schools.id, two))
    await bound({ validFrom: '2026-02-15' })
    await expect(save()).rejects.toEqual(
      refusal('invalid', { message: expect.stringMatching(/^МОУ СОШ № 2.* действует с 15\.02\.2026: 11\.02\.2026/) }),
    )
    await bound({ validFrom: null, validTo: '2026-02-10' })
    await expect(save()).rejects.toEqual(
      refusal('invalid', { message: expect.stringMatching(/^МОУ СОШ № 2.* действует по 10\.02\.2026: 11\.02\.2026/) }),
    )
    await bound({ validTo: null })
  })

  it('are the coordinator’s and the curator’s, of own schools only', async () => {
    const curator = await story.home.actor('curator1')
    expect(await importQuestionnaires(curator, await shown(curator), press(), NOW)).toMatchObject({ added: 2 })
    const other = await story.home.actor('curator2')
    await expect(importQuestionnaires(other, await shown(other), press(), NOW)).rejects.toEqual(refusal('not_found'))
    const stranger = await story.other.actor('coordinator')
    await expect(importQuestionnaires(stranger, await shown(), press(), NOW)).rejects.toEqual(refusal('not_found'))
    for (const name of ['school1', 'admin', 'head'])
      await expect(
        importQuestionnaires(await story.home.actor(name), await shown(), press(), NOW),
        name,
      ).rejects.toEqual(refusal('forbidden'))
  })
})
