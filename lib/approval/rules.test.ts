import { describe, expect, it } from 'vitest'
import {
  currentStage,
  type Decision,
  demandReason,
  demandTurn,
  isStageDone,
  REASON_LIMIT,
  type StageView,
} from './rules'

let made = 0
const stage = (position: number, need: number | null, decisions: (Decision | null)[]): StageView => ({
  position,
  need,
  tasks: decisions.map((decision) => ({ id: `t${++made}`, userId: `u${made}`, decision })),
})
const taskOf = (one: StageView, index = 0) => one.tasks[index]?.id ?? ''

describe('a stage', () => {
  it.each<[number | null, (Decision | null)[], boolean]>([
    [null, ['approve', null], false],
    [null, ['approve', 'approve_with_remarks'], true],
    [1, [null, 'approve_with_remarks', null], true],
    [2, ['approve', null, null], false],
    [2, ['approve', 'return', 'approve'], true],
    // More are needed than there are people: all of them suffice.
    [5, ['approve', 'approve'], true],
    [null, ['return'], false],
    [null, [], true],
  ])('that needs %s of %o is done: %s', (need, decisions, done) =>
    expect(isStageDone(stage(0, need, decisions))).toBe(done),
  )

  it('is asked in the order of positions, whatever the order of rows', () => {
    const [first, second, third] = [stage(0, null, ['approve']), stage(1, null, [null]), stage(2, null, [null])]
    expect(currentStage([third, second, first])).toBe(second)
    expect(currentStage([first])).toBeNull()
    expect(currentStage([])).toBeNull()
  })
})

describe('demandTurn', () => {
  it('lets act him whose stage it is, and nobody before, after, twice or from outside', () => {
    const [first, second, third] = [
      stage(0, 1, ['approve', null]),
      stage(1, null, [null, 'approve']),
      stage(2, null, [null]),
    ]
    const all = [first, second, third]
    expect(() => demandTurn(all, taskOf(second))).not.toThrow()
    expect(() => demandTurn(all, taskOf(third))).toThrow(/ещё не наступил/)
    expect(() => demandTurn(all, taskOf(first, 1))).toThrow(/согласий достаточно/)
    expect(() => demandTurn(all, taskOf(first, 0))).toThrow(/уже принято/)
    expect(() => demandTurn(all, taskOf(second, 1))).toThrow(/уже принято/)
    expect(() => demandTurn(all, 'чужая')).toThrow(/нет в маршруте/)
    expect(() => demandTurn([stage(0, 1, ['approve']), first], taskOf(first, 1))).toThrow(/согласий достаточно/)
  })
})

describe('demandReason', () => {
  it.each<[Decision, string, number, boolean]>([
    ['approve', '', 0, true],
    ['return', '', 0, false],
    ['return', ' \u00A0\n', 3, false],
    ['return', 'потому', 0, true],
    ['approve_with_remarks', '', 0, false],
    ['approve_with_remarks', '', 1, true],
    ['approve_with_remarks', 'замечание', 0, true],
    ['approve', 'а'.repeat(REASON_LIMIT), 0, true],
    ['approve', 'а'.repeat(REASON_LIMIT + 1), 0, false],
  ])('%s with «%s» and %s remarks', (decision, reason, remarks, accepted) => {
    const call = () => demandReason(decision, reason, remarks)
    if (accepted) expect(call).not.toThrow()
    else expect(call).toThrow(expect.objectContaining({ code: 'invalid', field: 'reason' }))
  })
})
