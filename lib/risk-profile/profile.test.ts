import { describe, expect, it } from 'vitest'
import { canBeActive, factorsOfProfile, isOfYear, type Mark, profileState, startOf } from '@/lib/risk-profile/profile'
import { SIGNIFICANCES } from '@/lib/risk-profile/rules'

const days = (questionnaireOn: string | null, verifiedOn: string | null, secondOn: string | null) => ({
  questionnaireOn,
  verifiedOn,
  secondOn,
})
const mark: Mark = {
  initial: 'high',
  initialValue: 80,
  verdict: null,
  verified: null,
  isActive: false,
  second: null,
  secondValue: null,
}

describe('a profile', () => {
  it.each([
    [null, 'none'],
    [days(null, null, null), 'none'],
    [days('2026-02-10', null, null), 'questionnaire'],
    // The questionnaire was mended after the second diagnosis: its verification waits again.
    [days('2026-02-10', null, '2026-11-10'), 'questionnaire'],
    [days('2026-02-10', '2026-03-12', null), 'verified'],
    [days('2026-02-10', '2026-03-12', '2026-11-10'), 'second'],
  ])('of %o is %s', (profile, state) => expect(profileState(profile)).toBe(state))

  it('starts from what was verified, before that from the questionnaire', () => {
    expect(startOf(mark)).toEqual({ significance: 'high', value: 80 })
    expect(startOf({ ...mark, verdict: 'not_confirmed', verified: 'low' })).toMatchObject({ significance: 'low' })
  })

  it('can have active factors of known significance only', () =>
    expect(SIGNIFICANCES.filter(canBeActive)).toEqual(['high', 'medium', 'low']))
})

describe('a school is of a programme’s year', () => {
  it.each([
    [null, null, true],
    ['2026-12-31', null, true],
    ['2027-01-01', null, false],
    [null, '2026-01-01', true],
    [null, '2025-12-31', false],
  ])('in force %s – %s: %s', (validFrom, validTo, expected) =>
    expect(isOfYear({ validFrom, validTo }, 2026)).toBe(expected),
  )
})

describe('the factors of a profile', () => {
  const ended = new Date('2026-05-01T00:00:00Z')
  const dictionary = [
    { id: 'b', position: 1, endedAt: null },
    { id: 'a-old', position: 0, endedAt: ended },
    { id: 'a', position: 0, endedAt: null },
    { id: 'c', position: 2, endedAt: ended },
  ]
  const ids = (...marked: string[]) => factorsOfProfile(dictionary, new Set(marked)).map((one) => one.id)

  it('are those in force for one that has not begun', () => expect(ids()).toEqual(['a', 'b']))
  it('keep the wording that the profile was filled with', () => expect(ids('a-old', 'b')).toEqual(['a-old', 'b']))
  it('keep a factor that the dictionary has dropped', () => expect(ids('a', 'b', 'c')).toEqual(['a', 'b', 'c']))
})
