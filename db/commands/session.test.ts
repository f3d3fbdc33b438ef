import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { endPerson, setPassword } from '@/db/commands/person'
import {
  changeOwnPassword,
  demandOwnPassword,
  endOwnSessions,
  extendSession,
  signIn,
  signOut,
} from '@/db/commands/session'
import { findSession, listOwnSessions } from '@/db/queries/session'
import { sessions, users } from '@/db/schema/person'
import { actionsOn, idOf, NOW, openStory, PASSWORD, refusal } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const login = (name: string) => `${name}@zabaykalsk.test`
const enter = (name: string, password = PASSWORD, now = NOW, more: object = {}) =>
  signIn({ login: login(name), password, agent: '', ...more }, now)
const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000)

describe('signIn', () => {
  it('opens a session whose token is stored nowhere, and records it', async () => {
    const { token, expiresAt } = await enter('admin')
    expect((await findSession(token, NOW))?.person.login).toBe(login('admin'))
    const rows = await database().select().from(sessions)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(await findSession(token, expiresAt)).toBeUndefined()
    expect(await findSession(rows[0]?.tokenHash ?? '', NOW)).toBeUndefined()
    expect(await actionsOn(await idOf(story.home, 'admin'))).toContain('session.open')
  })

  it('takes the name in any case, and the password whatever way its letters were composed', async () => {
    await database()
      .update(users)
      .set({ login: 'й@x.test' })
      .where(eq(users.login, login('curator2')))
    await signIn({ login: ' И\u0306@X.test ', password: PASSWORD.normalize('NFD'), agent: '' }, NOW)
    await database()
      .update(users)
      .set({ login: login('curator2') })
      .where(eq(users.login, 'й@x.test'))
  })

  it('answers an unknown name as a wrong password, and locks both alike, saying for how long', async () => {
    const answers: string[][] = []
    for (const name of ['school2', 'unknown']) {
      const told: string[] = []
      for (let attempt = 0; attempt < 6; attempt++) {
        await enter(name, 'не тот пароль').catch((error) => told.push(`${error.code} ${error.field} ${error.message}`))
      }
      answers.push(told)
    }
    expect(answers[0]).toHaveLength(6)
    expect(answers[1]).toEqual(answers[0])
    expect(answers[0]?.[5]).toMatch(/^conflict .*ещё на 1\u00A0минуту/)
    await expect(enter('school2')).rejects.toEqual(refusal('conflict'))
    await enter('school2', PASSWORD, minutesLater(2))
    await expect(enter('school2', 'не тот пароль', minutesLater(3))).rejects.toEqual(refusal('invalid'))
  })

  it('locks an address that tries many names, and not its neighbours', async () => {
    for (let attempt = 0; attempt < 31; attempt++)
      await enter(`guess${attempt}`, 'х', NOW, { address: '10.0.0.1' }).catch(() => {})
    await expect(enter('clerk', PASSWORD, NOW, { address: '10.0.0.1' })).rejects.toThrow(
      /Слишком много неудачных попыток/,
    )
    await enter('clerk', PASSWORD, NOW, { address: '10.0.0.2' })
  })

  it('lets nobody in who has left, and ends what he had open', async () => {
    const { token } = await enter('school1')
    await endPerson(await story.home.actor('admin'), { id: await idOf(story.home, 'school1') }, NOW)
    expect(await findSession(token, NOW)).toBeUndefined()
    await expect(enter('school1')).rejects.toEqual(refusal('invalid', { field: 'password' }))
  })
})

describe('a session', () => {
  it('lasts from the last press, not from reading', async () => {
    const { token, expiresAt } = await enter('lawyer')
    expect((await findSession(token, minutesLater(60)))?.expiresAt).toEqual(expiresAt)
    await extendSession(token, minutesLater(60))
    expect((await findSession(token, minutesLater(60)))?.expiresAt.getTime()).toBe(expiresAt.getTime() + 3_600_000)
  })

  it('on a shared computer lasts an hour, and slides by the hour', async () => {
    const { token, expiresAt } = await enter('lawyer', PASSWORD, NOW, { isShared: true })
    expect(expiresAt).toEqual(minutesLater(60))
    await extendSession(token, minutesLater(50))
    expect(await findSession(token, minutesLater(60))).toMatchObject({ isShared: true, expiresAt: minutesLater(110) })
    expect(await findSession(token, minutesLater(110))).toBeUndefined()
  })

  it('that was ended stays ended: a stolen cookie opens nothing, and a press does not revive it', async () => {
    const { token } = await enter('lawyer')
    await signOut(token, NOW)
    await extendSession(token, NOW)
    expect(await findSession(token, NOW)).toBeUndefined()
  })

  it('elsewhere ends by «Выйти везде», the one that asks stays; another’s is untouched', async () => {
    const [here, there, others] = [await enter('head'), await enter('head'), await enter('coordinator')]
    const head = await story.home.actor('head')
    expect((await listOwnSessions(head, here.token, NOW)).map((one) => one.isThis).sort()).toEqual([false, true])
    await endOwnSessions(head, { token: here.token }, NOW)
    expect(
      [
        await findSession(here.token, NOW),
        await findSession(there.token, NOW),
        await findSession(others.token, NOW),
      ].map(Boolean),
    ).toEqual([true, false, true])
    expect(await actionsOn(head.userId ?? '')).toContain('session.end_others')
  })
})

describe('changeOwnPassword', () => {
  it('wants the present one, ends other sessions and lets in by the new one only', async () => {
    const [here, there] = [await enter('curator1'), await enter('curator1')]
    const curator = await story.home.actor('curator1')
    const change = (current: string, password = 'совсем новые слова') =>
      changeOwnPassword(curator, { current, password, token: here.token }, NOW)
    await expect(change('не тот')).rejects.toEqual(refusal('invalid', { field: 'current' }))
    await expect(change(PASSWORD, 'коротко')).rejects.toEqual(refusal('invalid', { field: 'password' }))
    await change(PASSWORD)
    expect([await findSession(here.token, NOW), await findSession(there.token, NOW)].map(Boolean)).toEqual([
      true,
      false,
    ])
    await expect(enter('curator1')).rejects.toEqual(refusal('invalid'))
    await enter('curator1', 'совсем новые слова')
    await expect(change(PASSWORD)).rejects.toEqual(refusal('invalid', { field: 'current' }))
  })
})

describe('demandOwnPassword', () => {
  it('counts failures with those of signing in, and the administrator’s new password lifts the lock', async () => {
    const clerk = await story.home.actor('clerk')
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(demandOwnPassword(clerk, 'не тот', NOW)).rejects.toEqual(refusal('invalid'))
    await expect(demandOwnPassword(clerk, PASSWORD, NOW)).rejects.toEqual(refusal('conflict'))
    await expect(enter('clerk')).rejects.toEqual(refusal('conflict'))
    const password = await setPassword(await story.home.actor('admin'), { id: clerk.userId ?? '' }, 'press', NOW)
    await enter('clerk', password)
    await demandOwnPassword(clerk, password, NOW)
  })
})
