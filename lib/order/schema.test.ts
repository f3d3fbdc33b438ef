import { describe, expect, it } from 'vitest'
import { orderCardSchema, signSchema } from './schema'

const id = '0ca6e12a-7328-42fb-aa8d-7e6aa9db8b1b'
const form = { id, revision: '2', kind: 'directive', bodyId: '', annexTitle: 'Дорожная карта' }

describe('the card’s form', () => {
  it('reads numbered rows in the order of their places, not of their letters', () => {
    const sent = {
      ...form,
      'points.10.text': 'одиннадцатый',
      'points.2.text': 'третий',
      'points.0.text': 'первый',
      'bases.0.kind': 'приказ',
      'bases.0.number': '160',
    }
    const card = orderCardSchema.parse(sent)
    expect(card.points.map((point) => point.text)).toEqual(['первый', 'третий', 'одиннадцатый'])
    expect(card.bases).toEqual([{ kind: 'приказ', issuer: '', date: '', number: '160', title: '' }])
    expect(card).toMatchObject({ revision: 2, act: 'save', title: '', control: '' })
  })

  it('keeps typed text as it is, spaces and all', () => {
    expect(orderCardSchema.parse({ ...form, title: '  О  карте\n', 'points.0.text': ' а ' })).toMatchObject({
      title: '  О  карте\n',
      points: [{ text: ' а ' }],
    })
  })

  it('takes no field but its own', () => {
    const card = orderCardSchema.parse({
      ...form,
      status: 'registered',
      number: '121',
      municipalityId: id,
      authorId: id,
      'points.0.__proto__': 'x',
      'points.0.admin': 'да',
    })
    expect(Object.keys(card).sort()).toEqual([
      'act',
      'annexTitle',
      'bases',
      'bodyId',
      'control',
      'id',
      'kind',
      'operativeWord',
      'points',
      'preamble',
      'revision',
      'signatory',
      'title',
    ])
    expect(card.points).toEqual([{ text: '' }])
  })

  it.each([
    ['another kind', { kind: 'law' }],
    ['no uuid', { id: '1 or 1=1' }],
    ['a body that is no id', { bodyId: 'нет' }],
    ['101 points', Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`points.${index}.text`, 'а']))],
    ['a text without end', { title: 'а'.repeat(100_001) }],
    ['no revision', { revision: 'x' }],
    ['an act of its own', { act: 'publish' }],
  ])('refuses %s', (_, change) => expect(orderCardSchema.safeParse({ ...form, ...change }).success).toBe(false))
})

describe('the signing form', () => {
  const shown = {
    id,
    fingerprint: 'a'.repeat(64),
    number: '№\u00A0121',
    date: '2022-04-21',
    password: 'пароль',
    way: 'electronic',
  }
  it('wants all that was shown, and the password', () => {
    expect(signSchema.parse(shown)).toEqual({ ...shown, keyPassword: '' })
    for (const change of [
      { password: '' },
      { fingerprint: 'A'.repeat(64) },
      { fingerprint: 'a'.repeat(63) },
      { date: '2022-02-31' },
      { way: 'none' },
    ]) {
      expect(signSchema.safeParse({ ...shown, ...change }).success).toBe(false)
    }
    expect(signSchema.safeParse({ ...shown, password: '' }).error?.issues[0]?.message).toBe(
      'Введите пароль: без него подписать нельзя.',
    )
  })
})
