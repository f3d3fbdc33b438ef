import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { cancelVisit, moveVisit, refuseVisit } from '@/db/commands/visit'
import { getIndicatorFigure } from '@/db/queries/indicator'
import { measurePlans } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { schoolPeople, schools } from '@/db/schema/school'
import { visitMoves, visits } from '@/db/schema/visit'
import { type LivingAct, livingAct } from '@/db/testing/living-act'
import { idOf, NOW, openStory } from '@/db/testing/story'
import { heldVisit, plannedVisit, programmeOf, schoolOf } from '@/db/testing/visit-scene'
import type { IndicatorBase } from '@/lib/indicator/rules'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [
    { title: 'Первичное посещение кураторами ОУ, верификация', term: 'март', executors: 'Кураторы' },
    {
      title: 'Посещение кураторами общеобразовательных учреждений по графику',
      term: 'По графику',
      executors: 'Кураторы',
    },
    { title: 'Посещение кураторами общеобразовательных учреждений по графику', term: 'март', executors: 'Кураторы' },
  ])
  // The map of the test is of a programme of its own; visits belong to the district's.
  await database()
    .update(roadMaps)
    .set({ programmeId: await programmeOf(story.home) })
    .where(eq(roadMaps.id, act.roadMapId))
})
afterAll(() => story.close())

async function figure(index: number, base?: IndicatorBase) {
  const measureKey = act.keys[index] ?? ''
  if (base) {
    const counter = index === 0 ? 'first_visits' : 'visits_by_schedule'
    const indicator = { kind: 'share' as const, unit: '', base, target: 100, counter }
    const of = { municipalityId: story.home.id, roadMapId: act.roadMapId, measureKey }
    await database()
      .insert(measurePlans)
      .values({ ...of, indicator })
      .onConflictDoUpdate({ target: [measurePlans.roadMapId, measurePlans.measureKey], set: { indicator } })
  }
  const found = await getIndicatorFigure(await story.home.actor('coordinator'), act.roadMapId, measureKey)
  const units = (part: 'done' | 'missing') =>
    (found?.counted?.[part] ?? []).map(({ name, href, note }) => [
      name.slice(0, 11).replaceAll('\u00A0', ' '),
      href,
      note ?? '',
    ])
  return { counter: found?.indicator.counter, done: units('done'), missing: units('missing'), all: found }
}

describe('measures count themselves from visits', () => {
  it('by their titles, and say why nothing can be counted yet', async () => {
    expect((await figure(0)).counter).toBe('first_visits')
    const schedule = await figure(1)
    expect(schedule.counter).toBe('visits_by_schedule')
    expect(schedule.all?.counted?.reason).toContain('График посещений не составлен')
  })

  it('first visits: a curator is done when each of his schools had one', async () => {
    expect((await figure(0)).missing).toHaveLength(2)
    const first = await heldVisit(story.home, { school: 'МОУ СОШ № 1', heldOn: '2026-03-20' })
    await heldVisit(story.home, { school: 'МОУ СОШ № 2', heldOn: '2026-03-21', kind: 'planned' })
    expect((await figure(0)).missing.map((unit) => unit[2])).toEqual([
      expect.stringContaining('нет у МОУ СОШ № 2'),
      expect.stringContaining('нет у МОУ ООШ'),
    ])
    await heldVisit(story.home, { school: 'МОУ СОШ № 2', heldOn: '2026-04-20' })
    expect((await figure(0)).done).toEqual([
      ['Дашиева Б.Ц', `/visits?curator=${await idOf(story.home, 'curator1')}`, '2 из 2'],
    ])
    const bySchool = await figure(0, 'schools')
    expect(bySchool.done.map((unit) => unit[1])).toContain(`/visits/${first.id}`)
    expect(bySchool.missing).toHaveLength(1)
  })

  it('first visits: who was a curator on the last day of the term stays in the base', async () => {
    const curatorId = await idOf(story.home, 'curator2')
    const own = eq(schoolPeople.userId, curatorId)
    await database().update(schoolPeople).set({ validTo: '2026-04-10' }).where(own)
    expect((await figure(0, 'curators')).missing.map((unit) => unit[0])).toEqual(['Кузнецов П.'])
    await database().update(schoolPeople).set({ validTo: '2026-03-30' }).where(own)
    expect((await figure(0, 'curators')).missing).toEqual([])
    await database().update(schoolPeople).set({ validTo: null }).where(own)
  })

  it('the schedule: moved by the new day, cancelled not at all, refused as missing with its word', async () => {
    await database().delete(visits)
    const coordinator = await story.home.actor('coordinator')
    const at = (day: string, school = 'МОУ СОШ № 1', curator = 'curator1') =>
      plannedVisit(story.home, day, { school, curator })
    await heldVisit(story.home, { school: 'МОУ СОШ № 1', heldOn: '2026-04-01', kind: 'planned' })
    const moved = await at('2026-04-05')
    await moveVisit(
      coordinator,
      { id: moved, plannedOn: '2026-06-01', curatorId: null, reason: 'р' },
      randomUUID(),
      NOW,
    )
    const cancelled = await at('2026-04-06')
    await cancelVisit(coordinator, { id: cancelled, reason: 'р' }, randomUUID(), NOW)
    const refused = await at('2026-04-07', 'МОУ СОШ № 2')
    await refuseVisit(coordinator, { id: refused, reason: 'р' }, randomUUID(), NOW)
    await heldVisit(story.home, { school: 'МОУ СОШ № 2', heldOn: '2026-04-08', kind: 'unplanned' })
    const bySchool = await figure(1, 'schools')
    expect(bySchool.done.map((unit) => unit[2])).toEqual(['1 из 1'])
    expect(bySchool.missing.map((unit) => unit[2])).toEqual([
      'в графике посещений нет',
      expect.stringContaining('0 из 1, школа отказалась: 1'),
    ])
    const byVisit = await figure(1, 'points')
    expect([byVisit.done.length, byVisit.missing]).toEqual([
      1,
      [['МОУ СОШ № 2', `/visits/${refused}`, 'школа отказалась']],
    ])
  })

  it('the schedule: a school of the last day of the term stays in the base, with what it owed while it was there', async () => {
    await database().delete(visitMoves)
    await database().delete(visits)
    const id = await schoolOf(story.home, 'МОУ СОШ № 1')
    await heldVisit(story.home, { school: 'МОУ СОШ № 1', heldOn: '2026-03-20', kind: 'planned' })
    await plannedVisit(story.home, '2026-04-15', { school: 'МОУ СОШ № 1', curator: 'curator1' })
    await database().update(schools).set({ validTo: '2026-04-10' }).where(eq(schools.id, id))
    const came = { municipalityId: story.home.id, name: 'Новая', shortName: 'Новая', validFrom: '2026-04-05' }
    await database().insert(schools).values(came)
    const passed = await figure(2, 'schools')
    expect(passed.done.map((unit) => [unit[0], unit[2]])).toEqual([['МОУ СОШ № 1', '1 из 1']])
    expect(passed.missing.map((unit) => unit[0])).not.toContain('Новая')
    const going = await figure(1, 'schools')
    expect(going.done).toEqual([])
    expect(going.missing.map((unit) => unit[0])).toContain('Новая')
    await database()
      .delete(schools)
      .where(and(eq(schools.municipalityId, story.home.id), eq(schools.name, 'Новая')))
    await database().update(schools).set({ validTo: null }).where(eq(schools.id, id))
  })
})
