import { ORDER_121 } from '@/lib/pdf/order-121.fixture'
import { drawOrder2026 } from '@/lib/pdf/order-2026'
import type { TestAuthority } from '@/lib/signature/authority'
import { sha256Hex } from '@/lib/signature/certificate'
import type { SignatureReport } from '@/lib/signature/inspect'
import type { SigningKey } from '@/lib/signature/key-store'
import { signPdf } from '@/lib/signature/pades'
import { addSignaturePlaceholder } from '@/lib/signature/placeholder'
import { authorityDer, HOLDER, makeAuthority, makeKey, NOW, PAPER } from '@/lib/signature/signed-paper.testing'
import { type RegisteredFile, type RegisteredPaper, type Verification, verifyPaper } from '@/lib/signature/verify'

/** A register that holds one real order of this program, its keys, and a stranger with a key of his own. */
export const ACT: RegisteredPaper = {
  number: '122',
  date: '2026-11-22',
  kind: 'распоряжение',
  state: 'published',
  url: 'https://example.test/p/k3J9',
  path: '/p/k3J9',
  changes: [],
}

export const fileOf = (more: Partial<RegisteredFile> = {}): RegisteredFile => ({
  register: ACT,
  file: 'signed',
  replaced: false,
  certificates: [],
  detached: [],
  ...more,
})

export type Scene = {
  authority: TestAuthority
  key: SigningKey
  otherKey: SigningKey
  /** The order as it was signed and registered. */
  signed: Buffer
  trust: { trust: Uint8Array[]; now: Date }
  check: (bytes: Uint8Array, options?: Partial<Parameters<typeof verifyPaper>[1]>) => Promise<Verification>
}

export async function openScene(): Promise<Scene> {
  const authority = await makeAuthority()
  const key = await makeKey(authority)
  const otherKey = await makeKey(await makeAuthority('чужой центр'))
  const signed = Buffer.from(await signPdf(await drawOrder(), key, { now: NOW }))
  const trust = { trust: [authorityDer(authority)], now: NOW }
  const ours = sha256Hex(signed)
  const check: Scene['check'] = (bytes, options = {}) =>
    verifyPaper(bytes, {
      ...trust,
      findByHash: async (sha256) => (sha256 === ours ? fileOf() : undefined),
      findByPaperId: async (id) => (id === PAPER ? { register: ACT } : undefined),
      ...options,
    })
  return { authority, key, otherKey, signed, trust, check }
}

/** The order of 2022 with its map of 17 rows, six sheets, and the place for a signature. */
export async function drawOrder(options: { title?: string; id?: string; at?: Date } = {}): Promise<Uint8Array> {
  const { title = ORDER_121.title, id = PAPER, at = NOW } = options
  const prepareSignature = (doc: PDFKit.PDFDocument) =>
    addSignaturePlaceholder(doc, { name: HOLDER.commonName, reason: 'Подписание (распоряжение)', at })
  return (await drawOrder2026({ ...ORDER_121, title }, { at, paperId: id, prepareSignature })).bytes
}

/** A signature that somebody could hold up as a good one. */
export const passes = ({ valid, coversWholeFile }: SignatureReport): boolean => valid === true && coversWholeFile
