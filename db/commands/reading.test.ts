import { randomUUID } from 'node:crypto'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveIndicator } from '@/db/commands/indicator'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { saveDependencies, saveExecutorCodes, saveTermReading } from '@/db/commands/reading'
import { actOnRow } from '@/db/commands/road-map-row'
import { getReading } from '@/db/queries/reading'
import { journal } from '@/db/schema/journal'
import { measures } from '@/db/schema/road-map'
import { keysOf } from '@/db/testing/living-act'
import { type Act, draftAct, NOW, openStory, row, signedAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let act: Act
let measureId: string

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  act = await draftAct(story.home)
})
afterAll(() => story.close())

const add = (text: Partial<ReturnType<typeof row>>) =>
  addMeasure(coordinator, { ...row('Мероприятие'), ...text, sectionId: act.sectionId, pressId: randomUUID() }, NOW)
beforeEach(async () => {
  measureId = await add({ term: 'по весне' })
})

const at = (revision: number, id = measureId) => ({ roadMapId: act.roadMapId, measureId: id, revision })
const dates = (from: string | null, to: string | null) => ({
  kind: 'dates' as const,
  rows: [{ from, to }],
  recurrence: null,
  day: undefined,
})
const read = (id = measureId) => getReading(coordinator, act.roadMapId, id)
const indicator = {
  kind: 'share' as const,
  unit: 'школ',
  target: 80,
  start: null,
  counting: 'execution:schools',
  value: null,
  source: '',
  frequency: '',
}

