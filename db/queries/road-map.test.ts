import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { importRoadMap } from '@/db/commands/road-map'
import {
  getMeasure,
  getRoadMap,
  getSection,
  listDeleted,
  listProgrammeNames,
  listRoadMaps,
} from '@/db/queries/road-map'
import { municipalities } from '@/db/schema/municipality'
import { orders } from '@/db/schema/order'
import { programmes } from '@/db/schema/programme'
import { roadMaps, roadMapVersions } from '@/db/schema/road-map'
import { statementsOf } from '@/db/testing/statements'
import { draftAct, NOW, openStory, refusal, row, seedText, sentAct, signedAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'
import { DEFAULT_COLUMNS } from '@/lib/road-map/rules'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

async function mapOf(count: number, sections = 1): Promise<string> {
  const read = readRoadMapText(seedText)
  const measures = Array.from({ length: count }, (_, index) => ({
    ...row(`Строка ${index + 1}`),
    number: String(index + 1),
  }))
  const imported = {
    ...read,
    sections: Array.from({ length: sections }, (_, index) => ({
      number: String(index + 1),
      title: `Раздел ${index + 1}`,
      measures,
    })),
  }
  return (
    await importRoadMap(
      coordinator,
      { programmeName: randomUUID(), year: 2026, imported, sourceHash: randomUUID(), pressId: randomUUID() },
      NOW,
    )
  ).roadMapId
}

/** Rows alone: three hundred presses would take longer than the question is worth. */
async function addMaps(count: number): Promise<void> {
  const municipalityId = story.home.id
  const list = Array.from({ length: count }, () => ({ programmeId: randomUUID(), id: randomUUID() }))
  await database()
    .insert(programmes)
    .values(list.map(({ programmeId }) => ({ id: programmeId, municipalityId, name: programmeId, year: 2027 })))
  await database()
    .insert(roadMaps)
    .values(list.map((map) => ({ ...map, municipalityId, createdBy: coordinator.userId ?? '', createdAt: NOW })))
  await database()
    .insert(roadMapVersions)
    .values(list.map(({ id }) => ({ roadMapId: id, number: 1, columns: DEFAULT_COLUMNS })))
}

describe('the pages of maps', () => {
  it('ask the database as often for 300 rows as for 3', async () => {
    const [few, many] = [await mapOf(3), await mapOf(300)]
    const ask = (id: string) => statementsOf(story.fresh.opened, () => getRoadMap(coordinator, id))
    expect(await ask(many)).toBe(await ask(few))
    expect((await getRoadMap(coordinator, many)).rows).toHaveLength(300)
  })

  it('ask as often for 300 maps as for a few', async () => {
    const list = () => statementsOf(story.fresh.opened, () => listRoadMaps(coordinator))
    const before = [await list(), (await listRoadMaps(coordinator)).length] as const
    await addMaps(300)
    expect((await listRoadMaps(coordinator)).length).toBe(before[1] + 300)
    expect(await list()).toBe(before[0])
  })
})

describe('getRoadMap', () => {
  it('pages a section that is longer than a page, and holds no row twice or none', async () => {
    const id = await mapOf(650, 2)
    const first = await getRoadMap(coordinator, id)
    const part = first.sections[1]?.id
    const pages = await Promise.all([1, 2, 3, 4].map((page) => getRoadMap(coordinator, id, { part, page })))
    expect(pages.map((page) => page.rows.length)).toEqual([300, 300, 50, 0])
    expect(pages[0]?.pages).toBe(3)
    expect(new Set(pages.flatMap((page) => page.rows.map((one) => one.id))).size).toBe(650)
    expect(pages[2]?.rows.at(-1)?.title).toBe('Строка 650')
    expect(pages.every((page) => page.rows.every((one) => one.sectionId === part))).toBe(true)
  })

  it('counts a map’s sections and measures one by one', async () => {
    const { sections, version } = await getRoadMap(coordinator, await mapOf(3, 2))
    expect([version.measures, ...sections.map((section) => section.count)]).toEqual([6, 3, 3])
  })

  it('shows the version asked for, and refuses one that is not there', async () => {
    const { roadMapId } = await draftAct(story.home)
    expect((await getRoadMap(coordinator, roadMapId, { version: 1 })).version.number).toBe(1)
    await expect(getRoadMap(coordinator, roadMapId, { version: 2 })).rejects.toEqual(refusal('not_found'))
    await expect(getRoadMap(coordinator, randomUUID())).rejects.toEqual(refusal('not_found'))
  })
})

describe('getMeasure and getSection', () => {
  it('find nothing by the id of a row under another map', async () => {
    const [one, other] = [await draftAct(story.home), await draftAct(story.home)]
    expect((await getMeasure(coordinator, one.roadMapId, one.measureId)).title).toBe('Совещание')
    await expect(getMeasure(coordinator, one.roadMapId, other.measureId)).rejects.toEqual(refusal('not_found'))
    await expect(getSection(coordinator, one.roadMapId, other.sectionId)).rejects.toEqual(refusal('not_found'))
    expect((await listDeleted(coordinator, one.roadMapId)).measures).toEqual([])
  })
})

describe('what is listed', () => {
  it('to the lawyer is what came to him, to the region what its own districts signed, to nobody another district’s', async () => {
    const lawyer = await story.home.actor('lawyer')
    const region = await story.home.actor('region')
    const [draft, sent, signed] = [await draftAct(story.home), await sentAct(story.home), await signedAct(story.home)]
    const foreign = await signedAct(story.other)
    const idsFor = async (actor: Actor) => (await listRoadMaps(actor)).map((map) => map.roadMapId)
    const [forLawyer, forRegion] = [await idsFor(lawyer), await idsFor(region)]
    expect([draft, sent, signed, foreign].map(({ roadMapId }) => forLawyer.includes(roadMapId))).toEqual([
      false,
      true,
      true,
      false,
    ])
    expect([draft, sent, signed, foreign].map(({ roadMapId }) => forRegion.includes(roadMapId))).toEqual([
      false,
      false,
      true,
      false,
    ])
    await database()
      .update(municipalities)
      .set({ regionId: region.regionId })
      .where(eq(municipalities.id, story.other.id))
    expect(await idsFor(region)).toContain(foreign.roadMapId)
    expect(await idsFor(coordinator)).not.toContain(foreign.roadMapId)
  })

  it('names a map once, by its newest version, also where its act was withdrawn', async () => {
    const { roadMapId, orderId } = await draftAct(story.home)
    await database().update(orders).set({ status: 'withdrawn' }).where(eq(orders.id, orderId))
    expect((await listRoadMaps(coordinator)).filter((map) => map.roadMapId === roadMapId)).toHaveLength(1)
    expect((await listProgrammeNames(coordinator)).length).toBeGreaterThan(300)
  })
})
