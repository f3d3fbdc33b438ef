import { describe, expect, it } from 'vitest'
import { builtInCalendar } from '@/lib/calendar/years'
import type { ExecutorRef } from '@/lib/execution/rules'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { groupOf, type MyWork, noWork, sayDue, together, type Work, workOfMap } from '@/lib/my-work/rules'
import { planOf } from '@/lib/road-map/plan'
import type { DistrictFacts, ExecutionRow, MapFacts } from '@/lib/road-map/plan-facts'
import { localDate } from '@/lib/shared/dates'

const ZONE = 'Asia/Chita'
const COORDINATOR: ExecutorRef = { kind: 'role', id: 'coordinator' }
const school = (id: string, name: string) => ({ id, name, validFrom: null, validTo: null })

const facts = (today: string, more: Partial<DistrictFacts & MapFacts> = {}): DistrictFacts & MapFacts => ({
  today,
  zone: ZONE,
  calendar: builtInCalendar,
  dictionary: dictionaryOf([]),
  schools: [school('s1', 'СОШ № 1'), school('s2', 'СОШ № 2'), school('s3', 'СОШ № 3')],
  curators: [{ ...school('c1', 'Дашиева Б.Ц.') }],
  links: [],
  roadMapId: 'm',
  year: 2026,
  approvedOn: '2026-01-15',
  plans: new Map(),
  executions: [],
  moves: [],
  schedules: new Map(),
  ...more,
})

const row = (key: string, term: string, executors: string) => ({
  key,
  number: '3',
  title: `Мероприятие ${key}`,
  term,
  executors,
  sectionNumber: '2',
  sectionTitle: 'Раздел',
})

const said = (
  measureKey: string,
  point: string,
  executor: ExecutorRef,
  state: ExecutionRow['state'],
): ExecutionRow => ({
  id: `${measureKey}${point}${executor.id}`,
  measureKey,
  point,
  executorKind: executor.kind,
  executorId: executor.id,
  state,
  note: '',
  isBeforeApproval: false,
  doneOn: null,
  savedAt: new Date('2026-01-20T00:00:00Z'),
  revision: 1,
})

const MAP = { id: 'm', name: 'Проект, 2026' }
const workOf = (
  today: string,
  rows: ReturnType<typeof row>[],
  own: ExecutorRef[],
  seen: ExecutorRef[] | null = own,
  more: Partial<DistrictFacts & MapFacts> = {},
) => workOfMap(planOf(facts(today, more)), rows, { own, seen }, MAP)
const filled = (work: MyWork) =>
  Object.entries(work).flatMap(([group, lines]) => lines.map((line) => [group, line.due]))

describe('a control point in «Мои дела»', () => {
  const measure = row('a', 'до 25.05.2026', 'Муниципальный координатор')
  const on = (today: string) => filled(workOf(today, [measure], [COORDINATOR]))

  it('is asked about from six days before its last day, and is late from the next local day on', () => {
    expect(on('2026-05-18')).toEqual([])
    expect(on('2026-05-19')).toEqual([['week', '2026-05-25']])
    expect(on('2026-05-25')).toEqual([['week', '2026-05-25']])
    expect(on('2026-05-26')).toEqual([['overdue', '2026-05-25']])
  })

  it('turns late at the midnight of the district, not of Greenwich or of the machine', () => {
    const at = (instant: string) => on(localDate(new Date(instant), ZONE))
    expect(at('2026-05-25T14:59:59.999Z')).toEqual([['week', '2026-05-25']])
    expect(at('2026-05-25T15:00:00.000Z')).toEqual([['overdue', '2026-05-25']])
  })

  it('of the 29th of February is late on the 1st of March', () => {
    const leap = [row('a', 'до 29.02.2028', 'Муниципальный координатор')]
    const of = (today: string) =>
      filled(workOf(today, leap, [COORDINATOR], [COORDINATOR], { year: 2028, approvedOn: '2028-01-10' }))
    expect(of('2028-02-29')).toEqual([['week', '2028-02-29']])
    expect(of('2028-03-01')).toEqual([['overdue', '2028-02-29']])
  })

  it('keeps its day where no clock is ever put forward or back', () => {
    for (const instant of [
      '2026-03-28T18:00:00Z',
      '2026-03-29T18:00:00Z',
      '2026-10-24T18:00:00Z',
      '2026-10-25T18:00:00Z',
    ]) {
      const next = new Date(new Date(instant).getTime() + 86_400_000)
      expect(localDate(next, ZONE) > localDate(new Date(instant), ZONE), instant).toBe(true)
    }
  })

  it('of a clock that jumped a day back waits again, and is not lost', () => {
    expect(on('2026-05-26')).toEqual([['overdue', '2026-05-25']])
    expect(on('2026-05-25')).toEqual([['week', '2026-05-25']])
  })

  it('that passed before the approval is asked about, never called overdue', () => {
    const work = workOf('2026-06-01', [measure], [COORDINATOR], [COORDINATOR], { approvedOn: '2026-05-26' })
    expect(filled(work)).toEqual([['confirm', '2026-05-25']])
  })

  it('that is done, not required or told why not is nobody’s', () => {
    for (const state of ['done', 'not_required', 'not_done'] as const) {
      const executions = [said('a', '1', COORDINATOR, state)]
      expect(filled(workOf('2026-06-01', [measure], [COORDINATOR], [COORDINATOR], { executions })), state).toEqual([])
    }
  })

  it('that was begun is still asked for', () => {
    const executions = [said('a', '1', COORDINATOR, 'in_progress')]
    expect(filled(workOf('2026-06-01', [measure], [COORDINATOR], [COORDINATOR], { executions }))).toEqual([
      ['overdue', '2026-05-25'],
    ])
  })

  it('has the working date of a granted move', () => {
    const moves = [{ measureKey: 'a', point: '1', executorKind: null, executorId: null, newDue: '2026-06-10' }]
    const { week } = workOf('2026-06-08', [measure], [COORDINATOR], [COORDINATOR], { moves })
    expect(week).toMatchObject([{ due: '2026-06-10', note: expect.stringContaining('срок перенесён') }])
  })

  it('without a date is never asked for', () => {
    const rows = ['постоянно', 'по графику', '', 'как-нибудь'].map((term, index) =>
      row(String(index), term, 'Муниципальный координатор'),
    )
    expect(filled(workOf('2026-12-31', rows, [COORDINATOR], null))).toEqual([])
  })
})

