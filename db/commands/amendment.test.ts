import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { startEdition, startRepeal } from '@/db/commands/amendment'
import { chooseAmendmentForm, rebaseAmendment } from '@/db/commands/amendment-draft'
import { saveOrderCard, withdrawOrder } from '@/db/commands/order'
import { publishOrder, withdrawPublication } from '@/db/commands/publication'
import { annulEntry } from '@/db/commands/register'
import { actLinks, getAmendment, getRebase, getTextOn } from '@/db/queries/amendment'
import { getOrder, getSending } from '@/db/queries/order'
import { getRoadMap } from '@/db/queries/road-map'
import { orders } from '@/db/schema/order'
import { measures, roadMapVersions } from '@/db/schema/road-map'
import { signOrder } from '@/db/sign-order'
import { addRow, issue, retype, startedAmendment } from '@/db/testing/amending'
import {
  type Act,
  actionsOn,
  awaitingAct,
  cardInput,
  decideAs,
  entriesOf,
  NOW,
  openStory,
  paperBytes,
  refusal,
  send,
  sign,
  signedAct,
  signInput,
  statusOf,
} from '@/db/testing/story'
import { pdfText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const coordinator = (now = NOW) => story.home.actor('coordinator', now)
const annul = async (orderId: string, now = NOW) => {
  const entry = (await entriesOf(orderId)).at(-1)
  await annulEntry(await story.home.actor('clerk', now), { entryId: entry?.id ?? '', reason: 'ошибка' }, now)
}
const versionsOf = async (roadMapId: string) =>
  (await database().select().from(roadMapVersions).where(eq(roadMapVersions.roadMapId, roadMapId)))
    .toSorted((one, other) => one.number - other.number)
    .map(({ number, status, inForceFrom, inForceTo }) => [number, status, inForceFrom, inForceTo])
const numberOf = async (orderId: string) => (await entriesOf(orderId)).at(-1)?.number
const TODAY = '2026-04-21'
const LATER = new Date('2026-05-05T02:00:00Z')
const LATEST = new Date('2026-06-01T02:00:00Z')
const textOn = async (act: Act, date: string) => {
  const { found, text } = await getTextOn(await coordinator(), act.roadMapId, date)
  return [found.state, text?.measures.map((row) => `${row.title}: ${row.term}`) ?? null]
}

describe('startEdition', () => {
  it('copies the edition in force row for row with the rows’ keys, for an act that names the one that approved it', async () => {
    const act = await signedAct(story.home)
    const { orderId, versionId } = await startedAmendment(story.home, act.roadMapId)
    const { versions, version } = await getRoadMap(await coordinator(), act.roadMapId)
    expect(versions.map(({ number, status }) => [number, status])).toEqual([
      [2, 'draft'],
      [1, 'approved'],
    ])
    expect(version.orderId).toBe(orderId)
    const keysOf = (id: string) =>
      database().select({ key: measures.key, title: measures.title }).from(measures).where(eq(measures.versionId, id))
    expect(await keysOf(versionId)).toEqual(await keysOf(act.versionId))
    const [order] = await database().select().from(orders).where(eq(orders.id, orderId))
    expect(order).toMatchObject({ purpose: 'amendment', targetId: act.orderId, amendmentForm: 'rows' })
    const cited = `от\u00A021.04.2026 №\u00A0${await numberOf(act.orderId)}`
    expect(order?.title).toMatch(/^О внесении изменений в распоряжение /)
    expect(order?.title).toContain(cited)
    expect(order?.points[0]).toMatch(
      /^Внести в Дорожную карту .*, утверждённую распоряжением .*, следующие изменения:$/,
    )
    expect(order?.points[0]).toContain(cited)
    expect(await actionsOn(act.roadMapId)).toContain('road_map.start_amendment')
  })

  it('shows what is in force to readers, and the newest draft to who edits', async () => {
    const act = await signedAct(story.home)
    await startedAmendment(story.home, act.roadMapId)
    await startedAmendment(story.home, act.roadMapId)
    expect((await getRoadMap(await coordinator(), act.roadMapId)).version.number).toBe(3)
    expect((await getRoadMap(await story.home.actor('head'), act.roadMapId)).version.number).toBe(1)
  })

  it('approves anew where nothing is in force, one at a time', async () => {
    const act = await signedAct(story.home)
    await annul(act.orderId)
    const started = await startedAmendment(story.home, act.roadMapId)
    const [order] = await database().select().from(orders).where(eq(orders.id, started.orderId))
    expect(order).toMatchObject({ purpose: 'approval', targetId: null })
    await expect(startedAmendment(story.home, act.roadMapId)).rejects.toEqual(refusal('conflict'))
    await withdrawOrder(await coordinator(), { id: started.orderId, reason: 'не нужна' }, NOW)
    expect((await startedAmendment(story.home, act.roadMapId)).version).toBe(3)
  })

  it('is refused for another district’s map, by another role, and while the first edition is on its way', async () => {
    const sent = await awaitingAct(story.home)
    const start = async (actor: Awaited<ReturnType<typeof coordinator>>) =>
      startEdition(actor, { roadMapId: sent.roadMapId }, NOW)
    await expect(start(await coordinator())).rejects.toEqual(refusal('conflict'))
    await expect(start(await story.other.actor('coordinator'))).rejects.toEqual(refusal('not_found'))
    await expect(start(await story.home.actor('lawyer'))).rejects.toEqual(refusal('forbidden'))
  })
})

describe('an amendment', () => {
  it('is not sent without a change, writes what changed, and makes the next edition (C81)', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await expect(send(story.home, amendment.orderId)).rejects.toEqual(refusal('invalid'))
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    const { changes, isBaseInForce } = await getAmendment(await coordinator(), act.roadMapId, 2)
    expect(isBaseInForce).toBe(true)
    expect(changes.map((change) => change.text)).toEqual(['строку 1 раздела 1 изложить в следующей редакции:'])
    await issue(story.home, amendment)
    expect(await statusOf(amendment.orderId)).toEqual({ order: 'registered', version: 'approved' })
    expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'superseded' })
    const text = comparable(await pdfText(await paperBytes(story.home, amendment.orderId)))
    expect(text).toContain(`от 21.04.2026 № ${await numberOf(act.orderId)}`)
    expect(text).toContain('строку 1 раздела 1 изложить в следующей редакции')
    expect(text).toContain('июнь')
    const actor = await coordinator()
    expect((await actLinks(actor, amendment.orderId)).target?.id).toBe(act.orderId)
    expect((await actLinks(actor, act.orderId)).amendedBy.map((one) => one.id)).toEqual([amendment.orderId])
  })

  it('may give the whole annex anew, and its first point follows unless somebody typed it', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    await chooseAmendmentForm(await coordinator(), { orderId: amendment.orderId, form: 'whole' }, NOW)
    const { frozen } = await getSending(await coordinator(), amendment.orderId)
    expect(frozen.document.points[0]).toContain('изложив её в новой редакции согласно приложению')
    expect(frozen.document.changes).toBeUndefined()
    expect(frozen.document.annex?.approval[0]).toBe('Приложение')
    expect(frozen.document.annex?.former?.join(' ')).toContain('УТВЕРЖДЕНА распоряжением')
    await database()
      .update(orders)
      .set({ points: ['Своими словами.'] })
      .where(eq(orders.id, amendment.orderId))
    await chooseAmendmentForm(await coordinator(), { orderId: amendment.orderId, form: 'rows' }, NOW)
    expect((await getOrder(await coordinator(), amendment.orderId)).content?.points).toEqual(['Своими словами.'])
  })

  it('made from an edition that another replaced is stopped, carried over and issued: both changes, each on its day', async () => {
    const act = await signedAct(story.home)
    const [one, two] = [
      await startedAmendment(story.home, act.roadMapId),
      await startedAmendment(story.home, act.roadMapId),
    ]
    await retype(story.home, one, 'Совещание', { term: 'июнь' })
    await retype(story.home, two, 'Совещание', { executors: 'Куратор' })
    await addRow(story.home, two, 'Вебинар')
    await issue(story.home, one, LATER)
    const { findings } = await getSending(await coordinator(LATER), two.orderId)
    expect(findings.map((finding) => finding.code)).toContain('base_superseded')
    await expect(send(story.home, two.orderId, LATER)).rejects.toEqual(refusal('invalid'))
    const { state, conflicts } = await getRebase(await coordinator(LATER), two.orderId)
    expect(conflicts).toEqual([])
    await rebaseAmendment(await coordinator(LATER), { orderId: two.orderId, takeTheirs: [], state }, LATER)
    const [card] = await database().select().from(orders).where(eq(orders.id, two.orderId))
    expect(card?.points[0]).toContain(
      `(в редакции распоряжения от\u00A005.05.2026 №\u00A0${await numberOf(one.orderId)})`,
    )
    await issue(story.home, two, LATEST)
    expect(await versionsOf(act.roadMapId)).toEqual([
      [1, 'superseded', TODAY, '2026-05-05'],
      [2, 'superseded', '2026-05-05', '2026-06-01'],
      [3, 'approved', '2026-06-01', null],
    ])
    expect(await textOn(act, '2026-04-20')).toEqual(['not_yet', null])
    expect(await textOn(act, '2026-05-04')).toEqual(['in_force', ['Совещание: апрель']])
    expect(await textOn(act, '2026-05-05')).toEqual(['in_force', ['Совещание: июнь']])
    expect(await textOn(act, '2026-07-01')).toEqual(['in_force', ['Совещание: июнь', 'Вебинар: апрель']])
  })

  it('asks where both changed one cell, keeps both texts in the journal, and refuses what moved on meanwhile', async () => {
    const act = await signedAct(story.home)
    const [one, two] = [
      await startedAmendment(story.home, act.roadMapId),
      await startedAmendment(story.home, act.roadMapId),
    ]
    await retype(story.home, one, 'Совещание', { term: 'июнь' })
    await retype(story.home, two, 'Совещание', { term: 'июль' })
    await issue(story.home, one)
    const actor = await coordinator()
    const shown = await getRebase(actor, two.orderId)
    expect(shown.conflicts).toMatchObject([{ mine: 'июль', theirs: 'июнь', field: 'term' }])
    await retype(story.home, two, 'Совещание', { term: 'август' })
    const press = (state: string, takeTheirs: string[] = []) =>
      rebaseAmendment(actor, { orderId: two.orderId, takeTheirs, state }, NOW)
    await expect(press(shown.state)).rejects.toEqual(refusal('conflict'))
    const { state, conflicts } = await getRebase(actor, two.orderId)
    await press(
      state,
      conflicts.map((conflict) => conflict.id),
    )
    await expect(press(state)).rejects.toEqual(refusal('conflict'))
    expect((await getAmendment(actor, act.roadMapId, 3)).differences).toBe(0)
    expect(await actionsOn(act.roadMapId)).toContain('road_map.rebase')
  })

  it('of one edition: of two that both wait for a signature only one is signed, also at once', async () => {
    const act = await signedAct(story.home)
    const both = [await startedAmendment(story.home, act.roadMapId), await startedAmendment(story.home, act.roadMapId)]
    for (const [index, one] of both.entries()) {
      await retype(story.home, one, 'Совещание', { term: `июнь ${index}` })
      await send(story.home, one.orderId)
      await decideAs(story.home, 'lawyer', one.orderId)
    }
    const head = await story.home.actor('head')
    const inputs = await Promise.all(both.map((one) => signInput(head, one.orderId)))
    const done = await Promise.allSettled(inputs.map((input) => signOrder(head, input, NOW)))
    expect(done.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const lost = both[done.findIndex((one) => one.status === 'rejected')]
    await expect(sign(story.home, lost?.orderId ?? '')).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining('перенесёт') }),
    )
    expect((await versionsOf(act.roadMapId)).map(([, status]) => status).sort()).toEqual([
      'approved',
      'awaiting_signature',
      'superseded',
    ])
  })

  it('annulled gives its base back; what others build on is annulled after them', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    await issue(story.home, amendment, LATER)
    await expect(annul(act.orderId)).rejects.toEqual(
      refusal('conflict', { message: expect.stringContaining(`№\u00A0${await numberOf(amendment.orderId)}`) }),
    )
    await annul(amendment.orderId, LATER)
    expect(await versionsOf(act.roadMapId)).toEqual([
      [1, 'approved', TODAY, null],
      [2, 'repealed', '2026-05-05', null],
    ])
    expect(await textOn(act, '2026-07-01')).toEqual(['in_force', ['Совещание: апрель']])
    expect((await actLinks(await coordinator(), act.orderId)).amendedBy).toEqual([])
    await annul(act.orderId)
    expect((await versionsOf(act.roadMapId)).map(([, status]) => status)).toEqual(['repealed', 'repealed'])
  })

  it('of an act that was annulled or repealed meanwhile is not sent; the way out is said', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    await annul(act.orderId)
    const { findings } = await getSending(await coordinator(), amendment.orderId)
    expect(findings.find((finding) => finding.code === 'target_not_in_force')?.wayOut).toContain('новый акт')
    await expect(send(story.home, amendment.orderId)).rejects.toEqual(refusal('invalid'))
  })
})

