import { randomUUID } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import { addDispatch, publishOrder } from '@/db/commands/publication'
import { getIndicatorFigure, getIndicators } from '@/db/queries/indicator'
import { acknowledgements, evidence, measurePlans } from '@/db/schema/plan'
import { schools } from '@/db/schema/school'
import { type LivingAct, livingAct } from '@/db/testing/living-act'
import { NOW, openStory } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import type { Indicator } from '@/lib/indicator/rules'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let coordinator: Actor
let school: Actor
let all: { id: string; name: string }[]

beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  school = await story.home.actor('school1')
  act = await livingAct(story.home, [
    { title: 'Анкетирование', term: 'февраль', executors: 'ОУ' },
    { title: 'Отчёты', term: 'Май, ноябрь', executors: 'Кураторы' },
    { title: 'Подготовка отчетов кураторов', term: 'апрель', executors: 'Муниципальный координатор' },
  ])
  all = await database()
    .select({ id: schools.id, name: schools.shortName })
    .from(schools)
    .where(eq(schools.municipalityId, story.home.id))
    .orderBy(asc(schools.shortName))
})
afterAll(() => story.close())

const keyAt = (index: number) => act.keys[index] ?? ''

/** The indicator of a measure as a coordinator would have set it. */
async function setIndicator(key: string, indicator: Partial<Indicator>) {
  const whole: Indicator = { kind: 'share', unit: '', base: 'schools', target: 100, counter: 'execution', ...indicator }
  await database()
    .insert(measurePlans)
    .values({ municipalityId: story.home.id, roadMapId: act.roadMapId, measureKey: key, indicator: whole })
    .onConflictDoUpdate({ target: [measurePlans.roadMapId, measurePlans.measureKey], set: { indicator: whole } })
}

const mark = (
  actor: Actor,
  key: string,
  point: string,
  executorKind: 'school' | 'curator' | 'role',
  executorId: string,
) =>
  setExecution(
    actor,
    {
      roadMapId: act.roadMapId,
      measureKey: key,
      point,
      executorKind,
      executorId,
      state: 'done',
      note: '',
      isBeforeApproval: false,
      doneOn: null,
      revision: 0,
    },
    randomUUID(),
    NOW,
  )

const figure = async (actor: Actor, key: string) => {
  const found = await getIndicatorFigure(actor, act.roadMapId, key)
  if (!found) throw new Error('There is no figure.')
  return found
}
const words = async (actor: Actor, key: string) =>
  (await figure(actor, key)).explanation.words.replaceAll('\u00A0', ' ')

it('counts the schools that have done it and names those that have not', async () => {
  await setIndicator(keyAt(0), {})
  const [first, ...rest] = all
  const missing = rest.map((one) => one.name).join(', ')
  await mark(coordinator, keyAt(0), '1', 'school', first?.id ?? '')
  expect(await words(coordinator, keyAt(0))).toBe(`1 из ${all.length}: нет у ${missing}`.replaceAll('\u00A0', ' '))
  const { counted } = await figure(coordinator, keyAt(0))
  expect(counted?.done.map((unit) => unit.href)).toEqual([`/road-maps/${act.roadMapId}/execution/${keyAt(0)}`])
})

it('tells a school the number and no other school’s name', async () => {
  const seen = await figure(school, keyAt(0))
  const whole = await figure(coordinator, keyAt(0))
  const own = [...(seen.counted?.done ?? []), ...(seen.counted?.missing ?? [])]
  expect(own).toHaveLength(1)
  expect(seen.explanation.percent).toBe(whole.explanation.percent)
  expect(seen.explanation.words).toMatch(new RegExp(`^1 из ${all.length}: `))
  for (const one of all.filter(({ id }) => id !== own[0]?.id)) expect(JSON.stringify(seen)).not.toContain(one.name)
})

it('counts each curator’s each point, those that are due', async () => {
  await setIndicator(keyAt(1), { base: 'points' })
  const points = await figure(coordinator, keyAt(1))
  const curators = (points.counted?.missing.length ?? 0) / 2
  expect(curators).toBeGreaterThan(0)
  await setIndicator(keyAt(1), { base: 'curators' })
  expect((await figure(coordinator, keyAt(1))).counted?.missing).toHaveLength(curators)
  const curator = await story.home.actor('curator1')
  await mark(curator, keyAt(1), '1', 'curator', curator.userId ?? '')
  const after = await figure(coordinator, keyAt(1))
  expect(after.counted?.done.map((unit) => unit.id)).toEqual([curator.userId])
})