describe('whose it is', () => {
  const schools = row('b', 'до 25.05.2026', 'ОУ проекта 500+')
  const own: ExecutorRef = { kind: 'school', id: 's1' }

  it('shows a school its own point and nobody else’s', () => {
    const { overdue, wait } = workOf('2026-05-26', [schools], [own])
    expect(overdue).toHaveLength(1)
    expect(wait).toEqual([])
    expect(JSON.stringify(overdue)).not.toMatch(/№ 2|№ 3/)
  })

  it('names the school where a person has two', () => {
    const { overdue } = workOf('2026-05-26', [schools], [own, { kind: 'school', id: 's2' }])
    expect(overdue.map((line) => line.note)).toEqual([
      expect.stringContaining('СОШ № 1'),
      expect.stringContaining('СОШ № 2'),
    ])
  })

  it('tells the coordinator what schools owe as one line', () => {
    const executions = [said('b', '1', own, 'done')]
    const { wait, overdue } = workOf('2026-05-26', [schools], [COORDINATOR], null, { executions })
    expect(overdue).toEqual([])
    expect(wait).toMatchObject([
      { kind: 'other_point', due: '2026-05-25', note: expect.stringContaining('просрочено 2 из 3') },
    ])
  })

  it('dates what others owe by their own first late point, not by one before the approval', () => {
    const twice = row('e', 'февраль, апрель', 'ОУ проекта 500+')
    const { wait } = workOf('2026-05-26', [twice], [COORDINATOR], null, { approvedOn: '2026-04-21' })
    expect(wait).toMatchObject([{ due: '2026-04-30', note: expect.stringContaining('просрочено 3 из 6') }])
  })

  it('tells a curator what his own schools owe', () => {
    const curator: ExecutorRef = { kind: 'curator', id: 'c1' }
    const { wait } = workOf('2026-05-26', [schools], [curator], [curator, own])
    expect(wait).toMatchObject([{ note: expect.stringContaining('просрочено 1 из 1') }])
  })

  it('gives what has no known executor to the coordinator', () => {
    const nobody = row('c', 'до 25.05.2026', '')
    expect(filled(workOf('2026-05-26', [nobody], [COORDINATOR, { kind: 'role', id: 'unassigned' }]))).toEqual([
      ['overdue', '2026-05-25'],
    ])
  })

  it('makes one line of the many overdue weeks of a measure', () => {
    const weekly = row('d', 'В течение года, еженедельно', 'Муниципальный координатор')
    const { overdue } = workOf('2026-04-21', [weekly], [COORDINATOR])
    expect(overdue).toHaveLength(1)
    expect(overdue[0]?.note).toMatch(/\d+\u00A0срок/)
    expect(overdue[0]?.due?.slice(0, 7)).toBe('2026-01')
  })
})

describe('the lines of several sources', () => {
  const line = (due: string | null, since: string | null, title: string): Work => ({
    kind: 'point',
    href: '/',
    title,
    note: '',
    due,
    since: since === null ? null : new Date(since),
  })

  it('stand by their term, then by how long they wait, those without either last', () => {
    const { decide } = together([
      { decide: [line(null, null, 'в'), line(null, '2026-04-02T00:00:00Z', 'б')] },
      { decide: [line('2026-04-01', null, 'а')] },
    ])
    expect(decide.map((one) => one.title)).toEqual(['а', 'б', 'в'])
  })

  it('are none where nothing was asked', () => expect(together([])).toEqual(noWork()))

  it('are said with their day of the week, or with how long ago', () => {
    expect(sayDue('2026-05-25', '2026-05-25')).toBe('до 25.05.2026, пн')
    expect(sayDue('2026-05-25', '2026-05-27')).toBe('2\u00A0дня назад')
  })
})

it('puts every standing into one group or none', () => {
  expect(groupOf('not_done')).toBeNull()
  expect(groupOf('before_approval')).toBe('confirm')
})
