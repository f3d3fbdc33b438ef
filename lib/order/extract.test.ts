import { describe, expect, it } from 'vitest'
import { extractTable, rowsIn, schoolFinder } from '@/lib/order/extract'

const table = {
  headers: ['№', 'Мероприятие'],
  sections: [
    {
      heading: '1. Организация',
      rows: [
        ['1.1', ' как  набрано '],
        ['1.2', 'второе'],
      ],
    },
    { heading: '2. Обучение', rows: [['2.1', 'третье']] },
  ],
}

describe('an extract of an annex', () => {
  it('keeps the rows asked for word for word and drops sections that are left empty', () => {
    const kept = extractTable(table, (section, row) => section === 0 && row === 0)
    expect(kept).toEqual({
      headers: table.headers,
      sections: [{ heading: '1. Организация', rows: [['1.1', ' как  набрано ']] }],
    })
    expect(rowsIn(kept)).toBe(1)
    expect(extractTable(table, () => false).sections).toEqual([])
    expect(extractTable(table, () => true)).toEqual(table)
  })
})

describe('a school in the curators’ annex', () => {
  const schools = [
    {
      name: 'Муниципальное общеобразовательное учреждение СОШ № 1 пгт Забайкальск',
      shortName: 'МОУ СОШ № 1 пгт Забайкальск',
    },
    { name: 'МОУ СОШ № 11 пгт Забайкальск', shortName: 'СОШ № 11' },
    { name: 'МОУ ООШ с. Абагайтуй', shortName: 'Абагайтуйская ООШ' },
    { name: 'МОУ ООШ с. Билитуй', shortName: 'Билитуйская ООШ' },
  ]
  const named = (typed: string) => schoolFinder(schools)(typed)?.shortName

  it.each([
    ['СОШ №1 пгт. Забайкальск', 'МОУ СОШ № 1 пгт Забайкальск'],
    ['моу «СОШ № 1»', 'МОУ СОШ № 1 пгт Забайкальск'],
    ['СОШ № 11', 'СОШ № 11'],
    ['Абагайтуйская ООШ', 'Абагайтуйская ООШ'],
    ['МОУ Билитуйская ООШ', 'Билитуйская ООШ'],
  ])('is found by «%s»', (typed, short) => expect(named(typed)).toBe(short))

  it.each(['', 'СОШ', 'МОУ ООШ', 'пгт Забайкальск', 'СОШ № 2', 'все школы'])('is not guessed from «%s»', (typed) =>
    expect(named(typed)).toBeUndefined(),
  )

  it('is found for a thousand rows among five hundred schools without making their names ready each time', () => {
    let readings = 0
    const many = Array.from({ length: 500 }, (_, index) => ({
      get name() {
        readings += 1
        return `Муниципальное общеобразовательное учреждение «Средняя общеобразовательная школа № ${index}» пгт Забайкальск`
      },
      shortName: `МОУ СОШ № ${index} пгт Забайкальск`,
    }))
    const find = schoolFinder(many)
    const found = Array.from({ length: 1_000 }, (_, index) => find(`МОУ СОШ № ${index}`))
    expect(found.filter(Boolean)).toHaveLength(500)
    // It was 23 s while every row made every name comparable anew.
    expect(readings).toBe(500)
  })
})
