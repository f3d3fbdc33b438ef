import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  completeBrowserSchema,
  completeFileSchema,
  prepareBrowserSchema,
  prepareFileSchema,
} from '@/lib/order/outside-schema'
import { newActSchema, orderCardSchema } from '@/lib/order/schema'
import { templateSchema } from '@/lib/order/template-schema'
import {
  certifyCopySchema,
  closeBookSchema,
  oldActSchema,
  reopenBookSchema,
  reserveNumberSchema,
  storageSchema,
} from '@/lib/register/schema'
import { amendmentFormSchema, rebaseSchema, startRepealSchema } from '@/lib/road-map/amendment-schema'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'

const id = randomUUID()
const fingerprint = 'a'.repeat(64)
const shown = { id, fingerprint, number: '№ 1', date: '2026-04-21', password: 'пароль' }
const template = {
  purpose: 'curators',
  kind: 'directive',
  name: 'Образец',
  titlePattern: 'О {карты}',
  points: 'Назначить.',
}

/** What only the server may say (hostile 13). */
const FORBIDDEN = {
  status: 'registered',
  state: fingerprint,
  municipalityId: id,
  targetId: id,
  versionId: id,
  authorId: id,
  signerId: id,
  signedAt: '2022-01-01',
  startedAt: '2022-01-01',
  publicId: 'угадан',
  isOldAct: 'true',
  signature: 'paper',
  closedAt: '2022-01-01',
  closedBy: id,
  keyId: id,
  mark: 'x',
  sha256: fingerprint,
  annexRows: [['a']],
  endedAt: '2022-01-01',
  role: 'admin',
  inForceFrom: '2022-01-01',
  baseId: id,
}

describe('hostile 13: what a form adds of its own does not come through', () => {
  it.each([
    ['the card', orderCardSchema, { id, revision: '1', kind: 'directive', annexTitle: '' }],
    ['a new act', newActSchema, { purpose: 'curators', kind: 'directive' }],
    ['a template', templateSchema, template],
    ['a signature in the browser', prepareBrowserSchema, shown],
    ['a signature in a file', prepareFileSchema, shown],
    ['the signature that came back', completeBrowserSchema, { id, signingId: id, cms: '' }],
    ['the file that came back', completeFileSchema, { id, signingId: id }],
    ['the form of an amendment', amendmentFormSchema, { orderId: id, roadMapId: id, version: '1', form: 'rows' }],
    ['a rebase', rebaseSchema, { orderId: id, 'pick.a': 'theirs' }],
    ['a repeal', startRepealSchema, { id }],
    ['closing', closeBookSchema, { kind: 'directive', year: '2026' }],
    ['opening again', reopenBookSchema, { kind: 'directive', year: '2026', reason: 'ошибка' }],
    ['a certified copy', certifyCopySchema, { orderId: id, post: 'Делопроизводитель', name: 'А.А. Пешкова' }],
    ['storage', storageSchema, { entryId: id, storage: 'постоянно' }],
    ['a reserved number', reserveNumberSchema, { kind: 'directive', date: '21.04.2026', reason: 'причина' }],
    [
      'an old act',
      oldActSchema,
      { kind: 'directive', number: '7', date: '21.04.2022', title: 'О чём-то', signerPost: 'Глава', signerName: 'Он' },
    ],
  ])('%s', (_, schema, own) => {
    const parsed: unknown = schema.parse({ ...FORBIDDEN, ...own })
    const allowed = [
      ...Object.keys(own).filter((name) => name in FORBIDDEN),
      ...(schema === rebaseSchema ? ['state'] : []),
    ]
    const through = Object.keys(parsed as object).filter((name) => name in FORBIDDEN && !allowed.includes(name))
    expect(through).toEqual([])
  })

  it('a new act of its own is only one that no map and no other act begins', () => {
    for (const purpose of ['approval', 'amendment', 'repeal', 'constructor'])
      expect(newActSchema.safeParse({ purpose, kind: 'directive' }).success).toBe(false)
  })
})

describe('hostile 25, 30: what is too much or no text', () => {
  const card = (more: object) =>
    orderCardSchema.safeParse({ id, revision: '1', kind: 'directive', annexTitle: '', ...more })
  const rows = (count: number, text = 'x') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`rows.${index}.school`, text]))

  it('takes a thousand rows of an annex and refuses ten thousand or a cell of a megabyte, in time', async () => {
    expect(card({ withRows: '1', ...rows(1_000) }).success).toBe(true)
    for (const bad of [rows(10_000), rows(1_001), rows(1, 'Я'.repeat(1_000_000))])
      expect(card({ withRows: '1', ...bad }).success).toBe(false)
    const points = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`points.${index}.text`, 'x']))
    expect(card(points(5_000)).success).toBe(false)
    expect(await growthOf(10_000, rows, (all) => card({ withRows: '1', ...all }))).toBeLessThan(NEARLY_SQUARE)
    expect(await growthOf(10_000, points, card)).toBeLessThan(NEARLY_SQUARE)
  })

  it('has no rows called after an object’s own parts, and takes no list or object for a text', () => {
    const parsed = card({ 'rows.0.__proto__': 'x', 'rows.0.constructor': 'y', 'rows.0.school': 'z', withRows: '1' })
    expect(parsed.data?.rows).toEqual([{ school: 'z', curator: '', post: '' }])
    for (const bad of [
      { title: ['a'] },
      { title: { $ne: 1 } },
      { executorPhone: 7 },
      { revision: '1e400' },
      { kind: '__proto__' },
    ])
      expect(card(bad).success).toBe(false)
  })

  it.each(['executorName', 'executorPhone', 'control', 'operativeWord'])('%s of a megabyte is refused', (field) => {
    expect(card({ [field]: 'x'.repeat(1_000_000) }).success).toBe(false)
  })

  it('a template of a megabyte, of a thousand points, or with a field of its own is refused', () => {
    const refused = (more: object) => expect(templateSchema.safeParse({ ...template, ...more }).success).toBe(false)
    refused({ name: 'x'.repeat(1_000_000) })
    refused({ points: 'x'.repeat(1_000_000) })
    refused({ points: Array.from({ length: 1_000 }, () => 'Пункт.').join('\n\n') })
    refused({ titlePattern: 'О {пароль}' })
    // Latin names are letters of the text, never parts of a program (hostile 28).
    const letters = 'Назначить {constructor} {__proto__} {карты}'
    expect(templateSchema.parse({ ...template, points: letters }).points).toEqual([letters])
  })

  it('a certificate and a signature as texts have an end', () => {
    expect(prepareBrowserSchema.safeParse({ ...shown, certificate: 'A'.repeat(1_000_000) }).success).toBe(false)
    expect(completeBrowserSchema.safeParse({ id, signingId: id, cms: 'A'.repeat(3_000_000) }).success).toBe(false)
  })
})
