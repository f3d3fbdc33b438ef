import { createHash, randomUUID } from 'node:crypto'
import { count, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { database } from '@/db/client'
import { startRepeal } from '@/db/commands/amendment'
import { chooseAmendmentForm, rebaseAmendment } from '@/db/commands/amendment-draft'
import { recallOrder, returnFromSignature } from '@/db/commands/approval'
import { certifyCopy } from '@/db/commands/certified-copy'
import { enterOldAct } from '@/db/commands/old-act'
import { createAct, saveOrderCard, withdrawOrder } from '@/db/commands/order'
import { takePrepared } from '@/db/commands/prepared-paper'
import { addDispatch, publishOrder, withdrawPublication } from '@/db/commands/publication'
import { attachScan } from '@/db/commands/scan'
import { beginSigning } from '@/db/commands/signing'
import { journal } from '@/db/schema/journal'
import { orders } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { startedAmendment } from '@/db/testing/amending'
import { draftAct, NOW, openStory, send, signedAct } from '@/db/testing/story'
import type { Actor } from '@/lib/access/actor'
import { ORDER_PURPOSES, ORDER_STATUSES, type OrderPurpose, type OrderStatus, SIGNATURE_KINDS } from '@/lib/order/rules'

/** Every status × purpose × command: what is closed is refused and leaves no trace. The table is rulings A2 and B, not lib/order/rules. */
let story: Awaited<ReturnType<typeof openStory>>
const acts = {} as Record<OrderPurpose, string>
const people = {} as Record<'coordinator' | 'head' | 'clerk', Actor>

beforeAll(async () => {
  story = await openStory()
  for (const name of ['coordinator', 'head', 'clerk'] as const) people[name] = await story.home.actor(name)
  const signed = await signedAct(story.home)
  acts.approval = (await draftAct(story.home)).orderId
  acts.amendment = (await startedAmendment(story.home, signed.roadMapId)).orderId
  const repeal = { orderId: signed.orderId, pressId: randomUUID() }
  acts.repeal = (await startRepeal(people.coordinator, repeal, NOW)).orderId
  acts.curators = await createAct(
    people.coordinator,
    { purpose: 'curators', kind: 'directive', pressId: randomUUID() },
    NOW,
  )
})
afterAll(() => story.close())

const reason = 'причина'
const scan = () => ({
  sha256: createHash('sha256').update(randomUUID()).digest('hex'),
  size: 4,
  mediaType: 'application/pdf',
  fileName: 'Скан.pdf',
})
const card = {
  kind: 'directive' as const,
  title: 'Заголовок',
  preamble: '',
  operativeWord: 'обязывает:',
  points: [{ text: 'Утвердить.' }],
  annexTitle: '',
  bases: [],
  control: '',
  bodyId: '',
  signatory: '',
  act: 'save' as const,
}
const numbered = {
  number: { number: 77, suffix: '-а' },
  date: '2026-04-21',
  title: '',
  signerPost: 'Глава',
  signerName: 'И.И. Иванов',
}
const shown = {
  fingerprint: 'a'.repeat(64),
  number: '№\u00A02',
  date: '2026-04-21',
  mark: null,
  keyId: null,
  appUrl: null,
}

type Command = { open: OrderStatus[]; run: (id: string) => Promise<unknown> }
const SIGN = Object.fromEntries(
  SIGNATURE_KINDS.map((way): [string, Command] => [
    `sign: ${way}`,
    { open: ['awaiting_signature'], run: (id) => beginSigning(people.head, { ...shown, id, way }, NOW) },
  ]),
)
const COMMANDS: Record<string, Command> = {
  ...SIGN,
  save: {
    open: ['draft', 'returned'],
    run: async (id) => {
      const [order] = await database().select({ revision: orders.revision }).from(orders).where(eq(orders.id, id))
      await saveOrderCard(people.coordinator, { ...card, id, revision: order?.revision ?? 0 }, NOW)
    },
  },
  'form of the amendment': {
    open: ['draft', 'returned'],
    run: (orderId) => chooseAmendmentForm(people.coordinator, { orderId, form: 'whole' }, NOW),
  },
  rebase: {
    open: ['draft', 'returned'],
    run: (orderId) => rebaseAmendment(people.coordinator, { orderId, takeTheirs: [], state: 'a'.repeat(64) }, NOW),
  },
  send: { open: ['draft', 'returned'], run: (id) => send(story.home, id) },
  withdraw: {
    open: ['draft', 'returned'],
    run: (id) => withdrawOrder(people.coordinator, { id, reason, pressId: randomUUID() }, NOW),
  },
  'enter as old': {
    open: ['draft', 'returned'],
    run: (orderId) =>
      enterOldAct(
        people.clerk,
        { ...numbered, kind: 'directive', orderId, outsideReason: '', scan: scan(), pressId: randomUUID() },
        NOW,
      ),
  },
  recall: {
    open: ['in_approval', 'awaiting_signature'],
    run: (id) => recallOrder(people.coordinator, { id, reason, pressId: randomUUID() }, NOW),
  },
  return: {
    open: ['awaiting_signature'],
    run: (id) => returnFromSignature(people.head, { id, reason, pressId: randomUUID() }, NOW),
  },
  'take the prepared file': { open: [], run: (orderId) => takePrepared(people.head, { orderId }, NOW) },
  'attach a scan': {
    open: ['awaiting_scan', 'registered', 'published'],
    run: (orderId) => attachScan(people.clerk, { orderId, scan: scan(), reason }, NOW),
  },
  publish: { open: ['registered'], run: (orderId) => publishOrder(people.clerk, { orderId }, NOW) },
  'withdraw the publication': {
    open: ['published'],
    run: (orderId) => withdrawPublication(people.clerk, { orderId, reason }, NOW),
  },
  dispatch: {
    open: ['registered', 'published'],
    run: (orderId) =>
      addDispatch(people.clerk, { orderId, recipient: 'Школа', sentOn: '2026-04-21', pressId: randomUUID() }, NOW),
  },
  'certify a copy': {
    open: ['registered', 'published', 'repealed'],
    run: (orderId) => certifyCopy(people.clerk, { orderId, post: 'Пост', name: 'Имя', pressId: randomUUID() }, NOW),
  },
  repeal: {
    open: ['registered', 'published'],
    run: (orderId) => startRepeal(people.coordinator, { orderId, pressId: randomUUID() }, NOW),
  },
}

/** Also what only one purpose knows, and an act that already ends another cannot be ended. */
const isOpen = (name: string, purpose: OrderPurpose, status: OrderStatus): boolean =>
  (COMMANDS[name]?.open ?? []).includes(status) &&
  (!['form of the amendment', 'rebase'].includes(name) || purpose === 'amendment') &&
  (name !== 'repeal' || purpose === 'approval' || purpose === 'curators')

async function traceOf(id: string) {
  const [order] = await database().select().from(orders).where(eq(orders.id, id))
  const [lines] = await database().select({ lines: count() }).from(journal)
  const [rows] = await database().select({ rows: count() }).from(registerEntries)
  const [all] = await database().select({ all: count() }).from(orders)
  return { order, lines, rows, all }
}

describe.each(ORDER_PURPOSES)('hostile 10, 57, 67, 68: an act of the purpose «%s»', (purpose) => {
  it.each(ORDER_STATUSES)('that is %s takes no step that is closed', async (status) => {
    const id = acts[purpose]
    await database().update(orders).set({ status }).where(eq(orders.id, id))
    const before = await traceOf(id)
    const closed = Object.entries(COMMANDS).filter(([name]) => !isOpen(name, purpose, status))
    expect(closed.length).toBeGreaterThan(5)
    for (const [name, { run }] of closed) {
      const answer = await run(id).then(
        () => 'done',
        (error: unknown) => error,
      )
      expect([name, answer]).toEqual([name, expect.objectContaining({ name: 'Refusal' })])
    }
    expect(await traceOf(id)).toEqual(before)
  })
})
