import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { recordAccess } from '@/db/commands/access'
import { addDeputy } from '@/db/commands/deputy'
import { saveOrderCard } from '@/db/commands/order'
import { publishOrder } from '@/db/commands/publication'
import { annulEntry } from '@/db/commands/register'
import { actLinks } from '@/db/queries/amendment'
import { getOrderCard } from '@/db/queries/order'
import { verifyBytes } from '@/db/queries/verification'
import { accessLog, journal } from '@/db/schema/journal'
import { papers } from '@/db/schema/order'
import { holders, posts } from '@/db/schema/post'
import { registerEntries } from '@/db/schema/register'
import { signOrder } from '@/db/sign-order'
import { addRow, issue, startedAmendment } from '@/db/testing/amending'
import {
  cardInput,
  decideAs,
  draftAct,
  entriesOf,
  idOf,
  NOW,
  openStory,
  paperBytes,
  send,
  signedAct,
  signInput,
} from '@/db/testing/story'
import { run } from '@/lib/pdf/standard/reader.testing'
import { longDate } from '@/lib/shared/dates'
import { comparable } from '@/lib/shared/text'
import { sha256Hex } from '@/lib/signature/certificate'
import { hasTool } from '@/lib/signature/signed-paper.testing'

/** Assertions of the standard that need the record beside the paper (order-standard §5); the rest stand in lib/pdf/standard. */

const DAY = 86_400_000

