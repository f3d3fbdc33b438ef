import { expect, it } from 'vitest'
import { changesOf, type VersionRows } from './amendment'
import { editionDiff } from './edition-diff'
import { rebase } from './rebase'
import { DEFAULT_COLUMNS } from './rules'

const ROWS = 5_000

function map(sections: number, retype: (at: number) => string): VersionRows {
  return {
    sections: Array.from({ length: sections }, (_, at) => ({
      key: `s${at}`,
      number: String(at + 1),
      title: `Часть ${at}`,
    })),
    measures: Array.from({ length: ROWS }, (_, at) => ({
      key: `k${at}`,
      sectionKey: `s${Math.floor((at * sections) / ROWS)}`,
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
  'hostile 25: 5,000 rows, %s: differences, text and carrying over come in time',
  (_, sections, turn, each) => {
    const base = map(sections, () => 'май')
    const mine = turn(map(sections, (at) => (at % each === 0 ? 'июнь' : 'май')))
    const theirs = map(sections, (at) => (at % 4 === 0 ? 'июль' : 'май'))
    const timed = (work: () => unknown) => {
      const start = performance.now()
      work()
      return Math.round(performance.now() - start)
    }
    const took = {
      diff: timed(() => editionDiff(base, mine, DEFAULT_COLUMNS)),
      text: timed(() => changesOf(base, mine, DEFAULT_COLUMNS)),
      rebase: timed(() => rebase(base, mine, theirs)),
    }
    for (const [name, ms] of Object.entries(took)) expect(ms, `${name} ${JSON.stringify(took)}`).toBeLessThan(3_000)
  },
  120_000,
)
