import { expect, it } from 'vitest'
import { placeOf, placesOf } from '@/lib/road-map/row-place'

it.each([
  ['5', '3', '3.5'],
  ['5.', '3.', '3.5'],
  ['3.6', '3', '3.6'],
  ['33', '3', '3.33'],
  ['1', '', '1'],
  ['', '3', '3'],
  ['', '', 'Прочее'],
])('calls the row «%s» of the section «%s» by «%s»', (number, sectionNumber, place) => {
  expect(placeOf({ number, sectionNumber, sectionTitle: 'Прочее' })).toBe(place)
})

it('calls the rows of a whole table the same, also one whose section is not in it', () => {
  const sections = [{ key: 's', number: '3', title: 'Мониторинг' }]
  const rows = [
    { key: 'a', sectionKey: 's', number: '5.' },
    { key: 'b', sectionKey: 'нет', number: '9' },
  ]
  expect([...placesOf(sections, rows)]).toEqual([
    ['a', '3.5'],
    ['b', '9'],
  ])
})
