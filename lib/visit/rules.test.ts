import { describe, expect, it } from 'vitest'
import {
  groundHeld,
  isVisitMissed,
  isVisitStepOpen,
  kindsOpenTo,
  takeBackStep,
  VISIT_KINDS,
  VISIT_STATES,
  VISIT_STEPS,
  type VisitStep,
} from './rules'

const OPEN: Record<VisitStep, string[]> = {
  move: ['planned', 'cancelled', 'refused'],
  hold: ['planned', 'held'],
  cancel: ['planned'],
  refuse: ['planned'],
  reopen: ['held'],
  annul: ['held'],
}

describe('the life of a visit', () => {
  it.each(Object.keys(VISIT_STEPS) as VisitStep[])('opens %s in its states only', (step) => {
    expect(VISIT_STATES.filter((state) => isVisitStepOpen(step, state))).toEqual(OPEN[step])
  })

  it('takes «состоялось» back to the plan, or out of the count where there was no plan', () => {
    expect([takeBackStep({ plannedOn: '2026-05-12' }), takeBackStep({ plannedOn: null })]).toEqual(['reopen', 'annul'])
  })

  it.each([
    [{ given: 0, closed: 0, isVerified: false }, null],
    [{ given: 2, closed: 0, isVerified: true }, 'даны рекомендации: 2'],
    [{ given: 0, closed: 1, isVerified: true }, 'закрыты рекомендации прежних посещений: 1'],
    [{ given: 0, closed: 0, isVerified: true }, 'верифицирован профиль'],
  ])('holds a visit on which %j stands', (ground, words) => {
    const said = groundHeld(ground)
    if (words === null) expect(said).toBeNull()
    else expect(said).toContain(words)
  })

  it('lets a visit of the schedule be of any kind but «внеплановое»', () => {
    expect(kindsOpenTo({ kind: 'first', plannedOn: '2026-05-12' })).toEqual(['first', 'planned', 'landing'])
    expect(kindsOpenTo({ kind: 'unplanned', plannedOn: '2026-05-12' })).toEqual([...VISIT_KINDS])
    expect(kindsOpenTo({ kind: 'first', plannedOn: null })).toEqual([...VISIT_KINDS])
  })
})

describe('a visit that did not take place', () => {
  it.each([
    ['planned', '2026-04-20', true],
    ['planned', '2026-04-21', false],
    ['refused', '2026-04-21', true],
    ['refused', '2026-04-22', false],
    ['refused', null, false],
    ['held', '2026-04-20', false],
    ['cancelled', '2026-04-20', false],
  ] as const)('%s on %s is counted: %s', (state, plannedOn, isCounted) => {
    expect(isVisitMissed({ state, plannedOn }, '2026-04-21')).toBe(isCounted)
  })
})
