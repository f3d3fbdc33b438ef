import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { builtInCalendar } from '@/lib/calendar/years'
import { unitStandings } from '@/lib/execution/by-unit'
import { EXECUTION_STATES, type ExecutorRef, type Standing } from '@/lib/execution/rules'
import { executionView, type ViewRow } from '@/lib/execution/view'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { planOf } from '@/lib/road-map/plan'
import type { DistrictFacts, MapFacts } from '@/lib/road-map/plan-facts'

const open = { validFrom: null, validTo: null }
const SCHOOLS = [
  { id: 's1', name: 'СОШ № 1', ...open },
  { id: 's2', name: 'СОШ № 2', validFrom: null, validTo: '2022-06-30' },
  { id: 's3', name: 'СОШ № 3', validFrom: '2022-05-01', validTo: null },
]
const CURATORS = [
  { id: 'c1', name: 'Дашиева Б.Ц.', ...open },
  { id: 'c2', name: 'Кузнецов П.А.', validFrom: '2022-09-01', validTo: null },
]

const facts = (more: Partial<DistrictFacts & MapFacts> = {}): DistrictFacts & MapFacts => ({
  today: '2022-05-21',
  zone: 'Asia/Chita',
  calendar: builtInCalendar,
  dictionary: dictionaryOf([]),
  schools: SCHOOLS,
  curators: CURATORS,
  links: [{ userId: 'c1', schoolId: 's1', relation: 'curator', ...open }],
  roadMapId: 'm',
  year: 2022,
  approvedOn: '2022-04-21',
  plans: new Map(),
  executions: [],
  moves: [],
  schedules: new Map(),
  ...more,
})

const row = (key: string, term: string, executors: string): ViewRow => ({
  key,
  number: key,
  title: `Мероприятие ${key}`,
  term,
  executors,
  sectionId: 'a',
  sectionNumber: '3',
  sectionTitle: 'Контрольные точки',
})

const rows = fc.array(
  fc.tuple(
    fc.constantFrom(
      'до 25.05.2022',
      'Май, ноябрь 2022',
      'март',
      'постоянно',
      'В течение года',
      'декабрь',
      '1 раз в квартал',
    ),
    fc.constantFrom(
      'Кураторы проекта',
      'ОУ проекта 500+',
      'Кураторы проекта, ОУ проекта 500+',
      'Муниципальный координатор',
      '',
    ),
  ),
  { maxLength: 8 },
)
const executor = fc.constantFrom<ExecutorRef>(
  { kind: 'school', id: 's1' },
  { kind: 'school', id: 's2' },
  { kind: 'curator', id: 'c1' },
  { kind: 'role', id: 'coordinator' },
)
const saidOf = fc.array(
  fc.record({
    measure: fc.nat(7),
    point: fc.constantFrom('1', '2'),
    executor,
    state: fc.constantFrom(...EXECUTION_STATES),
  }),
  { maxLength: 8 },
)

describe('standings of schools and curators', () => {
  it('are those of their cells, counted one by one', () => {
    fc.assert(
      fc.property(rows, saidOf, fc.boolean(), (texts, said, moved) => {
        const table = texts.map(([term, executors], index) => row(String(index), term, executors))
        const executions = said.map(({ measure, point, executor: { kind, id }, state }, index) => ({
          id: String(index),
          measureKey: String(measure),
          point,
          executorKind: kind,
          executorId: id,
          state,
          note: '',
          isBeforeApproval: false,
          doneOn: null,
          savedAt: new Date(0),
          revision: 1,
        }))
        const moves = moved
          ? [{ measureKey: '0', point: '1', executorKind: null, executorId: null, newDue: '2022-07-15' }]
          : []
        const plan = planOf(facts({ executions, moves }))
        const { schools, curators } = unitStandings(plan, table, null)
        for (const [kind, units] of [
          ['school', schools],
          ['curator', curators],
        ] as const) {
          for (const unit of units) {
            const cells = table.flatMap((one) => plan.cellsOf(plan.measure(one), [{ kind, id: unit.id }]))
            const counts: Partial<Record<Standing, number>> = {}
            for (const { standing } of cells) counts[standing] = (counts[standing] ?? 0) + 1
            expect(unit.counts).toEqual(counts)
            expect(unit.total).toBe(cells.length)
          }
        }
      }),
    )
  })

  it('name the measures that stand worst, and the curators of a school', () => {
    const table = [row('1', 'до 25.05.2022', 'ОУ'), row('2', 'до 10.05.2022', 'ОУ'), row('3', 'до 15.05.2022', 'ОУ')]
    const { schools } = unitStandings(planOf(facts()), table, null)
    expect(schools.find(({ id }) => id === 's1')).toMatchObject({
      worst: 'overdue',
      others: ['Дашиева Б.Ц.'],
      places: [{ place: '3.2' }, { place: '3.3' }],
    })
  })

  it('leave out him who has gone and had nothing to do, and name him beside no school', () => {
    const gone = { id: 'c3', name: 'Ушедшая А.А.', validFrom: null, validTo: '2022-04-30' }
    const links = [...facts().links, { userId: 'c3', schoolId: 's1', relation: 'curator' as const, ...open }]
    const plan = planOf(facts({ curators: [...CURATORS, gone], links }))
    const namesOf = (term: string) => {
      const { schools, curators } = unitStandings(plan, [row('1', term, 'Кураторы проекта')], null)
      return [schools[0]?.others, curators.map((one) => one.name)]
    }
    expect(namesOf('до 25.05.2022')).toEqual([['Дашиева Б.Ц.'], ['Дашиева Б.Ц.', 'Кузнецов П.А.']])
    expect(namesOf('март')).toEqual([['Дашиева Б.Ц.'], ['Дашиева Б.Ц.', 'Кузнецов П.А.', 'Ушедшая А.А.']])
  })

  it('are only of those whom the actor sees', () => {
    const { schools, curators } = unitStandings(
      planOf(facts()),
      [row('1', 'май', 'ОУ, кураторы')],
      [{ kind: 'school', id: 's1' }],
    )
    expect(schools.map(({ id }) => id)).toEqual(['s1'])
    expect(curators).toEqual([])
  })

  it('of 5,000 measures and 500 schools take no cell for what nobody touched', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ id: `s${index}`, name: `Школа ${index}`, ...open }))
    const plan = planOf(facts({ schools: many }))
    const table = Array.from({ length: 5000 }, (_, index) => row(String(index), 'до 10.05.2022', 'ОУ'))
    const guarded = {
      ...plan,
      cells: () => {
        throw new Error('A cell was listed.')
      },
    }
    const { schools } = unitStandings(guarded, table, null)
    expect(schools).toHaveLength(500)
    expect(schools[499]?.counts).toEqual({ overdue: 5000 })
  })
})

