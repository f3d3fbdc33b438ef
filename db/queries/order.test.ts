import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { decide } from '@/db/commands/approval'
import { saveMeasure } from '@/db/commands/measure'
import { saveOrderCard } from '@/db/commands/order'
import { importRoadMap } from '@/db/commands/road-map'
import { getDraftPaper, getFrozen, getOrder, getSending, listOrders } from '@/db/queries/order'
import { getRoadMap } from '@/db/queries/road-map'
import { orders } from '@/db/schema/order'
import { statementsOf } from '@/db/testing/statements'
import {
  awaitingAct,
  cardInput,
  decideAs,
  draftAct,
  NOW,
  openStory,
  row,
  seedText,
  send,
  sentAct,
  signedAct,
  taskOf,
} from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { readRoadMapText } from '@/lib/road-map/import'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let lawyer: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  lawyer = await story.home.actor('lawyer')
})
afterAll(() => story.close())

async function sentOf(count: number): Promise<string> {
  const measures = Array.from({ length: count }, (_, index) => row(`Строка ${index + 1}`))
  const imported = { ...readRoadMapText(seedText), sections: [{ number: '1', title: 'Раздел', measures }] }
  const { roadMapId } = await importRoadMap(
    coordinator,
    { programmeName: randomUUID(), year: 2026, imported, sourceHash: randomUUID(), pressId: randomUUID() },
    NOW,
  )
  const id = (await getRoadMap(coordinator, roadMapId)).version.orderId ?? ''
  await send(story.home, id)
  return id
}

describe('the pages of acts', () => {
  it('ask the database as often for 300 rows and remarks as for 3', async () => {
    const counts: number[][] = []
    for (const size of [3, 300]) {
      const id = await sentOf(size)
      const keys = (await getFrozen(lawyer, id)).round.package.measures.map((measure) => measure.key)
      const remarks = { remarkKey: keys, remarkText: keys.map((_, index) => `Замечание ${index}`) }
      await decide(
        lawyer,
        { taskId: await taskOf(lawyer, id), decision: 'approve_with_remarks', reason: '', ...remarks },
        NOW,
      )
      const ask = (work: () => Promise<unknown>) => statementsOf(story.fresh.opened, work)
      counts.push([
        await ask(() => getOrder(coordinator, id)),
        await ask(() => getFrozen(lawyer, id)),
        await ask(() => getOrder(lawyer, id)),
      ])
      expect((await getOrder(coordinator, id)).rounds[0]?.remarks).toHaveLength(size)
    }
    expect(counts[1]).toEqual(counts[0])
  })

  it('list 300 acts with as many statements as 3', async () => {
    const act = await draftAct(story.home)
    const list = () => statementsOf(story.fresh.opened, () => listOrders(coordinator))
    const [before, known] = [await list(), (await listOrders(coordinator)).length]
    const one = {
      municipalityId: story.home.id,
      versionId: act.versionId,
      authorId: coordinator.userId ?? '',
      createdAt: NOW,
    }
    await database()
      .insert(orders)
      .values(Array.from({ length: 300 }, () => ({ ...one, publicId: randomUUID() })))
    expect((await listOrders(coordinator)).length).toBe(known + 300)
    expect(await list()).toBe(before)
  })
})

describe('getOrder', () => {
  it('shows the approver the text that was sent, not what its author edits after the return', async () => {
    const { orderId } = await sentAct(story.home)
    await decideAs(story.home, 'lawyer', orderId, 'return', NOW, { reason: 'уточнить' })
    await saveOrderCard(coordinator, { ...(await cardInput(coordinator, orderId)), title: 'Новый заголовок' }, NOW)
    expect((await getOrder(coordinator, orderId)).title).toBe('Новый заголовок')
    expect((await getOrder(lawyer, orderId)).title).toMatch(/^Об утверждении/)
    expect((await getDraftPaper(lawyer, orderId)).document.title).toMatch(/^Об утверждении/)
    expect((await getDraftPaper(coordinator, orderId)).document.title).toBe('Новый заголовок')
  })

  it('offers each person the steps that are open to him now, and no other', async () => {
    const head = await story.home.actor('head')
    const clerk = await story.home.actor('clerk')
    const stepsFor = async (id: string) =>
      Promise.all([coordinator, lawyer, head].map(async (actor) => (await getOrder(actor, id)).steps))
    const draft = await draftAct(story.home)
    expect((await getOrder(coordinator, draft.orderId)).steps).toEqual(['edit', 'send', 'withdraw'])
    expect(await stepsFor((await sentAct(story.home)).orderId)).toEqual([['recall'], ['decide'], []])
    expect(await stepsFor((await awaitingAct(story.home)).orderId)).toEqual([['recall'], [], ['return', 'sign']])
    const signed = await signedAct(story.home)
    expect(await stepsFor(signed.orderId)).toEqual([[], [], []])
    expect((await getOrder(clerk, signed.orderId)).steps).toContain('publish')
  })
})

describe('getFrozen', () => {
  it('says «изменений нет» by the package that this approver decided, however many rounds ago', async () => {
    const { orderId, measureId } = await sentAct(story.home)
    expect((await getFrozen(lawyer, orderId)).previous).toBeUndefined()
    await decideAs(story.home, 'lawyer', orderId, 'return', NOW, { reason: 'уточнить' })
    await send(story.home, orderId)
    const same = await getFrozen(lawyer, orderId)
    expect(same.previous).toEqual(same.round.package)
    await decideAs(story.home, 'lawyer', orderId, 'return', NOW, { reason: 'ещё' })
    await saveMeasure(coordinator, { ...row('Иначе'), id: measureId, revision: 1 }, NOW)
    const before = await getSending(coordinator, orderId)
    expect([before.unanswered, before.previous?.measures[0]?.title, before.frozen.measures[0]?.title]).toEqual([
      2,
      'Совещание',
      'Иначе',
    ])
  })
})
