import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { saveMeasure } from '@/db/commands/measure'
import { saveOrderCard } from '@/db/commands/order'
import { repairFinding } from '@/db/commands/repair'
import { getMapCheck } from '@/db/queries/check'
import { journal } from '@/db/schema/journal'
import { orders } from '@/db/schema/order'
import { measures } from '@/db/schema/road-map'
import { makeRepairable } from '@/db/testing/repairable'
import { statementsOf } from '@/db/testing/statements'
import {
  type Act,
  actionsOn,
  cardInput,
  draftAct,
  importedAct,
  NOW,
  openStory,
  refusal,
  row,
  send,
} from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'

let story: Awaited<ReturnType<typeof openStory>>
let coordinator: Actor
beforeAll(async () => {
  story = await openStory()
  coordinator = await story.home.actor('coordinator')
})
afterAll(() => story.close())

const textOf = async (act: Act) => (await database().select().from(measures).where(eq(measures.id, act.measureId)))[0]

const press = (act: { roadMapId: string }, mark: string, actor = coordinator, pressId = randomUUID()) =>
  repairFinding(actor, { roadMapId: act.roadMapId, mark, pressId }, NOW)

describe('repairFinding', () => {
  it('mends the one text that it was shown for and keeps both in the journal', async () => {
    const act = await draftAct(story.home)
    const { mark, before, after } = await makeRepairable(act.measureId)
    const shown = (await getMapCheck(coordinator, act.roadMapId)).findings.find((finding) => finding.mark === mark)
    expect(shown).toMatchObject({ place: '1.1', code: 'number_sign_space', repair: { before, after } })
    const was = await textOf(act)
    await press(act, mark)
    expect(await textOf(act)).toEqual({ ...was, tasks: after, revision: (was?.revision ?? 0) + 1 })
    const lines = await database()
      .select()
      .from(journal)
      .where(and(eq(journal.subjectId, act.measureId), eq(journal.action, 'measure.repair')))
    expect(lines).toMatchObject([{ before: { tasks: before }, after: { tasks: after }, actorId: coordinator.userId }])
    expect((await getMapCheck(coordinator, act.roadMapId)).findings.map((finding) => finding.mark)).not.toContain(mark)
  })

  it('mends the order’s text, one point of it and no other', async () => {
    const act = await draftAct(story.home)
    const input = await cardInput(coordinator, act.orderId)
    const points = ['Утвердить иную карту.', 'Без точки', 'Контроль оставляю за собой.'].map((text) => ({ text }))
    await saveOrderCard(coordinator, { ...input, points }, NOW)
    const { findings } = await getMapCheck(coordinator, act.roadMapId)
    const finding = findings.find((one) => one.code === 'point_full_stop')
    await press(act, finding?.mark ?? '')
    const [order] = await database().select().from(orders).where(eq(orders.id, act.orderId))
    expect(order?.points).toEqual(['Утвердить иную карту.', 'Без точки.', 'Контроль оставляю за собой.'])
    expect(order?.revision).toBe(input.revision + 2)
    expect(await actionsOn(act.orderId)).toContain('order.repair')
  })

  it('refuses a text that moved after it was shown, and changes nothing', async () => {
    const act = await draftAct(story.home)
    const { mark } = await makeRepairable(act.measureId)
    await saveMeasure(
      coordinator,
      { ...row('Совещание'), tasks: 'По приказу №161', id: act.measureId, revision: 1 },
      NOW,
    )
    await expect(press(act, mark)).rejects.toEqual(refusal('conflict'))
    expect((await textOf(act))?.tasks).toBe('По приказу №161')
    await expect(press(act, '0'.repeat(32))).rejects.toEqual(refusal('conflict'))
  })

  it('does the second press of one form once', async () => {
    const act = await draftAct(story.home)
    const { mark } = await makeRepairable(act.measureId)
    const pressId = randomUUID()
    await press(act, mark, coordinator, pressId)
    await press(act, mark, coordinator, pressId)
    expect((await actionsOn(act.measureId)).filter((action) => action === 'measure.repair')).toHaveLength(1)
    await expect(press(act, mark)).rejects.toEqual(refusal('conflict'))
  })

  it('is not found for another municipality and forbidden to every other role', async () => {
    const act = await draftAct(story.home)
    const { mark, before } = await makeRepairable(act.measureId)
    await expect(press(act, mark, await story.other.actor('coordinator'))).rejects.toEqual(refusal('not_found'))
    for (const name of ['lawyer', 'head', 'clerk', 'curator1', 'school1'])
      await expect(press(act, mark, await story.home.actor(name)), name).rejects.toEqual(refusal('forbidden'))
    expect((await textOf(act))?.tasks).toBe(before)
  })

  it('is refused once the package has been sent', async () => {
    const act = await draftAct(story.home)
    const { mark, before } = await makeRepairable(act.measureId)
    await send(story.home, act.orderId)
    await expect(press(act, mark)).rejects.toEqual(refusal('conflict'))
    expect((await textOf(act))?.tasks).toBe(before)
    expect(await getMapCheck(coordinator, act.roadMapId)).toMatchObject({ isOpen: false, findings: [], rowIds: {} })
  })
})

describe('getMapCheck', () => {
  it('finds the defects of the 2022 plan, each linked to its row', async () => {
    const act = await importedAct(story.home, 2022)
    const { findings, rowIds } = await getMapCheck(coordinator, act.roadMapId)
    const at = (code: string) => findings.filter((finding) => finding.code === code).map((finding) => finding.place)
    expect(at('due_before_dependency')).toEqual(['3.4'])
    expect(at('tasks_empty')).toEqual(['1.6', '3.5'])
    expect(at('executors_empty')).toEqual(['3.5'])
    expect(at('indicator_copied')).toEqual(['2.2'])
    expect(at('year_past')).toEqual(['Дорожная карта'])
    for (const { measureKey } of findings) if (measureKey) expect(rowIds[measureKey]).toBeTruthy()
  })

  it('sends as many statements for two thousand rows as for one', async () => {
    const act = await draftAct(story.home)
    const count = () => statementsOf(story.fresh.opened, () => getMapCheck(coordinator, act.roadMapId))
    const one = await count()
    const [sample] = await database().select().from(measures).where(eq(measures.id, act.measureId))
    if (!sample) throw new Error('The draft has no row.')
    const more = Array.from({ length: 2_000 }, (_, at) => ({
      ...sample,
      id: randomUUID(),
      key: randomUUID(),
      number: String(at + 2),
      position: at + 2,
      title: `Мероприятие ${at}`,
    }))
    await database().insert(measures).values(more)
    expect(await count()).toBe(one)
    expect(one).toBeLessThan(28)
  })
})