describe('the dense table', () => {
  const table = [
    row('1', 'до 10.05.2022', 'ОУ проекта 500+'),
    row('2', 'до 25.05.2022', 'Кураторы проекта'),
    row('3', 'декабрь', 'Муниципальный координатор'),
    row('4', 'май', 'Дед Мороз'),
    row('5', 'январь', ''),
  ]
  const view = (choice = {}, seen: ExecutorRef[] | null = null, most = 300) =>
    executionView(planOf(facts()), table, seen, choice, most)
  const keys = (found: ReturnType<typeof view>) => found.lines.map(({ key }) => key)

  it('has a figure for exactly the rows that it opens', () => {
    const { figures } = view()
    for (const state of ['done', 'overdue', 'soon', 'before_approval', 'not_done'] as const)
      expect(view({ state }).shown, state).toBe(figures[state])
    expect(keys(view({ state: 'overdue' }))).toEqual(['1'])
    expect(keys(view({ state: 'before_approval' }))).toEqual(['5'])
  })

  it('is found by a role, by an unrecognised executor and by none', () => {
    expect(keys(view({ role: 'curators' }))).toEqual(['2'])
    expect(keys(view({ role: 'unknown' }))).toEqual(['4'])
    expect(keys(view({ role: 'none' }))).toEqual(['5'])
    expect(view().roles.map(({ name }) => name)).toContain('не распознаны')
  })

  it('of one school counts its cells only, and a school cannot ask for another’s', () => {
    expect(keys(view({ school: 's1' }))).toEqual(['1'])
    expect(view({ school: 's1' }).lines[0]?.summary.total).toBe(1)
    expect(keys(view({ school: 's2' }, [{ kind: 'school', id: 's1' }]))).toEqual([])
  })

  it('says what is not asked of a school with no word of how others stand', () => {
    const { lines } = view({}, [{ kind: 'school', id: 's1' }])
    expect(lines.map(({ light }) => light)).toEqual(['Просрочено', '', '', '', ''])
  })

  it('is shown by parts where it is too long', () => {
    const long = view({}, null, 2)
    expect(long).toMatchObject({ shown: 5, page: 1, pages: 3, part: { count: 5 } })
    expect(keys(view({ page: 3 }, null, 2))).toEqual(['5'])
    expect(keys(view({ page: 99, part: 'нет такой' }, null, 2))).toEqual(['5'])
  })

  it('names the few who are late', () => {
    expect(view().lines[0]).toMatchObject({ light: 'Просрочено у всех', rest: '0 из 3 исполнено' })
    const executions = [
      {
        id: '1',
        measureKey: '1',
        point: '1',
        executorKind: 'school' as const,
        executorId: 's2',
        state: 'done' as const,
        note: '',
        isBeforeApproval: false,
        doneOn: null,
        savedAt: new Date(0),
        revision: 1,
      },
    ]
    const { lines } = executionView(planOf(facts({ executions })), table, null, {}, 300)
    expect(lines[0]).toMatchObject({ light: 'Просрочено: СОШ № 1, СОШ № 3', rest: '1 из 3 исполнено' })
  })
})
