import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { recallOrder } from '@/db/commands/approval'
import { takePrepared } from '@/db/commands/prepared-paper'
import { annulEntry } from '@/db/commands/register'
import { resumeUnfinished } from '@/db/finish-signing'
import { findPaper } from '@/db/queries/paper'
import { findMarkedCopy, findPreparation, type Prepared } from '@/db/queries/signing'
import { verifyBytes } from '@/db/queries/verification'
import { orders, papers, signings } from '@/db/schema/order'
import { completeOutside, prepareOutside } from '@/db/sign-outside'
import {
  hasOpenssl,
  type OutsideKey,
  type OutsideSigner,
  opensslAccepts,
  outsideSigner,
  today,
} from '@/db/testing/outside-signer'
import {
  actionsOn,
  awaitingAct,
  entriesOf,
  openStory,
  paperBytes,
  refusal,
  signInput,
  statusOf,
} from '@/db/testing/story'
import { pdfText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { certificateFacts } from '@/lib/signature/certificate'
import { findSignatures } from '@/lib/signature/pdf-signature'
import { signedPartsOf } from '@/lib/signature/prepared'
import { bytesStore } from '@/lib/store/folder'

const DAY = 86_400_000
const now = today()
const KINDS: OutsideKey[] = ['rsa', 'ec', 'gost256', 'gost512']
const canRun = KINDS.every(hasOpenssl)

let story: Awaited<ReturnType<typeof openStory>>
const signers = new Map<string, OutsideSigner>()
/** Keys are made once for each description. */
function signer(kind: OutsideKey, options: Parameters<typeof outsideSigner>[1] = {}): OutsideSigner {
  const name = JSON.stringify([kind, options])
  const made = signers.get(name) ?? outsideSigner(kind, options)
  signers.set(name, made)
  return made
}

const head = () => story.home.actor('head', now)
const awaiting = () => awaitingAct(story.home, now)
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

async function prepareInBrowser(orderId: string, certificate: Uint8Array | string, at = now): Promise<Prepared> {
  const actor = await story.home.actor('head', at)
  const text = typeof certificate === 'string' ? certificate : base64(certificate)
  await prepareOutside(actor, { ...(await signInput(actor, orderId)), way: 'browser', certificate: text }, at)
  return living(orderId)
}

async function prepareFile(orderId: string): Promise<Prepared> {
  const actor = await head()
  await prepareOutside(actor, { ...(await signInput(actor, orderId)), way: 'detached', certificate: '' }, now)
  return living(orderId)
}

async function living(orderId: string): Promise<Prepared> {
  const found = await findPreparation(await head(), orderId)
  if (!found) throw new Error('Nothing is prepared.')
  return found
}

const preparedBytes = async (prepared: Prepared) =>
  new Uint8Array(await bytesStore().get(prepared.preparedSha256 ?? ''))
const contentOf = async (prepared: Prepared) => Buffer.concat(signedPartsOf(await preparedBytes(prepared)))
const complete = async (prepared: Prepared, cms: Uint8Array, at = now) =>
  completeOutside(await story.home.actor('head', at), { signingId: prepared.signingId, cms, field: 'cms' }, at)

const papersOf = (orderId: string) =>
  database().select({ kind: papers.kind, sha256: papers.sha256 }).from(papers).where(eq(papers.orderId, orderId))

/** The refusal, and that nothing of what came was kept: the number waits as before. */
async function refusedUnkept(orderId: string, attempt: () => Promise<unknown>, expected: unknown): Promise<void> {
  await expect(attempt()).rejects.toEqual(expected)
  expect(await papersOf(orderId)).toEqual([])
  expect((await entriesOf(orderId)).map((entry) => entry.state)).toEqual(['signing'])
  expect((await statusOf(orderId)).order).toBe('awaiting_signature')
}

describe.skipIf(!canRun)('a signature made outside the program (OpenSSL and its GOST engine play КриптоПро)', () => {
  beforeAll(async () => {
    story = await openStory(now)
    const folder = join(process.env.DATA_DIR ?? '', 'trust')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'district.pem'), KINDS.map((kind) => signer(kind).authority).join('\n'))
  })
  afterAll(async () => {
    await story?.close()
    for (const one of signers.values()) one.close()
  })

  describe('in the browser', () => {
    it.each(KINDS)('with a key of %s stands in the file, with its mark, and others accept it', async (kind) => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer(kind).certificate)
      const facts = certificateFacts(signer(kind).certificate)
      expect(prepared.digest).toMatch(kind === 'gost512' ? /^[0-9a-f]{128}$/ : /^[0-9a-f]{64}$/)
      const content = await contentOf(prepared)
      await complete(prepared, signer(kind).sign(content))

      expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'approved' })
      expect((await actionsOn(act.orderId)).slice(-3)).toEqual([
        'order.begin_signing',
        'order.prepare_outside',
        'order.sign',
      ])
      const bytes = await paperBytes(story.home, act.orderId, now)
      const text = comparable(await pdfText(bytes))
      expect(text).toContain('ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ')
      for (const said of [facts.serial, 'Мочалов Андрей Викторович', '01.01.2020', '01.01.2041'])
        expect(text.replaceAll(' ', '')).toContain(said.replaceAll(' ', ''))
      // Nothing but the place of the signature differs from what was signed.
      expect(Buffer.concat(signedPartsOf(bytes)).equals(content)).toBe(true)
      const [place] = findSignatures(bytes)
      expect(place?.subFilter).toBe('adbe.pkcs7.detached')
      const embedded = place?.contents?.bytes ?? new Uint8Array()
      expect(opensslAccepts(embedded, content, signer(kind).authority, kind)).toBe(true)
      const verdict = await verifyBytes(bytes, now)
      expect(verdict).toMatchObject({
        verdict: 'genuine',
        signatures: [{ valid: true, coversWholeFile: true, qualified: false }],
      })
    })

    it('is prepared in a file that nobody gets', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      expect(comparable(await pdfText(await preparedBytes(prepared)))).toContain('ДОКУМЕНТ ПОДПИСАН')
      for (const name of ['head', 'clerk', 'coordinator']) {
        const actor = await story.home.actor(name, now)
        expect(await findPaper(actor, act.orderId, 'order')).toBeUndefined()
        await expect(takePrepared(actor, { orderId: act.orderId }, now)).rejects.toMatchObject({ name: 'Refusal' })
      }
    })

    it('asks the account’s password and a good certificate of the signatory before a number is spent', async () => {
      const act = await awaiting()
      const actor = await head()
      const input = { ...(await signInput(actor, act.orderId)), way: 'browser' as const }
      const cases: [Partial<typeof input> & { certificate: string }, object][] = [
        [{ certificate: base64(signer('rsa').certificate), password: 'не тот' }, { field: 'password' }],
        [{ certificate: '' }, { field: 'certificate' }],
        [{ certificate: 'не сертификат' }, { field: 'certificate' }],
        [
          { certificate: base64(signer('gost256', { name: 'Иванова Нина Глебовна' }).certificate) },
          { field: 'certificate', message: expect.stringMatching(/другому лицу: Иванова Нина Глебовна/) },
        ],
        [
          { certificate: base64(signer('ec', { to: '20210101000000Z' }).certificate) },
          { field: 'certificate', message: expect.stringMatching(/Срок сертификата истёк/) },
        ],
        [
          { certificate: base64(signer('ec', { from: '20390101000000Z' }).certificate) },
          { field: 'certificate', message: expect.stringMatching(/начнёт действовать/) },
        ],
        [
          { certificate: base64(signer('rsa', { usage: 'keyEncipherment' }).certificate) },
          { field: 'certificate', message: expect.stringMatching(/не для подписи/) },
        ],
      ]
      for (const [more, expected] of cases) {
        await expect(prepareOutside(actor, { ...input, ...more }, now)).rejects.toEqual(refusal('invalid', expected))
        expect(await entriesOf(act.orderId)).toEqual([])
      }
    })

    it('is refused when it is not of the announced certificate, not of these bytes, attached, broken or nothing', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('gost256').certificate)
      const content = await contentOf(prepared)
      const good = signer('gost256').sign(content)
      const broken = Buffer.from(good)
      broken[good.length - 40] = (broken[good.length - 40] ?? 0) ^ 1
      const brought: [Uint8Array, RegExp][] = [
        [signer('rsa').sign(content), /другим сертификатом/],
        [signer('gost256', { name: 'Иванова Нина Глебовна' }).sign(content), /другим сертификатом/],
        [signer('gost256').sign(Buffer.concat([content, Buffer.from(' ')])), /не то, которое было подписано/],
        [signer('gost256').sign(await preparedBytes(prepared)), /не то, которое было подписано/],
        [signer('gost256').sign(content, { attached: true }), /не отсоединённая/],
        [signer('gost256').sign(content, { plain: true }), /не назван сертификат/],
        [broken, /./],
        [Buffer.from('не подпись'), /не файл подписи/],
        [new Uint8Array(), /не файл подписи/],
      ]
      for (const [cms, why] of brought) {
        await refusedUnkept(
          act.orderId,
          () => complete(prepared, cms),
          refusal('invalid', { field: 'cms', message: expect.stringMatching(why) }),
        )
      }
      await complete(prepared, signer('gost256').sign(content, { form: 'PEM' }))
      expect((await statusOf(act.orderId)).order).toBe('registered')
    })

    it('for an older preparation is refused; of two tabs the last one prepared lives', async () => {
      const act = await awaiting()
      const older = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const cmsOfOlder = signer('rsa').sign(await contentOf(older))
      const newer = await prepareInBrowser(act.orderId, signer('ec').certificate)
      expect(newer.document.number).toBe(older.document.number)
      await refusedUnkept(act.orderId, () => complete(older, cmsOfOlder), refusal('conflict'))
      await refusedUnkept(act.orderId, () => complete(newer, cmsOfOlder), refusal('invalid', { field: 'cms' }))
      await complete(newer, signer('ec').sign(await contentOf(newer)))
      await expect(complete(older, cmsOfOlder)).rejects.toEqual(refusal('conflict'))
      expect((await entriesOf(act.orderId)).map((entry) => entry.state)).toEqual(['registered'])
    })

    it('sent twice, also at once, gives the first answer and one paper', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('ec').certificate)
      const content = await contentOf(prepared)
      // Each signature by ECDSA differs: whichever comes first stays.
      await Promise.all([1, 2, 3].map(() => complete(prepared, signer('ec').sign(content))))
      await complete(prepared, signer('ec').sign(content))
      expect(await papersOf(act.orderId)).toHaveLength(1)
      expect((await actionsOn(act.orderId)).filter((action) => action === 'order.sign')).toHaveLength(1)
    })

    it('holds the package: it cannot be recalled from under a preparation', async () => {
      const act = await awaiting()
      await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const coordinator = await story.home.actor('coordinator', now)
      await expect(recallOrder(coordinator, { id: act.orderId, reason: 'передумал' }, now)).rejects.toThrow(
        /подпись не завершена/,
      )
    })

    it('is not taken when the text changed after it was prepared', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const cms = signer('rsa').sign(await contentOf(prepared))
      await database().update(orders).set({ title: 'Подменено' }).where(eq(orders.id, act.orderId))
      await refusedUnkept(
        act.orderId,
        () => complete(prepared, cms),
        refusal('conflict', { message: expect.stringMatching(/Подписание остановлено.*аннулировать/) }),
      )
    })

    it('of another day is refused; the annulled number stays and the act takes a new one', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const cms = signer('rsa').sign(await contentOf(prepared))
      const tomorrow = new Date(now.getTime() + DAY)
      await refusedUnkept(
        act.orderId,
        () => complete(prepared, cms, tomorrow),
        refusal('conflict', { message: expect.stringMatching(/в другой день/) }),
      )
      await expect(prepareInBrowser(act.orderId, signer('rsa').certificate, tomorrow)).rejects.toThrow(/в другой день/)
      const [entry] = await entriesOf(act.orderId)
      const clerk = await story.home.actor('clerk', now)
      await annulEntry(clerk, { entryId: entry?.id ?? '', reason: 'подпись не получена' }, now)
      await expect(complete(prepared, cms)).rejects.toEqual(refusal('conflict'))
      const again = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      expect(again.document.number).not.toBe(prepared.document.number)
      await complete(again, signer('rsa').sign(await contentOf(again)))
      expect((await entriesOf(act.orderId)).map((one) => one.state)).toEqual(['annulled', 'registered'])
    })

    it('is nobody else’s to complete', async () => {
      const act = await awaiting()
      const prepared = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const cms = signer('rsa').sign(await contentOf(prepared))
      const input = { signingId: prepared.signingId, cms, field: 'cms' }
      for (const name of ['clerk', 'coordinator'])
        await expect(completeOutside(await story.home.actor(name, now), input, now)).rejects.toEqual(
          refusal('forbidden'),
        )
      await expect(completeOutside(await story.other.actor('head', now), input, now)).rejects.toEqual(
        refusal('not_found'),
      )
    })
  })

  describe('in another program', () => {
    it.each(KINDS)('with a key of %s lies beside the file, over its exact bytes', async (kind) => {
      const act = await awaiting()
      const prepared = await prepareFile(act.orderId)
      const clerk = await story.home.actor('clerk', now)
      const taken = await takePrepared(clerk, { orderId: act.orderId }, now)
      const file = new Uint8Array(await bytesStore().get(taken.sha256))
      const unmarked = comparable(await pdfText(file))
      expect(unmarked).toContain(`${prepared.document.number.replace('\u00A0', ' ')}`)
      expect(unmarked).not.toMatch(/ЭЛЕКТРОННОЙ ПОДПИСЬЮ|Сертификат/)
      const cms = signer(kind).sign(file)
      await completeOutside(clerk, { signingId: prepared.signingId, cms, field: 'signature' }, now)

      expect(await statusOf(act.orderId)).toEqual({ order: 'registered', version: 'approved' })
      expect((await actionsOn(act.orderId)).slice(-2)).toEqual(['order.download_prepared', 'order.sign'])
      const bytes = await paperBytes(story.home, act.orderId, now)
      expect(Buffer.from(bytes).equals(file)).toBe(true)
      const beside = await findPaper(await head(), act.orderId, 'signature')
      expect(beside?.fileName).toBe(`${taken.fileName}.sig`)
      const kept = await bytesStore().get(beside?.sha256 ?? '')
      expect(kept.equals(cms)).toBe(true)
      expect(opensslAccepts(kept, bytes, signer(kind).authority, kind)).toBe(true)
      expect(await verifyBytes(bytes, now, kept)).toMatchObject({
        verdict: 'genuine',
        signatures: [{ kind: 'detached', valid: true }],
      })
    })

    it('is refused when it is of another file or person, attached, broken or expired, and nothing is kept', async () => {
      const [act, other] = [await awaiting(), await awaiting()]
      const prepared = await prepareFile(act.orderId)
      const file = await preparedBytes(prepared)
      const otherFile = await preparedBytes(await prepareFile(other.orderId))
      const good = signer('gost512').sign(file)
      const brought: [Uint8Array, RegExp][] = [
        [signer('gost512').sign(otherFile), /не то, которое было подписано/],
        [signer('gost512').sign(file, { attached: true }), /не отсоединённая/],
        [signer('gost256', { name: 'Иванова Нина Глебовна' }).sign(file), /другому лицу: Иванова/],
        [signer('ec', { to: '20210101000000Z' }).sign(file), /истёк/],
        [good.subarray(0, good.length - 100), /не подпись|повреждена/],
        [file, /не подпись/],
      ]
      for (const [cms, why] of brought) {
        await refusedUnkept(
          act.orderId,
          () => complete(prepared, cms),
          refusal('invalid', { field: 'cms', message: expect.stringMatching(why) }),
        )
      }
      await complete(prepared, good)
      expect((await papersOf(act.orderId)).map((paper) => paper.kind).sort()).toEqual(['detached', 'signed'])
    })

    it('has a file for the signatory and the clerk only, on the number’s day only', async () => {
      const act = await awaiting()
      await prepareFile(act.orderId)
      await takePrepared(await head(), { orderId: act.orderId }, now)
      for (const name of ['coordinator', 'lawyer', 'admin', 'region'])
        await expect(
          takePrepared(await story.home.actor(name, now), { orderId: act.orderId }, now),
        ).rejects.toMatchObject({ name: 'Refusal' })
      const tomorrow = new Date(now.getTime() + DAY)
      await expect(
        takePrepared(await story.home.actor('clerk', tomorrow), { orderId: act.orderId }, tomorrow),
      ).rejects.toThrow(/в другой день/)
      expect((await actionsOn(act.orderId)).filter((one) => one === 'order.download_prepared')).toHaveLength(1)
    })

    it('has a copy with the mark that says it is a copy, once it is signed', async () => {
      const act = await awaiting()
      const prepared = await prepareFile(act.orderId)
      expect(await findMarkedCopy(await head(), act.orderId)).toBeUndefined()
      await complete(prepared, signer('gost256').sign(await preparedBytes(prepared)))
      const copy = await findMarkedCopy(await head(), act.orderId)
      expect(copy?.document).toMatchObject({
        watermark: 'КОПИЯ',
        mark: { owner: 'Мочалов Андрей Викторович', serial: certificateFacts(signer('gost256').certificate).serial },
      })
    })
  })

  describe('that a crash left unfinished', () => {
    it('gets its file drawn by the next start and is told of until it is signed', async () => {
      const act = await awaiting()
      const before = await prepareInBrowser(act.orderId, signer('rsa').certificate)
      const mine = and(eq(signings.orderId, act.orderId), eq(signings.state, 'prepared'))
      await database().update(signings).set({ preparedSha256: null, digest: null, pages: null }).where(mine)
      rmSync(join(process.env.DATA_DIR ?? '', 'papers'), { recursive: true, force: true })
      await expect(complete(before, new Uint8Array([0x30, 0x80]))).rejects.toThrow(/прервалась/)
      const left = await resumeUnfinished(now)
      expect(left.filter((line) => line.includes(before.document.number))).toEqual([
        expect.stringMatching(/ждёт подписи, сделанной вне программы/),
      ])
      // Drawn again, it is the same file: a signature made before the crash still fits.
      const after = await living(act.orderId)
      expect(after).toEqual(before)
      await complete(after, signer('rsa').sign(await contentOf(after)))
      expect((await statusOf(act.orderId)).order).toBe('registered')
      expect((await resumeUnfinished(now)).filter((line) => line.includes(before.document.number))).toEqual([])
    })
  })
})
