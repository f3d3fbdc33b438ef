import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { answerRecommendation, closeRecommendation } from '@/db/commands/recommendation'
import { cancelVisit } from '@/db/commands/visit'
import { removeVisitPhoto } from '@/db/commands/visit-photo'
import { type NewPhoto, saveVisitSheet } from '@/db/commands/visit-sheet'
import { listMyWork } from '@/db/queries/my-work'
import { getRecommendation, listRecommendations } from '@/db/queries/recommendation'
import { findVisitPhoto, getVisit, getVisitSheet } from '@/db/queries/visit'
import { getVisitAct } from '@/db/queries/visit-act'
import { users } from '@/db/schema/person'
import { schoolPeople, schools } from '@/db/schema/school'
import { recommendations, visitMoves, visitPhotos, visits } from '@/db/schema/visit'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import { emptySheet, heldVisit, plannedVisit } from '@/db/testing/visit-scene'
import type { Actor } from '@/lib/access/actor'
import type { SheetInput } from '@/lib/visit/sheet'

const SCHOOL = { school: 'МОУ СОШ № 1' }
const DAY = '2026-04-21'
// biome-ignore lint/suspicious/noTemplateCurlyInString: typed so by somebody who tries templates
const HOSTILE = '<img src=x onerror=alert(1)> «„"— \u00A0 {{x}} ${y} <% \u202Egpj.exe 🎓 ₽ № \u2028 Ива\u200Bн'

let story: Awaited<ReturnType<typeof openStory>>
let curator: Actor
let head: Actor
beforeAll(async () => {
  story = await openStory()
  curator = await story.home.actor('curator1')
  head = await story.home.actor('school1')
})
afterAll(() => story.close())
afterEach(async () => {
  for (const table of [visitPhotos, recommendations, visitMoves, visits]) await database().delete(table)
})

type More = Partial<SheetInput> & { photos?: NewPhoto[] }
const save = (id: string, revision: number, more: More = {}, press: string = randomUUID(), actor = curator) =>
  saveVisitSheet(actor, { ...emptySheet(id, revision, DAY), photos: [], ...more }, press, NOW)
const planned = () => plannedVisit(story.home, DAY, SCHOOL)
const rec = (text: string, more = {}) => ({ id: null, text, due: null, person: '', ...more })
const photo = (letter: string): NewPhoto => ({
  sha256: letter.repeat(64),
  size: 10,
  mediaType: 'image/jpeg',
  width: 3,
  height: 2,
})

