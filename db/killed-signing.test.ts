import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { verifyBytes } from '@/db/queries/verification'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { awaitingAct, NOW, openStory, PASSWORD } from '@/db/testing/story'
import { bytesStore } from '@/lib/store/folder'

const ACTS = 100
const KILLS = 8
/** Tabs in which the acts are signed at the same time. */
const WINDOWS = 4

let story: Awaited<ReturnType<typeof openStory>>
let ids: string[]
beforeAll(async () => {
  story = await openStory()
  ids = []
  for (let made = 0; made < ACTS; made++) ids.push((await awaitingAct(story.home)).orderId)
}, 300_000)
afterAll(() => story.close())

/** The same pauses in every run: 0…1 by a small linear congruence. */
function* pauses(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('exit', (code) => resolve(code)))
const ready = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once('message', () => resolve()))

function signAll(): ChildProcess {
  const args = [story.fresh.url ?? '', NOW.toISOString(), PASSWORD, String(WINDOWS), ...ids]
  return fork(join(import.meta.dirname, 'testing/sign-all.ts'), args, {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    env: { ...process.env, DATA_DIR: process.env.DATA_DIR ?? '' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

describe(`${ACTS} acts signed at once by a process that is killed ${KILLS} times`, () => {
  it('have consecutive numbers, each with its own genuine paper, and nothing is left half done', async () => {
    const pause = pauses(121)
    for (let kill = 0; kill < KILLS; kill++) {
      const child = signAll()
      const end = ended(child)
      await Promise.race([ready(child), end])
      await new Promise((resolve) => setTimeout(resolve, 20 + pause.next().value * 400))
      child.kill('SIGKILL')
      await end
      await expectWhole()
    }
    expect(await ended(signAll())).toBe(0)

    const entries = await database().select().from(registerEntries).where(inArray(registerEntries.orderId, ids))
    expect(entries.map((entry) => entry.number).sort((a, b) => a - b)).toEqual(
      Array.from({ length: ACTS }, (_, index) => index + 1),
    )
    expect(new Set(entries.map((entry) => entry.state))).toEqual(new Set(['registered']))
    const files = await database().select().from(papers).where(inArray(papers.orderId, ids))
    expect(new Set(files.map((file) => file.orderId)).size).toBe(ACTS)
    expect(files).toHaveLength(ACTS)
    for (const file of files) {
      const verdict = await verifyBytes(new Uint8Array(await bytesStore().get(file.sha256)), NOW)
      expect(verdict).toMatchObject({ verdict: 'genuine', signatures: [{ valid: true, coversWholeFile: true }] })
      const entry = entries.find((one) => one.orderId === file.orderId)
      expect(verdict.register?.number).toBe(String(entry?.number))
    }
  }, 600_000)
})

/** After any kill: no number without an act that can be finished or annulled, no paper without a number. */
async function expectWhole(): Promise<void> {
  const entries = await database().select().from(registerEntries).where(inArray(registerEntries.orderId, ids))
  const numbers = entries.map((entry) => entry.number).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1))
  const acts = await database()
    .select({ id: orders.id, status: orders.status, paper: papers.sha256, signing: signings.state })
    .from(orders)
    .leftJoin(papers, eq(papers.orderId, orders.id))
    .leftJoin(signings, eq(signings.orderId, orders.id))
    .where(inArray(orders.id, ids))
  for (const act of acts) {
    const entry = entries.find((one) => one.orderId === act.id)
    const told = { status: act.status, entry: entry?.state, signing: act.signing, paper: act.paper !== null }
    expect([
      { status: 'awaiting_signature', entry: undefined, signing: null, paper: false },
      { status: 'awaiting_signature', entry: 'signing', signing: 'prepared', paper: false },
      { status: 'registered', entry: 'registered', signing: 'completed', paper: true },
    ]).toContainEqual(told)
    if (act.paper) expect(await bytesStore().has(act.paper)).toBe(true)
  }
}
