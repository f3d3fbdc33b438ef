import { describe, expect, it } from 'vitest'
import { conflictsOn, schoolsWithout } from '@/lib/curator/conflicts'
import type { CuratorFacts, CuratorLink, CuratorPerson, CuratorSchool, WantedAssignment } from '@/lib/curator/facts'
import { isWorthHandingOver, planHandOver, sortWork } from '@/lib/curator/hand-over'
import { currentStages, reportLoad } from '@/lib/curator/load'
import { assignmentFindings, assignmentStanding, endDefect, endFindings, stopping } from '@/lib/curator/rules'
import { namesSchool } from '@/lib/curator/workplace'

const always = { validFrom: null, validTo: null }
const school = (id: string, more: Partial<CuratorSchool> = {}): CuratorSchool => ({
  id,
  name: `Муниципальное учреждение «Школа ${id}»`,
  shortName: `Школа ${id}`,
  ...always,
  ...more,
})
const person = (id: string, more: Partial<CuratorPerson> = {}): CuratorPerson => ({
  id,
  name: `Куратор ${id}`,
  brief: id,
  post: '',
  workplace: '',
  isEnded: false,
  roles: [always],
  ...more,
})
const link = (userId: string, schoolId: string, more: Partial<CuratorLink> = {}): CuratorLink => ({
  id: `${userId}-${schoolId}-${more.validFrom ?? ''}`,
  userId,
  schoolId,
  relation: 'curator',
  note: '',
  ...always,
  ...more,
})
type Given = { schools?: CuratorSchool[]; people?: CuratorPerson[]; links?: CuratorLink[]; most?: number }
const facts = ({ schools, people, links = [], most = 3 }: Given = {}): CuratorFacts => ({
  mostSchools: most,
  schools: new Map((schools ?? ['1', '2', '3', '4'].map((id) => school(id))).map((one) => [one.id, one])),
  people: new Map((people ?? [person('A'), person('B')]).map((one) => [one.id, one])),
  links,
})
const wanted = (more: Partial<WantedAssignment> = {}): WantedAssignment => ({
  userId: 'A',
  schoolId: '1',
  validFrom: '2026-03-01',
  validTo: null,
  ...more,
})
const codes = (given: Given, more: Partial<WantedAssignment> = {}) =>
  assignmentFindings(facts(given), wanted(more)).map(({ code, weight }) => `${code}: ${weight}`)
const with3 = ['2', '3', '4'].map((id) => link('A', id))

