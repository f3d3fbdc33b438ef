import { describe, expect, it } from 'vitest'
import type { VersionRows } from './amendment'
import { editionDiff } from './edition-diff'
import { DEFAULT_COLUMNS } from './rules'

const row = (key: string, sectionKey = 'a', term = 'май') => ({
  key,
  sectionKey,
  number: key,
  title: `Мероприятие ${key}`,
  term,
  executors: '',
  tasks: '',
  indicator: '',
  extra: [],
})
const sections = [
  { key: 'a', number: '1', title: 'Первый' },
  { key: 'b', number: '2', title: 'Второй' },
]
const base: VersionRows = { sections, measures: [row('1'), row('2'), row('3'), row('4', 'b')] }
const marks = (after: VersionRows) =>
  editionDiff(base, after, DEFAULT_COLUMNS).map(({ was, now, rows }) => [
    was,
    now,
    rows.map(({ key, mark }) => `${mark} ${key}`),
  ])

describe('editionDiff', () => {
  it('is empty between equal editions', () => expect(marks(structuredClone(base))).toEqual([]))

  it('marks rows added, changed, moved and removed, with both texts of a cell', () => {
    const measures = [row('1', 'a', 'июнь'), row('5'), row('3', 'b'), row('4', 'b')]
    expect(marks({ sections, measures })).toEqual([
      ['1. Первый', '1. Первый', ['changed 1', 'removed 2', 'added 5']],
      ['2. Второй', '2. Второй', ['moved 3']],
    ])
    const [first] = editionDiff(base, { sections, measures }, DEFAULT_COLUMNS)
    expect(first?.rows[0]?.cells[2]).toEqual({ was: 'май', now: 'июнь' })
    expect(first?.rows[1]?.cells[2]).toEqual({ was: 'май', now: null })
    expect(first?.rows[2]?.cells[2]).toEqual({ was: null, now: 'май' })
  })

  it('shows the rows of a section that is gone, and a heading that is another', () => {
    const one = { key: 'a', number: '1', title: 'Иначе' }
    expect(marks({ sections: [one], measures: base.measures.slice(0, 3) })).toEqual([
      ['1. Первый', '1. Иначе', []],
      ['2. Второй', null, ['removed 4']],
    ])
  })
})
