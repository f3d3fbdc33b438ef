import { describe, expect, it } from 'vitest'
import { locksOn, opensOn, stageStanding } from './stage'

const stage = (dueDate: string | null, opens: string | null = null, locks: string | null = null) => ({
  dueDate,
  opensOn: opens,
  locksOn: locks,
})

describe('days of a stage', () => {
  it('follow from the due date unless they are typed', () => {
    expect([opensOn(stage('2026-05-31')), locksOn(stage('2026-05-31'))]).toEqual(['2026-05-01', '2026-06-14'])
    const typed = stage('2026-05-31', '2026-04-20', '2026-06-05')
    expect([opensOn(typed), locksOn(typed)]).toEqual(['2026-04-20', '2026-06-05'])
    expect([opensOn(stage(null)), locksOn(stage(null))]).toEqual([null, null])
  })

  it.each([
    ['before the opening', stage('2026-05-31'), '2026-04-30', 'ahead'],
    ['on the first day', stage('2026-05-31'), '2026-05-01', 'open'],
    ['on the due day', stage('2026-05-31'), '2026-05-31', 'open'],
    ['on the day after', stage('2026-05-31'), '2026-06-01', 'late'],
    ['on the last day', stage('2026-05-31'), '2026-06-14', 'late'],
    ['after the last day', stage('2026-05-31'), '2026-06-15', 'locked'],
    ['without days', stage(null), '2026-06-15', 'ahead'],
    ['without a due date, open', stage(null, '2026-05-01'), '2026-06-15', 'open'],
    ['without a due date, on its last day', stage(null, '2026-05-01', '2026-06-15'), '2026-06-15', 'open'],
    ['without a due date, after its last day', stage(null, '2026-05-01', '2026-06-15'), '2026-06-16', 'locked'],
  ])('%s', (_what, days, today, expected) => expect(stageStanding(days, today)).toBe(expected))
})
