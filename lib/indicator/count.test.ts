import { expect, it } from 'vitest'
import { builtInCalendar } from '@/lib/calendar/years'
import { dictionaryOf } from '@/lib/executor/dictionary'
import { baseDay, schoolUnits } from '@/lib/indicator/count'
import { planOf } from '@/lib/road-map/plan'

const planAt = (today: string) =>
  planOf({
    today,
    zone: 'Asia/Chita',
    calendar: builtInCalendar,
    dictionary: dictionaryOf([]),
    schools: [
      { id: 'stays', name: 'Остаётся', validFrom: null, validTo: null },
      { id: 'left', name: 'Вышла', validFrom: null, validTo: '2026-04-10' },
      { id: 'came', name: 'Пришла', validFrom: '2026-04-05', validTo: null },
    ],
    curators: [],
    links: [],
    roadMapId: 'm',
    year: 2026,
    approvedOn: null,
    plans: new Map(),
    executions: [],
    moves: [],
    schedules: new Map(),
  })

it.each<[term: string, today: string, expected: string]>([
  ['март', '2026-03-20', '2026-03-20'],
  ['март', '2026-03-31', '2026-03-31'],
  ['март', '2026-04-21', '2026-03-31'],
  ['май, ноябрь', '2026-06-15', '2026-06-15'],
  ['май, ноябрь', '2026-12-15', '2026-11-30'],
  ['постоянно', '2026-12-15', '2026-12-15'],
  ['постоянно', '2027-02-01', '2026-12-31'],
  ['по графику', '2027-02-01', '2026-12-31'],
  ['', '2027-02-01', '2026-12-31'],
])('the base of «%s» is counted on %s as of %s', (term, today, expected) => {
  const plan = planAt(today)
  expect(baseDay(plan, plan.measure({ key: 'k', term, executors: '' }))).toBe(expected)
})

it('a school that left after the term stays in the base, one that came after it does not join', () => {
  const idsAt = (today: string, term: string) => {
    const plan = planAt(today)
    const counted = schoolUnits(plan, plan.measure({ key: 'k', term, executors: '' }), '', (id) => id !== 'came')
    return [counted.done, counted.missing].map((units) => units.map(({ id }) => id))
  }
  expect(idsAt('2026-04-21', 'март')).toEqual([['stays', 'left'], []])
  expect(idsAt('2026-04-21', 'май')).toEqual([['stays'], ['came']])
})
