import { describe, expect, it } from 'vitest'
import { NEXT_TROUBLES, nextTroubleOn, sayNextTrouble } from './sheet-next'

const school = { id: 's', validFrom: null, validTo: '2026-08-31' }
const assigned = (userId: string, validFrom: string | null, validTo: string | null, schoolId = 's') => ({
  schoolId,
  userId,
  name: '',
  validFrom,
  validTo,
})
const CURATORS = [assigned('a', null, '2026-05-15'), assigned('b', '2026-05-16', null), assigned('a', null, null, 't')]

describe('the day of the next visit', () => {
  it.each([
    ['2026-05-15', 'a', null],
    ['2026-05-16', 'a', 'curator'],
    ['2026-05-15', 'b', 'curator'],
    ['2026-05-16', 'b', null],
    ['2026-08-31', 'b', null],
    ['2026-09-01', 'b', 'school'],
  ])('on %s for «%s»: %s', (day, curatorId, trouble) =>
    expect(nextTroubleOn(day, school, curatorId, CURATORS)).toBe(trouble),
  )

  it.each(NEXT_TROUBLES)('is told with the reason: %s', (trouble) =>
    expect(sayNextTrouble(trouble, '2026-05-20')).toMatch(
      /^Следующее посещение 20\.05\.2026 в график не внесено: .+\.$/,
    ),
  )
})