describe('an assignment', () => {
  it.each<[what: string, given: Given, more: Partial<WantedAssignment>, expected: string[]]>([
    ['of a free curator has nothing against it', {}, {}, []],
    [
      'of somebody who works there is refused',
      { links: [link('A', '1', { relation: 'staff', validTo: '2026-03-01' })] },
      {},
      ['own_school: refused'],
    ],
    [
      'of its own director is refused',
      { links: [link('A', '1', { relation: 'administration' })] },
      {},
      ['own_school: refused'],
    ],
    [
      'after he has left the school’s staff is not',
      { links: [link('A', '1', { relation: 'staff', validTo: '2026-02-28' })] },
      {},
      [],
    ],
    [
      'at the place of work is refused',
      { people: [person('A', { workplace: 'школа №1' })], schools: [school('1', { shortName: 'Школа № 1 с. Дно' })] },
      {},
      ['own_school: refused'],
    ],
    ['at another school than the place of work is not', { people: [person('A', { workplace: 'Школа 10' })] }, {}, []],
    ['of the fourth school at once wants a reason', { links: with3 }, {}, ['too_many: reason']],
    [
      'of the fourth school after the others ended does not',
      { links: with3.map((one) => ({ ...one, validTo: '2026-02-28' })) },
      {},
      [],
    ],
    [
      'counts what begins later within its days',
      { links: [link('A', '2'), link('A', '3'), link('A', '4', { validFrom: '2026-09-01' })] },
      {},
      ['too_many: reason'],
    ],
    [
      'that ends before the next begins does not count it',
      { links: [link('A', '2'), link('A', '3'), link('A', '4', { validFrom: '2026-09-01' })] },
      { validTo: '2026-08-31' },
      [],
    ],
    [
      'does not count a school that left',
      { links: with3, schools: [school('1'), school('2'), school('3'), school('4', { validTo: '2026-02-01' })] },
      {},
      [],
    ],
    ['without the role is refused', { people: [person('A', { roles: [] })] }, {}, ['no_role: refused']],
    [
      'longer than the role is refused',
      { people: [person('A', { roles: [{ validFrom: null, validTo: '2026-06-30' }] })] },
      {},
      ['no_role: refused'],
    ],
    [
      'within the role is not',
      { people: [person('A', { roles: [{ validFrom: null, validTo: '2026-06-30' }] })] },
      { validTo: '2026-06-30' },
      [],
    ],
    [
      'over two roles that follow each other is not',
      {
        people: [
          person('A', {
            roles: [
              { validFrom: null, validTo: '2026-06-30' },
              { validFrom: '2026-07-01', validTo: null },
            ],
          }),
        ],
      },
      {},
      [],
    ],
    ['of an ended account is refused', { people: [person('A', { isEnded: true })] }, {}, ['account_ended: refused']],
    [
      'to a school that left is refused',
      { schools: [school('1', { validTo: '2026-02-28' })] },
      {},
      ['school_not_in_force: refused'],
    ],
    [
      'longer than the school is refused',
      { schools: [school('1', { validTo: '2026-08-31' })] },
      {},
      ['school_not_in_force: refused'],
    ],
    ['twice in the same days is refused', { links: [link('A', '1')] }, {}, ['already_assigned: refused']],
    [
      'after a called-off one is not',
      { links: [link('A', '1', { validFrom: '2026-03-01', validTo: '2026-02-28' })] },
      {},
      [],
    ],
    ['beside another curator is told', { links: [link('B', '1')] }, {}, ['other_curators: warning']],
  ])('%s', (_what, given, more, expected) => expect(codes(given, more)).toEqual(expected))

  it('above the limit is stopped by a blank reason only', () => {
    const findings = assignmentFindings(facts({ links: with3 }), wanted())
    expect(stopping(findings, ' \u00A0\u200B')).toMatchObject({ field: 'reason' })
    expect(stopping(findings, 'временно')).toBeNull()
    expect(stopping(assignmentFindings(facts({ links: [link('A', '1')] }), wanted()), 'временно')).toMatchObject({
      message: expect.stringContaining('уже куратор'),
    })
  })
})

describe('a place of work', () => {
  const first = { name: 'Муниципальное учреждение «Школа № 1» пгт Дно', shortName: 'МОУ СОШ № 1 пгт Дно' }
  it.each([
    ['МОУ СОШ № 1 пгт Дно', true],
    ['учитель, МОУ «СОШ №1» пгт Дно', true],
    ['моу  сош\u00A0№ 1', true],
    ['MOУ COШ № 1 пгт Дно', true],
    ['СОШ № 1', false],
    ['МОУ СОШ', false],
    ['МОУ СОШ № 10 пгт Дно', false],
    ['МОУ СОШ № 11', false],
    ['Управление образованием пгт Дно', false],
    ['пгт Дно', false],
    ['', false],
    ['‮ \u200B', false],
    ['=HYPERLINK("http://x")', false],
  ])('«%s» names the school: %s', (workplace, expected) => expect(namesSchool(workplace, first)).toBe(expected))

  it('with «й» and «ё» typed in two pieces names the same school', () =>
    expect(namesSchool('Школа «Зеле\u0308ный Гаи\u0306»', { name: 'x y', shortName: 'Школа «Зелёный Гай»' })).toBe(
      true,
    ))

  it('of 500 letters without a space, and a school without letters, name nothing', () => {
    expect(namesSchool('а'.repeat(500), first)).toBe(false)
    expect(namesSchool('', { name: '«»', shortName: '№' })).toBe(false)
  })
})

