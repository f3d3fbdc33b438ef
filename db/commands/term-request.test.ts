import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { setExecution } from '@/db/commands/execution'
import { decideTermRequest, requestTermMove, withdrawTermRequest } from '@/db/commands/term-request'
import { getExecutionCell, getMeasureExecution, getTermRequest } from '@/db/queries/execution'
import { executions, termRequests } from '@/db/schema/plan'
import { type LivingAct, livingAct, schoolIds } from '@/db/testing/living-act'
import { actionsOn, idOf, NOW, openStory, refusal } from '@/db/testing/story'
import type { ExecutorRef } from '@/lib/execution/rules'

let story: Awaited<ReturnType<typeof openStory>>
let act: LivingAct
let school1: ExecutorRef
let school2: ExecutorRef
beforeAll(async () => {
  story = await openStory()
  act = await livingAct(story.home, [{ title: 'Анкетирование', term: 'до 25.05.2026', executors: 'Школы' }])
  const [one = '', two = ''] = await schoolIds('МОУ СОШ № 1', 'МОУ СОШ № 2')
  school1 = { kind: 'school', id: one }
  school2 = { kind: 'school', id: two }
})
afterAll(() => story.close())
afterEach(async () => {
  await database().delete(termRequests)
  await database().delete(executions)
})

const key = () => act.keys[0] ?? ''
const asking = (executor: ExecutorRef | null, newDue = '2026-06-10', reason = 'карантин') => ({
  roadMapId: act.roadMapId,
  measureKey: key(),
  point: '1',
  executor,
  newDue,
  reason,
})
const ask = async (name: string, input = asking(school1), press: string = randomUUID()) =>
  requestTermMove(await story.home.actor(name), input, press, NOW)
const decide = async (name: string, id: string, decision: 'granted' | 'refused' = 'granted', decisionReason = '') =>
  decideTermRequest(await story.home.actor(name), { id, decision, decisionReason }, NOW)
const dueOf = async (executor: ExecutorRef) => {
  const found = await getExecutionCell(await story.home.actor('coordinator'), act.roadMapId, key(), '1', executor)
  return [found.cell.due, found.cell.isMoved, found.row.term]
}

describe('a request to move a term', () => {
  it('granted becomes the working date of that executor; the text stays', async () => {
    const id = await ask('school1')
    expect((await actionsOn(key())).at(-1)).toBe('term_request.ask')
    expect(await dueOf(school1)).toEqual(['2026-05-25', false, 'до 25.05.2026'])
    await decide('coordinator', id)
    expect(await dueOf(school1)).toEqual(['2026-06-10', true, 'до 25.05.2026'])
    expect(await dueOf(school2)).toEqual(['2026-05-25', false, 'до 25.05.2026'])
    expect((await actionsOn(key())).at(-1)).toBe('term_request.grant')
  })

  it('refused moves nothing, wants a reason, and shows it to who asked', async () => {
    const id = await ask('school1')
    await expect(decide('coordinator', id, 'refused', ' ')).rejects.toEqual(
      refusal('invalid', { field: 'decisionReason' }),
    )
    await decide('coordinator', id, 'refused', 'сроки заданы краем')
    expect((await dueOf(school1))[0]).toBe('2026-05-25')
    const { request } = await getTermRequest(await story.home.actor('school1'), id)
    expect(request).toMatchObject({ decision: 'refused', decisionReason: 'сроки заданы краем', mayDecide: false })
  })

  it('is decided once: of two coordinators’ tabs the second is refused', async () => {
    const id = await ask('school1')
    const both = await Promise.allSettled([decide('coordinator', id), decide('coordinator', id, 'refused', 'нет')])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find((one) => one.status === 'rejected')?.reason).toEqual(refusal('conflict'))
  })

  it('may be for all executors by the coordinator, who may decide his own request', async () => {
    await expect(ask('school1', asking(null))).rejects.toEqual(refusal('not_found'))
    await decide('coordinator', await ask('coordinator', asking(null)))
    expect((await dueOf(school2))[0]).toBe('2026-06-10')
    // The next move of all begins at the term as it stands now.
    await expect(ask('coordinator', asking(null, '2026-06-10'))).rejects.toEqual(
      refusal('invalid', { field: 'newDue' }),
    )
    await decide('coordinator', await ask('coordinator', asking(null, '2026-06-20')))
    expect((await dueOf(school1))[0]).toBe('2026-06-20')
  })

  it('wants a later day that has not passed, a reason, and something still to do', async () => {
    for (const [newDue, reason, field] of [
      ['2026-05-25', 'карантин', 'newDue'],
      ['2026-04-20', 'карантин', 'newDue'],
      ['2026-06-10', '\u00A0', 'reason'],
    ] as const)
      await expect(ask('school1', asking(school1, newDue, reason))).rejects.toEqual(refusal('invalid', { field }))
    const said = { state: 'done', note: '', isBeforeApproval: false, doneOn: null, revision: 0 } as const
    await setExecution(
      await story.home.actor('school1'),
      { ...asking(null), ...said, executorKind: 'school', executorId: school1.id },
      randomUUID(),
      NOW,
    )
    await expect(ask('school1')).rejects.toEqual(refusal('conflict'))
  })

  it('waits once: a second press gets its answer, a second request is refused, a withdrawn one makes room', async () => {
    const press = randomUUID()
    const id = await ask('school1', asking(school1), press)
    expect(await ask('school1', asking(school1), press)).toBe(id)
    await expect(ask('coordinator')).rejects.toEqual(refusal('conflict'))
    await expect(withdrawTermRequest(await story.home.actor('coordinator'), { id }, NOW)).rejects.toEqual(
      refusal('not_found'),
    )
    await withdrawTermRequest(await story.home.actor('school1'), { id }, NOW)
    expect((await actionsOn(key())).at(-1)).toBe('term_request.withdraw')
    await expect(decide('coordinator', id)).rejects.toEqual(refusal('not_found'))
    const again = await ask('school1')
    await decide('coordinator', again)
    await expect(withdrawTermRequest(await story.home.actor('school1'), { id: again }, NOW)).rejects.toEqual(
      refusal('conflict'),
    )
  })

  it('is of one’s own executors only, and hidden from other schools and districts', async () => {
    await expect(ask('school1', asking(school2))).rejects.toEqual(refusal('not_found'))
    await expect(ask('curator1', asking(school1))).rejects.toEqual(refusal('not_found'))
    await expect(ask('head')).rejects.toEqual(refusal('forbidden'))
    const id = await ask('school1', asking(school1, '2026-06-10', 'затопило спортзал'))
    await expect(decide('school1', id)).rejects.toEqual(refusal('forbidden'))
    await expect(decide('head', id)).rejects.toEqual(refusal('forbidden'))
    const stranger = await story.other.actor('coordinator')
    const foreign = decideTermRequest(stranger, { id, decision: 'granted', decisionReason: '' }, NOW)
    await expect(foreign).rejects.toEqual(refusal('not_found'))
    await expect(getTermRequest(await story.home.actor('school2'), id)).rejects.toEqual(refusal('not_found'))
    const seen = await getMeasureExecution(await story.home.actor('school2'), act.roadMapId, key())
    expect(seen.requests).toEqual([])
    const told = JSON.stringify(seen)
    for (const secret of [school1.id, 'затопило', 'СОШ № 1', await idOf(story.home, 'school1')])
      expect(told.includes(secret), secret).toBe(false)
  })
})