describe('the sheet of a visit', () => {
  it('is saved once by two presses, as typed, and recorded', async () => {
    const id = await planned()
    const seen = [{ schoolClass: '5 «А»', subject: 'математика', text: HOSTILE }]
    const more = {
      aim: `  ${HOSTILE}\n`,
      found: HOSTILE,
      startsAt: '10:30',
      observations: seen,
      recommendations: [rec(HOSTILE)],
    }
    expect(await save(id, 1, more, 'offline')).toEqual({ revision: 2, nextVisitId: null, nextTrouble: null, photos: 0 })
    expect(await save(id, 1, more, 'offline')).toEqual({ revision: 2, nextVisitId: null, nextTrouble: null, photos: 0 })
    expect(await getVisit(curator, id)).toMatchObject({
      state: 'held',
      heldOn: DAY,
      aim: `  ${HOSTILE}\n`,
      found: HOSTILE,
      observations: seen,
      revision: 2,
    })
    expect(await database().$count(recommendations)).toBe(1)
    expect(await actionsOn(id)).toEqual(['visit.hold'])
  })

  it('refuses the same press with other content', async () => {
    const id = await planned()
    await save(id, 1, {}, 'once')
    await expect(save(id, 1, { aim: 'иное' }, 'once')).rejects.toEqual(refusal('conflict'))
  })

  it('shows both texts when it was saved elsewhere meanwhile', async () => {
    const id = await planned()
    await save(id, 1, { found: 'с телефона' })
    await expect(save(id, 1, { found: 'с ноутбука' })).rejects.toEqual(
      refusal('conflict', {
        details: expect.objectContaining({ revision: 2, current: expect.objectContaining({ found: 'с телефона' }) }),
      }),
    )
    await save(id, 2, { found: 'с ноутбука' })
    expect(await actionsOn(id)).toEqual(['visit.hold', 'visit.edit'])
  })

  it('shows the recommendations that were given elsewhere meanwhile, and doubles none of them', async () => {
    const id = await planned()
    const site = rec('Обновить сайт', { due: '2026-05-15', person: 'директор' })
    await save(id, 1, { recommendations: [site, rec('Провести педсовет')] })
    const current = expect.objectContaining({
      recommendations: [
        { text: 'Обновить сайт', due: '2026-05-15', person: 'директор', state: 'open' },
        { text: 'Провести педсовет', due: null, person: '', state: 'open' },
      ],
    })
    const again = [rec(' Обновить  сайт', { person: 'завуч' }), rec('Найти физика')]
    await expect(save(id, 1, { recommendations: again })).rejects.toEqual(
      refusal('conflict', { details: expect.objectContaining({ current }) }),
    )
    await save(id, 2, { recommendations: again })
    const { recommendations: given } = await getVisit(curator, id)
    expect(given.map(({ text, due, person }) => [text, due, person])).toEqual(
      expect.arrayContaining([
        [' Обновить  сайт', '2026-05-15', 'завуч'],
        ['Провести педсовет', null, ''],
        ['Найти физика', null, ''],
      ]),
    )
    expect(given).toHaveLength(3)
  })

  it('is not saved over a cancelled visit, and says why with what was stored', async () => {
    const id = await planned()
    await cancelVisit(await story.home.actor('coordinator'), { id, reason: 'карантин' }, randomUUID(), NOW)
    await expect(save(id, 1)).rejects.toEqual(
      refusal('conflict', {
        message: expect.stringContaining('карантин'),
        details: expect.objectContaining({ revision: 2 }),
      }),
    )
  })

  it('is its curator’s alone', async () => {
    const id = await planned()
    const other = await idOf(story.home, 'curator2')
    await expect(save(id, 1, {}, randomUUID(), await story.home.actor('curator2'))).rejects.toEqual(
      refusal('not_found'),
    )
    const [visit] = await database().select().from(visits).where(eq(visits.id, id))
    const link = {
      municipalityId: story.home.id,
      schoolId: visit?.schoolId ?? '',
      userId: other,
      relation: 'curator' as const,
    }
    const [added] = await database().insert(schoolPeople).values(link).returning()
    await expect(save(id, 1, {}, randomUUID(), await story.home.actor('curator2'))).rejects.toEqual(
      refusal('forbidden'),
    )
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, added?.id ?? ''))
    await expect(save(id, 1, {}, randomUUID(), head)).rejects.toEqual(refusal('forbidden'))
    await expect(save(id, 1, {}, randomUUID(), await story.other.actor('curator1'))).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('of a curator who was removed is taken for a day of his assignment, and for no later one', async () => {
    const id = await planned()
    const own = eq(schoolPeople.userId, curator.userId ?? '')
    await database().update(schoolPeople).set({ validTo: '2026-04-15' }).where(own)
    await expect(save(id, 1)).rejects.toEqual(refusal('invalid', { field: 'heldOn' }))
    await save(id, 1, { heldOn: '2026-04-14' })
    expect((await getVisit(curator, id)).heldOn).toBe('2026-04-14')
    await database().update(schoolPeople).set({ validTo: null }).where(own)
  })

  it('stays whole when the curator’s account has ended', async () => {
    const { id } = await heldVisit(story.home, { ...SCHOOL, heldOn: DAY, sheet: { found: 'итог' } })
    await database()
      .update(users)
      .set({ endedAt: NOW })
      .where(eq(users.id, curator.userId ?? ''))
    expect(await getVisit(head, id)).toMatchObject({ found: 'итог', curator: 'Дашиева Баирма Цыреновна' })
    expect((await getVisitAct(head, id)).document.signature.name).toContain('Дашиева')
    await database()
      .update(users)
      .set({ endedAt: null })
      .where(eq(users.id, curator.userId ?? ''))
  })

  it('is of no day to come', async () => {
    await expect(save(await planned(), 1, { heldOn: '2026-04-22' })).rejects.toEqual(
      refusal('invalid', { field: 'heldOn' }),
    )
  })

  it('asks about what looks like a name and remembers the answer', async () => {
    const id = await planned()
    const observations = [{ schoolClass: '5', subject: 'чтение', text: 'Иванова М.И. читает А.С. Пушкина' }]
    const asked = refusal('invalid', { field: 'observations', message: expect.stringContaining('Иванова М.И.') })
    await expect(save(id, 1, { observations })).rejects.toEqual(asked)
    await expect(save(id, 1, { observations, notNames: ['А.С. Пушкина'] })).rejects.toEqual(asked)
    await save(id, 1, {
      observations: [{ ...(observations[0] as (typeof observations)[0]), text: 'Стихи А.С. Пушкина' }],
      notNames: ['А.С. Пушкина'],
    })
    expect((await getVisit(curator, id)).observations).toEqual([
      { schoolClass: '5', subject: 'чтение', text: 'Стихи А.С. Пушкина', notNames: ['А.С. Пушкина'] },
    ])
  })

  it('puts the next day into the plan once, and moves it with the sheet', async () => {
    const id = await planned()
    const { nextVisitId } = await save(id, 1, { nextOn: '2026-05-20' })
    expect(await getVisit(curator, nextVisitId ?? '')).toMatchObject({ state: 'planned', plannedOn: '2026-05-20' })
    expect((await save(id, 2, { nextOn: '2026-05-20' })).nextVisitId).toBeNull()
    expect((await save(id, 3, { nextOn: '2026-05-21' })).nextVisitId).toBe(nextVisitId)
    expect((await getVisit(curator, nextVisitId ?? '')).moves).toMatchObject([{ movedTo: '2026-05-21' }])
    expect(await database().$count(visits)).toBe(2)
  })
})

