import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VersionRows } from './amendment'
import { rebase } from './rebase'

const row = (sectionKey: string, key: string, more: object = {}) => ({
  key,
  sectionKey,
  number: key,
  title: `Мероприятие ${key}`,
  term: 'май',
  executors: 'ОУ',
  tasks: '',
  indicator: '',
  extra: [{ header: 'Прочее', text: '' }],
  ...more,
})
const part = (key: string, title = `Раздел ${key}`) => ({ key, number: '', title })
const base: VersionRows = {
  sections: [part('a'), part('b')],
  measures: [row('a', '1'), row('a', '2'), row('a', '3'), row('b', '4')],
}
const rowsWith = (change: (rows: VersionRows['measures']) => VersionRows['measures'], sections = base.sections) => ({
  sections,
  measures: change(base.measures),
})
const edited = (key: string, more: object) => (rows: VersionRows['measures']) =>
  rows.map((one) => (one.key === key ? { ...one, ...more } : one))
const keys = (version: VersionRows) => version.measures.map((one) => `${one.sectionKey}${one.key}`)

describe('rebase', () => {
  it('takes what only one side changed, cell by cell', () => {
    const mine = rowsWith(edited('1', { term: 'июнь' }))
    const theirs = rowsWith(edited('1', { executors: 'Куратор', extra: [{ header: 'Прочее', text: 'новое' }] }))
    const { conflicts, measures } = rebase(base, mine, theirs)
    expect(conflicts).toEqual([])
    expect(measures[0]).toMatchObject({
      term: 'июнь',
      executors: 'Куратор',
      extra: [{ header: 'Прочее', text: 'новое' }],
    })
  })

  it('shows both texts of a cell that both changed, and keeps the draft’s unless the other is taken', () => {
    const mine = rowsWith(edited('1', { term: 'июнь' }))
    const theirs = rowsWith(edited('1', { term: 'июль' }))
    const shown = rebase(base, mine, theirs)
    expect(shown.conflicts).toEqual([
      { id: '1:term:', key: '1', kind: 'cell', field: 'term', header: '', mine: 'июнь', theirs: 'июль' },
    ])
    expect(shown.measures[0]?.term).toBe('июнь')
    expect(rebase(base, mine, theirs, new Set(['1:term:'])).measures[0]?.term).toBe('июль')
    expect(rebase(base, mine, mine).conflicts).toEqual([])
  })

  it('adds the rows of both, each beside its neighbour', () => {
    const mine = rowsWith((rows) => rows.toSpliced(1, 0, row('a', 'm')))
    const theirs = rowsWith((rows) => [...rows.toSpliced(3, 0, row('a', 't')), row('b', 'u')])
    expect(keys(rebase(base, mine, theirs))).toEqual(['a1', 'am', 'a2', 'a3', 'at', 'b4', 'bu'])
  })

  it('deletes what either deleted, but asks where the other changed the row', () => {
    const without = (key: string) => rowsWith((rows) => rows.filter((one) => one.key !== key))
    expect(keys(rebase(base, without('1'), without('4')))).toEqual(['a2', 'a3'])
    const changed = rowsWith(edited('1', { term: 'июнь' }))
    const lost = rebase(base, without('1'), changed)
    expect(lost.conflicts).toMatchObject([{ id: '1:row', kind: 'row', mine: null }])
    expect(keys(lost)).not.toContain('a1')
    expect(keys(rebase(base, without('1'), changed, new Set(['1:row'])))).toContain('a1')
    const kept = rebase(base, changed, without('1'))
    expect(keys(kept)).toContain('a1')
    expect(keys(rebase(base, changed, without('1'), new Set(['1:row'])))).not.toContain('a1')
  })

  it('keeps a section that a row of either still needs, and asks of two headings', () => {
    const withoutB = rowsWith((rows) => rows.filter((one) => one.sectionKey !== 'b'), [part('a')])
    const mine = rowsWith((rows) => [...rows, row('b', 'm')])
    expect(rebase(base, mine, withoutB).sections.map((one) => one.key)).toEqual(['a', 'b'])
    const [own, other] = [
      rowsWith((rows) => rows, [part('a', 'Мой'), part('b')]),
      rowsWith((rows) => rows, [part('a', 'Их'), part('b')]),
    ]
    expect(rebase(base, own, other).conflicts).toMatchObject([{ id: 'a:heading', mine: 'Мой', theirs: 'Их' }])
    expect(rebase(base, own, other, new Set(['a:heading'])).sections[0]?.title).toBe('Их')
  })

  it('keeps the order that the draft gave its rows', () => {
    const mine = rowsWith((rows) => [2, 0, 1, 3].flatMap((at) => rows[at] ?? []))
    const theirs = rowsWith((rows) => rows.toSpliced(2, 0, row('a', 't')))
    expect(keys(rebase(base, mine, theirs))).toEqual(['a3', 'a1', 'a2', 'at', 'b4'])
  })
})

const versions = fc
  .record({
    parts: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    rows: fc.uniqueArray(
      fc.record({
        key: fc.integer({ min: 1, max: 12 }),
        part: fc.nat(2),
        term: fc.constantFrom('май', 'июнь', 'июль'),
      }),
      { selector: (one) => one.key, maxLength: 10 },
    ),
  })
  .map(({ parts, rows }): VersionRows => {
    const placed = rows.map(({ key, part: at, term }) => row(parts[at % parts.length] ?? 'a', String(key), { term }))
    return {
      sections: parts.map((key) => part(key)),
      measures: parts.flatMap((key) => placed.filter((one) => one.sectionKey === key)),
    }
  })
const plain = ({ sections, measures }: VersionRows) => ({ sections, measures })

describe('any three versions', () => {
  it('give the draft where the base has not moved, and the edition in force where the draft has not', () => {
    fc.assert(
      fc.property(versions, versions, (one, other) => {
        expect(plain(rebase(one, other, one)).measures).toEqual(other.measures)
        expect(plain(rebase(one, one, other)).measures).toEqual(other.measures)
        expect(rebase(one, other, one).conflicts).toEqual([])
      }),
    )
  })

  it('lose no row and no text: each is in the result, in a conflict, or was deleted by one and left alone by the other', () => {
    fc.assert(
      fc.property(versions, versions, versions, (one, mine, theirs) => {
        const merged = rebase(one, mine, theirs)
        const [living, asked] = [
          new Map(merged.measures.map((each) => [each.key, each])),
          new Set(merged.conflicts.map((each) => each.key)),
        ]
        expect(merged.measures).toHaveLength(living.size)
        const sections = new Set(merged.sections.map((each) => each.key))
        for (const each of merged.measures) expect(sections).toContain(each.sectionKey)
        const was = new Map(one.measures.map((each) => [each.key, JSON.stringify(each)]))
        for (const each of [...mine.measures, ...theirs.measures]) {
          const isUntouched = was.get(each.key) === JSON.stringify(each)
          const isThere = living.get(each.key)?.term === each.term || living.has(each.key)
          expect(isThere || asked.has(each.key) || isUntouched).toBe(true)
        }
      }),
    )
  })
})
