import { describe, expect, it } from 'vitest'
import type { RoadMapColumn } from './rules'
import { annexTable, cellOf, sectionHeading } from './table'

const columns: RoadMapColumn[] = [
  { header: 'Срок', field: 'term' },
  { header: 'Бюджет', field: 'extra' },
  { header: 'Мероприятие', field: 'title' },
  { header: 'Примечание', field: 'extra' },
]
const row = (title: string, sectionKey: string) => ({
  sectionKey,
  number: '',
  title,
  term: ' май  ',
  executors: '',
  tasks: '',
  indicator: '',
  extra: [{ header: 'Примечание', text: 'нет' }],
})

describe('the annex’s table', () => {
  it('keeps columns, sections and rows in their order, every cell as typed', () => {
    const sections = [
      { key: 'b', number: '2', title: 'Второй' },
      { key: 'a', number: '', title: 'Без номера' },
      { key: 'c', number: '3', title: '' },
    ]
    expect(
      annexTable(columns, sections, [row('Икс', 'a'), row('Игрек', 'b'), row('Зет', 'a'), row('Пропавший', 'нет')]),
    ).toEqual({
      headers: ['Срок', 'Бюджет', 'Мероприятие', 'Примечание'],
      sections: [
        { heading: '2. Второй', rows: [[' май  ', '', 'Игрек', 'нет']] },
        {
          heading: 'Без номера',
          rows: [
            [' май  ', '', 'Икс', 'нет'],
            [' май  ', '', 'Зет', 'нет'],
          ],
        },
        { heading: '3. ', rows: [] },
      ],
    })
  })

  it('finds an unknown column by its heading', () => {
    expect(cellOf(row('Икс', 'a'), { header: 'Примечание', field: 'extra' })).toBe('нет')
    expect(cellOf(row('Икс', 'a'), { header: 'Бюджет', field: 'extra' })).toBe('')
    expect(sectionHeading({ number: '', title: 'Раздел' })).toBe('Раздел')
  })
})
