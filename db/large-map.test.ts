import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { importRoadMap } from '@/db/commands/road-map'
import { getMeasureExecution } from '@/db/queries/execution'
import { getRoadMapExport } from '@/db/queries/export'
import { getIndicators } from '@/db/queries/indicator'
import { listMyWork } from '@/db/queries/my-work'
import { getSending } from '@/db/queries/order'
import { getExecution, getUnitStandings, getYear, listMapShares } from '@/db/queries/plan-views'
import { getRoadMap, getSection } from '@/db/queries/road-map'
import { executions } from '@/db/schema/plan'
import { measures, sections } from '@/db/schema/road-map'
import { schools } from '@/db/schema/school'
import { type LivingAct, livingAct } from '@/db/testing/living-act'
import { statementsOf } from '@/db/testing/statements'
import { type Act, draftAct, NOW, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'
import { readRoadMapFile } from '@/lib/table-file/read-road-map'
import { writeXlsx } from '@/lib/table-file/write-xlsx'

/** As many as a region that put all its plans into one map would have; pages are paged by section. */
const MEASURES = 5_000
const SCHOOLS = 500
const PORTION = 1_000

const TERMS = ['до 25.05.2026', 'Май, ноябрь 2026', 'В течение года, еженедельно', 'февраль', 'По графику', 'постоянно']
const EXECUTORS = ['Руководители ОУ', 'Кураторы проекта, Руководители ОУ', 'Муниципальный координатор', '']

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let living: LivingAct
let draft: Act
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  living = await livingAct(
    story.home,
    TERMS.map((term, index) => ({ title: `Мероприятие ${index}`, term, executors: EXECUTORS[index % 4] ?? '' })),
  )
  draft = await draftAct(story.home)
})
afterAll(() => story.close())

/** Every page that shows a map, as its query. */
const pages = (actor: Actor): Record<string, () => Promise<unknown>> => ({
  'the table': () => getRoadMap(actor, living.roadMapId),
  'the draft’s table': () => getRoadMap(actor, draft.roadMapId),
  'a section as a table': () => getSection(actor, draft.roadMapId, draft.sectionId),
  'the check before sending': () => getSending(actor, draft.orderId),
  'the table with states': () => getExecution(actor, living.roadMapId),
  'the year': () => getYear(actor, living.roadMapId),
  'by school': () => getUnitStandings(actor, living.roadMapId),
  'the list of maps': () => listMapShares(actor),
  'one measure': () => getMeasureExecution(actor, living.roadMapId, living.keys[0] ?? ''),
  'the figures of a page': () => getIndicators(actor, living.roadMapId),
  'my work': () => listMyWork(actor),
  'the file': () => getRoadMapExport(actor, living.roadMapId),
})

async function counted(actor: Actor): Promise<Record<string, number>> {
  const found: Record<string, number> = {}
  for (const [name, ask] of Object.entries(pages(actor))) found[name] = await statementsOf(story.fresh.opened, ask)
  return found
}

async function inPortions<Row>(rows: Row[], insert: (portion: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += PORTION) await insert(rows.slice(from, from + PORTION))
}

/** Many sections and rows, many schools, and something said of every school in one measure. */
async function makeLarge(): Promise<void> {
  await inPortions(
    Array.from({ length: SCHOOLS }, (_, index) => ({
      municipalityId: story.home.id,
      name: `Школа ${index}`,
      shortName: `Школа ${index}`,
    })),
    (rows) => database().insert(schools).values(rows),
  )
  for (const { versionId } of [living, draft]) {
    const parts = await database()
      .insert(sections)
      .values(
        Array.from({ length: 25 }, (_, at) => ({ versionId, position: at + 1, number: '', title: `Часть ${at}` })),
      )
      .returning({ id: sections.id })
    await inPortions(
      Array.from({ length: MEASURES }, (_, index) => ({
        versionId,
        sectionId: parts[index % parts.length]?.id ?? '',
        position: index,
        number: String(index + 1),
        title: `Мероприятие ${index}`,
        term: TERMS[index % TERMS.length] ?? '',
        executors: EXECUTORS[index % EXECUTORS.length] ?? '',
        tasks: 'Задача',
        indicator: `100% ОУ, приказ ${index}`,
      })),
      (rows) => database().insert(measures).values(rows),
    )
  }
  const every = await database()
    .select({ id: schools.id })
    .from(schools)
    .where(eq(schools.municipalityId, story.home.id))
  await inPortions(
    every.map((school) => ({
      municipalityId: story.home.id,
      roadMapId: living.roadMapId,
      measureKey: living.keys[0] ?? '',
      point: '1',
      executorKind: 'school' as const,
      executorId: school.id,
      state: 'in_progress' as const,
      savedBy: coordinator.userId ?? '',
      savedAt: NOW,
    })),
    (rows) => database().insert(executions).values(rows),
  )
}

describe('a map of 5,000 measures and 500 schools', () => {
  it('is shown by as many statements as a map of six', async () => {
    const head = await story.home.actor('school1')
    const small = [await counted(coordinator), await statementsOf(story.fresh.opened, () => listMyWork(head))]
    await makeLarge()
    expect([await counted(coordinator), await statementsOf(story.fresh.opened, () => listMyWork(head))]).toEqual(small)
  }, 240_000)

  it('goes out as a file and is read back with every row under its own name', async () => {
    const map = await getRoadMapExport(coordinator, draft.roadMapId)
    const read = await readRoadMapFile(await writeXlsx(map), 'карта.xlsx')
    const keys = (all: { measures: { key?: string | undefined }[] }[]) =>
      all.flatMap((section) => section.measures.map((measure) => measure.key?.split(':')[0] ?? ''))
    expect(keys(read.sections)).toEqual(keys(map.sections))
    expect(new Set(keys(read.sections)).size).toBe(MEASURES + 1)
  }, 240_000)

  it('comes in as pasted text, whole', async () => {
    const lines = Array.from(
      { length: MEASURES },
      (_, at) => `${at + 1}\tМероприятие ${at}\tдо 25.05.2026\tРуководители ОУ`,
    )
    const imported = readRoadMapText(['№ п/п\tМероприятие\tСрок\tИсполнители', ...lines].join('\n'))
    const { roadMapId } = await importRoadMap(
      coordinator,
      { programmeName: 'Большая', year: 2026, imported, sourceHash: randomUUID(), pressId: randomUUID() },
      NOW,
    )
    const { version } = await getRoadMap(coordinator, roadMapId)
    expect(version.measures).toBe(MEASURES)
  }, 240_000)
})
