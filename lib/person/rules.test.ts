import { describe, expect, it } from 'vitest'
import { deputyDefect, isAlwaysCovered, overlaps } from './rules'

describe('isAlwaysCovered', () => {
  const today = '2026-03-10'
  it.each([
    ['an open period', [{ validFrom: null, validTo: null }], true],
    ['one that begins today', [{ validFrom: '2026-03-10', validTo: null }], true],
    ['one that begins tomorrow', [{ validFrom: '2026-03-11', validTo: null }], false],
    ['one with an end', [{ validFrom: null, validTo: '2030-01-01' }], false],
    [
      'a successor from the next day',
      [
        { validFrom: null, validTo: '2026-06-30' },
        { validFrom: '2026-07-01', validTo: null },
      ],
      true,
    ],
    [
      'a successor a day late',
      [
        { validFrom: null, validTo: '2026-06-30' },
        { validFrom: '2026-07-02', validTo: null },
      ],
      false,
    ],
    ['nobody', [], false],
  ])('%s', (_name, periods, expected) => {
    expect(isAlwaysCovered(today, periods)).toBe(expected)
  })
})

describe('deputyDefect', () => {
  const set = { principalId: 'head', deputyId: 'lawyer', validFrom: '2026-03-10', validTo: '2026-03-20' }
  const wanted = (principalId: string, deputyId: string, validFrom: string, validTo: string) =>
    deputyDefect({ principalId, deputyId, validFrom, validTo }, [set])?.field ?? null

  it('refuses oneself', () => expect(wanted('clerk', 'clerk', '2026-03-10', '2026-03-10')).toBe('deputyId'))
  it('refuses a deputy who is away himself', () =>
    expect(wanted('clerk', 'head', '2026-03-20', '2026-03-25')).toBe('deputyId'))
  it('refuses to replace one who stands in', () =>
    expect(wanted('lawyer', 'clerk', '2026-03-01', '2026-03-10')).toBe('principalId'))
  it('refuses a second deputy on the same day', () =>
    expect(wanted('head', 'clerk', '2026-03-20', '2026-03-21')).toBe('validFrom'))
  it('allows each of these a day later', () => {
    expect(wanted('clerk', 'head', '2026-03-21', '2026-03-25')).toBeNull()
    expect(wanted('lawyer', 'clerk', '2026-03-21', '2026-03-25')).toBeNull()
    expect(wanted('head', 'clerk', '2026-03-21', '2026-03-25')).toBeNull()
  })
  it('allows one deputy for two', () => expect(wanted('finance', 'lawyer', '2026-03-12', '2026-03-15')).toBeNull())
})

it('one called off before it began overlaps nothing', () => {
  expect(overlaps({ validFrom: '2026-05-10', validTo: '2026-03-09' }, { validFrom: null, validTo: null })).toBe(false)
})
