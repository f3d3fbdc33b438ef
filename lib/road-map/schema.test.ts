import { describe, expect, it } from 'vitest'
import { sectionTableSchema } from './schema'

const id = '0ca6e12a-7328-42fb-aa8d-7e6aa9db8b1b'

describe('a section sent as a table', () => {
  it('takes what a form sends: numbers as text, columns as parallel lists', () => {
    const sent = {
      id,
      roadMapId: id,
      revision: '3',
      number: '1',
      title: 'Проба',
      rowId: [id, ''],
      rowRevision: ['2', '0'],
      cell0: ['1', '2'],
      cell1: ['Первая', 'Вторая'],
    }
    const read = sectionTableSchema.parse(sent)
    expect(read).toMatchObject({ id, roadMapId: id, revision: 3, title: 'Проба' })
    expect(read.rows).toEqual([
      { id, revision: 2, cells: ['1', 'Первая'] },
      { id: '', revision: 0, cells: ['2', 'Вторая'] },
    ])
  })
})
