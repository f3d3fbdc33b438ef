import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { recallOrder, returnFromSignature } from '@/db/commands/approval'
import { addDeputy } from '@/db/commands/deputy'
import { issueTestKeyFor } from '@/db/commands/key'
import { setEmblem } from '@/db/commands/municipality'
import { saveOrderCard } from '@/db/commands/order'
import { annulEntry, startBook } from '@/db/commands/register'
import { resumeUnfinished } from '@/db/finish-signing'
import { getMunicipality } from '@/db/queries/municipality'
import { findPreparation } from '@/db/queries/signing'
import { verifyBytes } from '@/db/queries/verification'
import { signingKeys } from '@/db/schema/key'
import { signings } from '@/db/schema/order'
import { signOrder } from '@/db/sign-order'
import {
  awaitingAct,
  cardInput,
  decideAs,
  draftAct,
  entriesOf,
  idOf,
  importedAct,
  NOW,
  openStory,
  paperBytes,
  refusal,
  send,
  sign,
  signInput,
  statusOf,
} from '@/db/testing/story'
import { pdfText } from '@/e2e/pdf-text'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { comparable } from '@/lib/shared/text'
import { bytesStore } from '@/lib/store/folder'

const DAY = 86_400_000
/** The smallest PNG: one grey dot. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

let story: Awaited<ReturnType<typeof openStory>>
const press = async (orderId: string, now = NOW) => {
  const head = await story.home.actor('head', now)
  return signOrder(head, await signInput(head, orderId), now)
}

describe('the order of 2022', () => {
  it('signed with the clock and the certificate of its day is № 121 and the seed word for word', async () => {
    const now = new Date('2022-04-21T02:00:00Z')
    const then = await openStory(now)
    const clerk = await then.home.actor('clerk', now)
    await startBook(clerk, { kind: 'directive', year: 2022, first: 121, reason: 'велись вне программы' }, now)
    const { orderId } = await importedAct(then.home, 2022, now)
    await send(then.home, orderId, now)
    await decideAs(then.home, 'lawyer', orderId, 'approve', now)
    await sign(then.home, orderId, 'electronic', now)

    expect(await statusOf(orderId)).toEqual({ order: 'registered', version: 'approved' })
    expect((await entriesOf(orderId)).map(({ number, date, state }) => ({ number, date, state }))).toEqual([
      { number: 121, date: '2022-04-21', state: 'registered' },
    ])
    const bytes = await paperBytes(then.home, orderId, now)
    const text = comparable(await pdfText(bytes))
    expect(text).toContain(
      'УТВЕРЖДЕНА распоряжением Администрации муниципального района «Забайкальский район» от 21 апреля 2022 г. № 121',
    )
    expect(text).toContain('Дорожная карта (план мероприятий) по реализации')
    expect(text).toContain('ДОКУМЕНТ ПОДПИСАН')
    expect(text).toContain('Мочалов Андрей Викторович')
    const cells = ORDER_121_SECTIONS.flatMap((section) => section.rows.flat()).filter((cell) => cell !== '')
    expect(ORDER_121_SECTIONS.flatMap((section) => section.rows)).toHaveLength(17)
    // A long word may be divided over the lines of a narrow cell; its letters stay.
    const letters = (one: string) => comparable(one).replaceAll(' ', '')
    for (const cell of cells) expect(letters(text)).toContain(letters(cell))
    const verdict = await verifyBytes(bytes, now)
    expect(verdict).toMatchObject({
      verdict: 'genuine',
      register: { number: '121', date: '2022-04-21', state: 'registered' },
    })
    expect(verdict.signatures).toEqual([
      expect.objectContaining({ valid: true, test: true, qualified: false, coversWholeFile: true }),
    ])
    const changed = new Uint8Array(bytes)
    changed[Math.floor(bytes.length / 2)] = (changed[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    expect((await verifyBytes(changed, now)).verdict).toBe('changed')
    await then.close()
  })
})

describe('today', () => {
  beforeAll(async () => {
    story = await openStory()
  })
  afterAll(() => story.close())

  describe('a fault between the number and the file', () => {
    /** An act with a coat of arms whose file is then lost: drawing fails after the number was given. */
    async function faultyAct() {
      const admin = await story.home.actor('admin')
      const { sha256 } = await bytesStore().put(PNG)
      await setEmblem(admin, { revision: (await getMunicipality(admin)).revision, emblem: sha256 }, NOW)
      const act = await awaitingAct(story.home)
      rmSync(join(process.env.DATA_DIR ?? '', 'papers', sha256.slice(0, 2), sha256))
      await expect(press(act.orderId)).rejects.toThrow(/не найден в хранилище/)
      return act
    }
    const mend = () => bytesStore().put(PNG)

    it('leaves the number with the order; the same day it is signed under it', async () => {
      const act = await faultyAct()
      const [given] = await entriesOf(act.orderId)
      expect(given?.state).toBe('signing')
      expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
      const coordinator = await story.home.actor('coordinator')
      await expect(recallOrder(coordinator, { id: act.orderId, reason: 'передумал' }, NOW)).rejects.toThrow(
        /подпись не завершена/,
      )
      await expect(
        returnFromSignature(await story.home.actor('head'), { id: act.orderId, reason: 'нет' }, NOW),
      ).rejects.toThrow(/подпись не завершена/)
      await mend()
      await press(act.orderId)
      expect(await entriesOf(act.orderId)).toEqual([{ ...given, state: 'registered' }])
      expect((await verifyBytes(await paperBytes(story.home, act.orderId), NOW)).verdict).toBe('genuine')
    })

    it('of another day wants the number annulled; the order then takes a new one and the spent one stays', async () => {
      const act = await faultyAct()
      await mend()
      const tomorrow = new Date(NOW.getTime() + DAY)
      await expect(press(act.orderId, tomorrow)).rejects.toThrow(/присвоен в другой день/)
      const [spent] = await entriesOf(act.orderId)
      await annulEntry(
        await story.home.actor('clerk', tomorrow),
        { entryId: spent?.id ?? '', reason: 'сбой' },
        tomorrow,
      )
      expect((await statusOf(act.orderId)).order).toBe('awaiting_signature')
      await press(act.orderId, tomorrow)
      expect((await entriesOf(act.orderId)).map(({ state, date }) => [state, date])).toEqual([
        ['annulled', '2026-04-21'],
        ['registered', '2026-04-22'],
      ])
    })

    it('is mended by the next start where no password need be typed, and only on the same day', async () => {
      const [today, late] = [await faultyAct(), await faultyAct()]
      const [paper, paperLate] = [today, late].map((act) => act.orderId)
      await mend()
      const head = await story.home.actor('head')
      expect(await findPreparation(head, paper ?? '')).toMatchObject({ kind: 'electronic' })
      await database()
        .update(signings)
        .set({ startedAt: new Date(NOW.getTime() - DAY) })
        .where(eq(signings.orderId, paperLate ?? ''))
      const left = await resumeUnfinished(NOW)
      expect((await statusOf(paper ?? '')).order).toBe('registered')
      expect((await verifyBytes(await paperBytes(story.home, paper ?? ''), NOW)).verdict).toBe('genuine')
      expect((await statusOf(paperLate ?? '')).order).toBe('awaiting_signature')
      expect(left).toEqual([
        expect.stringMatching(/подпись не завершена; завершает подписавший или аннулирует делопроизводитель/),
      ])
      const [entry] = await entriesOf(paperLate ?? '')
      await annulEntry(await story.home.actor('clerk'), { entryId: entry?.id ?? '', reason: 'сбой' }, NOW)
    })
  })

  describe('an acting head (И.о.)', () => {
    it('signs what bears his own name and post, with his own key, to the last minute of his days', async () => {
      const admin = await story.home.actor('admin')
      const [headId, curatorId] = [await idOf(story.home, 'head'), await idOf(story.home, 'curator2')]
      const days = {
        principalId: headId,
        deputyId: curatorId,
        basis: 'отпуск',
        validFrom: '2026-04-21',
        validTo: '2026-04-21',
      }
      const ofHead = await awaitingAct(story.home)
      await addDeputy(admin, days, randomUUID(), NOW)
      const acting = await story.home.actor('curator2')
      await expect(signOrder(acting, await signInput(acting, ofHead.orderId, { way: 'paper' }), NOW)).rejects.toThrow(
        /названо другое должностное лицо/,
      )

      const drafts = [await draftAct(story.home), await draftAct(story.home)] as const
      const coordinator = await story.home.actor('coordinator')
      for (const { orderId } of drafts) {
        const input = await cardInput(coordinator, orderId)
        expect(input.signatory).toMatch(/^deputy:/)
        await saveOrderCard(coordinator, input, NOW)
        await send(story.home, orderId)
        await decideAs(story.home, 'lawyer', orderId)
      }
      await issueTestKeyFor(admin, { userId: curatorId }, randomUUID(), NOW)
      const lastMinute = new Date('2026-04-21T14:59:00Z')
      const own = await story.home.actor('curator2', lastMinute)
      await signOrder(own, await signInput(own, drafts[0].orderId), lastMinute)
      const text = comparable(await pdfText(await paperBytes(story.home, drafts[0].orderId)))
      expect(text).toContain('Исполняющий обязанности главы муниципального района')
      expect(text).toContain('П.А. Кузнецов')
      expect(
        (await verifyBytes(await paperBytes(story.home, drafts[0].orderId), lastMinute)).signatures[0]?.subject,
      ).toContain('Кузнецов')

      const minuteAfter = new Date('2026-04-21T15:00:00Z')
      const former = await story.home.actor('curator2', minuteAfter)
      const shown = { ...(await signInput(own, drafts[1].orderId)), date: former.today }
      await expect(signOrder(former, shown, minuteAfter)).rejects.toEqual(refusal('forbidden'))
      expect(await entriesOf(drafts[1].orderId)).toEqual([])
      expect(await database().select().from(signingKeys).where(eq(signingKeys.userId, curatorId))).toHaveLength(1)
    })
  })
})
