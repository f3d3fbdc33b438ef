import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { reserveNumber } from '@/db/commands/register'
import { getAcquaintance } from '@/db/queries/acquaintance'
import { actLinks, compareEditions, getAmendment, getTextOn, listEditions } from '@/db/queries/amendment'
import { getArchive } from '@/db/queries/archive'
import { getExtracts } from '@/db/queries/extract'
import { listBooks, listRegister } from '@/db/queries/register'
import { registerEntries } from '@/db/schema/register'
import { schools } from '@/db/schema/school'
import { retype, startedAmendment } from '@/db/testing/amending'
import { livingAct } from '@/db/testing/living-act'
import { statementsOf } from '@/db/testing/statements'
import { NOW, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { drawExtract } from '@/lib/pdf/extract-2026'
import { registerFiltersSchema } from '@/lib/register/schema'
import { zipStream } from '@/lib/store/zip'

const SCHOOLS = 500
const NUMBERS = 3_000

let story: Awaited<ReturnType<typeof openStory>>
let clerk: Actor
let coordinator: Actor
let act: Awaited<ReturnType<typeof livingAct>>
let bookId: string
beforeAll(async () => {
  story = await openStory()
  clerk = await story.home.actor('clerk')
  coordinator = await story.home.actor('coordinator')
  const rows = Array.from({ length: 17 }, (_, at) => ({
    title: `Мероприятие ${at}`,
    term: 'Май, ноябрь 2026',
    executors: 'Кураторы проекта, Руководители ОУ',
  }))
  act = await livingAct(story.home, rows)
  const amendment = await startedAmendment(story.home, act.roadMapId)
  await retype(story.home, amendment, 'Мероприятие 1', { term: 'июнь' })
  const reserved = {
    kind: 'directive' as const,
    number: null,
    date: clerk.today,
    reason: 'для сверки',
    pressId: randomUUID(),
  }
  await reserveNumber(clerk, reserved, NOW)
  bookId = (await listBooks(clerk))[0]?.id ?? ''
}, 120_000)
afterAll(() => story.close())

const pages: Record<string, () => Promise<unknown>> = {
  extracts: () => getExtracts(clerk, act.orderId),
  acquaintance: () => getAcquaintance(clerk, act.orderId),
  editions: () => listEditions(coordinator, act.roadMapId),
  'the text on a day': () => getTextOn(coordinator, act.roadMapId, '2026-04-21'),
  differences: () => compareEditions(coordinator, act.roadMapId),
  'an amendment': () => getAmendment(coordinator, act.roadMapId, 2),
  'links of an act': () => actLinks(coordinator, act.orderId),
  'the register': () => listRegister(clerk, registerFiltersSchema.parse({})),
  books: () => listBooks(clerk),
  'a year’s archive': () => getArchive(clerk, 2026),
}

async function counted() {
  const found: Record<string, number> = {}
  for (const [name, ask] of Object.entries(pages)) found[name] = await statementsOf(story.fresh.opened, ask)
  return found
}

it('hostile 25: pages of papers take as many statements for 500 schools and 3,000 numbers as for three', async () => {
  const small = await counted()
  await database()
    .insert(schools)
    .values(
      Array.from({ length: SCHOOLS }, (_, at) => ({
        municipalityId: story.home.id,
        name: `Школа № ${at + 100}`,
        shortName: `Школа № ${at + 100}`,
      })),
    )
  for (let from = 0; from < NUMBERS; from += 1_000)
    await database()
      .insert(registerEntries)
      .values(
        Array.from({ length: 1_000 }, (_, at) => ({
          bookId,
          municipalityId: story.home.id,
          number: 10_000 + from + at,
          suffix: '',
          date: '2026-04-21',
          state: 'annulled' as const,
          title: `Акт ${at}`,
          reason: 'ошибка',
          createdAt: NOW,
        })),
      )
  for (const [name, statements] of Object.entries(await counted()))
    expect(statements, name).toBeLessThanOrEqual(small[name] ?? 0)
}, 120_000)

it('hostile 25: extracts of 500 schools are found, and drawing them lets others in between', async () => {
  const { act: found, schools: named } = await getExtracts(clerk, act.orderId)
  expect(named.length).toBeGreaterThan(SCHOOLS)
  const { document } = found
  if (!document) throw new Error('The act has no text.')
  const certified = { post: 'Делопроизводитель', name: '', date: '' }
  const parts = named.slice(0, 12).map((school) => ({
    path: `${school.id}.pdf`,
    make: async () =>
      (
        await drawExtract({
          document,
          kind: 'directive',
          school: school.name,
          table: school.table,
          certified,
          at: NOW,
          paperId: found.publicId,
        })
      ).bytes,
  }))
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 1)
  await pipeline(zipStream(parts, NOW), new Writable({ write: (_chunk, _encoding, done) => done() }))
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(parts.length - 1)
}, 120_000)
