import { describe, expect, it } from 'vitest'
import { demandPassword, lockMinutes } from './password'
import { sessionEnd } from './session-life'

describe('a password', () => {
  it.each(['четыре слова подряд', 'a1b2c3d4e5', `${'ё'.repeat(3)}абвгдеж`, '😀😁😂🤣😃😄😅😆😉😊'])(
    'may be «%s»',
    (password) => expect(() => demandPassword(password, 'admin@x.test')).not.toThrow(),
  )

  it.each([
    ['короткий', 'не короче 10'],
    ['😀😁😂🤣😃', 'не короче 10'],
    ['аааааааааааа', 'легко угадать'],
    ['абабабабабаб', 'легко угадать'],
    ['ADMIN@x.test', 'легко угадать'],
    ['абвгд'.repeat(41), 'длиннее 200'],
  ])('may not be «%s»', (password, why) =>
    expect(() => demandPassword(password, 'admin@x.test')).toThrow(
      expect.objectContaining({ code: 'invalid', field: 'password', message: expect.stringContaining(why) }),
    ),
  )
})

describe('failures', () => {
  it('lock from the fifth on, longer and longer, at most an hour', () => {
    expect([0, 4, 5, 6, 7, 10, 11, 50, 10_000].map(lockMinutes)).toEqual([0, 0, 1, 2, 4, 32, 60, 60, 60])
  })
})

it('a session lasts twelve hours from the last press', () => {
  expect(sessionEnd(new Date('2026-04-21T20:00:00Z'))).toEqual(new Date('2026-04-22T08:00:00Z'))
})

it('a session on a shared computer lasts an hour', () => {
  expect(sessionEnd(new Date('2026-04-21T20:00:00Z'), true)).toEqual(new Date('2026-04-21T21:00:00Z'))
})
