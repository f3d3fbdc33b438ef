import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { startEdition } from '@/db/commands/amendment'
import { createAssignment, endAssignment } from '@/db/commands/assignment'
import { saveMeasure } from '@/db/commands/measure'
import { startFromAssignment, startFromLastYear, startFromPreset } from '@/db/commands/road-map-beginning'
import { getOrder } from '@/db/queries/order'
import { getRoadMap } from '@/db/queries/road-map'
import { executions, measurePlans } from '@/db/schema/plan'
import { measures } from '@/db/schema/road-map'
import { actionsOn, draftAct, idOf, importedAct, NOW, openStory, refusal, row, signedAct } from '@/db/testing/story'
import { readRoadMapText } from '@/lib/road-map/import'
import { UNREAD } from '@/lib/term/reading'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const named = (year: number) => ({ programmeName: `Проект ${randomUUID()}`, year, pressId: randomUUID() })
const plansOf = async (roadMapId: string) =>
  new Map(
    (await database().select().from(measurePlans).where(eq(measurePlans.roadMapId, roadMapId))).map((plan) => [
      plan.measureKey,
      plan,
    ]),
  )
const keysOf = async (versionId: string) =>
  database()
    .select({ key: measures.key, title: measures.title, term: measures.term })
    .from(measures)
    .where(eq(measures.versionId, versionId))
    .orderBy(measures.position)
const texts = (map: Awaited<ReturnType<typeof getRoadMap>>) =>
  map.sections.flatMap((part) => map.rows.filter((one) => one.sectionId === part.id))

