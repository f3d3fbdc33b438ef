import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf, type VersionRows } from './amendment'
import { stepsOf } from './amendment-steps'
import { DEFAULT_COLUMNS, type RoadMapColumn } from './rules'
import { annexTable } from './table'

const row = (sectionKey: string, number: string, more: Partial<VersionRows['measures'][number]> = {}) => ({
  key: `k${number}`,
  sectionKey,
  number,
  title: `Мероприятие ${number}`,
  term: 'май',
  executors: 'ОУ',
  tasks: '',
  indicator: '100 %',
  extra: [],
  ...more,
})
const sections = [
  { key: 's1', number: '1', title: 'Организация' },
  { key: 's2', number: '2', title: 'Методика' },
  { key: 's3', number: '', title: 'Без номера' },
]
const base: VersionRows = {
  sections,
  measures: [
    ...['1.1', '1.2', '1.3', '1.4'].map((number) => row('s1', number)),
    ...['2.1', '2.2'].map((number) => row('s2', number)),
    row('s3', '1', { key: 'n1' }),
    row('s3', '', { key: 'n2', title: 'Без  номера\nи строки' }),
  ],
}
const changed = (change: (measures: VersionRows['measures']) => VersionRows['measures'], parts = sections) =>
  changesOf(base, { sections: parts, measures: change(structuredClone(base.measures)) }, DEFAULT_COLUMNS)
const texts = (...of: Parameters<typeof changed>) => changed(...of).map((change) => change.text)
const edit =
  (more: Partial<VersionRows['measures'][number]>, ...keys: string[]) =>
  (all: VersionRows['measures']) =>
    all.map((one) => (keys.includes(one.key) ? { ...one, ...more } : one))

