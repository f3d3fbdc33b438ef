import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database, openedDatabase } from '@/db/client'
import { addMeasure, saveMeasure } from '@/db/commands/measure'
import { signIn, signOut } from '@/db/commands/session'
import { readingFingerprint, recordReading } from '@/db/page-reading'
import { getRoadMap } from '@/db/queries/road-map'
import { findSession } from '@/db/queries/session'
import { roleAssignments } from '@/db/schema/person'
import { draftAct, idOf, NOW, openStory, PASSWORD, row, send } from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

/** What the page of a map asks, the session's look-up first. */
async function openPage() {
  const act = await draftAct(story.home)
  const { token } = await signIn({ login: 'coordinator@zabaykalsk.test', password: PASSWORD, agent: '' }, NOW)
  const page = async () => {
    const session = await findSession(token, NOW)
    if (session) await getRoadMap(session.actor, act.roadMapId)
  }
  const reading = await recordReading(page, () => NOW)
  const fingerprint = (now = NOW) => readingFingerprint(openedDatabase(), reading.statements, now)
  return { act, token, reading, fingerprint }
}

describe('what a page has read', () => {
  it('is every statement in order, and asked again gives the same fingerprint', async () => {
    const { reading, fingerprint } = await openPage()
    expect(reading.onlyRead).toBe(true)
    expect(reading.statements).toHaveLength(4)
    expect(reading.statements[0]?.sql).toContain('from "sessions"')
    expect(reading.statements[3]?.sql).toContain('from "measures"')
    expect(await fingerprint()).toBe(await fingerprint())
  })

  it('differs after an edit of one cell, a new row, and the sending of the map', async () => {
    const { act, fingerprint } = await openPage()
    const coordinator = await story.home.actor('coordinator')
    const seen = new Set([await fingerprint()])
    await saveMeasure(coordinator, { ...row('Совещание завучей'), id: act.measureId, revision: 1 }, NOW)
    seen.add(await fingerprint())
    await addMeasure(
      coordinator,
      { ...row('Совещание директоров'), sectionId: act.sectionId, pressId: randomUUID() },
      NOW,
    )
    seen.add(await fingerprint())
    await send(story.home, act.orderId)
    seen.add(await fingerprint())
    expect(seen.size).toBe(4)
  })

  it('differs when the session has ended or has expired, or a right was given', async () => {
    const { token, fingerprint } = await openPage()
    const open = await fingerprint()
    expect(await fingerprint(new Date(NOW.getTime() + 400 * 86_400_000))).not.toBe(open)
    const [given] = await database()
      .insert(roleAssignments)
      .values({ userId: await idOf(story.home, 'coordinator'), role: 'clerk', title: '' })
      .returning({ id: roleAssignments.id })
    expect(given).toBeDefined()
    const withRole = await fingerprint()
    expect(withRole).not.toBe(open)
    await signOut(token, NOW)
    expect(await fingerprint()).not.toBe(withRole)
  })

  it('is not to be trusted where something was written or a transaction was opened', async () => {
    const written = await recordReading(
      async () => {
        await signIn({ login: 'coordinator@zabaykalsk.test', password: PASSWORD, agent: '' }, NOW)
      },
      () => NOW,
    )
    expect(written.onlyRead).toBe(false)
  })

  it('keeps apart what two pages ask at once', async () => {
    const one = await draftAct(story.home)
    const coordinator = await story.home.actor('coordinator')
    const ask = (times: number) => async () => {
      for (let time = 0; time < times; time++) await getRoadMap(coordinator, one.roadMapId)
    }
    const [first, second] = await Promise.all([recordReading(ask(1), () => NOW), recordReading(ask(3), () => NOW)])
    expect(second.statements).toHaveLength(first.statements.length * 3)
  })
})
