import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addSynonym, removeExecutorRole, saveExecutorRole } from '@/db/commands/executor-role'
import { addMeasure } from '@/db/commands/measure'
import { saveExecutorCodes } from '@/db/commands/reading'
import { listExecutorRoles, listUnknownExecutors } from '@/db/queries/executor-role'
import { journal } from '@/db/schema/journal'
import { executorRoles } from '@/db/schema/plan'
import { type Act, draftAct, NOW, openStory, row } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let act: Act

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  act = await draftAct(story.home)
})
afterAll(() => story.close())
beforeEach(async () => {
  await database().delete(executorRoles).where(eq(executorRoles.municipalityId, story.home.id))
})

const centre = { code: undefined, name: 'Методический центр', fanOut: 'one' as const, synonyms: ['РМЦ'] }
const add = (input = centre, press: string = randomUUID()) => saveExecutorRole(coordinator, input, press, NOW)
const lastAction = async () =>
  (await database().select({ action: journal.action }).from(journal).orderBy(desc(journal.id)).limit(1))[0]?.action
const withExecutors = (executors: string) =>
  addMeasure(coordinator, { ...row('Мероприятие'), executors, sectionId: act.sectionId, pressId: randomUUID() }, NOW)

describe('a role of one’s own', () => {
  it('is added once for two presses, and recorded', async () => {
    const press = randomUUID()
    const code = await add(centre, press)
    expect(await lastAction()).toBe('executor_role.add')
    expect(await add(centre, press)).toBe(code)
    const own = (await listExecutorRoles(coordinator)).filter((role) => !role.isBuiltIn)
    expect(own).toMatchObject([{ code, name: 'Методический центр', own: ['РМЦ'] }])
  })

  it('is renamed, and loses names that are one in another case', async () => {
    const code = await add()
    await saveExecutorRole(
      coordinator,
      { code, name: 'Центр развития', fanOut: 'each_school', synonyms: ['РМЦ', 'рмц.', 'Центра развития'] },
      randomUUID(),
      NOW,
    )
    const role = (await listExecutorRoles(coordinator)).find((one) => one.code === code)
    expect(role).toMatchObject({ name: 'Центр развития', fanOut: 'each_school', own: ['РМЦ'] })
  })

  it('is refused under another role’s name, which is told', async () => {
    await expect(add({ ...centre, synonyms: ['куратору школы'] })).rejects.toThrow('«Кураторы»')
    const code = await add()
    await expect(addSynonym(coordinator, { code: 'region', synonym: 'методического центра' }, NOW)).rejects.toThrow(
      '«Методический центр»',
    )
    expect(code).not.toBe('')
  })

  it('is not taken away while a measure is given to it', async () => {
    const code = await add()
    const measureId = await withExecutors('кто-то')
    const address = { roadMapId: act.roadMapId, measureId, revision: 0 }
    await saveExecutorCodes(coordinator, { ...address, codes: [code] }, NOW)
    await expect(removeExecutorRole(coordinator, { code }, NOW)).rejects.toThrow('выбран вручную')
    await saveExecutorCodes(coordinator, { ...address, revision: 1, codes: null }, NOW)
    await removeExecutorRole(coordinator, { code }, NOW)
    expect(await lastAction()).toBe('executor_role.remove')
    await expect(removeExecutorRole(coordinator, { code }, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a built-in role', () => {
  it('takes names, keeps its fan-out, and goes back', async () => {
    await addSynonym(coordinator, { code: 'curators', synonym: 'тьюторы' }, NOW)
    await addSynonym(coordinator, { code: 'curators', synonym: 'Тьюторам' }, NOW)
    const own = async () => (await listExecutorRoles(coordinator)).find((role) => role.code === 'curators')
    expect(await own()).toMatchObject({ own: ['тьюторы'], fanOut: 'each_curator', isChanged: true })
    await removeExecutorRole(coordinator, { code: 'curators' }, NOW)
    expect(await own()).toMatchObject({ own: [], isChanged: false })
  })
})

describe('unknown executors', () => {
  it('are listed with how often they stand there, until somebody says who it is', async () => {
    await withExecutors('Тьюторы, муниципальный координатор')
    await withExecutors('Тьюторы')
    const unknown = async () => (await listUnknownExecutors(coordinator)).find((one) => one.text === 'Тьюторы')
    expect(await unknown()).toMatchObject({ measures: 2, roadMapId: act.roadMapId })
    await addSynonym(coordinator, { code: 'curators', synonym: 'Тьюторы' }, NOW)
    expect(await unknown()).toBeUndefined()
  })

  it('of another municipality are nobody’s business', async () => {
    await withExecutors('Только наши')
    const stranger = await story.other.actor('coordinator')
    expect((await listUnknownExecutors(stranger)).some((one) => one.text === 'Только наши')).toBe(false)
  })
})

it('refuses a curator', async () => {
  const curator = await story.home.actor('curator1')
  await expect(saveExecutorRole(curator, centre, randomUUID(), NOW)).rejects.toMatchObject({ code: 'forbidden' })
})