describe('a repeal', () => {
  const repealed = async (act: Act, now = NOW) => {
    const { orderId } = await startRepeal(await coordinator(now), { orderId: act.orderId }, now)
    await issue(story.home, { orderId }, now)
    return orderId
  }

  it('announces no later day, since registration ends the other act at once', async () => {
    const act = await signedAct(story.home)
    const actor = await coordinator()
    const { orderId } = await startRepeal(actor, { orderId: act.orderId }, NOW)
    const card = await cardInput(actor, orderId)
    await expect(saveOrderCard(actor, { ...card, effectiveOn: '2026-09-01' }, NOW)).rejects.toEqual(
      refusal('invalid', { field: 'effectiveOn' }),
    )
    await saveOrderCard(actor, card, NOW)
  })

  it('names the act and its amendments, and ends them with the map on its day', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    await issue(story.home, amendment)
    const orderId = await repealed(act, LATER)
    const [order] = await database().select().from(orders).where(eq(orders.id, orderId))
    expect(order?.title).toMatch(/^О признании утратившим силу распоряжения /)
    for (const one of [act, amendment])
      expect(order?.points[0]).toContain(`от\u00A021.04.2026 №\u00A0${await numberOf(one.orderId)}`)
    expect(await statusOf(act.orderId)).toEqual({ order: 'repealed', version: 'superseded' })
    expect(await statusOf(amendment.orderId)).toEqual({ order: 'repealed', version: 'repealed' })
    expect(await textOn(act, '2026-05-04')).toEqual(['in_force', ['Совещание: июнь']])
    expect((await textOn(act, '2026-05-05'))[0]).toBe('ended')
    const actor = await coordinator()
    expect((await actLinks(actor, act.orderId)).repealedBy?.id).toBe(orderId)
    await expect(startRepeal(actor, { orderId: act.orderId }, NOW)).rejects.toEqual(refusal('conflict'))
    expect((await startedAmendment(story.home, act.roadMapId)).version).toBe(3)
  })

  it('annulled gives back what it ended, published acts among them', async () => {
    const [act, hidden] = [await signedAct(story.home), await signedAct(story.home)]
    const clerk = await story.home.actor('clerk')
    for (const one of [act, hidden]) await publishOrder(clerk, { orderId: one.orderId }, NOW)
    await withdrawPublication(clerk, { orderId: hidden.orderId, reason: 'ошибка' }, NOW)
    for (const [one, status] of [
      [act, 'published'],
      [hidden, 'registered'],
    ] as const) {
      const repeal = await repealed(one, LATER)
      expect(await statusOf(one.orderId)).toEqual({ order: 'repealed', version: 'repealed' })
      await annul(repeal, LATER)
      expect(await statusOf(one.orderId)).toEqual({ order: status, version: 'approved' })
      expect(await versionsOf(one.roadMapId)).toEqual([[1, 'approved', TODAY, null]])
    }
  })

  it('is refused of an amendment, twice, of another district’s act and by another role; a new approval bars its annulment', async () => {
    const act = await signedAct(story.home)
    const amendment = await startedAmendment(story.home, act.roadMapId)
    await retype(story.home, amendment, 'Совещание', { term: 'июнь' })
    await issue(story.home, amendment)
    const start = async (name: string, orderId: string, place = story.home) =>
      startRepeal(await place.actor(name), { orderId }, NOW)
    await expect(start('coordinator', amendment.orderId)).rejects.toEqual(refusal('conflict'))
    await expect(start('coordinator', act.orderId, story.other)).rejects.toEqual(refusal('not_found'))
    await expect(start('lawyer', act.orderId)).rejects.toEqual(refusal('forbidden'))
    const { orderId } = await start('coordinator', act.orderId)
    await expect(start('coordinator', act.orderId)).rejects.toEqual(refusal('conflict'))
    await issue(story.home, { orderId })
    const anew = await startedAmendment(story.home, act.roadMapId)
    await issue(story.home, anew)
    expect(await statusOf(anew.orderId)).toEqual({ order: 'registered', version: 'approved' })
    await expect(annul(orderId)).rejects.toEqual(refusal('conflict'))
    expect(await statusOf(act.orderId)).toMatchObject({ order: 'repealed' })
  })
})
