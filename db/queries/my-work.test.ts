import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decide, sendForApproval } from '@/db/commands/approval'
import { addDeputy } from '@/db/commands/deputy'
import { addPerson } from '@/db/commands/person'
import { saveRoute } from '@/db/commands/route'
import { listMyWork } from '@/db/queries/my-work'
import { statementsOf } from '@/db/testing/statements'
import {
  awaitingAct,
  decideAs,
  draftAct,
  idOf,
  NOW,
  openStory,
  sentAct,
  sign,
  signedAct,
  taskOf,
} from '@/db/testing/story'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const hrefs = async (name: string, now = NOW) => {
  const { decide: mine, wait } = await listMyWork(await story.home.actor(name, now))
  return { mine: mine.map((work) => work.href), others: wait.map((work) => work.href) }
}

describe('«Мои дела»', () => {
  it('follow an act from hand to hand and hold it for nobody when it is done', async () => {
    const { orderId } = await draftAct(story.home)
    expect((await hrefs('coordinator')).mine).toContain(`/orders/${orderId}`)
    const sent = await sentAct(story.home)
    expect((await hrefs('lawyer')).mine).toContain(`/orders/${sent.orderId}/decide`)
    expect(await hrefs('coordinator')).toMatchObject({ others: expect.arrayContaining([`/orders/${sent.orderId}`]) })
    expect((await hrefs('head')).mine).not.toContain(`/orders/${sent.orderId}/sign`)
    await decideAs(story.home, 'lawyer', sent.orderId)
    expect((await hrefs('lawyer')).mine).not.toContain(`/orders/${sent.orderId}/decide`)
    expect((await hrefs('head')).mine).toContain(`/orders/${sent.orderId}/sign`)
    await sign(story.home, sent.orderId)
    expect((await hrefs('head')).mine).not.toContain(`/orders/${sent.orderId}/sign`)
    expect((await listMyWork(await story.home.actor('clerk'))).decide.map((work) => work.title)).toContainEqual(
      expect.stringMatching(/^Опубликовать: № /),
    )
  })

  it('tell the coordinator how many remarks wait for an answer', async () => {
    const { orderId } = await sentAct(story.home)
    const lawyer = await story.home.actor('lawyer')
    await decide(
      lawyer,
      { taskId: await taskOf(lawyer, orderId), decision: 'return', reason: 'уточнить', remarkKey: [], remarkText: [] },
      NOW,
    )
    const { decide: mine } = await listMyWork(await story.home.actor('coordinator'))
    expect(mine.find((work) => work.href === `/orders/${orderId}`)).toMatchObject({
      title: expect.stringMatching(/^Доработать: /),
      note: 'замечаний без ответа: 1',
    })
  })

  it('of an absent approver are his deputy’s, with the name, in the days set', async () => {
    const { orderId } = await sentAct(story.home)
    const days = {
      principalId: await idOf(story.home, 'lawyer'),
      deputyId: await idOf(story.home, 'curator2'),
      basis: 'отпуск',
      validFrom: '2026-04-21',
      validTo: '2026-04-21',
    }
    expect((await hrefs('curator2')).mine).toEqual([])
    await addDeputy(await story.home.actor('admin'), days, randomUUID(), NOW)
    const { decide: mine } = await listMyWork(await story.home.actor('curator2'))
    expect(mine.find((work) => work.href === `/orders/${orderId}/decide`)).toMatchObject({
      onBehalfOf: expect.stringContaining('Седов'),
    })
    expect((await hrefs('curator2', new Date('2026-04-21T15:00:00Z'))).mine).toEqual([])
  })

  it('that wait for a colleague of the same stage are his alone', async () => {
    const admin = await story.home.actor('admin')
    const names = {
      surname: 'Финансова',
      givenName: 'Анна',
      patronymic: '',
      phone: '',
      post: '',
      workplace: '',
      login: 'finance@zabaykalsk.test',
      role: 'approver' as const,
      title: '',
    }
    const { id } = await addPerson(admin, names, randomUUID(), NOW)
    const members = [await idOf(story.home, 'lawyer'), id]
    const routeId = await saveRoute(
      admin,
      { id: undefined, name: 'Двое', isDefault: false, stages: [{ name: 'Вместе', need: null, members }] },
      randomUUID(),
      NOW,
    )
    const { orderId } = await draftAct(story.home)
    await sendForApproval(await story.home.actor('coordinator'), { id: orderId, routeId, note: 'так' }, NOW)
    const waits = async () =>
      Promise.all(
        ['lawyer', 'finance'].map(
          async (name) => (await hrefs(name)).mine.filter((href) => href.includes(orderId)).length,
        ),
      )
    expect(await waits()).toEqual([1, 1])
    await decideAs(story.home, 'lawyer', orderId)
    expect(await waits()).toEqual([0, 1])
  })

  it('of another district are nobody’s here', async () => {
    const foreign = await awaitingAct(story.other)
    const scan = await signedAct(story.other, 'paper')
    for (const name of ['coordinator', 'lawyer', 'head', 'clerk', 'admin', 'region']) {
      const { mine, others } = await hrefs(name)
      expect(
        [...mine, ...others].filter((href) => href.includes(foreign.orderId) || href.includes(scan.orderId)),
      ).toEqual([])
    }
  })

  it('take as many statements for 15 acts more', async () => {
    const coordinator = await story.home.actor('coordinator')
    const ask = () => statementsOf(story.fresh.opened, () => listMyWork(coordinator))
    const before = await ask()
    const known = (await listMyWork(coordinator)).wait.length
    for (let made = 0; made < 15; made++) await sentAct(story.home)
    expect((await listMyWork(coordinator)).wait).toHaveLength(known + 15)
    expect(await ask()).toBe(before)
  })
})