describe('startFromLastYear', () => {
  it('moves the years of terms, keeps every other word, gives new keys and names the source of each row', async () => {
    const coordinator = await story.home.actor('coordinator')
    const old = await importedAct(story.home, 2022)
    const before = await getRoadMap(coordinator, old.roadMapId)
    const { roadMapId, moved, lost } = await startFromLastYear(
      coordinator,
      { ...named(2023), sourceId: old.roadMapId },
      NOW,
    )
    const after = await getRoadMap(coordinator, roadMapId)
    const terms = texts(after).map((one) => one.term)
    expect(terms).toContain('до 25.05.2023')
    expect(terms).toContain('Апрель-май; сентябрь - ноябрь 2023 г.')
    expect(terms.filter((term) => term === 'февраль')).toHaveLength(2)
    const still = (map: typeof before) => texts(map).map(({ id: _, sectionId: __, term: ___, ...text }) => text)
    expect(still(after)).toEqual(still(before))
    expect([moved, lost]).toEqual([7, 0])
    const oldKeys = (await keysOf(old.versionId)).map((one) => one.key)
    const fresh = await keysOf(after.version.versionId)
    expect(fresh.some((one) => oldKeys.includes(one.key))).toBe(false)
    const plans = await plansOf(roadMapId)
    const expertise = fresh.find((one) => one.term === 'до 25.05.2023')
    expect(plans.get(expertise?.key ?? '')?.origin).toEqual({
      kind: 'last_year',
      id: old.roadMapId,
      title: `${before.version.programme}, 2022 год`,
      item: '3.3',
    })
    const { content } = await getOrder(coordinator, after.version.orderId ?? '')
    expect(content?.title).toMatch(/в 2023 году$/)
    expect(content?.preamble).toMatch(/от\u00A001\.03\.2022 №\u00A0160/)
    expect(await actionsOn(roadMapId)).toEqual(['road_map.create', 'road_map.begin'])
  })

  it('carries what was set by hand over to the new keys, and nothing of the execution', async () => {
    const coordinator = await story.home.actor('coordinator')
    const old = await importedAct(story.home, 2024)
    const [first, second, third] = await keysOf(old.versionId)
    if (!first || !second || !third) throw new Error('The map has no rows.')
    const shared = { municipalityId: story.home.id, roadMapId: old.roadMapId }
    const reading = {
      ...UNREAD,
      kind: 'until' as const,
      due: '2024-05-25',
      periods: [{ from: null, to: '2024-05-25' }],
    }
    const leap = {
      ...UNREAD,
      kind: 'date' as const,
      due: '2024-02-29',
      periods: [{ from: '2024-02-29', to: '2024-02-29' }],
    }
    const indicator = {
      kind: 'number' as const,
      unit: 'школ',
      base: 'none' as const,
      target: 3,
      counter: 'manual',
      manual: { value: 2, source: 'справка' },
    }
    await database()
      .insert(measurePlans)
      .values([
        {
          ...shared,
          measureKey: first.key,
          reading,
          termText: first.term,
          executorCodes: ['schools'],
          executorsText: 'иные',
        },
        { ...shared, measureKey: second.key, dependsOn: [first.key, randomUUID()], indicator },
        { ...shared, measureKey: third.key, reading: leap, termText: third.term },
      ])
    await database()
      .insert(executions)
      .values({
        ...shared,
        measureKey: first.key,
        point: '1',
        executorKind: 'role',
        executorId: 'coordinator',
        state: 'done',
        savedBy: await idOf(story.home, 'coordinator'),
        savedAt: NOW,
      })
    const { roadMapId, lost } = await startFromLastYear(coordinator, { ...named(2025), sourceId: old.roadMapId }, NOW)
    const plans = await plansOf(roadMapId)
    const fresh = await keysOf((await getRoadMap(coordinator, roadMapId)).version.versionId)
    const keyOf = (title: string) => fresh.find((one) => one.title === title)?.key ?? ''
    expect(plans.get(keyOf(first.title))).toMatchObject({
      reading: { due: '2025-05-25', periods: [{ from: null, to: '2025-05-25' }] },
      executorCodes: ['schools'],
      executorsText: 'иные',
    })
    expect(plans.get(keyOf(second.title))?.dependsOn).toEqual([keyOf(first.title)])
    expect(plans.get(keyOf(second.title))?.indicator).toEqual({
      kind: 'number',
      unit: 'школ',
      base: 'none',
      target: 3,
      counter: 'manual',
    })
    expect(plans.get(keyOf(third.title))?.reading).toBeNull()
    expect(lost).toBe(1)
    expect(await database().select().from(executions).where(eq(executions.roadMapId, roadMapId))).toEqual([])
  })

  it('copies the text in force, not the draft of a new edition', async () => {
    const coordinator = await story.home.actor('coordinator')
    const signed = await signedAct(story.home)
    await startEdition(coordinator, { roadMapId: signed.roadMapId }, NOW)
    const [draftRow] = texts(await getRoadMap(coordinator, signed.roadMapId))
    await saveMeasure(coordinator, { ...row('Изменено в новой редакции'), id: draftRow?.id ?? '', revision: 1 }, NOW)
    const { roadMapId } = await startFromLastYear(coordinator, { ...named(2027), sourceId: signed.roadMapId }, NOW)
    expect(texts(await getRoadMap(coordinator, roadMapId)).map((one) => one.title)).toEqual(['Совещание'])
  })

  it('refuses a year that has a map, another district’s source, other roles; answers the second press alike', async () => {
    const coordinator = await story.home.actor('coordinator')
    const old = await draftAct(story.home)
    const foreign = await draftAct(story.other)
    const input = { ...named(2027), sourceId: old.roadMapId }
    const first = await startFromLastYear(coordinator, input, NOW)
    expect(await startFromLastYear(coordinator, input, NOW)).toEqual(first)
    await expect(startFromLastYear(coordinator, { ...input, pressId: randomUUID() }, NOW)).rejects.toThrow(/уже есть/)
    await expect(startFromLastYear(coordinator, { ...named(2027), sourceId: foreign.roadMapId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(startFromLastYear(await story.home.actor('school1'), input, NOW)).rejects.toEqual(refusal('forbidden'))
  })
})

describe('startFromPreset', () => {
  it('makes the map of 2022 in its own year without a change, and moves it to another', async () => {
    const coordinator = await story.home.actor('coordinator')
    const own = await startFromPreset(coordinator, { ...named(2022), presetId: '500-2022', inheritsTerms: false }, NOW)
    expect(own.moved).toBe(0)
    const map = await getRoadMap(coordinator, own.roadMapId)
    expect(map.version.measures).toBe(17)
    expect(texts(map).map((one) => one.term)).toContain('до 25.05.2022')
    const later = await startFromPreset(
      coordinator,
      { ...named(2026), presetId: '500-2022', inheritsTerms: false },
      NOW,
    )
    const moved = await getRoadMap(coordinator, later.roadMapId)
    expect(texts(moved).map((one) => one.term)).toContain('до 25.05.2026')
    expect(moved.version.annexTitle).toMatch(/в 2026 году$/)
    expect([...(await plansOf(later.roadMapId)).values()].map((plan) => plan.origin?.item).sort()[0]).toBe('1.1')
  })

  it('takes the terms of items 21–24 from item 20 only if the user says so', async () => {
    const coordinator = await story.home.actor('coordinator')
    const terms = async (inheritsTerms: boolean) => {
      const { roadMapId } = await startFromPreset(
        coordinator,
        { ...named(2026), presetId: 'assignment-2021', inheritsTerms },
        NOW,
      )
      return texts(await getRoadMap(coordinator, roadMapId)).map((one) => one.term)
    }
    const asWritten = await terms(false)
    expect(asWritten).toHaveLength(27)
    expect(asWritten.slice(20, 24)).toEqual(['', '', '', ''])
    expect((await terms(true)).slice(20, 24)).toEqual(Array(4).fill('По отдельному графику, Графику ФИОКО'))
  })

  it('refuses a preset that is not there', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = { ...named(2026), presetId: 'нет', inheritsTerms: false }
    await expect(startFromPreset(coordinator, input, NOW)).rejects.toEqual(refusal('not_found'))
  })
})

describe('startFromAssignment', () => {
  it('starts from an assignment of the own region and is refused another’s and one taken back', async () => {
    const region = await story.home.actor('region')
    const imported = readRoadMapText(
      '№\tМероприятие\tСрок\n1\tПровести вебинар\tдо 18.02.2026\n2\tСоставить отчёт\tдекабрь',
    )
    const assignmentId = await createAssignment(
      region,
      { title: 'Задание на 2026 год', year: 2026, imported, pressId: randomUUID() },
      NOW,
    )
    const coordinator = await story.home.actor('coordinator')
    const { roadMapId, moved } = await startFromAssignment(coordinator, { ...named(2027), assignmentId }, NOW)
    const map = await getRoadMap(coordinator, roadMapId)
    expect(texts(map).map((one) => [one.number, one.title, one.term, one.executors])).toEqual([
      ['1', 'Провести вебинар', 'до 18.02.2027', ''],
      ['2', 'Составить отчёт', 'декабрь', ''],
    ])
    expect(moved).toBe(1)
    expect([...(await plansOf(roadMapId)).values()].map((plan) => plan.origin)).toContainEqual({
      kind: 'assignment',
      id: assignmentId,
      title: 'Задание на 2026 год',
      item: '2',
    })
    const foreign = await story.other.actor('coordinator')
    await expect(startFromAssignment(foreign, { ...named(2026), assignmentId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await endAssignment(region, { id: assignmentId }, NOW)
    await expect(startFromAssignment(coordinator, { ...named(2028), assignmentId }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
  })
})
