import { describe, expect, it } from 'vitest'
import { standingOf } from './measure-standing'
import { SCHOOL_MEASURE_STATES } from './rules'

describe('where a school’s measure stands', () => {
  it.each([
    ['до 25.05.2026', '2026-05-25', 'not_due'],
    ['до 25.05.2026', '2026-05-26', 'unmarked'],
    ['до 25 мая', '2026-05-26', 'unmarked'],
    ['май, ноябрь', '2026-06-01', 'not_due'],
    ['май, ноябрь', '2026-12-01', 'unmarked'],
    ['в течение года', '2026-12-31', 'not_due'],
    ['в течение года', '2027-01-01', 'unmarked'],
    ['постоянно', '2030-01-01', 'not_due'],
    ['по графику', '2030-01-01', 'not_due'],
    ['', '2030-01-01', 'not_due'],
    ['<script>', '2030-01-01', 'not_due'],
  ])('«%s» on %s: %s', (term, today, standing) =>
    expect(standingOf({ state: 'not_due', term }, { year: 2026, today })).toBe(standing),
  )

  it.each(SCHOOL_MEASURE_STATES.filter((state) => state !== 'not_due'))('is what was marked: %s', (state) =>
    expect(standingOf({ state, term: 'до 25.05.2026' }, { year: 2026, today: '2030-01-01' })).toBe(state),
  )
})
