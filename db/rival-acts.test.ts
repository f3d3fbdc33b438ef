import { createHash, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { startRepeal } from '@/db/commands/amendment'
import { rebaseAmendment } from '@/db/commands/amendment-draft'
import { enterOldAct } from '@/db/commands/old-act'
import { publishOrder } from '@/db/commands/publication'
import { annulEntry } from '@/db/commands/register'
import { getRebase } from '@/db/queries/amendment'
import { roadMapVersions } from '@/db/schema/road-map'
import { signOrder } from '@/db/sign-order'
import { issue, retype, startedAmendment } from '@/db/testing/amending'
import {
  type Act,
  decideAs,
  entriesOf,
  NOW,
  openStory,
  refusal,
  send,
  sign,
  signedAct,
  signInput,
  statusOf,
} from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const clerk = () => story.home.actor('clerk')
const coordinator = () => story.home.actor('coordinator')

async function amendmentOf(act: Act, term: string) {
  const amendment = await startedAmendment(story.home, act.roadMapId)
  await retype(story.home, amendment, 'Совещание', { term })
  return amendment
}

async function rebased(orderId: string): Promise<void> {
  const { state } = await getRebase(await coordinator(), orderId)
  await rebaseAmendment(await coordinator(), { orderId, takeTheirs: [], state }, NOW)
}

async function toSignature(orderId: string): Promise<void> {
  await send(story.home, orderId)
  await decideAs(story.home, 'lawyer', orderId)
}

async function annul(orderId: string): Promise<void> {
  const entry = (await entriesOf(orderId)).at(-1)
  await annulEntry(await clerk(), { entryId: entry?.id ?? '', reason: 'ошибка' }, NOW)
}

async function versionsOf(roadMapId: string): Promise<Record<number, string>> {
  const rows = await database().select().from(roadMapVersions).where(eq(roadMapVersions.roadMapId, roadMapId))
  return Object.fromEntries(rows.map(({ number, status }) => [number, status]))
}

let lastNumber = 900
const enterOld = async (orderId: string, values: object = {}) =>
  enterOldAct(
    await clerk(),
    {
      kind: 'directive',
      number: { number: ++lastNumber, suffix: '-а' },
      date: '2026-04-21',
      orderId,
      title: '',
      signerPost: 'Глава муниципального района',
      signerName: 'А.В. Мочалов',
      outsideReason: '',
      scan: {
        sha256: createHash('sha256').update(randomUUID()).digest('hex'),
        size: 4,
        mediaType: 'application/pdf',
        fileName: 'Скан.pdf',
      },
      pressId: randomUUID(),
      ...values,
    },
    NOW,
  )

describe('hostile 67: acts that build on one another', () => {
  it('an annulled amendment gives back the edition that it changed, not the one with the highest number', async () => {
    const act = await signedAct(story.home)
    const [second, third] = [await amendmentOf(act, 'июнь'), await amendmentOf(act, 'июль')]
    await issue(story.home, third)
    await rebased(second.orderId)
    await issue(story.home, second)
    const fourth = await amendmentOf(act, 'август')
    await issue(story.home, fourth)
    expect(await versionsOf(act.roadMapId)).toEqual({
      1: 'superseded',
      2: 'superseded',
      3: 'superseded',
      4: 'approved',
    })
    await annul(fourth.orderId)
    expect(await versionsOf(act.roadMapId)).toEqual({ 1: 'superseded', 2: 'approved', 3: 'superseded', 4: 'repealed' })
  })

  it('an act on paper entered later does not slip past an amendment that waits for its scan', async () => {
    const act = await signedAct(story.home)
    const [first, old] = [await amendmentOf(act, 'июнь'), await amendmentOf(act, 'июль')]
    await toSignature(first.orderId)
    await sign(story.home, first.orderId, 'paper')
    expect((await statusOf(first.orderId)).order).toBe('awaiting_scan')
    await expect(enterOld(old.orderId)).rejects.toEqual(refusal('conflict'))
    expect(await statusOf(old.orderId)).toEqual({ order: 'draft', version: 'draft' })
    expect(await entriesOf(old.orderId)).toEqual([])
  })

  it('an act entered later is not dated before the act that it changes', async () => {
    const act = await signedAct(story.home)
    const old = await amendmentOf(act, 'июнь')
    await expect(enterOld(old.orderId, { date: '2026-04-20' })).rejects.toEqual(refusal('invalid', { field: 'date' }))
    expect(await entriesOf(old.orderId)).toEqual([])
    expect((await enterOld(old.orderId)).preparation?.document.date).toContain('21')
  })

  it('an amendment whose base was annulled between sending and signing is not signed, and spends no number', async () => {
    const act = await signedAct(story.home)
    const amendment = await amendmentOf(act, 'июнь')
    await toSignature(amendment.orderId)
    const head = await story.home.actor('head')
    const shown = await signInput(head, amendment.orderId)
    await annul(act.orderId)
    await expect(signOrder(head, shown, NOW)).rejects.toEqual(refusal('conflict'))
    expect(await entriesOf(amendment.orderId)).toEqual([])
  })

  it('a repeal signed while an amendment waits for its signature stops the amendment; a repealed act is not published', async () => {
    const act = await signedAct(story.home)
    const amendment = await amendmentOf(act, 'июнь')
    await toSignature(amendment.orderId)
    const { orderId: repeal } = await startRepeal(
      await coordinator(),
      { orderId: act.orderId, pressId: randomUUID() },
      NOW,
    )
    await issue(story.home, { orderId: repeal })
    expect(await statusOf(act.orderId)).toEqual({ order: 'repealed', version: 'repealed' })
    const head = await story.home.actor('head')
    await expect(signOrder(head, await signInput(head, amendment.orderId), NOW)).rejects.toEqual(refusal('conflict'))
    await expect(publishOrder(await clerk(), { orderId: act.orderId }, NOW)).rejects.toEqual(refusal('conflict'))
    await expect(annul(act.orderId)).rejects.toEqual(refusal('conflict'))
    // Its annulment gives the act back, and the amendment may be signed after all.
    await annul(repeal)
    expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'approved' })
    await sign(story.home, amendment.orderId)
    expect(await versionsOf(act.roadMapId)).toEqual({ 1: 'superseded', 2: 'approved' })
  })

  it('a repeal that waits for its scan bars an amendment, and an amendment on paper bars a repeal', async () => {
    const act = await signedAct(story.home)
    const amendment = await amendmentOf(act, 'июнь')
    await toSignature(amendment.orderId)
    const { orderId: repeal } = await startRepeal(
      await coordinator(),
      { orderId: act.orderId, pressId: randomUUID() },
      NOW,
    )
    await toSignature(repeal)
    await sign(story.home, repeal, 'paper')
    await expect(sign(story.home, amendment.orderId)).rejects.toEqual(refusal('conflict'))
    await annul(repeal)
    expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'approved' })
    await sign(story.home, amendment.orderId, 'paper')
    await expect(annul(act.orderId)).rejects.toEqual(refusal('conflict'))
  })
})
