import { describe, expect, it } from 'vitest'
import { DEFAULT_COLUMNS, demandEditable, isEditable, ROAD_MAP_STATUSES } from './rules'

describe('a version of a map', () => {
  it('is edited as a draft and after a return, and at no other time', () => {
    expect(ROAD_MAP_STATUSES.filter(isEditable)).toEqual(['draft', 'returned'])
    for (const status of ROAD_MAP_STATUSES.filter((one) => !isEditable(one))) {
      expect(() => demandEditable(status)).toThrow(
        expect.objectContaining({ code: 'conflict', message: expect.stringMatching(/актом о внесении изменений/) }),
      )
    }
    expect(() => demandEditable('returned')).not.toThrow()
  })

  it('has the six columns of the order of 2022', () => {
    expect(DEFAULT_COLUMNS.map((column) => column.header)).toEqual([
      '№ п/п',
      'Мероприятие',
      'Срок',
      'Исполнители',
      'Задачи',
      'Муниципальный показатель реализации',
    ])
  })
})
