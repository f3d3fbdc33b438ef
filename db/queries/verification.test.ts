import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { database, setDatabase } from '@/db/client'
import { keyRow } from '@/db/commands/key'
import { verifyBytes } from '@/db/queries/verification'
import { signingKeys } from '@/db/schema/key'
import { orders, papers, signings } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { makeActor, makeMunicipality, makeOrder, makeRegistered } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import type { OrderDocument } from '@/lib/order/document'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import { signCms } from '@/lib/signature/cms'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { makeAuthority, makeKey, NOW } from '@/lib/signature/signed-paper.testing'
import { exitCodeOf, verificationJson } from '@/lib/signature/verify'

let fresh: FreshDatabase
let clerk: Actor
let key: SigningKey
let foreignKey: SigningKey

beforeAll(async () => {
  fresh = await freshDatabase()
  clerk = await makeActor(await makeMunicipality(), ['clerk'], NOW)
  key = await makeKey(await makeAuthority())
  foreignKey = await makeKey(await makeAuthority())
  const id = crypto.randomUUID()
  await database()
    .insert(signingKeys)
    .values(
      keyRow({ id, municipalityId: clerk.municipalityId ?? '', userId: clerk.userId ?? '', key, sealedPassword: null }),
    )
})
afterAll(() => fresh.close())
afterEach(() => vi.unstubAllEnvs())

const draw = async (paperId: string, signer?: SigningKey): Promise<Uint8Array> => {
  const prepareSignature = (doc: PDFKit.PDFDocument) =>
    addSignaturePlaceholder(doc, { name: 'Мочалов', reason: 'Распоряжение', at: NOW })
  const { bytes } = await drawOrder2026(ORDER_121, { at: NOW, paperId, ...(signer ? { prepareSignature } : {}) })
  return signer ? signPdf(bytes, signer, { now: NOW }) : bytes
}

async function register(kind: 'signed' | 'print', by: SigningKey | undefined = kind === 'signed' ? key : undefined) {
  const act = await makeRegistered(clerk, NOW, kind === 'print' ? { signature: 'paper' } : {})
  const bytes = await draw(act.order.publicId, by)
  await keep(act.order, kind, bytes)
  return { ...act, bytes }
}

async function keep(
  order: { id: string; municipalityId: string },
  kind: (typeof papers.$inferInsert)['kind'],
  bytes: Uint8Array,
  more: Partial<typeof papers.$inferInsert> = {},
) {
  await database()
    .insert(papers)
    .values({
      municipalityId: order.municipalityId,
      orderId: order.id,
      kind,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      mediaType: 'application/pdf',
      fileName: 'Распоряжение.pdf',
      addedAt: NOW,
      ...more,
    })
}

/** The signatory signed by means of his own: only the act's row knows his certificate. */
const announce = (orderId: string, entryId: string, by: SigningKey) =>
  database()
    .insert(signings)
    .values({
      orderId,
      entryId,
      kind: 'detached',
      state: 'completed',
      document: { title: '' } as OrderDocument,
      signerId: clerk.userId ?? '',
      certificate: Buffer.from(by.certificate).toString('base64'),
      startedAt: NOW,
    })

describe('a paper of the register', () => {
  it('is genuine, with number, date, state and address, and all keys of the answer present', async () => {
    vi.stubEnv('APP_URL', 'https://marshrut.example.ru')
    const { bytes, order, number } = await register('signed')
    const json = verificationJson(await verifyBytes(bytes, NOW))
    expect(json).toMatchObject({
      verdict: 'genuine',
      register: {
        number: String(number),
        date: clerk.today,
        kind: 'распоряжение',
        state: 'registered',
        url: `https://marshrut.example.ru/p/${order.publicId}`,
      },
    })
    expect(Object.keys(json)).toEqual(['verdict', 'signatures', 'register'])
    expect(Object.keys(json.signatures[0] ?? {}).sort()).toEqual([
      'coversWholeFile',
      'kind',
      'notAfter',
      'notBefore',
      'qualified',
      'reason',
      'serial',
      'subject',
      'test',
      'timestamp',
      'valid',
    ])
    expect(json.signatures).toMatchObject([
      { kind: 'pades', valid: true, qualified: false, test: true, coversWholeFile: true },
    ])
    await database().update(orders).set({ status: 'published' }).where(eq(orders.id, order.id))
    expect((await verifyBytes(bytes, NOW)).register?.url).toBe(
      `https://marshrut.example.ru/published/${order.publicId}`,
    )
  })

  it('stays genuine when annulled, and the register says so', async () => {
    const { bytes, order, entryId } = await register('signed')
    await database().update(orders).set({ status: 'annulled' }).where(eq(orders.id, order.id))
    await database().update(registerEntries).set({ state: 'annulled' }).where(eq(registerEntries.id, entryId))
    const found = await verifyBytes(bytes, NOW)
    expect(found).toMatchObject({ verdict: 'genuine', register: { state: 'annulled', url: null } })
    expect(exitCodeOf(found.verdict)).toBe(0)
  })

  it('signed by hand is genuine as a print whose original is on paper', async () => {
    const { bytes } = await register('print')
    const found = await verifyBytes(bytes, NOW)
    expect(found).toMatchObject({ verdict: 'genuine', signatures: [] })
    expect(found.explanation.join(' ')).toContain('подлинник на бумаге')
  })
})

