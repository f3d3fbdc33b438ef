import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { addKey, endKey, issueTestKeyFor } from '@/db/commands/key'
import { editPage, editWordings } from '@/db/commands/municipality'
import { publishOrder } from '@/db/commands/publication'
import { attachScan } from '@/db/commands/scan'
import { beginSigning, completeSigning } from '@/db/commands/signing'
import { finishSigning } from '@/db/finish-signing'
import { getMunicipality } from '@/db/queries/municipality'
import { previewNumber } from '@/db/queries/register'
import { findPreparation } from '@/db/queries/signing'
import { verifyBytes } from '@/db/queries/verification'
import { orders, papers } from '@/db/schema/order'
import { bodies, holders, posts } from '@/db/schema/post'
import { measures } from '@/db/schema/road-map'
import { signOrder } from '@/db/sign-order'
import { scanOf } from '@/db/testing/rights-scene'
import {
  actionsOn,
  awaitingAct,
  entriesOf,
  idOf,
  NOW,
  openStory,
  paperBytes,
  refusal,
  signedAct,
  signInput,
  statusOf,
} from '@/db/testing/story'
import { pdfText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { issueTestKey } from '@/lib/signature/key-folder'

let story: Awaited<ReturnType<typeof openStory>>
beforeAll(async () => {
  story = await openStory()
})
afterAll(() => story.close())

const DAY = 86_400_000

const nextNumber = async (now = NOW) => {
  const clerk = await story.home.actor('clerk', now)
  return (await previewNumber(clerk, { kind: 'directive', date: clerk.today })).number
}
const press = async (orderId: string, more: Parameters<typeof signInput>[2] = {}, now = NOW) => {
  const head = await story.home.actor('head', now)
  return signOrder(head, await signInput(head, orderId, more), now)
}
/** The refusal, and that the register knows nothing of the attempt. */
async function refusedUnspent(
  orderId: string,
  attempt: () => Promise<unknown>,
  expected: unknown,
  now = NOW,
): Promise<void> {
  const before = await nextNumber(now)
  await expect(attempt()).rejects.toEqual(expected)
  expect(await entriesOf(orderId)).toEqual([])
  expect(await nextNumber(now)).toBe(before)
  expect((await statusOf(orderId)).order).toBe('awaiting_signature')
}

describe('an order signed electronically', () => {
  it('is recorded step by step and its bytes are those of the row', async () => {
    const act = await signedAct(story.home)
    expect((await actionsOn(act.orderId)).slice(-2)).toEqual(['order.begin_signing', 'order.sign'])
    const [paper] = await database().select().from(papers).where(eq(papers.orderId, act.orderId))
    expect(paper).toMatchObject({
      kind: 'signed',
      mediaType: 'application/pdf',
      addedBy: await idOf(story.home, 'head'),
    })
    expect((await paperBytes(story.home, act.orderId)).length).toBe(paper?.size)
  })

  it('is signed once and takes one number, however often and at once it is pressed', async () => {
    const act = await awaitingAct(story.home)
    const head = await story.home.actor('head')
    const input = await signInput(head, act.orderId)
    const all = await Promise.allSettled([1, 2, 3].map(() => signOrder(head, input, NOW)))
    expect(all.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toEqual(refusal('conflict'))
    expect((await entriesOf(act.orderId)).map((entry) => entry.state)).toEqual(['registered'])
    expect(await database().select().from(papers).where(eq(papers.orderId, act.orderId))).toHaveLength(1)
    await expect(signOrder(head, input, NOW)).rejects.toEqual(refusal('conflict'))
  })

  it('has consecutive numbers when several are signed at once', async () => {
    const acts = [await awaitingAct(story.home), await awaitingAct(story.home), await awaitingAct(story.home)]
    const first = await nextNumber()
    // Each signatory's page showed the same number: two are shown the next one and press again.
    for (let round = 0; round < 3; round++) await Promise.allSettled(acts.map((act) => press(act.orderId)))
    const numbers = (await Promise.all(acts.map((act) => entriesOf(act.orderId)))).flat().map((entry) => entry.number)
    expect(numbers.sort((a, b) => a - b)).toEqual([first, first + 1, first + 2])
  })
})

describe('before a number is spent', () => {
  it('the account’s password is asked; a wrong one counts and locks', async () => {
    const act = await awaitingAct(story.other)
    const head = await story.other.actor('head')
    const input = await signInput(head, act.orderId)
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(signOrder(head, { ...input, password: 'не тот' }, NOW)).rejects.toEqual(
        refusal('invalid', { field: 'password' }),
      )
    }
    await expect(signOrder(head, input, NOW)).rejects.toThrow(/Слишком много неудачных попыток/)
    expect(await entriesOf(act.orderId)).toEqual([])
    const later = new Date(NOW.getTime() + 2 * 60_000)
    await signOrder(await story.other.actor('head', later), input, later)
  })

  it('the key’s password is asked where it is not kept, and a wrong one refused', async () => {
    const act = await awaitingAct(story.home)
    const { pkcs12, password } = await issueTestKey({ commonName: 'Мочалов Андрей Викторович' }, NOW)
    await addKey(
      await story.home.actor('admin'),
      { userId: await idOf(story.home, 'head'), password, keep: false, bytes: pkcs12 },
      randomUUID(),
      NOW,
    )
    await refusedUnspent(act.orderId, () => press(act.orderId), refusal('invalid', { field: 'keyPassword' }))
    await refusedUnspent(
      act.orderId,
      () => press(act.orderId, { keyPassword: 'не тот' }),
      refusal('invalid', { field: 'keyPassword' }),
    )
    await press(act.orderId, { keyPassword: password })
    expect((await statusOf(act.orderId)).order).toBe('registered')
  })

  it('the certificate must be there, in force and the signatory’s own', async () => {
    const act = await awaitingAct(story.home)
    const admin = await story.home.actor('admin')
    const headId = await idOf(story.home, 'head')
    const keyId = await issueTestKeyFor(admin, { userId: headId }, randomUUID(), NOW)
    const expired = new Date(NOW.getTime() + 4 * 365 * DAY)
    await refusedUnspent(
      act.orderId,
      () => press(act.orderId, {}, expired),
      refusal('invalid', { message: expect.stringMatching(/Срок сертификата истёк/) }),
      expired,
    )
    const early = new Date(NOW.getTime() - 3 * DAY)
    await refusedUnspent(
      act.orderId,
      () => press(act.orderId, {}, early),
      refusal('invalid', { message: expect.stringMatching(/начнёт действовать/) }),
      early,
    )
    rmSync(join(process.env.DATA_DIR ?? '', 'keys', `${keyId}.p12`))
    await refusedUnspent(
      act.orderId,
      () => press(act.orderId),
      refusal('invalid', { message: expect.stringMatching(/Файла ключа нет/) }),
    )
    await endKey(admin, { id: keyId }, NOW)
    await refusedUnspent(act.orderId, () => press(act.orderId), refusal('invalid', { field: 'way' }))
    await press(act.orderId, { way: 'paper' })
    expect((await statusOf(act.orderId)).order).toBe('awaiting_scan')
    await issueTestKeyFor(admin, { userId: headId }, randomUUID(), NOW)
  })

  it('a text, a name, a post, a body or a page that changed after freezing stops the signing', async () => {
    const db = database()
    const change: [string, (act: { orderId: string; versionId: string }) => Promise<() => Promise<unknown>>][] = [
      [
        'card',
        async ({ orderId }) => {
          await db.update(orders).set({ title: 'Подменено' }).where(eq(orders.id, orderId))
          return async () => {}
        },
      ],
      [
        'row',
        async ({ versionId }) => {
          await db.update(measures).set({ indicator: 'Подменено' }).where(eq(measures.versionId, versionId))
          return async () => {}
        },
      ],
      [
        'body',
        async () => {
          const [body] = await db.select().from(bodies).where(eq(bodies.municipalityId, story.home.id))
          await db
            .update(bodies)
            .set({ nameGenitive: 'Администрации округа' })
            .where(eq(bodies.id, body?.id ?? ''))
          return () =>
            db
              .update(bodies)
              .set({ nameGenitive: body?.nameGenitive ?? '' })
              .where(eq(bodies.id, body?.id ?? ''))
        },
      ],
      [
        'post',
        async () => {
          const [post] = await db.select().from(posts).where(eq(posts.municipalityId, story.home.id))
          await db
            .update(posts)
            .set({ name: 'Глава округа' })
            .where(eq(posts.id, post?.id ?? ''))
          return () =>
            db
              .update(posts)
              .set({ name: post?.name ?? '' })
              .where(eq(posts.id, post?.id ?? ''))
        },
      ],
      [
        'holder',
        async () => {
          await db.update(holders).set({ validTo: '2026-04-20' }).where(eq(holders.municipalityId, story.home.id))
          return () => db.update(holders).set({ validTo: null }).where(eq(holders.municipalityId, story.home.id))
        },
      ],
      [
        'page',
        async () => {
          const admin = await story.home.actor('admin')
          const { revision, profile } = await getMunicipality(admin)
          await editPage(admin, { ...profile, bodySizePt: 13, revision }, NOW)
          return () => editPage(admin, { ...profile, revision: revision + 1 }, NOW)
        },
      ],
    ]
    for (const [what, apply] of change) {
      const act = await awaitingAct(story.home)
      const undo = await apply(act)
      await refusedUnspent(
        act.orderId,
        () => press(act.orderId, { way: 'paper' }),
        refusal('conflict', { message: expect.stringMatching(/Подписание остановлено/) }),
      ).catch((error) => {
        throw new Error(`after a changed ${what}: ${error.message}`)
      })
      await undo()
    }
  })

  it('wordings may change: they were read into the text when it was composed', async () => {
    const act = await awaitingAct(story.home)
    const admin = await story.home.actor('admin')
    const { revision, settings } = await getMunicipality(admin)
    await editWordings(admin, { ...settings, control: 'оставляю за собой', revision }, NOW)
    await press(act.orderId)
    await editWordings(admin, { ...settings, revision: revision + 1 }, NOW)
    expect((await statusOf(act.orderId)).order).toBe('registered')
  })

  it('another fingerprint than the frozen one is refused', async () => {
    const act = await awaitingAct(story.home)
    await refusedUnspent(act.orderId, () => press(act.orderId, { fingerprint: 'a'.repeat(64) }), refusal('conflict'))
  })

  it('a number or a day that moved on since the page was shown asks for a second press', async () => {
    const act = await awaitingAct(story.home)
    const head = await story.home.actor('head')
    const shown = await signInput(head, act.orderId)
    await signedAct(story.home)
    await refusedUnspent(
      act.orderId,
      () => signOrder(head, shown, NOW),
      refusal('conflict', { details: { moved: true } }),
    )
    const tomorrow = new Date(NOW.getTime() + DAY)
    const stale = await signInput(head, act.orderId)
    const headTomorrow = await story.home.actor('head', tomorrow)
    await refusedUnspent(
      act.orderId,
      () => signOrder(headTomorrow, stale, tomorrow),
      refusal('conflict', { details: { moved: true } }),
      tomorrow,
    )
    await press(act.orderId, {}, tomorrow)
    expect((await entriesOf(act.orderId))[0]?.date).toBe('2026-04-22')
  })

  it('nobody but the one named in the text signs, another district’s head least of all', async () => {
    const act = await awaitingAct(story.home)
    const head = await story.home.actor('head')
    const input = await signInput(head, act.orderId, { way: 'paper' })
    await refusedUnspent(
      act.orderId,
      async () => signOrder(await story.other.actor('head'), input, NOW),
      refusal('not_found'),
    )
    await refusedUnspent(
      act.orderId,
      async () => signOrder(await story.home.actor('coordinator'), input, NOW),
      refusal('forbidden'),
    )
  })
})

describe('completeSigning', () => {
  it('repeated changes nothing; of an older preparation it is refused; a key’s signature is not the clerk’s to finish', async () => {
    const act = await awaitingAct(story.home)
    const head = await story.home.actor('head')
    const { password: _, keyPassword: __, ...shown } = await signInput(head, act.orderId)
    const begin = { ...shown, mark: null, keyId: null, appUrl: null }
    const older = await beginSigning(head, begin, NOW)
    const living = await beginSigning(head, begin, NOW)
    const stored = { sha256: 'b'.repeat(64), size: 5, pages: 2 }
    await expect(completeSigning(head, { signingId: older.signingId, ...stored }, NOW)).rejects.toThrow(/устарела/)
    await expect(
      completeSigning(await story.home.actor('clerk'), { signingId: living.signingId, ...stored }, NOW),
    ).rejects.toEqual(refusal('forbidden'))
    await completeSigning(head, { signingId: living.signingId, ...stored }, NOW)
    await completeSigning(head, { signingId: living.signingId, ...stored, sha256: 'c'.repeat(64) }, NOW)
    const kept = await database().select({ sha256: papers.sha256 }).from(papers).where(eq(papers.orderId, act.orderId))
    expect(kept).toEqual([{ sha256: stored.sha256 }])
    expect((await actionsOn(act.orderId)).filter((action) => action === 'order.sign')).toHaveLength(1)
    expect(older.document).toEqual(living.document)
    await database().delete(papers).where(eq(papers.orderId, act.orderId))
  })
})

describe('signing on paper', () => {
  it('prints number and date without a mark, waits for the scan, is published only with it, and is genuine', async () => {
    const act = await signedAct(story.home, 'paper')
    expect(await statusOf(act.orderId)).toEqual({ order: 'awaiting_scan', version: 'awaiting_signature' })
    const bytes = await paperBytes(story.home, act.orderId)
    const [entry] = await entriesOf(act.orderId)
    const text = comparable(await pdfText(bytes))
    expect(text).toContain(`от 21 апреля 2026 г. № ${entry?.number}`)
    expect(text).not.toContain('ДОКУМЕНТ ПОДПИСАН')
    expect(await verifyBytes(bytes, NOW)).toMatchObject({
      verdict: 'genuine',
      signatures: [],
      explanation: expect.arrayContaining([expect.stringMatching(/подлинник на бумаге/)]),
    })
    const clerk = await story.home.actor('clerk')
    await expect(publishOrder(clerk, { orderId: act.orderId }, NOW)).rejects.toThrow(/ждём скан/)
    await attachScan(clerk, { orderId: act.orderId, scan: scanOf('скан') }, NOW)
    expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'approved' })
    await publishOrder(clerk, { orderId: act.orderId }, NOW)
  })

  it('whose print was never drawn is finished by the clerk with the same number', async () => {
    const act = await awaitingAct(story.home)
    const head = await story.home.actor('head')
    const { password: _, keyPassword: __, ...shown } = await signInput(head, act.orderId, { way: 'paper' })
    await beginSigning(head, { ...shown, mark: null, keyId: null, appUrl: null }, NOW)
    const clerk = await story.home.actor('clerk')
    const preparation = await findPreparation(clerk, act.orderId)
    if (!preparation) throw new Error('Nothing to finish.')
    await finishSigning(clerk, preparation, null, NOW)
    expect((await entriesOf(act.orderId)).map((entry) => entry.state)).toEqual(['awaiting_scan'])
    expect(comparable(await pdfText(await paperBytes(story.home, act.orderId)))).toContain(comparable(shown.number))
  })
})
