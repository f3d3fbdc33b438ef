import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { createRoadMap, importRoadMap } from '@/db/commands/road-map'
import { actOnRow } from '@/db/commands/road-map-row'
import { getOrder } from '@/db/queries/order'
import { getRoadMap } from '@/db/queries/road-map'
import { programmes } from '@/db/schema/programme'
import { roadMaps } from '@/db/schema/road-map'
import { actionsOn, draftAct, NOW, openStory, refusal, seedText, signedAct } from '@/db/testing/story'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { readRoadMapText } from '@/lib/road-map/import'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const imported = readRoadMapText(seedText)
const named = (more: object = {}) => ({
  programmeName: `Проект ${randomUUID()}`,
  year: 2026,
  pressId: randomUUID(),
  ...more,
})
const importing = (more: object = {}) => ({ ...named(), imported, sourceHash: randomUUID(), ...more })
const mapsNamed = (name: string) =>
  database()
    .select({ id: roadMaps.id })
    .from(roadMaps)
    .innerJoin(programmes, eq(programmes.id, roadMaps.programmeId))
    .where(eq(programmes.name, name))

describe('createRoadMap', () => {
  it('makes an empty map and the draft of its order, and records both', async () => {
    const coordinator = await story.home.actor('coordinator')
    const { roadMapId } = await createRoadMap(coordinator, named(), NOW)
    const map = await getRoadMap(coordinator, roadMapId)
    expect(map).toMatchObject({
      rows: [],
      sections: [],
      version: { number: 1, status: 'draft', orderStatus: 'draft', year: 2026 },
    })
    expect(map.version.columns).toHaveLength(6)
    expect(await actionsOn(roadMapId)).toEqual(['road_map.create'])
    const order = await getOrder(coordinator, map.version.orderId ?? '')
    expect(order.content).toMatchObject({ operativeWord: 'обязывает:', preamble: expect.stringContaining('Устава') })
  })

  it('answers the second press with the first one’s map, also when both come at once', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = named()
    const both = await Promise.all([createRoadMap(coordinator, input, NOW), createRoadMap(coordinator, input, NOW)])
    expect(both[0]).toEqual(both[1])
    expect(await mapsNamed(input.programmeName)).toHaveLength(1)
    await expect(createRoadMap(coordinator, { ...input, year: 2027 }, NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('refuses a second map of one programme and year, and lets another year and another district have theirs', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = named()
    await createRoadMap(coordinator, input, NOW)
    await expect(createRoadMap(coordinator, { ...input, pressId: randomUUID() }, NOW)).rejects.toEqual(
      refusal('conflict'),
    )
    await createRoadMap(coordinator, { ...input, year: 2027, pressId: randomUUID() }, NOW)
    await createRoadMap(await story.other.actor('coordinator'), { ...input, pressId: randomUUID() }, NOW)
    expect(await mapsNamed(input.programmeName)).toHaveLength(3)
  })

  it('takes nothing from the input but the programme and the year', async () => {
    const coordinator = await story.home.actor('coordinator')
    const { roadMapId } = await createRoadMap(
      coordinator,
      named({ municipalityId: story.other.id, status: 'approved', number: 7 }) as never,
      NOW,
    )
    const [row] = await database()
      .select({ home: roadMaps.municipalityId })
      .from(roadMaps)
      .where(eq(roadMaps.id, roadMapId))
    expect(row?.home).toBe(story.home.id)
    expect((await getRoadMap(coordinator, roadMapId)).version).toMatchObject({ number: 1, status: 'draft' })
  })
})

describe('importRoadMap', () => {
  it('saves the whole seed, every cell word for word, and titles the annex in the nominative', async () => {
    const coordinator = await story.home.actor('coordinator')
    const { roadMapId } = await importRoadMap(coordinator, importing(), NOW)
    const { rows, sections: parts, version } = await getRoadMap(coordinator, roadMapId)
    const cells = parts.map((part) =>
      rows
        .filter((row) => row.sectionId === part.id)
        .map((row) => [row.number, row.title, row.term, row.executors, row.tasks, row.indicator]),
    )
    expect(cells).toEqual(ORDER_121_SECTIONS.map((section) => section.rows))
    expect(parts.map(({ number, title }) => ({ number, title }))).toEqual(
      ORDER_121_SECTIONS.map(({ number, title }) => ({ number, title })),
    )
    expect(version.annexTitle).toMatch(/^Дорожная карта \(план мероприятий\) по реализации/)
    const { content } = await getOrder(coordinator, version.orderId ?? '')
    expect(content?.title).toMatch(/^Об утверждении Дорожной карты \(плана мероприятий\) по реализации/)
    expect(content?.points[0]).toMatch(/^Утвердить Дорожную карту \(план мероприятий\) по реализации/)
    expect(await actionsOn(roadMapId)).toEqual(['road_map.create', 'road_map.import'])
  })

  it('fills a draft that is still empty, also one whose only section was deleted', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = named()
    const made = await createRoadMap(coordinator, input, NOW)
    const filled = await importRoadMap(coordinator, importing({ programmeName: input.programmeName }), NOW)
    expect(filled).toEqual(made)
    const emptied = await draftAct(story.home)
    await actOnRow(coordinator, { kind: 'section', id: emptied.sectionId, act: 'delete' }, NOW)
    const { version } = await getRoadMap(coordinator, emptied.roadMapId)
    const again = importing({ programmeName: version.programme })
    expect(await importRoadMap(coordinator, again, NOW)).toEqual({ roadMapId: emptied.roadMapId })
    expect((await getRoadMap(coordinator, emptied.roadMapId)).version.measures).toBe(17)
  })

  it('refuses the same text twice and a map that has rows, and leaves nothing of the attempt', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = importing()
    const { roadMapId } = await importRoadMap(coordinator, input, NOW)
    await expect(importRoadMap(coordinator, { ...input, pressId: randomUUID() }, NOW)).rejects.toThrow(
      /Этот самый текст уже внесён/,
    )
    await expect(
      importRoadMap(coordinator, { ...input, sourceHash: 'иной', pressId: randomUUID() }, NOW),
    ).rejects.toEqual(refusal('conflict'))
    expect((await getRoadMap(coordinator, roadMapId)).rows).toHaveLength(17)
    const busy = await signedAct(story.home)
    const { version } = await getRoadMap(coordinator, busy.roadMapId)
    await expect(importRoadMap(coordinator, importing({ programmeName: version.programme }), NOW)).rejects.toEqual(
      refusal('conflict'),
    )
  })

  it('answers two presses at once with one map', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = importing()
    const both = await Promise.all([importRoadMap(coordinator, input, NOW), importRoadMap(coordinator, input, NOW)])
    expect(both[0]).toEqual(both[1])
    expect((await getRoadMap(coordinator, both[0].roadMapId)).rows).toHaveLength(17)
  })

  it('keeps 5,000 rows, hostile letters and a cell of 1 MB as they came', async () => {
    const coordinator = await story.home.actor('coordinator')
    const strange = `=HYPERLINK("x") ‮gpj.exe <img onerror=x> \u2028 е\u0308 Ү Ө Һ Җ 😀 ₽ №\u00A0 ${'а'.repeat(1_000_000)}`
    const row = { number: '1', title: '', term: '', executors: '', tasks: '', indicator: '', extra: [] }
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      ...row,
      number: String(index + 1),
      title: index === 0 ? strange : `Строка ${index + 1}`,
    }))
    const big = { ...imported, sections: [{ number: '1', title: 'Один', measures: many }] }
    const { roadMapId } = await importRoadMap(coordinator, importing({ imported: big }), NOW)
    const { version, rows, pages, part } = await getRoadMap(coordinator, roadMapId)
    expect(version.measures).toBe(5_000)
    expect(rows[0]?.title).toBe(strange)
    expect([rows.length, pages, part?.count]).toEqual([300, 17, 5_000])
    const tooMany = {
      ...imported,
      sections: [{ number: '1', title: '', measures: Array.from({ length: 20_001 }, () => row) }],
    }
    await expect(importRoadMap(coordinator, importing({ imported: tooMany }), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'text' }),
    )
  })

  it('saves nothing when a row in the middle cannot be written', async () => {
    const coordinator = await story.home.actor('coordinator')
    const input = importing()
    const broken = structuredClone(imported)
    const second = broken.sections[1]?.measures[2]
    // PostgreSQL's text holds no NUL.
    if (second) second.title = 'а\u0000б'
    await expect(importRoadMap(coordinator, { ...input, imported: broken }, NOW)).rejects.toThrow()
    expect(await mapsNamed(input.programmeName)).toHaveLength(0)
  })
})