describe('an act that its signatory signed by means of his own', () => {
  it('inside the file: his certificate is known for this act, and for no other', async () => {
    const { bytes, order, entryId } = await register('signed', foreignKey)
    expect(await verifyBytes(bytes, NOW)).toMatchObject({ verdict: 'genuine', signatures: [{ valid: null }] })
    await announce(order.id, entryId, foreignKey)
    expect(await verifyBytes(bytes, NOW)).toMatchObject({
      verdict: 'genuine',
      signatures: [{ valid: true, qualified: false }],
    })
    const other = await register('signed')
    expect((await verifyBytes(await draw(other.order.publicId, foreignKey), NOW)).verdict).toBe('foreign')
  })

  it('in a file beside it: the pair is genuine, each alone is told what is missing', async () => {
    const act = await makeRegistered(clerk, NOW)
    const bytes = await draw(act.order.publicId)
    const signature = await signCms([bytes], foreignKey)
    await keep(act.order, 'signed', bytes)
    await keep(act.order, 'detached', signature)
    await announce(act.order.id, act.entryId, foreignKey)
    expect(await verifyBytes(bytes, NOW, signature)).toMatchObject({
      verdict: 'genuine',
      signatures: [{ kind: 'detached', valid: true, coversWholeFile: true }],
      register: { number: String(act.number) },
    })
    const asText = Buffer.from(Buffer.from(signature).toString('base64'))
    expect((await verifyBytes(bytes, NOW, asText)).verdict).toBe('genuine')
    const alone = await verifyBytes(signature, NOW)
    expect(alone).toMatchObject({ verdict: 'unknown', register: { number: String(act.number) } })
    expect(alone.explanation[0]).toContain('нужен и документ')
    expect((await verifyBytes(bytes, NOW)).explanation.join(' ')).toContain('приложите его')
    expect((await verifyBytes(bytes, NOW, await signCms([Buffer.from('x')], foreignKey))).verdict).toBe('changed')
  })
})

describe('an act that other acts changed', () => {
  it('is genuine, and the acts in force are named; an annulled amendment is not', async () => {
    const { bytes, order } = await register('signed')
    const change = async (purpose: 'amendment' | 'repeal', status: 'registered' | 'annulled' | 'published') => {
      const act = await makeRegistered(clerk, NOW, { status, state: status === 'annulled' ? 'annulled' : 'registered' })
      await database().update(orders).set({ purpose, targetId: order.id }).where(eq(orders.id, act.order.id))
      return act
    }
    await change('amendment', 'annulled')
    expect((await verifyBytes(bytes, NOW)).register?.changes).toEqual([])
    const amendment = await change('amendment', 'published')
    const found = await verifyBytes(bytes, NOW)
    expect(found).toMatchObject({
      verdict: 'genuine',
      register: {
        changes: [
          { effect: 'amended', number: String(amendment.number), path: `/published/${amendment.order.publicId}` },
        ],
      },
    })
    expect(found.explanation.at(-1)).toContain('внесены изменения распоряжением')
    const repeal = await change('repeal', 'registered')
    await database().update(orders).set({ status: 'repealed' }).where(eq(orders.id, order.id))
    const ended = await verifyBytes(bytes, NOW)
    expect(ended).toMatchObject({ verdict: 'genuine', register: { state: 'repealed' } })
    expect(ended.explanation.at(-1)).toContain(`№\u00A0${repeal.number}`)
  })

  it('known by a scan that was replaced is told so', async () => {
    const act = await makeRegistered(clerk, NOW, { signature: 'paper' })
    const scan = Buffer.from(`scan of ${act.order.id}`)
    await keep(act.order, 'scan', scan, { replacedAt: NOW, replacedWhy: 'нечитаемый' })
    const found = await verifyBytes(scan, NOW)
    expect(found.verdict).toBe('genuine')
    expect(found.explanation.join(' ')).toContain('заменён другим')
    await keep(act.order, 'scan', scan)
    expect((await verifyBytes(scan, NOW)).explanation.join(' ')).not.toContain('заменён другим')
  })
})

describe('a file that is not in the register', () => {
  it('is changed where it was ours: a bit flipped, cut, added to, or of another revision', async () => {
    const { bytes, number } = await register('signed')
    const place = Math.floor(bytes.length / 3)
    const flipped = bytes.map((byte, index) => (index === place ? byte ^ 1 : byte))
    for (const altered of [flipped, bytes.slice(0, bytes.length - 900), Buffer.concat([bytes, Buffer.from('\n')])]) {
      expect(await verifyBytes(altered, NOW)).toMatchObject({
        verdict: 'changed',
        register: { number: String(number) },
      })
    }
  })

  it('is changed where it is a draft’s paper: ours, but no act', async () => {
    const { order } = await makeOrder(clerk)
    expect(await verifyBytes(await draw(order.publicId), NOW)).toMatchObject({ verdict: 'changed', register: null })
  })

  it('is foreign: another key’s copy, even with our id, and a paper without any trace of ours', async () => {
    const { order } = await register('signed')
    expect((await verifyBytes(await draw(order.publicId, foreignKey), NOW)).verdict).toBe('foreign')
    const stranger = await verifyBytes(await draw('nobody-knows-this-id'), NOW)
    expect(stranger).toMatchObject({ verdict: 'foreign', register: null })
    expect(exitCodeOf(stranger.verdict)).toBe(1)
  })

  it('cannot be told: no PDF at all', async () => {
    const found = await verifyBytes(Buffer.from('просто текст'), NOW)
    expect(found.verdict).toBe('unknown')
    expect(exitCodeOf(found.verdict)).toBe(2)
  })

  it('cannot be told while the register is out of reach', async () => {
    const { bytes } = await register('signed')
    setDatabase(undefined)
    try {
      expect((await verifyBytes(bytes, NOW)).verdict).toBe('unknown')
    } finally {
      setDatabase(fresh.opened)
    }
  })
})