describe('the next day that a sheet names', () => {
  const own = () => eq(schoolPeople.userId, curator.userId ?? '')

  it('is planned though a visit of that day was cancelled, and is told where the plan has it', async () => {
    const cancelled = await plannedVisit(story.home, '2026-05-20', SCHOOL)
    await cancelVisit(await story.home.actor('coordinator'), { id: cancelled, reason: 'карантин' }, randomUUID(), NOW)
    const { nextVisitId, nextTrouble } = await save(await planned(), 1, { nextOn: '2026-05-20' })
    expect(nextTrouble).toBeNull()
    expect(nextVisitId).not.toBe(cancelled)
    expect(await getVisit(curator, nextVisitId ?? '')).toMatchObject({ state: 'planned', plannedOn: '2026-05-20' })
    const other = await plannedVisit(story.home, '2026-04-20', SCHOOL)
    expect(await save(other, 1, { heldOn: '2026-04-20', nextOn: '2026-05-20' })).toMatchObject({ nextVisitId })
  })

  it('after a hand-over dated ahead is not planned for who will have left, and the sheet is saved', async () => {
    const id = await planned()
    await database().update(schoolPeople).set({ validTo: '2026-05-15' }).where(own())
    expect(await save(id, 1, { nextOn: '2026-05-20' })).toMatchObject({ nextVisitId: null, nextTrouble: 'curator' })
    await database().update(schoolPeople).set({ validTo: null }).where(own())
    expect((await getVisit(curator, id)).nextOn).toBe('2026-05-20')
    expect(await database().$count(visits)).toBe(1)
  })

  it('is not planned where the school will be in the programme no more', async () => {
    const id = await planned()
    const [visit] = await database().select({ schoolId: visits.schoolId }).from(visits).where(eq(visits.id, id))
    const school = eq(schools.id, visit?.schoolId ?? '')
    await database().update(schools).set({ validTo: '2026-05-15' }).where(school)
    expect(await save(id, 1, { nextOn: '2026-05-20' })).toMatchObject({ nextVisitId: null, nextTrouble: 'school' })
    await database().update(schools).set({ validTo: null }).where(school)
  })
})