it('counts evidence, not words', async () => {
  await setIndicator(keyAt(2), { kind: 'yes_no', base: 'points', target: null, counter: 'evidence_present' })
  const executionId = await mark(coordinator, keyAt(2), '1', 'role', 'coordinator')
  expect(await words(coordinator, keyAt(2))).toBe('Нет')
  const row = { municipalityId: story.home.id, executionId, kind: 'text' as const, addedBy: coordinator.userId ?? '' }
  const [added] = await database()
    .insert(evidence)
    .values({ ...row, text: 'Справка', addedAt: NOW })
    .returning({ id: evidence.id })
  expect(await words(coordinator, keyAt(2))).toBe('Да')
  await database()
    .update(evidence)
    .set({ removedAt: NOW })
    .where(eq(evidence.id, added?.id ?? ''))
  expect(await words(coordinator, keyAt(2))).toBe('Нет')
})

it('counts who has read the map, and schools with a curator', async () => {
  await setIndicator(keyAt(2), { counter: 'acknowledged' })
  expect(await words(coordinator, keyAt(2))).toMatch(new RegExp(`^0 из ${all.length}`))
  await database()
    .insert(acknowledgements)
    .values({
      municipalityId: story.home.id,
      roadMapId: act.roadMapId,
      schoolId: all[0]?.id ?? '',
      userId: school.userId ?? '',
      at: NOW,
    })
  expect(await words(coordinator, keyAt(2))).toMatch(new RegExp(`^1 из ${all.length}`))
  await setIndicator(keyAt(2), { counter: 'curators_assigned' })
  const { counted } = await figure(coordinator, keyAt(2))
  expect((counted?.done.length ?? 0) + (counted?.missing.length ?? 0)).toBe(all.length)
  expect(counted?.done.length).toBeGreaterThan(0)
})

it('counts the sending and the publication of the act', async () => {
  await setIndicator(keyAt(2), { kind: 'yes_no', base: 'none', target: null, counter: 'map_sent_and_published' })
  expect(await words(coordinator, keyAt(2))).toBe('0 из 2, нет: запись о рассылке, публикация')
  const clerk = await story.home.actor('clerk')
  await publishOrder(clerk, { orderId: act.orderId }, NOW)
  await addDispatch(
    clerk,
    { orderId: act.orderId, recipient: 'Министерство', sentOn: clerk.today, pressId: randomUUID() } as never,
    NOW,
  )
  expect(await words(coordinator, keyAt(2))).toBe('2 из 2')
})

it('reads what nobody has confirmed, as a proposal', async () => {
  await database()
    .update(measurePlans)
    .set({ indicator: null })
    .where(eq(measurePlans.measureKey, keyAt(2)))
  expect(await figure(coordinator, keyAt(2))).toMatchObject({ isProposed: true, text: 'Протокол' })
})

it('gives the figures of the map in the order of its table, for one measure as for the page', async () => {
  const { head, sections: parts, figures } = await getIndicators(coordinator, act.roadMapId)
  expect(head).toMatchObject({ roadMapId: act.roadMapId, isLiving: true, act: { orderId: act.orderId } })
  const keys = figures.map(({ measureKey }) => measureKey)
  expect(keys.filter((key) => act.keys.includes(key))).toEqual(act.keys)
  expect(parts.map(({ count }) => count)).toEqual([keys.length])
  expect(figures[keys.indexOf(keyAt(1))]).toEqual(await figure(coordinator, keyAt(1)))
})

it('tells a school the numbers of the whole map and no other school’s name', async () => {
  const seen = await getIndicators(school, act.roadMapId)
  expect(seen.seesAll).toBe(false)
  const first = seen.figures.find(({ measureKey }) => measureKey === keyAt(0))
  expect(first?.explanation.words).toContain(`из ${all.length}`)
  const said = JSON.stringify(seen.figures)
  expect(all.filter(({ name }) => said.includes(name))).toHaveLength(1)
})

it('hides the figures of another municipality', async () => {
  const stranger = await story.other.actor('coordinator')
  await expect(getIndicators(stranger, act.roadMapId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(getIndicatorFigure(stranger, act.roadMapId, keyAt(0))).rejects.toMatchObject({ code: 'not_found' })
})
