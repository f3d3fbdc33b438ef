import { describe, expect, it } from 'vitest'
import { chainTo, type Edition, editionOn, editionSource, shownByDefault } from './editions'
import { ROAD_MAP_STATUSES, type RoadMapStatus } from './rules'

const edition = (number: number, status: RoadMapStatus, more: Partial<Edition> = {}): Edition => ({
  versionId: `v${number}`,
  number,
  baseId: null,
  status,
  inForceFrom: null,
  inForceTo: null,
  act: { id: `o${number}`, purpose: 'approval', status: 'registered' },
  ...more,
})

describe('editionSource', () => {
  const sourceOf = (...statuses: RoadMapStatus[]) => {
    const found = editionSource(statuses.map((status, index) => edition(index + 1, status)))
    return found && [found.source.number, found.purpose]
  }
  it('is the edition in force, however many drafts there are', () => {
    expect(sourceOf('approved')).toEqual([1, 'amendment'])
    expect(sourceOf('superseded', 'approved', 'draft', 'in_approval')).toEqual([2, 'amendment'])
  })
  it('is the newest one for a new approval where none is in force, and nothing while one is on its way', () => {
    expect(sourceOf('superseded', 'repealed')).toEqual([2, 'approval'])
    for (const status of ROAD_MAP_STATUSES) {
      if (status === 'approved' || status === 'superseded' || status === 'repealed') continue
      expect(sourceOf('repealed', status), status).toBeUndefined()
    }
    expect(sourceOf()).toBeUndefined()
  })
})

describe('shownByDefault', () => {
  const shown = (edits: boolean, ...statuses: RoadMapStatus[]) =>
    shownByDefault(
      statuses.map((status, index) => edition(index + 1, status)),
      edits,
    )?.number
  it('is what is worked on for who edits, and what is in force for the others', () => {
    expect(shown(true, 'approved', 'draft', 'draft')).toBe(3)
    expect(shown(true, 'approved', 'draft', 'repealed')).toBe(2)
    expect(shown(true, 'superseded', 'approved', 'repealed')).toBe(2)
    expect(shown(false, 'superseded', 'approved', 'in_approval')).toBe(2)
    expect(shown(false, 'in_approval')).toBe(1)
    expect(shown(false, 'superseded', 'repealed')).toBe(1)
    expect(shown(false, 'repealed')).toBe(1)
  })
})

describe('chainTo', () => {
  it('goes from the root along the bases, and ends where they go in a circle', () => {
    const editions = [
      edition(1, 'superseded'),
      edition(2, 'superseded', { baseId: 'v1' }),
      edition(3, 'approved', { baseId: 'v2' }),
    ]
    expect(chainTo(editions, 'v3').map((one) => one.number)).toEqual([1, 2, 3])
    expect(chainTo(editions, null)).toEqual([])
    const circle = [edition(1, 'draft', { baseId: 'v2' }), edition(2, 'draft', { baseId: 'v1' })]
    expect(chainTo(circle, 'v2')).toHaveLength(2)
  })
})

describe('editionOn', () => {
  const editions = [
    edition(1, 'superseded', { inForceFrom: '2022-04-21', inForceTo: '2022-05-05' }),
    edition(2, 'repealed', {
      inForceFrom: '2022-05-01',
      inForceTo: null,
      act: { id: 'o2', purpose: 'amendment', status: 'annulled' },
    }),
    edition(3, 'repealed', {
      inForceFrom: '2022-05-05',
      inForceTo: '2022-09-01',
      act: { id: 'o3', purpose: 'amendment', status: 'repealed' },
    }),
    edition(4, 'draft'),
  ]
  const on = (date: string) => {
    const found = editionOn(editions, date)
    return 'edition' in found ? [found.state, found.edition.number] : [found.state, found.from]
  }
  it.each([
    ['2022-04-20', ['not_yet', '2022-04-21']],
    ['2022-04-21', ['in_force', 1]],
    ['2022-05-04', ['in_force', 1]],
    ['2022-05-05', ['in_force', 3]],
    ['2022-08-31', ['in_force', 3]],
    ['2022-09-01', ['ended', 3]],
  ])('on %s is %j, an annulled amendment never having been', (date, expected) => expect(on(date)).toEqual(expected))
  it('is not yet where nothing was approved', () =>
    expect(editionOn([edition(1, 'draft')], '2022-01-01')).toEqual({ state: 'not_yet', from: null }))
})
