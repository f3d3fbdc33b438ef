import { expect, it } from 'vitest'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { changesOf, type VersionRows } from './amendment'
import { editionDiff } from './edition-diff'
import { rebase } from './rebase'
import { DEFAULT_COLUMNS } from './rules'

const ROWS = 5_000

function map(rows: number, sections: number, retype: (at: number) => string): VersionRows {
  return {
    sections: Array.from({ length: sections }, (_, at) => ({
      key: `s${at}`,
      number: String(at + 1),
      title: `Часть ${at}`,
    })),
    measures: Array.from({ length: rows }, (_, at) => ({
      key: `k${at}`,
      sectionKey: `s${Math.floor((at * sections) / rows)}`,
      number: String(at + 1),
      title: `Мероприятие ${at}`,
      term: retype(at),
      executors: 'ОУ',
      tasks: '',
      indicator: '100 %',
      extra: [],
    })),
  }
}

/** Hostile 25: each of these is done within one request, while nobody else is served. */
it.each([
  ['25 sections, a row in ten changed', 25, (rows: VersionRows) => rows, 10],
  ['one section, every row changed', 1, (rows: VersionRows) => rows, 1],
  ['one section, turned upside down', 1, (rows: VersionRows) => ({ ...rows, measures: rows.measures.toReversed() }), 3],
  [
    '25 sections, every second row gone',
    25,
    (rows: VersionRows) => ({ ...rows, measures: rows.measures.filter((_, at) => at % 2 === 0) }),
    7,
  ],
  [
    'one section, rows in a new order',
    1,
    (rows: VersionRows) => ({
      ...rows,
      measures: rows.measures.toSorted(
        (a, b) => ((Number(a.number) * 7919) % ROWS) - ((Number(b.number) * 7919) % ROWS),
      ),
    }),
    9,
  ],
] as const)(
  'hostile 25: 5,000 rows, %s: differences, text and carrying over take a time that grows with the rows only',
  async (_, sections, turn, each) => {
    const editions = (rows: number) => ({
      base: map(rows, sections, () => 'май'),
      mine: turn(map(rows, sections, (at) => (at % each === 0 ? 'июнь' : 'май'))),
      theirs: map(rows, sections, (at) => (at % 4 === 0 ? 'июль' : 'май')),
    })
    type Editions = ReturnType<typeof editions>
    const works = {
      diff: ({ base, mine }: Editions) => editionDiff(base, mine, DEFAULT_COLUMNS),
      text: ({ base, mine }: Editions) => changesOf(base, mine, DEFAULT_COLUMNS),
      rebase: ({ base, mine, theirs }: Editions) => rebase(base, mine, theirs),
    }
    for (const [name, work] of Object.entries(works))
      expect(await growthOf(ROWS, editions, work), name).toBeLessThan(NEARLY_SQUARE)
  },
  120_000,
)
