import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveOrderCard, withdrawOrder } from '@/db/commands/order'
import { getOrder } from '@/db/queries/order'
import { orders } from '@/db/schema/order'
import { bodies } from '@/db/schema/post'
import { type Act, actionsOn, cardInput, draftAct, NOW, openStory, refusal, send, statusOf } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let act: Act
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())
beforeEach(async () => {
  act = await draftAct(story.home)
})

const contentOf = async () => (await getOrder(coordinator, act.orderId)).content

describe('saveOrderCard', () => {
  it('composes title, preamble and points from the bases and the municipality’s wordings', async () => {
    expect(await contentOf()).toMatchObject({
      title: 'Об утверждении Дорожной карты по реализации проекта «500+» в 2026 году',
      preamble: expect.stringMatching(
        /^В соответствии с приказом Министерства .* от\u00A001\.03\.2022 №\u00A0160, в целях .*Устава муниципального района «Забайкальский район»$/,
      ),
      operativeWord: 'обязывает:',
    })
    expect(await actionsOn(act.orderId)).toEqual(['order.compose'])
  })

  it('keeps typed text word for word: quotes, doubled spaces, templates and markup are only text', async () => {
    const typed = 'О  картах {карты} ${x} <%= %> "<b>жирно</b>" ＝ ё е\u0308 \u2028 Ү'
    const input = await cardInput(coordinator, act.orderId)
    await saveOrderCard(
      coordinator,
      { ...input, title: typed, preamble: typed, points: [{ text: typed }, { text: ' \u00A0' }] },
      NOW,
    )
    expect(await contentOf()).toMatchObject({ title: typed, preamble: typed, points: [typed] })
  })

  it('refuses the second of two editors with the first one’s card', async () => {
    const input = await cardInput(coordinator, act.orderId)
    const both = await Promise.allSettled(
      ['Первый', 'Второй'].map((title) => saveOrderCard(coordinator, { ...input, title }, NOW)),
    )
    const title = (await contentOf())?.title
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toEqual(
      refusal('conflict', { details: { current: expect.objectContaining({ title }), revision: input.revision + 1 } }),
    )
  })

  it('takes no status, number or author from the form', async () => {
    const input = {
      ...(await cardInput(coordinator, act.orderId)),
      status: 'registered',
      authorId: null,
      municipalityId: story.other.id,
      signatoryUserId: coordinator.userId,
    }
    await saveOrderCard(coordinator, input as never, NOW)
    const [row] = await database().select().from(orders).where(eq(orders.id, act.orderId))
    expect(row).toMatchObject({
      status: 'draft',
      authorId: coordinator.userId,
      municipalityId: story.home.id,
      signatoryUserId: null,
    })
  })

  it('finds no act and no body of another district', async () => {
    const input = await cardInput(coordinator, act.orderId)
    await expect(saveOrderCard(await story.other.actor('coordinator'), input, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    const [foreign] = await database()
      .select({ id: bodies.id })
      .from(bodies)
      .where(eq(bodies.municipalityId, story.other.id))
    await expect(saveOrderCard(coordinator, { ...input, bodyId: foreign?.id ?? '' }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await expect(saveOrderCard(await story.home.actor('lawyer'), input, NOW)).rejects.toEqual(refusal('forbidden'))
  })

  it('is closed from sending on', async () => {
    const input = await cardInput(coordinator, act.orderId)
    await send(story.home, act.orderId)
    await expect(saveOrderCard(coordinator, input, NOW)).rejects.toThrow(/на согласовании/)
  })
})

describe('withdrawOrder', () => {
  it('takes the draft off with its map and its reason; a second press is refused', async () => {
    await withdrawOrder(coordinator, { id: act.orderId, reason: 'отменено' }, NOW)
    expect(await statusOf(act.orderId)).toEqual({ order: 'withdrawn', version: 'repealed' })
    expect(await actionsOn(act.orderId)).toEqual(['order.compose', 'order.withdraw'])
    await expect(withdrawOrder(coordinator, { id: act.orderId, reason: 'ещё раз' }, NOW)).rejects.toThrow(
      /снят автором/,
    )
  })

  it('is refused once the package is on its way, to another role and another district', async () => {
    await expect(
      withdrawOrder(await story.other.actor('coordinator'), { id: act.orderId, reason: '' }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    await expect(withdrawOrder(await story.home.actor('head'), { id: act.orderId, reason: '' }, NOW)).rejects.toEqual(
      refusal('forbidden'),
    )
    await send(story.home, act.orderId)
    await expect(withdrawOrder(coordinator, { id: act.orderId, reason: '' }, NOW)).rejects.toEqual(refusal('conflict'))
  })
})
