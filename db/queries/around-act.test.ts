import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { acknowledge } from '@/db/commands/acknowledgement'
import { certifyCopy } from '@/db/commands/certified-copy'
import { publishOrder } from '@/db/commands/publication'
import { annulEntry } from '@/db/commands/register'
import { getAcquaintance } from '@/db/queries/acquaintance'
import { getApprovalSheet } from '@/db/queries/approval-sheet'
import { getCopies } from '@/db/queries/certified-copy'
import { getExtracts } from '@/db/queries/extract'
import { orders, signings } from '@/db/schema/order'
import { measures } from '@/db/schema/road-map'
import {
  type Act,
  actionsOn,
  decideAs,
  draftAct,
  entriesOf,
  NOW,
  openStory,
  refusal,
  send,
  sentAct,
  sign,
  signedAct,
} from '@/db/testing/story'
import { approvalSheet } from '@/lib/approval/sheet'

let story: Awaited<ReturnType<typeof openStory>>
let act: Act
beforeAll(async () => {
  story = await openStory()
  act = await draftAct(story.home)
  await database().update(measures).set({ executors: 'Руководители ОУ' }).where(eq(measures.id, act.measureId))
  await send(story.home, act.orderId)
  await decideAs(story.home, 'lawyer', act.orderId, 'approve_with_remarks', NOW, { reason: 'уточнить срок' })
  await sign(story.home, act.orderId)
  await publishOrder(await story.home.actor('clerk'), { orderId: act.orderId }, NOW)
})
afterAll(() => story.close())

describe('extracts', () => {
  it('name every school of whom the annex asks something; a head of school gets his own', async () => {
    const { why, schools } = await getExtracts(await story.home.actor('clerk'), act.orderId)
    expect(why).toBeNull()
    expect(schools.length).toBeGreaterThan(1)
    expect(schools.map((school) => school.rows)).toEqual(schools.map(() => 1))
    const own = await getExtracts(await story.home.actor('school1'), act.orderId)
    expect(own.schools).toHaveLength(1)
    expect(own.schools[0]?.table.sections[0]?.rows[0]?.[1]).toBe('Совещание')
    expect(own.act.document?.mark).toBeNull()
  })

  it('hold rows of the signed text, whatever has become of the map’s own since', async () => {
    await database().update(measures).set({ title: 'Переписано' }).where(eq(measures.id, act.measureId))
    const { schools } = await getExtracts(await story.home.actor('clerk'), act.orderId)
    expect(schools[0]?.table.sections[0]?.rows[0]?.[1]).toBe('Совещание')
    await database().update(measures).set({ title: 'Совещание' }).where(eq(measures.id, act.measureId))
  })

  it('say why there are none: a map that names no school, an act not signed, an annulled one', async () => {
    const clerk = await story.home.actor('clerk')
    const bare = await signedAct(story.home)
    expect(await getExtracts(clerk, bare.orderId)).toMatchObject({ why: null, schools: [] })
    const sent = await sentAct(story.home)
    const coordinator = await story.home.actor('coordinator')
    expect((await getExtracts(coordinator, sent.orderId)).why).toMatch(/ещё не подписан/)
    const [entry] = await entriesOf(bare.orderId)
    await annulEntry(clerk, { entryId: entry?.id ?? '', reason: 'ошибка' }, NOW)
    expect((await getExtracts(clerk, bare.orderId)).why).toMatch(/аннулирован/)
    await expect(
      certifyCopy(clerk, { orderId: bare.orderId, post: 'Секретарь', name: 'А', pressId: randomUUID() }, NOW),
    ).rejects.toEqual(refusal('conflict'))
  })

  it('of the curators’ act hold the school’s own row', async () => {
    const clerk = await story.home.actor('clerk')
    const { schools } = await getExtracts(clerk, act.orderId)
    const name = schools[0]?.name ?? ''
    const [signing] = await database().select().from(signings).where(eq(signings.orderId, act.orderId))
    if (!signing?.document.annex) throw new Error('There is no annex.')
    const rows = [
      ['1', `«${name}»`, 'Иванова И.И.', 'учитель'],
      ['2', 'неизвестная школа', 'Петров П.П.', ''],
    ]
    const annex = {
      ...signing.document.annex,
      table: { headers: ['№', 'Школа', 'Куратор', ''], sections: [{ heading: '', rows }] },
    }
    await database().transaction(async (tx) => {
      await tx.update(orders).set({ purpose: 'curators' }).where(eq(orders.id, act.orderId))
      await tx
        .update(signings)
        .set({ document: { ...signing.document, annex } })
        .where(eq(signings.id, signing.id))
    })
    const found = await getExtracts(clerk, act.orderId)
    expect(found.schools.map((school) => [school.name, school.table.sections[0]?.rows])).toEqual([[name, [rows[0]]]])
    await database().update(orders).set({ purpose: 'approval' }).where(eq(orders.id, act.orderId))
    await database().update(signings).set({ document: signing.document }).where(eq(signings.id, signing.id))
  })
})

describe('acquaintance', () => {
  it('shows who has read the act and when, and who has not', async () => {
    await acknowledge(await story.home.actor('school1'), { roadMapId: act.roadMapId }, NOW)
    const { lines, isKept } = await getAcquaintance(await story.home.actor('clerk'), act.orderId)
    expect(isKept).toBe(true)
    expect(lines.filter((line) => line.date !== null).map((line) => line.date)).toEqual(['2026-04-21'])
    expect(lines.length).toBeGreaterThan(1)
    expect((await getAcquaintance(await story.home.actor('school1'), act.orderId)).lines).toHaveLength(1)
  })
})

describe('a certified copy', () => {
  it('stands in the journal under who certified it; a second press is the first one’s copy', async () => {
    const clerk = await story.home.actor('clerk')
    const input = { orderId: act.orderId, post: 'Секретарь', name: 'А.А.\u00A0Пешкова', pressId: randomUUID() }
    const { copyId } = await certifyCopy(clerk, input, NOW)
    expect(await certifyCopy(clerk, input, NOW)).toEqual({ copyId })
    const { copies } = await getCopies(clerk, act.orderId)
    expect(copies).toMatchObject([{ copyId, post: 'Секретарь', name: 'А.А.\u00A0Пешкова', date: '2026-04-21' }])
    expect(await actionsOn(act.orderId)).toContain('order.certify_copy')
  })
})

describe('the approval sheet', () => {
  it('ties a remark to who made it and names the signature’s certificate', async () => {
    const facts = await getApprovalSheet(await story.home.actor('clerk'), act.orderId)
    const sheet = approvalSheet(facts, 'Asia/Chita', 'last')
    expect(sheet?.parts[0]?.rows[0]?.[4]).toMatch(/Замечания прилагаются \(1/)
    expect(sheet?.parts[0]?.remarks.join(' ')).toContain('уточнить срок')
    expect(sheet?.signature.map((line) => line.label)).toEqual(
      expect.arrayContaining(['Подписал', 'Сертификат', 'Метка времени', 'Реестр']),
    )
    expect(sheet?.signature.find((line) => line.label === 'Сертификат')?.text).toMatch(/^[0-9A-F]+, владелец Мочалов/)
  })
})