describe('the end of an assignment', () => {
  const today = '2026-05-12'
  it.each<
    [what: string, period: { validFrom: string | null; validTo: string | null }, lastDay: string, field: string | null]
  >([
    ['today', always, today, null],
    ['on its first day', { validFrom: today, validTo: null }, today, null],
    ['on the day before the first: called off', { validFrom: today, validTo: null }, '2026-05-11', null],
    ['earlier than that', { validFrom: today, validTo: null }, '2026-05-10', 'validTo'],
    ['later than it ends', { validFrom: null, validTo: '2026-06-30' }, '2026-06-30', 'validTo'],
    ['after it has ended', { validFrom: null, validTo: '2026-05-11' }, '2026-05-01', ''],
    ['after it was called off', { validFrom: '2026-06-01', validTo: '2026-05-31' }, '2026-05-20', ''],
  ])('%s', (_what, period, lastDay, field) => expect(endDefect(period, lastDay, today)?.field ?? null).toBe(field))

  it('tells that the school is left and that work stays open', () => {
    const own = link('A', '1')
    const tell = (links: CuratorLink[], open = { visits: 0, reports: 0 }, schools?: CuratorSchool[]) =>
      endFindings(facts({ links, ...(schools ? { schools } : {}) }), own, '2026-05-31', open).map(({ code }) => code)
    expect(tell([own])).toEqual(['left_without'])
    expect(tell([own, link('B', '1', { validFrom: '2026-06-01' })])).toEqual([])
    expect(tell([own, link('B', '1', { validTo: '2026-05-31' })])).toEqual(['left_without'])
    expect(tell([own], { visits: 1, reports: 0 }, [school('1', { validTo: '2026-05-31' })])).toEqual(['open_work'])
  })
})

describe('an assignment on a day', () => {
  it.each([
    [{ validFrom: '2026-05-13', validTo: null }, 'ahead'],
    [{ validFrom: '2026-05-12', validTo: '2026-05-12' }, 'in_force'],
    [{ validFrom: null, validTo: '2026-05-11' }, 'over'],
    [{ validFrom: '2026-06-01', validTo: '2026-05-31' }, 'called_off'],
    [{ validFrom: '2026-05-12', validTo: '2026-05-11' }, 'called_off'],
  ])('%o is %s', (period, expected) => expect(assignmentStanding(period, '2026-05-12')).toBe(expected))
})

describe('conflicts of the table', () => {
  const date = '2026-05-12'
  const found = (given: Given) => conflictsOn(facts(given), date).map(({ code }) => code)
  const kept = ['1', '2', '3', '4'].map((id) => link('B', id))
  it.each<[what: string, given: Given, expected: string[]]>([
    ['none', { links: kept, most: 4 }, []],
    ['a school without a curator', { links: kept.slice(1), most: 4 }, ['no_curator']],
    ['a curator over the limit', { links: kept }, ['too_many']],
    [
      'a curator of his own school',
      { links: [...kept, link('B', '1', { relation: 'staff' })], most: 4 },
      ['own_school'],
    ],
    [
      'an ended account',
      { links: [...kept, link('A', '1')], people: [person('A', { isEnded: true }), person('B')], most: 4 },
      ['cannot_curate'],
    ],
    [
      'an ended role',
      {
        links: [...kept, link('A', '1')],
        people: [person('A', { roles: [{ validFrom: null, validTo: '2026-05-11' }] }), person('B')],
        most: 4,
      },
      ['cannot_curate'],
    ],
    [
      'a link to a school that left',
      {
        links: kept,
        schools: [school('1', { validTo: '2026-05-11' }), school('2'), school('3'), school('4')],
        most: 4,
      },
      ['school_left'],
    ],
    [
      'what has ended is no conflict',
      {
        links: [...kept, link('A', '1', { validTo: '2026-05-11' })],
        people: [person('A', { isEnded: true }), person('B')],
        most: 4,
      },
      [],
    ],
  ])('%s', (_what, given, expected) => expect(found(given)).toEqual(expected))

  it('are explained where the reason was written down', () => {
    const [one] = conflictsOn(facts({ links: kept.map((own) => ({ ...own, note: 'отпуск коллеги' })) }), date)
    expect(one).toMatchObject({ isExplained: true, message: expect.stringContaining('отпуск коллеги') })
  })

  it('count a school whose only curator cannot act as one without', () =>
    expect(schoolsWithout(facts({ links: [link('A', '1')], people: [person('A', { isEnded: true })] }), date)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ]))
})

