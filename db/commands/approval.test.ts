import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { answerRemark, decide, recallOrder, returnFromSignature, sendForApproval } from '@/db/commands/approval'
import { addDeputy } from '@/db/commands/deputy'
import { saveMeasure } from '@/db/commands/measure'
import { saveOrderCard } from '@/db/commands/order'
import { addPerson, addRole } from '@/db/commands/person'
import { actOnRow } from '@/db/commands/road-map-row'
import { saveRoute } from '@/db/commands/route'
import { getFrozen, getOrder, getSending } from '@/db/queries/order'
import { getOwnPerson } from '@/db/queries/person'
import { findActorByLogin } from '@/db/queries/session'
import { journal } from '@/db/schema/journal'
import { roleAssignments } from '@/db/schema/person'
import { deputies } from '@/db/schema/post'
import { routes } from '@/db/schema/route'
import {
  actionsOn,
  awaitingAct,
  cardInput,
  type District,
  decideAs,
  draftAct,
  NOW,
  openStory,
  refusal,
  row,
  send,
  sentAct,
  sign,
  statusOf,
  taskOf,
} from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { comparePackages } from '@/lib/road-map/diff'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
let lawyer: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
  lawyer = await story.home.actor('lawyer')
})
afterAll(() => story.close())

const consent = (taskId: string, more: object = {}) => ({
  taskId,
  decision: 'approve' as const,
  reason: '',
  remarkKey: [],
  remarkText: [],
  ...more,
})

/** One more approver; the administrator makes him as in life. */
async function approver(place: District, title: string): Promise<Actor> {
  const login = `${randomUUID()}@${place.code}.test`
  const names = {
    surname: title,
    givenName: 'Иван',
    patronymic: 'Иванович',
    phone: '',
    post: '',
    workplace: '',
    login,
    role: 'approver' as const,
    title,
  }
  await addPerson(await place.actor('admin'), names, randomUUID(), NOW)
  const actor = await findActorByLogin(login, NOW)
  if (!actor) throw new Error('The approver was not made.')
  return actor
}

/** A draft sent along a route of these stages. */
async function sentAlong(stages: { need: number | null; members: Actor[] }[]) {
  const act = await draftAct(story.home)
  const input = {
    id: undefined,
    name: `Маршрут ${randomUUID()}`,
    isDefault: false,
    stages: stages.map(({ need, members }, index) => ({
      name: `Этап ${index + 1}`,
      need,
      members: members.map((one) => one.userId ?? ''),
    })),
  }
  const routeId = await saveRoute(await story.home.actor('admin'), input, randomUUID(), NOW)
  await sendForApproval(coordinator, { id: act.orderId, routeId, note: 'так' }, NOW)
  return { ...act, routeId }
}

