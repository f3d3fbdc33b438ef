import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  daysBetween,
  isInForce,
  isLocalDate,
  isZone,
  localDate,
  localDateTime,
  localTime,
  longDate,
  readDate,
  shortDate,
  weekday,
  yearOf,
} from './dates'

const day = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('a local date', () => {
  it('is the day in the municipality’s zone, wherever the server is', () => {
    const turn = new Date('2026-12-31T15:00:00Z')
    expect(localDate(turn, 'Asia/Chita')).toBe('2027-01-01')
    expect(localDate(new Date(turn.getTime() - 1), 'Asia/Chita')).toBe('2026-12-31')
    expect(localDate(turn, 'Europe/Kaliningrad')).toBe('2026-12-31')
    expect(localDate(turn, 'Asia/Kamchatka')).toBe('2027-01-01')
    expect(yearOf(localDate(turn, 'Asia/Chita'))).toBe(2027)
    expect([localTime(turn, 'Asia/Chita'), localDateTime(turn, 'Asia/Chita')]).toEqual(['00:00', '01.01.2027, 00:00'])
    expect([isZone('Asia/Chita'), isZone('Asia/Nowhere'), isZone('')]).toEqual([true, false, false])
  })

  it('is printed in words with its pairs joined, and in digits', () => {
    expect(longDate('2022-04-01')).toBe('1\u00A0апреля 2022\u00A0г.')
    expect(shortDate('2022-04-01')).toBe('01.04.2022')
    expect(weekday('2022-04-22')).toBe('пятница')
  })

  it('is a day of the calendar', () => {
    for (const good of ['2024-02-29', '2000-02-29', '2026-12-31']) expect(isLocalDate(good)).toBe(true)
    for (const bad of [
      '2025-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '2026-01-01T00:00',
      '',
      '0000-00-00',
    ])
      expect(isLocalDate(bad), bad).toBe(false)
  })

  it('moves by days and back', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (date, days) => {
        expect(addDays(addDays(date, days), -days)).toBe(date)
        expect(daysBetween(date, addDays(date, days))).toBe(days)
      }),
    )
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('readDate', () => {
  it.each([
    ['21.4.22', '2022-04-21'],
    ['21.04.2022', '2022-04-21'],
    ['2022-04-21', '2022-04-21'],
    [' 21 апреля 2022 г. ', '2022-04-21'],
    ['21\u00A0апреля 2022\u00A0года', '2022-04-21'],
    ['1/5/2026', '2026-05-01'],
    ['29.02.2024', '2024-02-29'],
    ['21.04.2022г', '2022-04-21'],
    ['21 Апреля 22', '2022-04-21'],
  ])('reads «%s»', (text, date) => expect(readDate(text)).toBe(date))

  it.each([
    '31.02.2022',
    '29.02.2025',
    '32 мая 2022',
    '00.01.2022',
    '21.04',
    'апрель',
    '21 апрель 2022',
    '21.04.222',
    '25.05.2022-01.05.2022',
    '',
    '１.２.2022',
    '2022-04-21x',
  ])('reads nothing in «%s»', (text) => expect(readDate(text)).toBeNull())

  it('reads back whatever is printed', () => {
    fc.assert(
      fc.property(day, (date) => {
        expect(readDate(longDate(date))).toBe(date)
        expect(readDate(shortDate(date))).toBe(date)
      }),
    )
  })
})

describe('isInForce', () => {
  it('counts both days in, and an absent one as open', () => {
    expect(isInForce('2026-03-01', '2026-03-01', '2026-03-01')).toBe(true)
    expect(isInForce('2026-03-02', '2026-03-01', '2026-03-01')).toBe(false)
    expect(isInForce('2026-02-28', '2026-03-01', null)).toBe(false)
    expect(isInForce('1900-01-01', null, '2026-03-01')).toBe(true)
    expect(isInForce('2026-03-01', null, null)).toBe(true)
    // Turned inside out: called off before it began.
    expect(isInForce('2026-03-01', '2026-03-02', '2026-02-28')).toBe(false)
  })
})