describe('a hand-over', () => {
  const plan = (given: Given, day = '2026-05-12', schoolIds = ['1']) =>
    planHandOver(facts(given), { fromUserId: 'A', toUserId: 'B', day, schoolIds })

  it('ends the day before, begins on the day, and lasts as long as the former would have', () => {
    expect(plan({ links: [link('A', '1', { validTo: '2026-12-31' })] })[0]).toMatchObject({
      ending: [{ lastDay: '2026-05-11' }],
      beginning: { validFrom: '2026-05-12', validTo: '2026-12-31' },
      findings: [],
    })
  })

  it('of what has not begun by then calls it off and begins when it would have', () => {
    expect(plan({ links: [link('A', '1', { validFrom: '2026-09-01' })] })[0]).toMatchObject({
      ending: [{ lastDay: '2026-08-31' }],
      beginning: { validFrom: '2026-09-01', validTo: null },
    })
  })

  it('to one who is the school’s curator already makes no second assignment', () => {
    expect(plan({ links: [link('A', '1'), link('B', '1')] })[0]).toMatchObject({ beginning: null, findings: [] })
  })

  it('to one who is the school’s curator for a shorter time leaves his days, and tells the last of them', () =>
    expect(plan({ links: [link('A', '1'), link('B', '1', { validTo: '2026-06-30' })] })[0]).toMatchObject({
      ending: [{ lastDay: '2026-05-11' }],
      beginning: null,
      findings: [{ code: 'ends_sooner', weight: 'warning', message: expect.stringContaining('по 30.06.2026') }],
    }))

  it.each<[what: string, validTo: string | null, role: string, expected: string | null, told: string[]]>([
    ['by the successor’s role where it ends sooner, and tells it', null, '2026-12-31', '2026-12-31', ['ends_sooner']],
    ['by the former’s days where they end sooner', '2026-08-31', '2026-12-31', '2026-08-31', []],
  ])('bounds the new days %s', (_what, validTo, role, expected, told) => {
    const people = [person('A'), person('B', { roles: [{ validFrom: null, validTo: role }] })]
    const [planned] = plan({ people, links: [link('A', '1', { validTo })] })
    expect(planned?.beginning).toEqual({ validFrom: '2026-05-12', validTo: expected })
    expect(planned?.findings.map(({ code }) => code)).toEqual(told)
  })

  it('bounds the new days by the school’s, which needs nobody after it has left', () =>
    expect(plan({ schools: [school('1', { validTo: '2026-08-31' })], links: [link('A', '1')] })[0]).toMatchObject({
      beginning: { validTo: '2026-08-31' },
      findings: [],
    }))

  it('is still refused to one who has no role on the first day', () => {
    const people = [person('A'), person('B', { roles: [{ validFrom: '2026-05-13', validTo: null }] })]
    expect(plan({ people, links: [link('A', '1')] })[0]?.findings).toMatchObject([{ code: 'no_role' }])
  })

  it('of open work alone asks only whether the successor is the school’s curator on the day', () => {
    const people = [person('A'), person('B', { roles: [{ validFrom: null, validTo: '2026-12-31' }] })]
    const links = [link('A', '1', { validTo: '2026-04-30' }), link('B', '1', { validTo: '2026-12-31' })]
    expect(plan({ people, links })[0]).toMatchObject({ ending: [], beginning: null, findings: [] })
  })

  it('to one who is to begin later makes him begin earlier, without a gap', () =>
    expect(plan({ links: [link('A', '1'), link('B', '1', { validFrom: '2026-06-01' })] })[0]).toMatchObject({
      beginning: { validFrom: '2026-05-12', validTo: '2026-05-31' },
      findings: [],
    }))

  it('to one who is to begin later and for a shorter time tells the last day of both together', () =>
    expect(
      plan({ links: [link('A', '1'), link('B', '1', { validFrom: '2026-06-01', validTo: '2026-06-30' })] })[0],
    ).toMatchObject({
      beginning: { validFrom: '2026-05-12', validTo: '2026-05-31' },
      findings: [{ code: 'ends_sooner', message: expect.stringContaining('по 30.06.2026') }],
    }))

  it('does not call the one who leaves another curator of the school', () =>
    expect(plan({ links: [link('A', '1')] })[0]?.findings).toEqual([]))

  it('counts all chosen schools against the limit', () => {
    const links = ['1', '2', '3'].map((id) => link('A', id))
    const findings = plan({ links: [...links, link('B', '4')] }, '2026-05-12', ['1', '2', '3']).map((one) =>
      one.findings.map(({ code }) => code),
    )
    expect(findings).toEqual([[], [], ['too_many']])
  })

  it('is refused to one who works at the school, also where he was its curator already', () =>
    expect(
      plan({ links: [link('A', '1'), link('B', '1'), link('B', '1', { relation: 'staff' })] })[0]?.findings,
    ).toMatchObject([{ code: 'own_school' }]))

  it('moves what is from the day on, leaves what is of days before, and reports while the day has not come', () => {
    const visit = (id: string, plannedOn: string | null, heldOn: string | null = null, rival = false) => ({
      id,
      schoolId: '1',
      kind: 'planned' as const,
      plannedOn,
      heldOn,
      hasRival: rival,
    })
    const report = (id: string, hasRival = false) => ({
      id,
      schoolId: '1',
      stage: '1 этап',
      state: 'draft' as const,
      hasRival,
    })
    const work = {
      visits: [
        visit('a', '2026-05-11'),
        visit('b', '2026-05-12'),
        // Nobody planned these: the former curator made them, on a day when only he was the school's curator (c), and on the first day
        // of the new one, who alone can write of it (d).
        visit('c', null, '2026-05-10'),
        visit('d', null, '2026-05-12'),
        visit('e', '2026-05-20', null, true),
      ],
      reports: [report('x'), report('y', true)],
    }
    const ids = (day: string) => {
      const moved = sortWork(work, day, '2026-05-12')
      const why = moved.stayingVisits.map((one) => `${one.id} ${one.why}`).join(', ')
      const [visits, ...reports] = [moved.visits, moved.reports, moved.stayingReports].map((rows) =>
        rows.map(({ id }) => id).join(''),
      )
      return [visits, why, ...reports]
    }
    expect(ids('2026-05-12')).toEqual(['bd', 'a missed, c begun, e has_own', 'x', 'y'])
    expect(ids('2026-05-13')).toEqual(['', 'a missed, b missed, c begun, d begun, e has_own', '', 'xy'])
    const [none] = plan({ links: [] }, '2026-05-13')
    const [some] = plan({ links: [link('A', '1')] }, '2026-05-13')
    const nothing = sortWork({ visits: work.visits, reports: [] }, '2026-05-13', '2026-05-12')
    const later = sortWork(work, '2026-05-13', '2026-05-12')
    expect(none && some && [none, some].map((one) => isWorthHandingOver(one, nothing))).toEqual([false, true])
    expect(none && isWorthHandingOver(none, later)).toBe(true)
  })
})

