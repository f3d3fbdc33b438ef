import { describe, expect, it } from 'vitest'
import { type Standing, worstOf } from '@/lib/execution/rules'
import { isFinished, isInState, sayDistance, saySummary } from '@/lib/execution/summary'
import type { Summary } from '@/lib/road-map/plan'

const summary = (counts: Summary['counts']): Summary => ({
  counts,
  total: Object.values(counts).reduce((sum, count) => sum + count, 0),
  worst: worstOf(Object.keys(counts) as Standing[]),
  next: null,
})

describe('how far a measure is', () => {
  it.each([
    [{ done: 8, overdue: 2, running: 3 }, 1, [], 'Просрочено у 2', '8 из 13 исполнено'],
    [{ done: 11, overdue: 2 }, 1, ['СОШ № 3', 'СОШ № 7'], 'Просрочено: СОШ № 3, СОШ № 7', '11 из 13 исполнено'],
    [{ done: 1, overdue: 1, soon: 2 }, 4, [], 'Просрочено: 1', '1 из 4 исполнено · на этой неделе: 2'],
    [{ done: 1, soon: 1 }, 2, [], 'На этой неделе: 1', '1 из 2 исполнено'],
    [{ done: 3 }, 1, [], 'Исполнено: 3 из 3', ''],
    [{ done: 2, not_required: 1 }, 1, [], 'Исполнено: 2 из 2', ''],
    [{ not_required: 2 }, 1, [], 'Не требуется', ''],
    [{ ahead: 4 }, 1, [], 'Впереди', ''],
    [{ running: 1, ahead: 1 }, 2, [], 'Идёт', ''],
    [{ done: 1, ahead: 1 }, 2, [], 'Впереди', '1 из 2 исполнено'],
    [{ overdue: 1 }, 1, [], 'Просрочено', ''],
    [{ before_approval: 3 }, 1, [], 'Срок прошёл до утверждения у всех', '0 из 3 исполнено'],
    [{}, 0, [], 'Контрольных точек нет', ''],
  ])('%j of %i points with %j: %s; %s', (counts, points, names, light, rest) => {
    expect(saySummary(summary(counts), points, names)).toEqual({ light, rest })
  })

  it('is finished only when nothing is open, and something was done', () => {
    expect(isFinished(summary({ done: 2, not_required: 1 }))).toBe(true)
    expect(isFinished(summary({ done: 2, no_date: 1 }))).toBe(false)
    expect(isFinished(summary({ not_required: 1 }))).toBe(false)
  })

  it('lists a measure under each standing that it has, and under «исполнено» only when all is done', () => {
    const mixed = summary({ done: 1, overdue: 1, soon: 1 })
    expect((['done', 'overdue', 'soon', 'ahead'] as const).filter((state) => isInState(mixed, state))).toEqual([
      'overdue',
      'soon',
    ])
  })
})

it.each([
  ['2026-05-25', 'сегодня последний день'],
  ['2026-05-26', 'остался 1\u00A0день'],
  ['2026-06-05', 'осталось 11\u00A0дней'],
  ['2026-06-15', 'остался 21\u00A0день'],
  ['2026-05-23', '2\u00A0дня назад'],
])('says how far %s is from the 25th of May', (due, said) => expect(sayDistance('2026-05-25', due)).toBe(said))
