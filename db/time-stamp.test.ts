import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { database } from '@/db/client'
import { addKey, issueTestKeyFor } from '@/db/commands/key'
import { annulEntry } from '@/db/commands/register'
import { resumeUnfinished } from '@/db/finish-signing'
import { verifyBytes } from '@/db/queries/verification'
import { accessLog, journal } from '@/db/schema/journal'
import { signings } from '@/db/schema/order'
import { signOrder } from '@/db/sign-order'
import { hasOpenssl, today } from '@/db/testing/outside-signer'
import {
  awaitingAct,
  entriesOf,
  idOf,
  openStory,
  PASSWORD,
  paperBytes,
  refusal,
  signInput,
  statusOf,
} from '@/db/testing/story'
import { type TimeStampServer, timeStampServer } from '@/db/testing/time-stamp-server'
import { issueTestKey } from '@/lib/signature/key-folder'

const now = today()
const HOUR = 3_600_000

/** OpenSSL's service keeps the machine's time, so the acts are signed today. */
describe.skipIf(!hasOpenssl())('a signature with a time stamp (a real service: openssl ts)', () => {
  let story: Awaited<ReturnType<typeof openStory>>
  let service: TimeStampServer
  beforeAll(async () => {
    service = await timeStampServer()
    story = await openStory(now)
    process.env.TIMESTAMP_URL = service.url
    const folder = join(process.env.DATA_DIR ?? '', 'trust')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'time.pem'), service.authority)
  })
  afterAll(async () => {
    process.env.TIMESTAMP_URL = ''
    await story?.close()
    await service?.close()
  })

  const press = async (orderId: string, more: Parameters<typeof signInput>[2] = {}) => {
    const head = await story.home.actor('head', now)
    return signOrder(head, await signInput(head, orderId, more), now)
  }
  const stampOf = async (orderId: string) => {
    const [row] = await database()
      .select({ stampedAt: signings.stampedAt })
      .from(signings)
      .where(eq(signings.orderId, orderId))
      .orderBy(desc(signings.startedAt))
      .limit(1)
    return row?.stampedAt
  }

  it('keeps the time that the service named, and the mark prints none', async () => {
    const { orderId } = await awaitingAct(story.home, now)
    const before = Date.now()
    await press(orderId)
    const stampedAt = await stampOf(orderId)
    expect(Math.abs((stampedAt?.getTime() ?? 0) - before)).toBeLessThan(HOUR)
    const bytes = await paperBytes(story.home, orderId, now)
    expect(await verifyBytes(bytes, now)).toMatchObject({
      verdict: 'genuine',
      signatures: [{ valid: true, timestamp: stampedAt?.toISOString() }],
    })
  })

  it('whose service is down leaves the number with the order, which is signed under it when the service is back', async () => {
    const { orderId } = await awaitingAct(story.home, now)
    service.down(true)
    await expect(press(orderId)).rejects.toEqual(
      refusal('invalid', { message: expect.stringMatching(/Служба меток времени.*Повторите/) }),
    )
    const [given] = await entriesOf(orderId)
    expect(given?.state).toBe('signing')
    expect((await statusOf(orderId)).order).toBe('awaiting_signature')
    service.down(false)
    await press(orderId)
    expect(await entriesOf(orderId)).toEqual([{ ...given, state: 'registered' }])
  })

  it('is finished by the next start, or annulled by the clerk', async () => {
    const [one, other] = [await awaitingAct(story.home, now), await awaitingAct(story.home, now)]
    service.down(true)
    for (const { orderId } of [one, other]) await expect(press(orderId)).rejects.toEqual(refusal('invalid'))
    const left = await resumeUnfinished(now)
    expect(left).toEqual([1, 2].map(() => expect.stringMatching(/Служба меток времени ответила ошибкой 503/)))
    const [spent] = await entriesOf(other.orderId)
    const clerk = await story.home.actor('clerk', now)
    await annulEntry(clerk, { entryId: spent?.id ?? '', reason: 'служба времени не отвечает' }, now)
    service.down(false)
    expect(await resumeUnfinished(now)).toEqual([])
    expect((await statusOf(one.orderId)).order).toBe('registered')
    expect(await stampOf(one.orderId)).toBeInstanceOf(Date)
    expect(await statusOf(other.orderId)).toMatchObject({ order: 'awaiting_signature' })
  })

  it('leaves no password behind: not in the journal, the access log, the preparation or the log', async () => {
    const printed: string[] = []
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((line) => printed.push(String(line)) > 0)
    try {
      const { pkcs12, password } = await issueTestKey({ commonName: 'Мочалов Андрей Викторович' }, now)
      const admin = await story.home.actor('admin', now)
      const headId = await idOf(story.home, 'head')
      await addKey(admin, { userId: headId, password, keep: false, bytes: pkcs12 }, randomUUID(), now)
      const { orderId } = await awaitingAct(story.home, now)
      // Nobody listens on port 9: what the program logs of it must name no secret either.
      process.env.TIMESTAMP_URL = 'http://127.0.0.1:9/'
      const wrong = `не тот ${randomUUID()}`
      await expect(press(orderId, { keyPassword: wrong })).rejects.toEqual(refusal('invalid', { field: 'keyPassword' }))
      await expect(press(orderId, { keyPassword: password })).rejects.toEqual(refusal('invalid'))
      await resumeUnfinished(now)
      process.env.TIMESTAMP_URL = service.url
      await press(orderId, { keyPassword: password })
      const told = JSON.stringify([
        printed,
        await database().select().from(journal),
        await database().select().from(accessLog),
        await database().select().from(signings),
      ])
      for (const secret of [password, wrong, PASSWORD]) expect(told).not.toContain(secret)
      await issueTestKeyFor(admin, { userId: headId }, randomUUID(), now)
    } finally {
      spy.mockRestore()
    }
    expect(printed.join('')).toContain('timestamp')
  })
})