describe('sendForApproval', () => {
  it('freezes the package, opens the first stage and records it', async () => {
    const act = await draftAct(story.home)
    await send(story.home, act.orderId)
    expect(await statusOf(act.orderId)).toEqual({ order: 'in_approval', version: 'in_approval' })
    const { round, myTask, next } = await getFrozen(lawyer, act.orderId)
    expect(round).toMatchObject({
      number: 1,
      state: 'open',
      note: 'отправляю с замечаниями',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(round.package.document.annex?.table.sections[0]?.rows[0]?.[1]).toBe('Совещание')
    expect(myTask?.name).toContain('Седов')
    expect(next?.number).toBeGreaterThan(0)
    expect(await actionsOn(act.orderId)).toEqual(['order.compose', 'order.send'])
  })

  it('sends once for two presses at once', async () => {
    const act = await draftAct(story.home)
    const both = await Promise.allSettled([send(story.home, act.orderId), send(story.home, act.orderId)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await getOrder(coordinator, act.orderId)).rounds).toHaveLength(1)
  })

  it('refuses each error of the check by name, and no word of reason helps', async () => {
    const act = await draftAct(story.home)
    const input = await cardInput(coordinator, act.orderId)
    await saveOrderCard(coordinator, { ...input, title: ' ', bodyId: '', signatory: 'holder:нет', points: [] }, NOW)
    await actOnRow(coordinator, { kind: 'measure', id: act.measureId, act: 'delete' }, NOW)
    const refused = send(story.home, act.orderId, NOW, 'очень нужно')
    for (const place of ['Заголовок', 'Орган', 'Подпись', 'Пункты', 'Дорожная карта'])
      await expect(refused).rejects.toThrow(new RegExp(`${place}: `))
    expect(await statusOf(act.orderId)).toEqual({ order: 'draft', version: 'draft' })
  })

  it('lets warnings pass with a word of reason and not without it', async () => {
    const act = await draftAct(story.home)
    await saveMeasure(coordinator, { ...row('Без срока'), term: '', id: act.measureId, revision: 1 }, NOW)
    expect((await getSending(coordinator, act.orderId)).findings.map((finding) => finding.text)).toContain(
      'Не указан срок.',
    )
    await expect(send(story.home, act.orderId, NOW, ' \u00A0')).rejects.toEqual(refusal('invalid', { field: 'note' }))
    await send(story.home, act.orderId, NOW, 'срок будет позже')
  })

  it('refuses a route of another district and one whose stage nobody can decide today', async () => {
    const act = await draftAct(story.home)
    const [foreign] = await database()
      .select({ id: routes.id })
      .from(routes)
      .where(eq(routes.municipalityId, story.other.id))
    await expect(
      sendForApproval(coordinator, { id: act.orderId, routeId: foreign?.id ?? '', note: 'так' }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    const gone = await approver(story.home, 'ушедший')
    await database()
      .update(roleAssignments)
      .set({ validTo: '2026-04-20' })
      .where(eq(roleAssignments.userId, gone.userId ?? ''))
    await expect(sentAlong([{ need: null, members: [gone] }])).rejects.toThrow(
      /На этапе «Этап 1» нет действующих согласующих/,
    )
  })

  it('goes straight to the signatory along a route without stages', async () => {
    const act = await sentAlong([])
    expect(await statusOf(act.orderId)).toEqual({ order: 'awaiting_signature', version: 'awaiting_signature' })
    expect((await getFrozen(await story.home.actor('head'), act.orderId)).steps).toContain('sign')
  })
})

describe('decide', () => {
  it('passes the package to the signatory and records who decided', async () => {
    const act = await sentAct(story.home)
    await decideAs(story.home, 'lawyer', act.orderId)
    expect(await statusOf(act.orderId)).toEqual({ order: 'awaiting_signature', version: 'awaiting_signature' })
    expect((await actionsOn(act.orderId)).slice(-2)).toEqual(['order.approve', 'order.await_signature'])
  })

  it('is taken once: twice, at once and after the return it is refused', async () => {
    const act = await sentAct(story.home)
    const taskId = await taskOf(lawyer, act.orderId)
    const both = await Promise.allSettled([
      decide(lawyer, consent(taskId), NOW),
      decide(lawyer, consent(taskId, { decision: 'return', reason: 'нет' }), NOW),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(decide(lawyer, consent(taskId), NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('after a recall is refused with the reason why, and what he wrote is not kept as a remark', async () => {
    const act = await sentAct(story.home)
    const taskId = await taskOf(lawyer, act.orderId)
    await recallOrder(coordinator, { id: act.orderId, reason: 'ошибка' }, NOW)
    await expect(decide(lawyer, consent(taskId, { decision: 'return', reason: 'писал долго' }), NOW)).rejects.toThrow(
      /отозван/,
    )
    expect((await getOrder(coordinator, act.orderId)).rounds[0]?.remarks).toEqual([])
  })

  it('before his stage is not his to take; he does not even see the package', async () => {
    const [first, second] = [await approver(story.home, 'первый'), await approver(story.home, 'второй')]
    const act = await sentAlong([
      { need: null, members: [first] },
      { need: null, members: [second] },
    ])
    const { rounds } = await getOrder(coordinator, act.orderId)
    const later = rounds[0]?.stages[1]?.tasks[0]?.id ?? ''
    await expect(getOrder(second, act.orderId)).rejects.toEqual(refusal('not_found'))
    await expect(decide(second, consent(later), NOW)).rejects.toEqual(refusal('not_found'))
    // The same person stands in both stages: his second turn has not come either.
    const twice = await sentAlong([
      { need: null, members: [first, second] },
      { need: null, members: [first] },
    ])
    const own = (await getOrder(coordinator, twice.orderId)).rounds[0]?.stages[1]?.tasks[0]?.id ?? ''
    await expect(decide(first, consent(own), NOW)).rejects.toThrow(/ещё не наступил/)
    await decide(first, consent(await taskOf(first, act.orderId)), NOW)
    await decide(second, consent(await taskOf(second, act.orderId)), NOW)
    expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
  })

  it('ends a stage with n of m; the one who comes later is told that he is not needed', async () => {
    const people = [
      await approver(story.home, 'а'),
      await approver(story.home, 'б'),
      await approver(story.home, 'в'),
    ] as const
    const act = await sentAlong([{ need: 2, members: [...people] }])
    const tasks = await Promise.all(people.map((one) => taskOf(one, act.orderId)))
    const all = await Promise.allSettled(people.map((one, index) => decide(one, consent(tasks[index] ?? ''), NOW)))
    expect(all.map((one) => one.status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(all.find((one) => one.status === 'rejected')?.reason).toEqual(refusal('conflict'))
    expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
    expect((await actionsOn(act.orderId)).filter((action) => action === 'order.await_signature')).toHaveLength(1)
  })

  it('is not the author’s, neither who made the act nor who sent it, though he be an approver', async () => {
    const admin = await story.home.actor('admin')
    await addRole(
      admin,
      { userId: coordinator.userId ?? '', role: 'approver', title: '', validFrom: null, validTo: null },
      NOW,
    )
    await addRole(
      admin,
      { userId: lawyer.userId ?? '', role: 'coordinator', title: '', validFrom: null, validTo: null },
      NOW,
    )
    const [both, other] = [await story.home.actor('coordinator'), await story.home.actor('lawyer')]
    await expect(sentAlong([{ need: null, members: [both] }])).rejects.toThrow(
      /нет действующих согласующих, кроме автора/,
    )
    // A stage of all does not wait for the author: his consent could never come.
    const act = await sentAlong([{ need: null, members: [both, other] }])
    const ofStage = (await getOrder(both, act.orderId)).rounds.at(-1)?.stages[0]?.tasks.map((task) => task.userId)
    expect(ofStage).toEqual([other.userId])
    const days = { validFrom: both.today, validTo: both.today, basis: 'отпуск' }
    await addDeputy(admin, { principalId: other.userId ?? '', deputyId: both.userId ?? '', ...days }, randomUUID(), NOW)
    const acting = await story.home.actor('coordinator')
    const standIn = (await getOrder(acting, act.orderId)).myTask?.id ?? ''
    await expect(decide(acting, consent(standIn), NOW)).rejects.toEqual(refusal('forbidden'))
    await decide(other, consent(await taskOf(other, act.orderId)), NOW)
    expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
    await recallOrder(other, { id: act.orderId, reason: 'отправлю сам' }, NOW)
    // Sent by another, the act still has the same author: neither of them decides.
    await expect(sendForApproval(other, { id: act.orderId, routeId: act.routeId, note: 'так' }, NOW)).rejects.toEqual(
      refusal('invalid', { field: 'routeId' }),
    )
    await database()
      .delete(deputies)
      .where(eq(deputies.deputyId, both.userId ?? ''))
    await database()
      .delete(roleAssignments)
      .where(and(eq(roleAssignments.userId, coordinator.userId ?? ''), eq(roleAssignments.role, 'approver')))
    await database()
      .delete(roleAssignments)
      .where(and(eq(roleAssignments.userId, lawyer.userId ?? ''), eq(roleAssignments.role, 'coordinator')))
  })

  it('wants a reason to return and a remark to consent with remarks, and no more than a page holds', async () => {
    const act = await sentAct(story.home)
    const taskId = await taskOf(lawyer, act.orderId)
    await expect(decide(lawyer, consent(taskId, { decision: 'return', reason: ' \u00A0\n' }), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'reason' }),
    )
    await expect(decide(lawyer, consent(taskId, { decision: 'approve_with_remarks' }), NOW)).rejects.toEqual(
      refusal('invalid', { field: 'reason' }),
    )
    await expect(
      decide(lawyer, consent(taskId, { decision: 'return', reason: 'а'.repeat(100_000) }), NOW),
    ).rejects.toEqual(refusal('invalid', { field: 'reason' }))
    await expect(
      decide(lawyer, consent(taskId, { remarkKey: [randomUUID()], remarkText: ['о чужой строке'] }), NOW),
    ).rejects.toEqual(refusal('not_found'))
    await decide(lawyer, consent(taskId), NOW)
  })

  it('of another district’s package, of another’s task and after the role has ended is not his', async () => {
    const act = await sentAct(story.home)
    const taskId = await taskOf(lawyer, act.orderId)
    await expect(decide(await story.other.actor('lawyer'), consent(taskId), NOW)).rejects.toEqual(refusal('not_found'))
    await expect(decide(await approver(story.home, 'посторонний'), consent(taskId), NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await database()
      .update(roleAssignments)
      .set({ validTo: '2026-04-20' })
      .where(eq(roleAssignments.userId, lawyer.userId ?? ''))
    await expect(decide(await story.home.actor('lawyer'), consent(taskId), NOW)).rejects.toEqual(refusal('forbidden'))
    await database()
      .update(roleAssignments)
      .set({ validTo: null })
      .where(eq(roleAssignments.userId, lawyer.userId ?? ''))
  })
})

describe('a deputy', () => {
  it('decides in his days only, to the last minute of the last one; the journal and the round name both', async () => {
    const [absent, standIn] = [await approver(story.home, 'отсутствующий'), await approver(story.home, 'замещающий')]
    const days = {
      principalId: absent.userId ?? '',
      deputyId: standIn.userId ?? '',
      basis: 'отпуск',
      validFrom: '2026-04-21',
      validTo: '2026-04-22',
    }
    await addDeputy(await story.home.actor('admin'), days, randomUUID(), NOW)
    const [first, second] = [
      await sentAlong([{ need: null, members: [absent] }]),
      await sentAlong([{ need: null, members: [absent] }]),
    ]
    const { login } = await getOwnPerson(standIn)
    // Chita is nine hours ahead: its 22nd of April ends at 15:00 UTC.
    const lastMinute = new Date('2026-04-22T14:59:00Z')
    const acting = await actorAt(login, lastMinute)
    await decide(acting, consent(await taskOf(acting, first.orderId)), lastMinute)
    const [line] = await database()
      .select()
      .from(journal)
      .where(and(eq(journal.subjectId, first.orderId), eq(journal.action, 'order.approve')))
    expect(line).toMatchObject({
      actorName: expect.stringContaining('замещающий'),
      onBehalfOf: expect.stringContaining('отсутствующий'),
    })
    const task = (await getOrder(coordinator, first.orderId)).rounds[0]?.stages[0]?.tasks[0]
    expect(task).toMatchObject({
      name: expect.stringContaining('отсутствующий'),
      decidedBy: expect.stringContaining('замещающий'),
    })

    const minuteAfter = new Date('2026-04-22T15:00:00Z')
    const taskId = (await getOrder(coordinator, second.orderId)).rounds[0]?.stages[0]?.tasks[0]?.id ?? ''
    await expect(decide(await actorAt(login, minuteAfter), consent(taskId), minuteAfter)).rejects.toEqual(
      refusal('not_found'),
    )
  })
})

async function actorAt(login: string, at: Date): Promise<Actor> {
  const actor = await findActorByLogin(login, at)
  if (!actor) throw new Error('Nobody.')
  return actor
}

describe('a returned package', () => {
  it('keeps remarks until they are answered, asks every stage again and shows what changed since', async () => {
    const act = await sentAct(story.home)
    const { round } = await getFrozen(lawyer, act.orderId)
    const key = round.package.measures[0]?.key ?? ''
    await decideAs(story.home, 'lawyer', act.orderId, 'return', NOW, {
      reason: 'Уточнить срок',
      remarkKey: [key],
      remarkText: ['Нет дня'],
    })
    expect(await statusOf(act.orderId)).toEqual({ order: 'returned', version: 'returned' })
    const remarks = (await getOrder(coordinator, act.orderId)).rounds[0]?.remarks ?? []
    expect(new Map(remarks.map((remark) => [remark.text, remark.measure]))).toEqual(
      new Map([
        ['Нет дня', '1.1'],
        ['Уточнить срок', undefined],
      ]),
    )
    await saveMeasure(coordinator, { ...row('Совещание'), term: '25 апреля', id: act.measureId, revision: 1 }, NOW)
    await expect(send(story.home, act.orderId, NOW, '')).rejects.toEqual(refusal('invalid', { field: 'note' }))
    for (const remark of remarks) await answerRemark(coordinator, { remarkId: remark.id, answer: 'Учтено' }, NOW)
    expect(await actionsOn(...remarks.map((remark) => remark.id))).toEqual(['remark.answer', 'remark.answer'])
    await send(story.home, act.orderId)
    const again = await getFrozen(lawyer, act.orderId)
    expect([again.round.number, again.round.stages[0]?.tasks[0]?.decision]).toEqual([2, null])
    const changes = again.previous ? comparePackages(again.previous, again.round.package) : []
    expect(changes).toEqual([
      expect.objectContaining({ was: 'апрель', became: '25 апреля', place: expect.stringContaining('Срок') }),
    ])
    await decideAs(story.home, 'lawyer', act.orderId)
    expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
  })

  it('takes an answer from its own district’s author only, and no empty one', async () => {
    const act = await sentAct(story.home)
    await decideAs(story.home, 'lawyer', act.orderId, 'return', NOW, { reason: 'Уточнить' })
    const remarkId = (await getOrder(coordinator, act.orderId)).rounds[0]?.remarks[0]?.id ?? ''
    await expect(
      answerRemark(await story.other.actor('coordinator'), { remarkId, answer: 'Учтено' }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    await expect(answerRemark(lawyer, { remarkId, answer: 'Учтено' }, NOW)).rejects.toEqual(refusal('forbidden'))
    await expect(answerRemark(coordinator, { remarkId, answer: '\u00A0' }, NOW)).rejects.toEqual(
      refusal('invalid', { field: 'answer' }),
    )
  })

  it('still answers a remark on a row that was deleted meanwhile', async () => {
    const act = await sentAct(story.home)
    const key = (await getFrozen(lawyer, act.orderId)).round.package.measures[0]?.key ?? ''
    await decideAs(story.home, 'lawyer', act.orderId, 'return', NOW, {
      reason: 'Убрать',
      remarkKey: [key],
      remarkText: ['Лишнее'],
    })
    await actOnRow(coordinator, { kind: 'measure', id: act.measureId, act: 'delete' }, NOW)
    const remarks = (await getOrder(coordinator, act.orderId)).rounds[0]?.remarks ?? []
    expect(remarks.map((remark) => remark.measure)).toContain('1.1')
    for (const remark of remarks) await answerRemark(coordinator, { remarkId: remark.id, answer: 'Удалено' }, NOW)
  })
})

describe('recallOrder', () => {
  it('gives the package back to be edited and keeps what was said; twice it is refused', async () => {
    const act = await awaitingAct(story.home)
    await recallOrder(coordinator, { id: act.orderId, reason: 'ошибка в дате' }, NOW)
    expect(await statusOf(act.orderId)).toEqual({ order: 'draft', version: 'draft' })
    expect((await getOrder(coordinator, act.orderId)).rounds[0]).toMatchObject({
      state: 'recalled',
      endReason: 'ошибка в дате',
    })
    await expect(recallOrder(coordinator, { id: act.orderId, reason: '' }, NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('is refused after the signature, to another district and another role', async () => {
    const act = await awaitingAct(story.home)
    await expect(
      recallOrder(await story.other.actor('coordinator'), { id: act.orderId, reason: '' }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    await expect(recallOrder(lawyer, { id: act.orderId, reason: '' }, NOW)).rejects.toEqual(refusal('forbidden'))
    await sign(story.home, act.orderId)
    await expect(recallOrder(coordinator, { id: act.orderId, reason: '' }, NOW)).rejects.toThrow(/уже подписано/)
  })
})

describe('returnFromSignature', () => {
  it('returns with a reason that becomes a remark; without one, twice or by another it is refused', async () => {
    const head = await story.home.actor('head')
    const act = await awaitingAct(story.home)
    await expect(returnFromSignature(head, { id: act.orderId, reason: ' ' }, NOW)).rejects.toEqual(
      refusal('invalid', { field: 'reason' }),
    )
    await expect(
      returnFromSignature(await story.other.actor('head'), { id: act.orderId, reason: 'нет' }, NOW),
    ).rejects.toEqual(refusal('not_found'))
    await expect(returnFromSignature(lawyer, { id: act.orderId, reason: 'нет' }, NOW)).rejects.toEqual(
      refusal('forbidden'),
    )
    await returnFromSignature(head, { id: act.orderId, reason: 'Не согласен с п. 2' }, NOW)
    expect((await getOrder(coordinator, act.orderId)).rounds[0]?.remarks.map((remark) => remark.text)).toEqual([
      'Не согласен с п. 2',
    ])
    await expect(returnFromSignature(head, { id: act.orderId, reason: 'ещё' }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
  })
})
