import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { database, setDatabase } from '@/db/client'
import { keyRow } from '@/db/commands/key'
import { verifyBytes } from '@/db/queries/verification'
import { signingKeys } from '@/db/schema/key'
import { orders, papers } from '@/db/schema/order'
import { registerEntries } from '@/db/schema/register'
import { makeActor, makeMunicipality, makeOrder, makeRegistered } from '@/db/testing/acts'
import { type FreshDatabase, freshDatabase } from '@/db/testing/database'
import type { Actor } from '@/lib/access/actor'
import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
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

async function register(kind: 'signed' | 'print') {
  const act = await makeRegistered(clerk, NOW, kind === 'print' ? { signature: 'paper' } : {})
  const bytes = await draw(act.order.publicId, kind === 'signed' ? key : undefined)
  await database()
    .insert(papers)
    .values({
      municipalityId: act.order.municipalityId,
      orderId: act.order.id,
      kind,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.length,
      mediaType: 'application/pdf',
      fileName: 'Распоряжение.pdf',
      addedAt: NOW,
    })
  return { ...act, bytes }
}

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
