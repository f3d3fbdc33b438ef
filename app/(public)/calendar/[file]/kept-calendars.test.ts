import { expect, it } from 'vitest'
import { keptCalendars } from './kept-calendars'

it('gives the answer made before while it is fresh, and none when the clock was turned back', () => {
  const kept = keptCalendars({ freshMs: 1_000, mostSigns: 100 })
  kept.keep('a', 'первый', 5_000)
  expect([kept.find('a', 5_999), kept.find('a', 6_000), kept.find('a', 4_999), kept.find('b', 5_000)]).toEqual([
    'первый',
    undefined,
    undefined,
    undefined,
  ])
  kept.keep('a', 'второй', 7_000)
  expect(kept.find('a', 7_000)).toBe('второй')
})

it('holds no more than so much text, however many people ask and however long their plans are', () => {
  const kept = keptCalendars({ freshMs: 1_000, mostSigns: 100 })
  for (let person = 0; person < 50; person++) kept.keep(String(person), 'x'.repeat(30), 0)
  const held = Array.from({ length: 50 }, (_, person) => kept.find(String(person), 0) !== undefined)
  expect(held.flatMap((isHeld, person) => (isHeld ? [person] : []))).toEqual([47, 48, 49])
  kept.keep('49', 'y'.repeat(101), 0)
  expect([kept.find('49', 0), kept.find('48', 0)]).toEqual([undefined, 'x'.repeat(30)])
  kept.keep('new', 'z'.repeat(40), 0)
  expect(kept.find('47', 0)).toBe('x'.repeat(30))
})