describe('changesOf', () => {
  it('says nothing of equal tables', () => expect(changed((all) => all)).toEqual([]))

  it('gives a changed row anew, with the headers and its words letter by letter', () => {
    const term = 'до  25.05.2022\n(уточняется) «по графику"'
    expect(changed(edit({ term }, 'k1.2'))).toEqual([
      {
        text: 'строку 1.2 раздела 1 изложить в следующей редакции:',
        table: {
          headers: DEFAULT_COLUMNS.map((column) => column.header),
          sections: [{ heading: '', rows: [['1.2', 'Мероприятие 1.2', term, 'ОУ', '', '100 %']] }],
        },
      },
    ])
  })

  it('tells neighbours together and others apart, and ends the last sentence with a full stop', () => {
    expect(texts(edit({ term: 'июнь' }, 'k1.1', 'k1.2', 'k1.3', 'k2.1'))).toEqual([
      'строки 1.1–1.3 раздела 1 изложить в следующей редакции:',
      'строку 2.1 раздела 2 изложить в следующей редакции:',
    ])
    expect(texts(edit({ term: 'июнь' }, 'k1.1', 'k1.2'))[0]).toContain('строки 1.1 и 1.2 раздела 1')
    expect(texts(edit({ term: 'июнь' }, 'k1.1', 'k1.3'))).toHaveLength(2)
    expect(texts((all) => all.filter((one) => !['k1.1', 'k2.2'].includes(one.key)))).toEqual([
      'строку 1.1 раздела 1 исключить;',
      'строку 2.2 раздела 2 исключить.',
    ])
  })

  it('adds rows at the end, in the middle and at the beginning', () => {
    const put = (at: number, ...rows: VersionRows['measures']) => texts((all) => all.toSpliced(at, 0, ...rows))
    expect(put(6, row('s2', '2.3'))).toEqual(['раздел 2 дополнить строкой 2.3 следующего содержания:'])
    expect(put(6, row('s2', '2.3'), row('s2', '2.4'))).toEqual([
      'раздел 2 дополнить строками 2.3 и 2.4 следующего содержания:',
    ])
    expect(put(1, row('s1', '1.1.1'))).toEqual([
      'раздел 1 после строки 1.1 дополнить строкой 1.1.1 следующего содержания:',
    ])
    expect(put(0, row('s1', '1.0'))).toEqual([
      'раздел 1 перед строкой 1.1 дополнить строкой 1.0 следующего содержания:',
    ])
    expect(put(6, row('s2', '', { key: 'new' }))).toEqual(['раздел 2 дополнить строкой следующего содержания:'])
  })

  it('names what has no number by its title, and twins by their place', () => {
    expect(texts(edit({ term: 'июнь' }, 'n2'))).toEqual([
      'строку «Без номера и строки» раздела «Без номера» изложить в следующей редакции:',
    ])
    const twins: VersionRows = { sections, measures: ['a', 'b'].map((key) => row('s1', '5', { key, title: 'Сбор' })) }
    const after = { ...twins, measures: twins.measures.slice(0, 1) }
    expect(changesOf(twins, after, DEFAULT_COLUMNS)[0]?.text).toBe('строку №\u00A02 по порядку раздела 1 исключить.')
  })

  it('does not speak of sections where the table has none', () => {
    const plain = [{ key: 's', number: '', title: '' }]
    const measures = [row('s', '1'), row('s', '2')]
    const after = { sections: plain, measures: [row('s', '1', { term: 'июнь' }), row('s', '3')] }
    expect(changesOf({ sections: plain, measures }, after, DEFAULT_COLUMNS).map((one) => one.text)).toEqual([
      'строку 1 изложить в следующей редакции:',
      'строку 2 исключить;',
      'дополнить строкой 3 следующего содержания:',
    ])
  })

  it('tells a new label from new words', () => {
    const relabelled = (all: VersionRows['measures']) =>
      all
        .filter((one) => one.key !== 'k1.2')
        .map((one) =>
          one.sectionKey === 's1' && one.key > 'k1.2' ? { ...one, number: one.number === '1.3' ? '1.2' : '1.3' } : one,
        )
    expect(texts(relabelled)).toEqual([
      'строку 1.2 раздела 1 исключить;',
      'строки 1.3 и 1.4 раздела 1 считать соответственно строками 1.2 и 1.3.',
    ])
  })

  it('moves rows within a section and over to another, anew where their words changed', () => {
    const toEnd = (all: VersionRows['measures']) => [1, 2, 3, 0, 4, 5, 6, 7].map((at) => all[at] ?? row('', ''))
    expect(texts(toEnd)).toEqual(['строку 1.1 раздела 1 поместить в конец раздела.'])
    const toFirst = (all: VersionRows['measures']) => [3, 0, 1, 2, 4, 5, 6, 7].map((at) => all[at] ?? row('', ''))
    expect(texts(toFirst)).toEqual(['строку 1.4 раздела 1 поместить перед строкой 1.1.'])
    expect(texts(edit({ sectionKey: 's2' }, 'k1.4'))).toEqual([
      'строку 1.4 раздела 1 перенести в раздел 2 перед строкой 2.1.',
    ])
    expect(
      texts((all) =>
        edit(
          { sectionKey: 's2', number: '2.3' },
          'k1.4',
        )(all).toSorted((a, b) => (a.key === 'k1.4' ? 1 : b.key === 'k1.4' ? -1 : 0)),
      ),
    ).toEqual(['строку 1.4 раздела 1 перенести в раздел 2 и изложить в следующей редакции:'])
  })

  it('adds, renames, relabels, moves and removes sections', () => {
    const fourth = { key: 's4', number: '4', title: 'Итоги' }
    const whole = changed((all) => [...all, row('s4', '4.1')], [...sections, fourth])
    expect(whole[0]?.text).toBe('дополнить разделом 4 следующего содержания:')
    expect(whole[0]?.table?.sections).toEqual([{ heading: '4. Итоги', rows: [expect.arrayContaining(['4.1'])] }])
    const [one, two, three] = sections
    if (!one || !two || !three) throw new Error('three sections')
    expect(texts((all) => all, [one, fourth, two, three])).toEqual([
      'после раздела 1 дополнить разделом 4 следующего содержания:',
    ])
    expect(texts((all) => all, [one, { ...two, title: 'Методы' }, three])).toEqual([
      'заголовок раздела 2 изложить в следующей редакции: «2. Методы».',
    ])
    expect(texts((all) => all, [one, { ...two, number: '3' }, three])).toEqual(['раздел 2 считать разделом 3.'])
    expect(texts((all) => all.slice(0, 6), [one, two])).toEqual(['раздел «Без номера» исключить.'])
    expect(texts((all) => [...all.slice(4, 6), ...all.slice(0, 4), ...all.slice(6)], [two, one, three])).toHaveLength(1)
  })

  it('keeps quiet of what the paper has no column for', () => {
    const columns = DEFAULT_COLUMNS.filter((column) => column.field !== 'tasks')
    const after = { ...base, measures: edit({ tasks: 'Новые' }, 'k1.1')(base.measures) }
    expect(changesOf(base, after, columns)).toEqual([])
  })
})