describe.skipIf(!hasTool('pdftotext', '-v'))('the paper and its record', () => {
  let story: Awaited<ReturnType<typeof openStory>>
  let folder: string
  beforeAll(async () => {
    story = await openStory()
    folder = mkdtempSync(join(tmpdir(), 'standard-db-'))
  })
  afterAll(async () => {
    await story.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The stored bytes as poppler reads them. */
  async function textOf(orderId: string, now = NOW): Promise<string> {
    const file = join(folder, `${orderId}.pdf`)
    writeFileSync(file, await paperBytes(story.home, orderId, now))
    return comparable(run('pdftotext', '-raw', file, '-'))
  }
  const entryOf = async (orderId: string) => {
    const [entry] = await database().select().from(registerEntries).where(eq(registerEntries.orderId, orderId))
    if (!entry) throw new Error('The act is not registered.')
    return entry
  }

  it('C02: the act is kept for ever, so its left margin is 30 mm', async () => {
    const act = await signedAct(story.home)
    expect((await entryOf(act.orderId)).storage).toBe('постоянно')
    const file = join(folder, 'margin.pdf')
    writeFileSync(file, await paperBytes(story.home, act.orderId))
    const left = [...run('pdftotext', '-bbox', '-l', '1', file, '-').matchAll(/xMin="([\d.]+)"/g)].map(([, x]) =>
      Number(x),
    )
    expect(Math.min(...left)).toBeGreaterThanOrEqual((29.5 * 72) / 25.4)
  })

  it('C25: the date is the local day of signing, and the day on which the act was registered', async () => {
    // 23:30 of the 21st in Chita is 14:30 UTC; half an hour later it is the 22nd there.
    for (const [instant, day] of [
      ['2026-04-21T14:30:00Z', '2026-04-21'],
      ['2026-04-21T15:30:00Z', '2026-04-22'],
    ] as const) {
      const at = new Date(instant)
      const act = await signedAct(story.home, 'electronic', at)
      const entry = await entryOf(act.orderId)
      expect(entry.date).toBe(day)
      expect(entry.createdAt).toEqual(at)
      expect(await textOf(act.orderId, at)).toContain(`РАСПОРЯЖЕНИЕ ${comparable(longDate(day))} № ${entry.number}`)
    }
  })

  it('C26, C48: header and approval print the register’s number and date, both the same', async () => {
    const at = new Date(NOW.getTime() + 2 * DAY)
    const act = await signedAct(story.home, 'electronic', at)
    const { number, suffix, date } = await entryOf(act.orderId)
    const text = await textOf(act.orderId, at)
    const printed = `${comparable(longDate(date))} № ${number}${suffix}`
    expect(text.split(printed)).toHaveLength(3)
    expect(text).toContain(`от ${printed} `)
    expect(text).toMatch(/УТВЕРЖДЕНА распоряжением /)
  })

  it('C27: numbers of a kind and a year are unique and rise by one, an annulled one staying where it was', async () => {
    const at = new Date(NOW.getTime() + 3 * DAY)
    const acts = [await signedAct(story.home, 'electronic', at), await signedAct(story.home, 'electronic', at)]
    const [first] = await entriesOf(acts[1]?.orderId ?? '')
    await annulEntry(await story.home.actor('clerk', at), { entryId: first?.id ?? '', reason: 'ошибка' }, at)
    const later = await signedAct(story.home, 'electronic', at)
    const all = await database()
      .select({ bookId: registerEntries.bookId, number: registerEntries.number, state: registerEntries.state })
      .from(registerEntries)
      .where(eq(registerEntries.municipalityId, story.home.id))
      .orderBy(registerEntries.number)
    expect(new Set(all.map(({ bookId }) => bookId)).size).toBe(1)
    const start = all[0]?.number ?? 0
    expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => start + index))
    expect(all.filter(({ state }) => state === 'annulled')).toHaveLength(1)
    expect((await entryOf(later.orderId)).number).toBe(all.at(-1)?.number)
  })

  it('C43: the post printed is the one that its holder had on that day', async () => {
    const at = new Date(NOW.getTime() + 4 * DAY)
    const act = await signedAct(story.home, 'electronic', at)
    const held = await database()
      .select({ post: posts.name })
      .from(holders)
      .innerJoin(posts, eq(posts.id, holders.postId))
      .where(eq(holders.municipalityId, story.home.id))
    const text = await textOf(act.orderId, at)
    expect(held.some(({ post }) => text.includes(comparable(post)))).toBe(true)
    expect((await entryOf(act.orderId)).signer).toContain('Мочалов')
    expect(text).not.toMatch(/(^|\s)(за|\/)\s*Глав/i)
  })

  it('C43: an acting head signs as «Исполняющий обязанности», under his own name', async () => {
    const at = new Date(NOW.getTime() + 9 * DAY)
    const day = '2026-04-30'
    const days = { principalId: await idOf(story.home, 'head'), deputyId: await idOf(story.home, 'curator2') }
    const absence = { ...days, basis: 'отпуск', validFrom: day, validTo: day }
    await addDeputy(await story.home.actor('admin', at), absence, randomUUID(), at)
    const act = await draftAct(story.home, at)
    const coordinator = await story.home.actor('coordinator', at)
    const input = await cardInput(coordinator, act.orderId)
    const { signatories } = await getOrderCard(coordinator, act.orderId)
    const acting = signatories.find(({ ref }) => ref.startsWith('deputy:'))
    await saveOrderCard(coordinator, { ...input, signatory: acting?.ref ?? '' }, at)
    await send(story.home, act.orderId, at)
    await decideAs(story.home, 'lawyer', act.orderId, 'approve', at)
    const own = await story.home.actor('curator2', at)
    await signOrder(own, await signInput(own, act.orderId, { way: 'paper' }), at)
    const text = await textOf(act.orderId, at)
    expect(text).toMatch(/Исполняющий обязанности главы муниципального района/)
    expect(text).toContain('П.А. Кузнецов')
    expect(text).not.toContain('А.В. Мочалов')
  })

  it('C80: the bytes given out are those of the register, whatever happens to the act afterwards', async () => {
    const at = new Date(NOW.getTime() + 5 * DAY)
    const act = await signedAct(story.home, 'electronic', at)
    const before = await paperBytes(story.home, act.orderId, at)
    const [paper] = await database().select().from(papers).where(eq(papers.orderId, act.orderId))
    expect(sha256Hex(before)).toBe(paper?.sha256)
    await publishOrder(await story.home.actor('clerk', at), { orderId: act.orderId }, at)
    const later = new Date(at.getTime() + 30 * DAY)
    const after = await paperBytes(story.home, act.orderId, later)
    expect(Buffer.compare(before, after)).toBe(0)
    expect((await verifyBytes(after, later)).verdict).toBe('genuine')
  })

  it('C81: an amendment cites the date and number of what it changes, and each of the two acts leads to the other', async () => {
    const at = new Date(NOW.getTime() + 6 * DAY)
    const act = await signedAct(story.home, 'electronic', at)
    const changed = await startedAmendment(story.home, act.roadMapId, at)
    await addRow(story.home, changed, 'Собеседование с выпускниками', at)
    await issue(story.home, changed, at)
    const amended = await entryOf(act.orderId)
    const amending = await entryOf(changed.orderId)
    const [year, month, day] = amended.date.split('-')
    const text = await textOf(changed.orderId, at)
    expect(text).toContain(`от ${day}.${month}.${year} № ${amended.number}`)
    expect(text).toContain(`№ ${amending.number}`)
    const clerk = await story.home.actor('clerk', at)
    expect((await actLinks(clerk, changed.orderId)).target).toMatchObject({
      number: `№\u00A0${amended.number}`,
      date: amended.date,
    })
    expect(JSON.stringify(await actLinks(clerk, act.orderId))).toContain(changed.orderId)
  })

  it('C82: preparing, signing with registration and publishing are in the journal; checks and downloads in the access log', async () => {
    const at = new Date(NOW.getTime() + 7 * DAY)
    const act = await signedAct(story.home, 'electronic', at)
    const clerk = await story.home.actor('clerk', at)
    await publishOrder(clerk, { orderId: act.orderId }, at)
    const lines = await database().select().from(journal).where(eq(journal.subjectId, act.orderId)).orderBy(journal.id)
    const headId = await idOf(story.home, 'head')
    const steps = lines.filter(({ action }) => ['order.begin_signing', 'order.sign', 'order.publish'].includes(action))
    expect(steps.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['order.begin_signing', headId],
      ['order.sign', headId],
      ['order.publish', clerk.userId],
    ])
    for (const { at: when, municipalityId } of steps) expect([when, municipalityId]).toEqual([at, story.home.id])
    const { number } = await entryOf(act.orderId)
    expect(JSON.stringify(steps[0]?.after)).toContain(String(number))

    await recordAccess(clerk.userId, { action: 'paper.download', subjectId: act.orderId }, at)
    await recordAccess(null, { action: 'paper.verify', subjectId: act.orderId }, at)
    const seen = await database()
      .select()
      .from(accessLog)
      .where(eq(accessLog.subjectId, act.orderId))
      .orderBy(accessLog.id)
    expect(seen.map(({ action, userId, at: when }) => [action, userId, when])).toEqual([
      ['paper.download', clerk.userId, at],
      ['paper.verify', null, at],
    ])
  })
})