describe('photos of a visit', () => {
  it('are at most ten, each once, and taken away with a reason', async () => {
    const id = await planned()
    const ten = [...'0123456789'].map(photo)
    expect((await save(id, 1, { photos: ten })).photos).toBe(10)
    expect((await save(id, 2, { photos: [photo('0')] })).photos).toBe(0)
    await expect(save(id, 3, { photos: [photo('a')] })).rejects.toEqual(refusal('invalid', { field: 'photo' }))
    const [first] = (await getVisit(head, id)).photos
    const removal = { id: first?.id ?? '', reason: 'лишний' }
    await expect(removeVisitPhoto(head, removal, NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(removeVisitPhoto(curator, { ...removal, reason: ' ' }, NOW)).rejects.toEqual(refusal('invalid'))
    expect(await removeVisitPhoto(curator, removal, NOW)).toBe(id)
    await expect(removeVisitPhoto(curator, removal, NOW)).rejects.toEqual(refusal('conflict'))
    expect(await findVisitPhoto(curator, removal.id)).toBeUndefined()
    expect(await findVisitPhoto(await story.home.actor('coordinator'), removal.id)).toBeDefined()
    expect(await findVisitPhoto(await story.home.actor('school2'), first?.id ?? '')).toBeUndefined()
    expect((await save(id, 3, { photos: [photo('a')] })).photos).toBe(1)
    expect(await actionsOn(id)).toContain('visit.remove_photo')
  })
})

describe('recommendations', () => {
  const given = async () => {
    const recommended = [rec('Обновить сайт', { due: '2026-05-15', person: 'директор' }), rec('Провести педсовет')]
    const { id, recommendationIds } = await heldVisit(story.home, {
      ...SCHOOL,
      sheet: { recommendations: recommended },
    })
    return { id, site: recommendationIds[0] ?? '', council: recommendationIds[1] ?? '' }
  }
  const answer = (id: string, revision = 1, press: string = randomUUID(), actor = head) =>
    answerRecommendation(actor, { id, revision, answer: 'Сайт обновлён' }, press, NOW)

  it('are answered by their school, once by two presses', async () => {
    const { site } = await given()
    await answer(site, 1, 'press')
    await answer(site, 1, 'press')
    expect(await getRecommendation(curator, site)).toMatchObject({
      state: 'answered',
      answer: 'Сайт обновлён',
      mayClose: true,
    })
    expect(await actionsOn(site)).toEqual(['recommendation.add', 'recommendation.answer'])
    await expect(answer(site)).rejects.toEqual(
      refusal('conflict', { details: expect.objectContaining({ revision: 2 }) }),
    )
    await expect(answer(site, 2, randomUUID(), await story.home.actor('school2'))).rejects.toEqual(refusal('not_found'))
    await expect(answer(site, 2, randomUUID(), curator)).rejects.toEqual(refusal('forbidden'))
    await expect(answer(site, 2, randomUUID(), await story.other.actor('school1'))).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('stand at the top of the next sheet until they are closed there', async () => {
    const { site, council } = await given()
    await answer(site)
    const id = await planned()
    expect((await getVisitSheet(curator, id)).earlier.map((one) => [one.id, one.answer])).toEqual([
      [site, 'Сайт обновлён'],
      [council, ''],
    ])
    const decisions = [
      { id: site, decision: 'done' as const, note: '' },
      { id: council, decision: 'stays' as const, note: 'к июню' },
    ]
    await save(id, 1, { decisions })
    expect((await getVisitSheet(curator, id)).earlier.map((one) => [one.id, one.closingNote])).toEqual([
      [council, 'к июню'],
    ])
    expect(await getRecommendation(head, site)).toMatchObject({ state: 'done', closedVisitId: id, mayAnswer: false })
    await save(id, 2, { decisions })
    await expect(save(id, 3, { decisions: [{ id: site, decision: 'not_done', note: 'нет' }] })).rejects.toEqual(
      refusal('conflict'),
    )
    expect((await getVisitAct(head, id)).document.sections[0]?.heading).toBe('Рекомендации прошлых посещений')
  })

  it('of later visits are no «earlier» ones of a sheet that is corrected', async () => {
    const march = await heldVisit(story.home, { ...SCHOOL, heldOn: '2026-03-10' })
    const { site, council } = await given()
    expect((await getVisitSheet(curator, march.id)).earlier).toEqual([])
    const { revision } = await getVisit(curator, march.id)
    const decisions = [{ id: site, decision: 'done' as const, note: '' }]
    await expect(save(march.id, revision, { heldOn: '2026-03-10', decisions })).rejects.toEqual(
      refusal('invalid', { field: `decision-${site}` }),
    )
    expect((await getVisitSheet(curator, await planned())).earlier.map((one) => one.id)).toEqual([site, council])
  })

  it('are decided by today’s curator; who has left reads those that he gave, and no newer ones', async () => {
    const { id, site } = await given()
    const [visit] = await database().select({ schoolId: visits.schoolId }).from(visits).where(eq(visits.id, id))
    const own = eq(schoolPeople.userId, curator.userId ?? '')
    const schoolId = visit?.schoolId ?? ''
    const successor = await idOf(story.home, 'curator2')
    await database().update(schoolPeople).set({ validTo: '2026-04-20' }).where(own)
    const [link] = await database()
      .insert(schoolPeople)
      .values({ municipalityId: story.home.id, schoolId, userId: successor, relation: 'curator' })
      .returning()
    const newer = await heldVisit(story.home, {
      ...SCHOOL,
      curator: 'curator2',
      heldOn: DAY,
      sheet: { recommendations: [rec('Слово нового куратора')] },
    })
    const theirs = newer.recommendationIds[0] ?? ''
    expect((await getVisitSheet(curator, id)).earlier).toEqual([])
    const { revision } = await getVisit(curator, id)
    const decisions = [{ id: theirs, decision: 'done' as const, note: '' }]
    await expect(save(id, revision, { heldOn: '2026-04-20', decisions })).rejects.toEqual(refusal('forbidden'))
    await expect(getRecommendation(curator, theirs)).rejects.toEqual(refusal('not_found'))
    expect(await getRecommendation(curator, site)).toMatchObject({ text: 'Обновить сайт', mayClose: false })
    const close = (actor: Actor) =>
      closeRecommendation(actor, { id: site, revision: 1, decision: 'done', note: '' }, randomUUID(), NOW)
    await expect(close(curator)).rejects.toEqual(refusal('not_found'))
    expect(await listRecommendations(curator)).toEqual([])
    await close(await story.home.actor('curator2'))
    await database()
      .delete(schoolPeople)
      .where(eq(schoolPeople.id, link?.id ?? ''))
    await database().update(schoolPeople).set({ validTo: null }).where(own)
  })

  it('that the school answered meanwhile are passed over with unchanged words, by id and by words', async () => {
    const { id, site, council } = await given()
    const foreign = await heldVisit(story.home, { school: 'МОУ СОШ № 2', sheet: { recommendations: [rec('Чужая')] } })
    await answer(site)
    const { revision } = await getVisit(curator, id)
    const same = { due: '2026-05-15', person: 'директор' }
    const sent = [
      rec('Обновить сайт', { id: site, ...same }),
      rec('Провести педсовет', { id: council }),
      rec('Найти физика'),
    ]
    await save(id, revision, { heldOn: '2026-04-20', recommendations: sent })
    await save(id, revision + 1, { heldOn: '2026-04-20', recommendations: [rec('Обновить сайт', same)] })
    const { recommendations: now } = await getVisit(curator, id)
    expect(now.map((one) => [one.text, one.state])).toEqual(
      expect.arrayContaining([
        ['Обновить сайт', 'answered'],
        ['Провести педсовет', 'open'],
        ['Найти физика', 'open'],
      ]),
    )
    expect(now).toHaveLength(3)
    const theirs = rec('Моё', { id: foreign.recommendationIds[0] })
    await expect(save(id, revision + 2, { heldOn: '2026-04-20', recommendations: [theirs] })).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('need a word when they were not done, and are not another school’s', async () => {
    const { council } = await given()
    const id = await planned()
    await expect(save(id, 1, { decisions: [{ id: council, decision: 'not_done', note: ' ' }] })).rejects.toEqual(
      refusal('invalid', { field: `note-${council}` }),
    )
    const far = await plannedVisit(story.home, DAY, { school: 'МОУ СОШ № 2' })
    await expect(save(far, 1, { decisions: [{ id: council, decision: 'done', note: '' }] })).rejects.toEqual(
      refusal('not_found'),
    )
  })

  it('are changed and taken back while the school has not answered', async () => {
    const { id, site, council } = await given()
    const { revision } = await getVisit(curator, id)
    const kept = rec('Обновить сайт школы', { id: site, due: '2026-05-16', person: 'директор' })
    await save(id, revision, { heldOn: '2026-04-20', recommendations: [kept, rec(' ', { id: council })] })
    expect(await getRecommendation(head, site)).toMatchObject({ text: 'Обновить сайт школы', due: '2026-05-16' })
    expect((await getRecommendation(head, council)).state).toBe('withdrawn')
    await answer(site, 2)
    await expect(
      save(id, revision + 1, { heldOn: '2026-04-20', recommendations: [{ ...kept, text: 'иное' }] }),
    ).rejects.toEqual(refusal('invalid', { field: 'recommendations' }))
  })

  it('are closed on their own page by a curator of the school, with a word unless they were done', async () => {
    const { site, council } = await given()
    const close = (id: string, more = {}, actor = curator, press: string = randomUUID()) =>
      closeRecommendation(actor, { id, revision: 1, decision: 'done', note: '', ...more }, press, NOW)
    await expect(close(council, { decision: 'withdrawn' })).rejects.toEqual(refusal('invalid', { field: 'note' }))
    await close(site, {}, curator, 'press')
    await close(site, {}, curator, 'press')
    await expect(close(site)).rejects.toEqual(refusal('conflict'))
    await expect(close(council, { revision: 7 })).rejects.toEqual(refusal('conflict'))
    await expect(close(council, {}, await story.home.actor('curator2'))).rejects.toEqual(refusal('not_found'))
    await expect(close(council, {}, head)).rejects.toEqual(refusal('forbidden'))
    expect(await actionsOn(site)).toEqual(['recommendation.add', 'recommendation.close'])
    expect((await listRecommendations(head)).map((one) => one.id)).toEqual([council])
    await expect(answer(site)).rejects.toEqual(refusal('conflict'))
  })

  it('stand among the work of school and curator', async () => {
    const { site } = await given()
    await plannedVisit(story.home, '2026-04-10', SCHOOL)
    await plannedVisit(story.home, '2026-04-25', SCHOOL)
    const titles = async (actor: Actor) => {
      const { overdue, week, decide, wait } = await listMyWork(actor)
      return [overdue, week, decide, wait].map((lines) => lines.map((line) => line.kind))
    }
    expect(await titles(head)).toEqual([[], [], ['recommendation', 'recommendation'], []])
    expect(await titles(curator)).toEqual([['visit'], ['visit'], [], []])
    await answer(site)
    expect(await titles(curator)).toEqual([['visit'], ['visit'], ['answered_recommendation'], []])
    expect((await titles(await story.home.actor('coordinator')))[3]).toContain('other_visit')
  })
})
