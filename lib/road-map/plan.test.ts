import { describe, expect, it } from 'vitest'
import { builtInCalendar } from '@/lib/calendar/years'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { planOf } from '@/lib/road-map/plan'
import type { DistrictFacts, ExecutionRow, MapFacts, MeasurePlan } from '@/lib/road-map/plan-facts'
import { UNREAD } from '@/lib/term/reading'

const always = { validFrom: null, validTo: null }
const DISTRICT: DistrictFacts = {
  today: '2022-06-01',
  zone: 'Asia/Chita',
  calendar: builtInCalendar,
  dictionary: dictionaryOf([]),
  schools: [
    { id: 's1', name: 'СОШ № 1', ...always },
    { id: 's2', name: 'СОШ № 2', ...always },
    { id: 's3', name: 'ООШ с. Степное', validFrom: null, validTo: '2022-05-24' },
  ],
  curators: [
    { id: 'c1', name: 'Дашиева Б.Ц.', ...always },
    { id: 'c2', name: 'Кузнецов П.А.', ...always },
  ],
  links: [{ userId: 'c1', schoolId: 's1', relation: 'curator', ...always }],
}
const MAP: MapFacts = {
  roadMapId: 'm',
  year: 2022,
  approvedOn: '2022-04-21',
  plans: new Map(),
  executions: [],
  moves: [],
  schedules: new Map(),
}
const plan = (facts: Partial<DistrictFacts & MapFacts> = {}) => planOf({ ...DISTRICT, ...MAP, ...facts })
const row = (term: string, executors = 'Муниципальный координатор') => ({ key: 'k', term, executors })
const said = (more: Partial<ExecutionRow>): ExecutionRow => ({
  id: 'e',
  measureKey: 'k',
  point: '1',
  executorKind: 'school',
  executorId: 's1',
  state: 'done',
  note: '',
  isBeforeApproval: false,
  doneOn: null,
  savedAt: new Date(0),
  revision: 1,
  ...more,
})
const handMade = (more: Partial<MeasurePlan>): MeasurePlan => ({
  termText: null,
  reading: null,
  executorsText: null,
  executorCodes: null,
  dependsOn: [],
  indicator: null,
  scheduleId: null,
  origin: null,
  revision: 1,
  ...more,
})
const standings = (made: ReturnType<typeof plan>, of: ReturnType<typeof row>) =>
  made.cells(made.measure(of)).map((cell) => `${cell.point.key} ${cell.executor.name}: ${cell.standing}`)

describe('a reading', () => {
  it('is made once for the same words, but a text too long for a term is not kept in memory', () => {
    const read = (term: string) => plan().measure(row(term)).reading
    expect(read('до 25 мая')).toBe(read('до 25 мая'))
    const long = 'май, '.repeat(200_000)
    expect(read(long)).not.toBe(read(long))
    expect(read(long).kind).toBe('unknown')
  })
})