describe('the load of reports', () => {
  const stage = (id: string, position: number, dueDate: string, more = {}) => ({
    id,
    programmeId: 'p',
    name: id,
    position,
    year: 2026,
    dueDate,
    opensOn: null,
    locksOn: null,
    ...more,
  })
  const stages = [stage('november', 1, '2026-11-30'), stage('may', 0, '2026-05-31')]

  it.each([
    ['2026-04-30', []],
    ['2026-05-01', ['may']],
    ['2026-10-31', ['may']],
    ['2026-11-01', ['november']],
    ['2027-05-15', []],
  ])('is asked on %s of %j', (date, expected) =>
    expect(currentStages(stages, date).map(({ id }) => id)).toEqual(expected),
  )

  it('counts the schools of the due day, and what was begun before a hand-over', () => {
    const given = facts({
      links: [link('A', '1'), link('A', '2', { validTo: '2026-05-20' }), link('A', '3', { validTo: '2026-05-20' })],
    })
    const own = [
      { curatorId: 'A', stageId: 'may', schoolId: '2', state: 'sent' as const },
      { curatorId: 'A', stageId: 'may', schoolId: '1', state: 'returned' as const },
      { curatorId: 'B', stageId: 'may', schoolId: '3', state: 'sent' as const },
    ]
    expect(reportLoad(given, 'A', currentStages(stages, '2026-05-12'), own, '2026-05-12')).toEqual({ due: 2, sent: 1 })
  })
})
