import { describe, expect, it } from 'vitest'
import {
  countedCells,
  type Facts,
  isSent,
  matrixOf,
  missingCells,
  type ReportRow,
  type StageRow,
} from '@/lib/report/matrix'
import { cellNote, missingText, sayLate } from '@/lib/report/matrix-words'

const stage: StageRow = {
  id: 'may',
  name: 'Май',
  isFinal: false,
  dueDate: '2026-05-31',
  opensOn: '2026-05-01',
  locksOn: '2026-06-14',
}
const always = { validFrom: null, validTo: null }
const link = (schoolId: string, userId: string, validFrom: string | null = null, validTo: string | null = null) => ({
  schoolId,
  userId,
  relation: 'curator' as const,
  validFrom,
  validTo,
})
const facts = (today: string, more: Partial<Facts> = {}): Facts => ({
  today,
  schools: ['1', '2', '3'].map((id) => ({ id, name: `СОШ № ${id}`, ...always })),
  curators: ['a', 'b'].map((id) => ({ id, name: `Куратор ${id}`, ...always })),
  links: [link('1', 'a'), link('2', 'a'), link('3', 'b')],
  ...more,
})
const report = (schoolId: string, curatorId: string, more: Partial<ReportRow> = {}): ReportRow => ({
  id: `${schoolId}${curatorId}`,
  programmeId: 'p',
  stageId: 'may',
  school: { id: schoolId, name: `СОШ № ${schoolId}` },
  curator: { id: curatorId, name: `Куратор ${curatorId}` },
  state: 'draft',
  unlockedTo: null,
  sent: null,
  ...more,
})
const sent = (lateDays = 0) => ({
  versionId: 'v',
  number: 1,
  isSigned: true,
  firstAt: new Date('2026-05-20T02:00:00Z'),
  lastAt: new Date('2026-05-20T02:00:00Z'),
  lateDays,
})
const cellsOf = (today: string, reports: ReportRow[] = [], more: Partial<Facts> = {}) =>
  matrixOf([stage], reports, facts(today, more))[0]?.cells ?? []
const names = (cells: { school: { id: string }; curator: { id: string } | null }[]) =>
  cells.map((cell) => `${cell.school.id}${cell.curator?.id ?? '-'}`)

describe('who owes a report', () => {
  it('is each curator of each school', () => expect(names(cellsOf('2026-05-12'))).toEqual(['1a', '2a', '3b']))

  it('is the curator of the due day, where the school changed hands in the middle', () => {
    const links = [link('1', 'a', null, '2026-05-20'), link('1', 'b', '2026-05-21', null)]
    expect(names(countedCells(cellsOf('2026-05-12', [], { links })))).toEqual(['1b'])
    expect(names(countedCells(cellsOf('2026-06-12', [], { links })))).toEqual(['1b'])
  })

  it('is also who has sent one before he left; his draft is not asked for', () => {
    const links = [link('1', 'b', '2026-05-21', null)]
    const left = [report('1', 'a', { state: 'accepted', sent: sent() })]
    expect(names(countedCells(cellsOf('2026-06-01', left, { links })))).toEqual(['1b', '1a'])
    expect(names(countedCells(cellsOf('2026-06-01', [report('1', 'a')], { links })))).toEqual(['1b'])
  })

  it('is nobody where the school has no curator: the school is told, not counted', () => {
    const cells = cellsOf('2026-05-12', [], { links: [link('1', 'a')] })
    expect(names(cells)).toEqual(['1a', '2-', '3-'])
    expect(names(countedCells(cells))).toEqual(['1a'])
  })

  it('is not a curator whose role has ended, nor for a school that has left', () => {
    const curators = [
      { id: 'a', name: 'Куратор a', validFrom: null, validTo: '2026-05-01' },
      { id: 'b', name: 'Куратор b', ...always },
    ]
    const schools = ['1', '2', '3'].map((id) => ({
      id,
      name: `СОШ № ${id}`,
      validFrom: null,
      validTo: id === '3' ? '2026-04-30' : null,
    }))
    expect(names(countedCells(cellsOf('2026-05-12', [], { curators, schools })))).toEqual([])
  })

  it('is counted once though his role or link has two periods', () => {
    const curators = [
      { id: 'a', name: 'Куратор a', validFrom: null, validTo: null },
      { id: 'a', name: 'Куратор a', validFrom: '2026-01-01', validTo: null },
    ]
    const links = [link('1', 'a'), link('1', 'a', '2026-02-01')]
    expect(names(countedCells(cellsOf('2026-05-12', [], { curators, links })))).toEqual(['1a'])
  })
})

describe('how a report stands', () => {
  it('is late by the days of its first sending, and by today while it is not sent', () => {
    const [first, second] = cellsOf('2026-06-03', [report('1', 'a', { state: 'returned', sent: sent(2) })])
    expect(first).toMatchObject({ standing: 'returned', lateDays: 2 })
    expect(second).toMatchObject({ standing: 'none', lateDays: 3 })
  })

  it.each([
    ['2026-05-31', 0],
    ['2026-06-01', 1],
  ])('is not late on the due day: %s', (today, lateDays) => expect(cellsOf(today)[0]?.lateDays).toBe(lateDays))

  it('says when it was sent and how late', () => {
    const [cell] = cellsOf('2026-06-03', [report('1', 'a', { state: 'sent', sent: sent(3) })])
    expect(cell && cellNote(cell, 'Asia/Chita')).toBe('отправлен 20.05.2026, опоздал на 3\u00A0дня')
    expect(sayLate(0)).toBe('')
    const [unsigned] = cellsOf('2026-06-03', [
      report('1', 'a', { state: 'sent', sent: { ...sent(0), isSigned: false } }),
    ])
    expect(unsigned && cellNote(unsigned, 'Asia/Chita')).toBe('отправлен 20.05.2026, подпись не завершена')
  })

  it('counts what was sent, also while it is returned', () => {
    const reports = [
      report('1', 'a', { state: 'returned', sent: sent() }),
      report('2', 'a', { state: 'accepted', sent: sent() }),
    ]
    const cells = cellsOf('2026-06-03', reports)
    expect(countedCells(cells).filter(isSent)).toHaveLength(2)
    expect(names(missingCells(cells))).toEqual(['3b'])
  })
})

it('the list «кто не сдал» is text to copy, without stages that are ahead', () => {
  const november = { ...stage, id: 'nov', name: 'Ноябрь', dueDate: '2026-11-30', opensOn: '2026-11-01', locksOn: null }
  const stages = matrixOf([stage, november], [report('1', 'a', { state: 'sent', sent: sent() })], facts('2026-06-02'))
  expect(missingText('Проект, 2026 год', stages, '2026-06-02')).toBe(
    'Проект, 2026 год, на 02.06.2026\n\nМай, срок 31.05.2026. Не сданы отчёты:\n' +
      'СОШ № 2 — Куратор a, срок прошёл 2\u00A0дня назад\nСОШ № 3 — Куратор b, срок прошёл 2\u00A0дня назад',
  )
})