describe('a term by hand', () => {
  it('stands beside the text, is recorded, and goes back to the program', async () => {
    expect((await read()).planned.reading.kind).toBe('unknown')
    await saveTermReading(coordinator, { ...at(0), reading: dates(null, '2026-05-25') }, NOW)
    const after = await read()
    expect(after.planned).toMatchObject({ isCorrected: true, reading: { kind: 'until', due: '2026-05-25' } })
    expect(after.measure.term).toBe('по весне')
    const [line] = await database().select().from(journal).orderBy(desc(journal.id)).limit(1)
    expect(line).toMatchObject({ action: 'measure.set_reading', subjectId: after.measure.key })
    await saveTermReading(coordinator, { ...at(1), reading: null }, NOW)
    expect((await read()).planned).toMatchObject({ isCorrected: false, reading: { kind: 'unknown' } })
  })

  it('holds for the text it was made for only', async () => {
    await saveTermReading(coordinator, { ...at(0), reading: dates(null, '2026-05-25') }, NOW)
    await saveMeasure(coordinator, { ...row('Мероприятие'), term: 'март', id: measureId, revision: 1 }, NOW)
    expect((await read()).planned).toMatchObject({ isCorrectionLost: true, reading: { due: '2026-03-31' } })
  })

  it('is saved once for two presses, and conflicts with another’s', async () => {
    const save = (to: string) => saveTermReading(coordinator, { ...at(0), reading: dates(null, to) }, NOW)
    await save('2026-05-25')
    await save('2026-05-25')
    expect((await read()).revision).toBe(1)
    await expect(save('2026-06-25')).rejects.toMatchObject({ code: 'conflict', details: { revision: 1 } })
  })

  it('works on an approved map and leaves its words alone', async () => {
    const signed = await signedAct(story.home)
    const address = { roadMapId: signed.roadMapId, measureId: signed.measureId, revision: 0 }
    const text = async () => (await database().select().from(measures).where(eq(measures.id, signed.measureId)))[0]
    const before = await text()
    await saveTermReading(coordinator, { ...address, reading: dates('2026-06-01', '2026-06-30') }, NOW)
    expect(await text()).toEqual(before)
    const after = await getReading(coordinator, signed.roadMapId, signed.measureId)
    expect(after).toMatchObject({ isFrozen: true, planned: { reading: { kind: 'period', due: '2026-06-30' } } })
  })

  it('is refused for a deleted row, another map’s row, another municipality and a curator', async () => {
    const reading = dates(null, '2026-05-25')
    const other = await draftAct(story.home)
    await expect(
      saveTermReading(coordinator, { ...at(0), roadMapId: other.roadMapId, reading }, NOW),
    ).rejects.toMatchObject({ code: 'not_found' })
    const stranger = await story.other.actor('coordinator')
    await expect(saveTermReading(stranger, { ...at(0), reading }, NOW)).rejects.toMatchObject({ code: 'not_found' })
    const curator = await story.home.actor('curator1')
    await expect(saveTermReading(curator, { ...at(0), reading }, NOW)).rejects.toMatchObject({ code: 'forbidden' })
    await actOnRow(coordinator, { kind: 'measure', id: measureId, act: 'delete' }, NOW)
    await expect(saveTermReading(coordinator, { ...at(0), reading }, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('executors by hand', () => {
  it('replace what was read, and go back', async () => {
    await saveExecutorCodes(coordinator, { ...at(0), codes: ['schools', 'schools'] }, NOW)
    expect((await read()).planned.executors.roles.map((role) => role.code)).toEqual(['schools'])
    await saveExecutorCodes(coordinator, { ...at(1), codes: null }, NOW)
    expect((await read()).planned.executors.roles.map((role) => role.code)).toEqual(['coordinator'])
  })

  it('must stand in the dictionary', async () => {
    await expect(saveExecutorCodes(coordinator, { ...at(0), codes: ['кто'] }, NOW)).rejects.toMatchObject({
      field: 'codes',
    })
  })
})

describe('what must be done before', () => {
  it('is kept in the order of the table, and a circle is refused with its way', async () => {
    const second = await add({ number: '8' })
    const third = await add({ number: '9' })
    const [firstKey = '', secondKey = '', thirdKey = ''] = await keysOf([measureId, second, third])
    await saveDependencies(coordinator, { ...at(0, third), dependsOn: [secondKey, firstKey] }, NOW)
    expect((await read(third)).dependsOn).toEqual([firstKey, secondKey])
    await saveDependencies(coordinator, { ...at(0, second), dependsOn: [firstKey] }, NOW)
    await expect(saveDependencies(coordinator, { ...at(0), dependsOn: [thirdKey] }, NOW)).rejects.toThrow(
      /круг: 1\.1 → 1\.9 → .*1\.1/,
    )
    await expect(saveDependencies(coordinator, { ...at(0), dependsOn: [firstKey] }, NOW)).rejects.toThrow('само себя')
    await expect(saveDependencies(coordinator, { ...at(0), dependsOn: [randomUUID()] }, NOW)).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})

describe('an indicator as data', () => {
  it('is kept beside its text, recorded, and goes back to the proposal', async () => {
    await saveIndicator(coordinator, { ...at(0), indicator }, NOW)
    expect((await read()).indicator).toEqual({
      kind: 'share',
      unit: 'школ',
      base: 'schools',
      target: 80,
      counter: 'execution',
    })
    await saveIndicator(coordinator, { ...at(0), indicator }, NOW)
    await saveIndicator(coordinator, { ...at(1), indicator: null }, NOW)
    expect(await read()).toMatchObject({ indicator: null, proposed: { kind: 'yes_no' } })
  })

  it('knows no counter that is not in the list', async () => {
    for (const counting of ['unknown:schools', 'acknowledged:curators', 'constructor:none'])
      await expect(
        saveIndicator(coordinator, { ...at(0), indicator: { ...indicator, counting } }, NOW),
      ).rejects.toMatchObject({ field: 'counting' })
  })

  it('is refused to another municipality and to a curator', async () => {
    const stranger = await story.other.actor('coordinator')
    await expect(saveIndicator(stranger, { ...at(0), indicator }, NOW)).rejects.toMatchObject({ code: 'not_found' })
    const curator = await story.home.actor('curator1')
    await expect(saveIndicator(curator, { ...at(0), indicator }, NOW)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
