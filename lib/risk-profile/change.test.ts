import { describe, expect, it } from 'vitest'
import { changeOf, countChanges, valueChange } from '@/lib/risk-profile/change'
import { SIGNIFICANCES } from '@/lib/risk-profile/rules'

const grade = (significance: (typeof SIGNIFICANCES)[number]) => ({ significance, value: null })

describe('the change of a factor', () => {
  // Rows: the start; columns: the second diagnosis, in the order of SIGNIFICANCES.
  it.each([
    ['high', ['same', 'fell', 'fell', 'gone', 'unknown']],
    ['medium', ['grew', 'same', 'fell', 'gone', 'unknown']],
    ['low', ['grew', 'grew', 'same', 'gone', 'unknown']],
    ['absent', ['appeared', 'appeared', 'appeared', 'same', 'unknown']],
    ['unassessed', ['unknown', 'unknown', 'unknown', 'unknown', 'unknown']],
  ] as const)('from %s', (start, expected) =>
    expect(SIGNIFICANCES.map((second) => changeOf(grade(start), grade(second)))).toEqual(expected),
  )

  it('is none while there is no second diagnosis', () => expect(changeOf(grade('high'), null)).toBeNull())

  it('is told by the words, not by the value', () =>
    expect(changeOf({ significance: 'high', value: 90 }, { significance: 'high', value: 70 })).toBe('same'))

  it.each([
    [90, 70, '−20'],
    [70, 75, '+5'],
    [70, 70, '0'],
    [0, 100, '+100'],
    [null, 70, ''],
    [70, null, ''],
  ] as const)('of the value from %s to %s is «%s»', (start, second, said) =>
    expect(valueChange(start, second)).toBe(said),
  )

  it('is counted over a profile', () =>
    expect(countChanges(['fell', 'fell', null, 'same'])).toEqual({ fell: 2, same: 1 }))
})
