import { describe, expect, it } from 'vitest'
import { curatorOptions, curatorsOn, namedForLines, offeredLabel, offeredSchools, planningDays } from './plan-offers'

const TODAY = '2026-08-20'
const ALWAYS = { validFrom: null, validTo: null }
const school = (id: string, more = {}) => ({ id, name: `Школа ${id}`, shortName: id, ...ALWAYS, ...more })
const link = (schoolId: string, userId: string, more = {}) => ({ schoolId, userId, name: userId, ...ALWAYS, ...more })
const DAYS = planningDays(2026, TODAY)

describe('what a plan may name', () => {
  it.each([
    [2026, '2026-08-20', '2026-01-01', '2026-12-31'],
    [2025, '2026-08-20', '2025-01-01', '2026-08-20'],
    [2027, '2026-08-20', '2026-08-20', '2027-12-31'],
    [null, '2026-08-20', '2026-01-01', '2026-12-31'],
  ])('is of the days of the programme of %s and today, %s', (year, today, validFrom, validTo) => {
    expect(planningDays(year, today)).toEqual({ validFrom, validTo })
  })

  it('is each school and curator that takes part on one of them', () => {
    const schools = [
      school('now'),
      school('next', { validFrom: '2026-09-01' }),
      school('gone', { validTo: '2025-12-31' }),
    ]
    const links = [
      link('now', 'A', { validTo: '2026-08-31' }),
      link('now', 'B', { validFrom: '2026-09-01' }),
      link('now', 'never', { validFrom: '2026-09-01', validTo: '2026-08-31' }),
      link('now', 'past', { validTo: '2025-05-31' }),
    ]
    const offered = offeredSchools(schools, links, DAYS)
    expect(offered.map((one) => [one.id, one.curators.map((curator) => curator.id)])).toEqual([
      ['now', ['A', 'B']],
      ['next', []],
    ])
    expect(curatorsOn(offered[0] ?? { curators: [] }, '2026-08-31').map((one) => one.id)).toEqual(['A'])
    expect(curatorsOn(offered[0] ?? { curators: [] }, '2026-09-15').map((one) => one.id)).toEqual(['B'])
    expect(curatorOptions(offered, TODAY)).toEqual([
      { value: 'A', label: 'A (по 31.08.2026)' },
      { value: 'B', label: 'B (с 01.09.2026)' },
    ])
    expect(offered.map((one) => offeredLabel(one, TODAY))).toEqual(['now', 'next (с 01.09.2026)'])
  })

  it('names a curator who has a school without end once and without days', () => {
    const offered = offeredSchools(
      [school('1'), school('2')],
      [link('1', 'A', { validTo: '2026-08-31' }), link('2', 'A')],
      DAYS,
    )
    expect(curatorOptions(offered, TODAY)).toEqual([{ value: 'A', label: 'A' }])
  })

  it('takes a name in a line for the school that bears it today', () => {
    const schools = [
      school('old', { shortName: 'СОШ № 1', validTo: '2026-06-30' }),
      school('now', { shortName: 'СОШ №1', validFrom: '2026-07-01' }),
      school('next', { shortName: 'СОШ № 2', validFrom: '2026-09-01' }),
    ]
    expect(namedForLines(offeredSchools(schools, [], DAYS), TODAY).map((one) => one.id)).toEqual(['now', 'next'])
  })
})