describe('a living plan', () => {
  it('asks each school and each curator in force on the last day of the point', () => {
    const made = plan()
    expect(standings(made, row('до 25.05.2022', 'Кураторы проекта, Руководители ОУ'))).toEqual([
      '1 Дашиева Б.Ц.: overdue',
      '1 Кузнецов П.А.: overdue',
      '1 СОШ № 1: overdue',
      '1 СОШ № 2: overdue',
    ])
    expect(standings(made, row('до 24.05.2022', 'Руководители ОУ'))).toHaveLength(3)
  })

  it('makes several control points of several periods, each with its own state', () => {
    const made = plan({ executions: [said({ executorKind: 'curator', executorId: 'c1' })] })
    expect(standings(made, row('Май, ноябрь 2022', 'кураторы'))).toEqual([
      '1 Дашиева Б.Ц.: done',
      '1 Кузнецов П.А.: overdue',
      '2 Дашиева Б.Ц.: ahead',
      '2 Кузнецов П.А.: ahead',
    ])
  })

  it('does not call overdue what was due before the approval', () => {
    expect(standings(plan(), row('февраль'))).toEqual(['1 Муниципальный координатор: before_approval'])
    expect(standings(plan({ approvedOn: null }), row('февраль'))).toEqual([
      '1 Муниципальный координатор: before_approval',
    ])
    expect(standings(plan(), row('до 21.04.2022'))).toEqual(['1 Муниципальный координатор: overdue'])
  })

  it('is due to the end of the last day and overdue from the next', () => {
    const of = row('до 25.05.2022')
    expect(standings(plan({ today: '2022-05-25' }), of)).toEqual(['1 Муниципальный координатор: soon'])
    expect(standings(plan({ today: '2022-05-26' }), of)).toEqual(['1 Муниципальный координатор: overdue'])
    expect(standings(plan({ today: '2022-05-19' }), of)).toEqual(['1 Муниципальный координатор: soon'])
    expect(standings(plan({ today: '2022-05-18' }), of)).toEqual(['1 Муниципальный координатор: running'])
  })

  it('never turns overdue what has no date of its own', () => {
    for (const term of ['постоянно', 'По графику', '', 'как получится'])
      expect(standings(plan({ today: '2030-01-01' }), row(term)), term).toEqual([
        '1 Муниципальный координатор: no_date',
      ])
    expect(standings(plan({ today: '2022-12-31' }), row('В течение года'))).toEqual([
      '1 Муниципальный координатор: soon',
    ])
    expect(standings(plan({ today: '2023-01-01' }), row('В течение года'))).toEqual([
      '1 Муниципальный координатор: overdue',
    ])
  })

  it('gives a measure without a known executor to nobody, and says so', () => {
    expect(standings(plan(), row('декабрь', ''))).toEqual(['1 Исполнитель не назван: ahead'])
    const made = plan()
    expect(made.measure(row('декабрь', 'Совет ветеранов')).executors).toEqual({
      roles: [],
      unknown: ['Совет ветеранов'],
    })
  })

  it('moves the working date by a granted request, for one or for all, the later one in force', () => {
    const of = row('до 25.05.2022', 'Руководители ОУ')
    const move = { measureKey: 'k', point: '1', executorKind: null, executorId: null }
    expect(standings(plan({ moves: [{ ...move, newDue: '2022-06-30' }] }), of)).toEqual([
      '1 СОШ № 1: running',
      '1 СОШ № 2: running',
    ])
    const moves = [
      { ...move, newDue: '2022-06-30' },
      { ...move, executorKind: 'school' as const, executorId: 's1', newDue: '2022-05-30' },
    ]
    expect(standings(plan({ moves }), of)).toEqual(['1 СОШ № 1: overdue', '1 СОШ № 2: running'])
  })

  it('takes a reading made by hand for this text only', () => {
    const reading = {
      ...UNREAD,
      kind: 'until' as const,
      periods: [{ from: null, to: '2022-12-01' }],
      due: '2022-12-01',
    }
    const plans = new Map([['k', handMade({ termText: 'По графику', reading })]])
    expect(standings(plan({ plans }), row('По графику'))).toEqual(['1 Муниципальный координатор: running'])
    const other = plan({ plans }).measure(row('до 25.05.2022'))
    expect(other).toMatchObject({ isCorrected: false, isCorrectionLost: true })
    expect(other.reading.due).toBe('2022-05-25')
  })

  it('takes executors ticked by hand for this text only', () => {
    const plans = new Map([['k', handMade({ executorsText: '', executorCodes: ['schools'] })]])
    expect(standings(plan({ plans }), row('декабрь', ''))).toHaveLength(2)
    expect(standings(plan({ plans }), row('декабрь', 'кураторы'))).toEqual([
      '1 Дашиева Б.Ц.: ahead',
      '1 Кузнецов П.А.: ahead',
    ])
  })

  it('takes the dates of its schedule, a school’s own date for that school and its curator', () => {
    const plans = new Map([['k', handMade({ scheduleId: 'visits' })]])
    const schedules = new Map([
      [
        'visits',
        [
          { key: 'd1', date: '2022-05-10', schoolId: 's1', note: '' },
          { key: 'd2', date: '2022-07-10', schoolId: null, note: '' },
        ],
      ],
    ])
    expect(standings(plan({ plans, schedules }), row('По графику', 'кураторы, руководители ОУ'))).toEqual([
      'd1 Дашиева Б.Ц.: overdue',
      'd1 СОШ № 1: overdue',
      'd2 Дашиева Б.Ц.: ahead',
      'd2 Кузнецов П.А.: ahead',
      'd2 СОШ № 1: ahead',
      'd2 СОШ № 2: ahead',
    ])
  })

  it('keeps what was said of a point that is no more', () => {
    const made = plan({ executions: [said({ point: '2', executorId: 's2' }), said({ executorId: 's1' })] })
    const left = made.leftovers(made.measure(row('до 25.05.2022', 'Руководители ОУ')))
    expect(left.map((one) => one.point)).toEqual(['2'])
  })
})

describe('a summary', () => {
  it('counts as many as the cells are, and the same', () => {
    const executions = [
      said({ executorId: 's1' }),
      said({ executorId: 's2', point: '2', state: 'not_done' }),
      said({ executorId: 'gone', point: '1', state: 'done' }),
    ]
    const moves = [
      { measureKey: 'k', point: '1', executorKind: 'school' as const, executorId: 's2', newDue: '2022-07-01' },
    ]
    for (const facts of [{}, { executions }, { moves }, { executions, moves }]) {
      const made = plan(facts)
      const planned = made.measure(row('Май, ноябрь 2022', 'Муниципальный координатор, кураторы, руководители ОУ'))
      const cells = made.cells(planned)
      const counts: Record<string, number> = {}
      for (const cell of cells) counts[cell.standing] = (counts[cell.standing] ?? 0) + 1
      const summary = made.summary(planned)
      expect(summary.total).toBe(cells.length)
      expect(summary.counts).toEqual(counts)
      const open = cells.filter((cell) => !['done', 'not_done', 'not_required'].includes(cell.standing))
      expect(summary.next).toBe(open.flatMap((cell) => cell.due ?? []).sort()[0])
    }
  })

  it('shows the worst', () => {
    const made = plan({ executions: [said({})] })
    expect(made.summary(made.measure(row('до 25.05.2022', 'Руководители ОУ'))).worst).toBe('overdue')
  })
})