const versions = fc
  .record({
    parts: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
    rows: fc.uniqueArray(
      fc.record({
        key: fc.integer({ min: 1, max: 30 }),
        part: fc.nat(3),
        number: fc.constantFrom('', '1', '2', '3.1'),
        term: fc.constantFrom('май', 'июнь'),
      }),
      { selector: (one) => one.key, maxLength: 20 },
    ),
  })
  .map(({ parts, rows }): VersionRows => {
    const living = parts.map((key) => ({ key, number: '', title: `Раздел ${key}` }))
    const placed = rows.map(({ key, part, number, term }) =>
      row(parts[part % parts.length] ?? 'a', number, { key: `r${key}`, title: `Строка ${key}`, term }),
    )
    return {
      sections: living,
      measures: parts.flatMap((part) => placed.filter((one) => one.sectionKey === part)),
    }
  })

const printed = (columns: RoadMapColumn[], { sections: parts, measures }: VersionRows) =>
  JSON.stringify([parts.map((one) => one.key), measures.map((one) => one.key), annexTable(columns, parts, measures)])

describe('any two versions', () => {
  it('differ exactly where something is said', () => {
    fc.assert(
      fc.property(versions, versions, (before, after) => {
        const isSame = printed(DEFAULT_COLUMNS, before) === printed(DEFAULT_COLUMNS, after)
        expect(changesOf(before, after, DEFAULT_COLUMNS).length === 0).toBe(isSame)
        expect(changesOf(after, structuredClone(after), DEFAULT_COLUMNS)).toEqual([])
      }),
    )
  })

  it('name each row that became other once, and no other row', () => {
    fc.assert(
      fc.property(versions, versions, (before, after) => {
        const told = stepsOf(before, after, DEFAULT_COLUMNS).flatMap(({ rows }) =>
          rows.flatMap((step) => (step.op === 'same' ? [] : [('now' in step ? step.now : step.was).key])),
        )
        expect(new Set(told).size).toBe(told.length)
        const [was, now] = [new Map(before.measures.map((one) => [one.key, one])), after.measures]
        for (const one of now) {
          const old = was.get(one.key)
          if (!old || old.sectionKey !== one.sectionKey || old.term !== one.term || old.number !== one.number)
            expect(told).toContain(one.key)
        }
        const parts = new Set(after.sections.map((one) => one.key))
        for (const old of before.measures)
          if (!now.some((one) => one.key === old.key)) expect(told.includes(old.key)).toBe(parts.has(old.sectionKey))
      }),
    )
  })

  it('leave every new cell word for word in the tables', () => {
    fc.assert(
      fc.property(versions, versions, (before, after) => {
        const given = changesOf(before, after, DEFAULT_COLUMNS).flatMap((change) => change.table?.sections ?? [])
        const cells = new Set(given.flatMap((section) => section.rows.map((cellsOf) => JSON.stringify(cellsOf))))
        const known = new Set(before.measures.map((one) => one.key))
        for (const one of after.measures.filter((each) => !known.has(each.key)))
          expect(cells).toContain(
            JSON.stringify([one.number, one.title, one.term, one.executors, one.tasks, one.indicator]),
          )
      }),
    )
  })
})
