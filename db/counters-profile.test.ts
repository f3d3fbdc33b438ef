import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/db/client'
import { markAnalysed, saveQuestionnaire } from '@/db/commands/risk-profile'
import { getIndicatorFigure } from '@/db/queries/indicator'
import { measurePlans } from '@/db/schema/plan'
import { roadMaps } from '@/db/schema/road-map'
import { schoolPeople, schools } from '@/db/schema/school'
import { livingAct } from '@/db/testing/living-act'
import { enteredProfile, factorIdsOf, gradedMarks, schoolOf } from '@/db/testing/risk-profile-scene'
import { NOW, openStory } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const TITLES = [
  'Участие в анкетировании общеобразовательных учреждений – участников проекта 500+',
  'Проведение анализа сформированных рисков профилей школ',
]

it('counts schools of the map’s own programme whose questionnaire is entered and whose profile is analysed', async () => {
  const act = await livingAct(
    story.home,
    TITLES.map((title) => ({ title, term: 'март', executors: 'Школы' })),
  )
  const coordinator = await story.home.actor('coordinator')
  const figures = async (name = 'coordinator') =>
    Promise.all(act.keys.map(async (key) => getIndicatorFigure(await story.home.actor(name), act.roadMapId, key)))
  // A profile in another programme of the same year counts for nothing here.
  await enteredProfile(story.home, NOW, 'МОУ СОШ № 2')
  expect((await figures()).map((one) => [one?.indicator.counter, one?.counted?.done.length])).toEqual([
    ['questionnaires', 0],
    ['profile_analyses', 0],
  ])
  const [map] = await database().select().from(roadMaps).where(eq(roadMaps.id, act.roadMapId))
  const programmeId = map?.programmeId ?? ''
  const schoolId = await schoolOf(story.home)
  const input = { schoolId, programmeId, revision: 0, questionnaireOn: '2026-02-10' }
  const marks = gradedMarks(await factorIdsOf(programmeId))
  const profileId = await saveQuestionnaire(coordinator, { ...input, marks }, randomUUID(), NOW)
  const [asked, analysed] = await figures()
  expect(asked?.counted).toMatchObject({
    done: [{ id: schoolId, href: `/schools/${schoolId}/profile?programme=${programmeId}` }],
  })
  expect(asked?.counted?.missing).toHaveLength(2)
  expect(analysed?.counted?.done).toEqual([])
  await markAnalysed(coordinator, { profileId, revision: 1, analysedOn: '2026-03-01', analysis: '' }, randomUUID(), NOW)
  expect((await figures())[1]?.counted?.done).toHaveLength(1)
  // The head of the district reads the figure, and has no page of a school to go to.
  expect((await figures('head'))[0]?.counted?.done).toMatchObject([{ id: schoolId, href: '' }])
})

it('counts the schools of the last day of a term that has passed, and what was done for them later too', async () => {
  const act = await livingAct(story.home, [
    ...TITLES.map((title) => ({ title, term: 'март', executors: 'Школы' })),
    { title: 'Закрепление кураторов за школами', term: 'март', executors: 'Муниципальный координатор' },
    { title: 'Закрепление кураторов за школами', term: 'в течение года', executors: 'Муниципальный координатор' },
  ])
  const indicator = {
    kind: 'share' as const,
    unit: '',
    base: 'schools' as const,
    target: 100,
    counter: 'curators_assigned',
  }
  const of = { municipalityId: story.home.id, roadMapId: act.roadMapId }
  await database()
    .insert(measurePlans)
    .values(act.keys.slice(2).map((measureKey) => ({ ...of, measureKey, indicator })))
  const [left, late] = [await schoolOf(story.home, 'МОУ СОШ № 1'), await schoolOf(story.home, 'МОУ ООШ')]
  const isCuratorOf = (id: string) => and(eq(schoolPeople.schoolId, id), eq(schoolPeople.relation, 'curator'))
  // It has left with its curator since; another got its curator after the term; a third came after it.
  await database().update(schools).set({ validTo: '2026-04-10' }).where(eq(schools.id, left))
  await database().update(schoolPeople).set({ validTo: '2026-04-10' }).where(isCuratorOf(left))
  await database().update(schoolPeople).set({ validFrom: '2026-04-05' }).where(isCuratorOf(late))
  const [came] = await database()
    .insert(schools)
    .values({ municipalityId: story.home.id, name: 'Новая', shortName: 'Новая', validFrom: '2026-04-05' })
    .returning({ id: schools.id })
  const coordinator = await story.home.actor('coordinator')
  const counted = await Promise.all(
    act.keys.map(async (key) => (await getIndicatorFigure(coordinator, act.roadMapId, key))?.counted),
  )
  const [asked, analysed, passed, going] = counted.map((one) => ({
    done: (one?.done ?? []).map(({ id }) => id),
    missing: (one?.missing ?? []).map(({ id }) => id),
  }))
  for (const one of [asked, analysed]) {
    expect(one?.missing).toContain(left)
    expect(one?.missing).not.toContain(came?.id)
  }
  expect(passed?.done).toEqual(expect.arrayContaining([left, late]))
  expect(passed?.missing).toEqual([])
  expect(going?.done).not.toContain(left)
  expect(going?.missing).toEqual([came?.id])
})
