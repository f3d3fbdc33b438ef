import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roadMapOfTable, suggestChoice, type TableChoice } from '@/lib/road-map/import-file'
import { Refusal } from '@/lib/shared/refusal'
import type { FileDocument, FileRow } from '@/lib/table-file/document'

type Row = string[] | (Partial<FileRow> & { cells: string[] })

function documentOf(...tables: Row[][]): FileDocument {
  const rows = (table: Row[]) =>
    table.map((row): FileRow => ({ afterGap: false, inherited: [], ...(Array.isArray(row) ? { cells: row } : row) }))
  return {
    format: 'xlsx',
    above: [],
    doubts: [],
    ids: {},
    tables: tables.map((table, index) => ({ name: `Лист${index + 1}`, rows: rows(table), isHidden: false, above: [] })),
  }
}

const mapOf = (document: FileDocument, choice: Partial<TableChoice> = {}) =>
  roadMapOfTable(document, suggestChoice(document, choice))
const termsOf = (document: FileDocument) => mapOf(document).sections[0]?.measures.map((measure) => measure.term)

describe('columns', () => {
  it('from two to fourteen, in any order, unknown ones in place under their headings', () => {
    expect(
      mapOf(
        documentOf([
          ['Мероприятие', 'Срок'],
          ['Слёт', 'май'],
        ]),
      ).fields,
    ).toEqual(['title', 'term'])
    const headers = [
      'Вид',
      'Исполнитель',
      '№',
      'Мероприятие',
      'Орган',
      'Срок',
      'Задачи',
      'Показатель',
      'а',
      'б',
      'в',
      'г',
      'д',
      'е',
    ]
    const map = mapOf(documentOf([headers, headers.map((_, index) => (index === 2 ? '1' : `т${index}`))]))
    expect(map.headers).toEqual(headers)
    expect(map.sections[0]?.measures[0]).toMatchObject({ number: '1', title: 'т3', executors: 'т1', term: 'т5' })
    expect(map.sections[0]?.measures[0]?.extra.map((item) => item.text)).toEqual([
      'т0',
      'т4',
      'т8',
      'т9',
      'т10',
      'т11',
      'т12',
      'т13',
    ])
  })

  it('can be chosen, left out and named by hand, also without a row of headings', () => {
    const document = documentOf([
      ['Что', 'Когда-нибудь', 'Лишнее', 'Кто'],
      ['Слёт', 'май', 'х', 'куратор'],
    ])
    const columns = ['title', 'term', 'skip', 'executors'] as const
    const map = roadMapOfTable(document, { table: 0, header: 0, columns: [...columns] })
    expect(map.headers).toEqual(['Что', 'Когда-нибудь', 'Кто'])
    expect(map.sections[0]?.measures[0]).toMatchObject({ title: 'Слёт', term: 'май', executors: 'куратор', extra: [] })
    const bare = roadMapOfTable(documentOf([['Слёт', 'май', '-', 'к']]), {
      table: 0,
      header: -1,
      columns: [...columns],
    })
    expect(bare.headers).toEqual(['Мероприятие', 'Срок', 'Исполнители'])
    expect(bare.sections[0]?.measures).toHaveLength(1)
  })

  it('without one for measures, or with one chosen twice, are refused', () => {
    const document = documentOf([
      ['а', 'б'],
      ['1', '2'],
    ])
    expect(suggestChoice(document)).toMatchObject({ isFound: false, headings: ['Столбец 1', 'Столбец 2'] })
    expect(() => mapOf(document)).toThrow(/Укажите строку заголовков/)
    expect(() => mapOf(document, { header: 0, columns: ['title', 'title'] })).toThrow(/«Мероприятие» выбрано для двух/)
    expect(() => roadMapOfTable(document, { table: 7 })).toThrow(/Такой таблицы/)
  })

  it('of one name stay apart', () => {
    const map = mapOf(
      documentOf([
        ['№', 'Мероприятие', 'Отчёт', 'Отчёт'],
        ['1', 'Слёт', 'а', 'б'],
      ]),
    )
    expect(map.sections[0]?.measures[0]?.extra).toEqual([
      { header: 'Отчёт', text: 'а' },
      { header: 'Отчёт (2)', text: 'б' },
    ])
  })
})

describe('terms in parts', () => {
  it('of a beginning and an end are composed as typed, the columns kept', () => {
    const document = documentOf([
      ['№', 'Мероприятие', 'Начало', 'Завершение'],
      ['1', 'Слёт', '01.03.2022', '31.05.2022'],
      ['2', 'Сбор', '', '25.10'],
      ['3', 'Итог', '01.11', ''],
      ['4', 'День', '5 мая', '5 мая'],
      ['5', 'Год', 'январь', ''],
      ['6', 'Нет', '', ''],
    ])
    expect(suggestChoice(document).columns).toEqual(['number', 'title', 'term_from', 'term_to'])
    const map = mapOf(document)
    expect(map.headers).toEqual(['№', 'Мероприятие', 'Срок', 'Начало', 'Завершение'])
    expect(map.fields).toEqual(['number', 'title', 'term', 'extra', 'extra'])
    expect(termsOf(document)).toEqual(['01.03.2022 – 31.05.2022', 'до 25.10', 'с 01.11', '5 мая', 'январь', ''])
    expect(map.sections[0]?.measures[0]?.extra.map((item) => item.text)).toEqual(['01.03.2022', '31.05.2022'])
    expect(map.doubts[0]?.text).toBe(
      'Срок составлен из столбцов «Начало», «Завершение»; сами столбцы сохранены. Проверьте сроки.',
    )
  })

  it('are found under a heading of two rows, merged or as CSV leaves it', () => {
    const first = ['№', 'Мероприятие', 'Срок реализации', '', 'Исполнитель']
    const merged = documentOf([
      { cells: first, spans: [1, 1, 2, 0, 1] },
      { cells: ['№', 'Мероприятие', 'начало', 'окончание', 'Исполнитель'], inherited: [0, 1, 4] },
      ['1', 'Слёт', 'март', 'май', 'к'],
      { cells: first, spans: [1, 1, 2, 0, 1] },
      { cells: ['№', 'Мероприятие', 'начало', 'окончание', 'Исполнитель'], inherited: [0, 1, 4] },
      ['2', 'Сбор', '01.09', '31.10', 'к'],
    ])
    const flat = documentOf([
      first,
      ['', '', 'начало', 'окончание', ''],
      ['1', 'Слёт', 'март', 'май', 'к'],
      ['2', 'Сбор', '01.09', '31.10', 'к'],
    ])
    for (const document of [merged, flat]) {
      const map = mapOf(document)
      expect(suggestChoice(document)).toMatchObject({ header: 0, headerRows: 2 })
      expect(map.headers).toEqual([
        '№',
        'Мероприятие',
        'Срок',
        'Срок реализации: начало',
        'Срок реализации: окончание',
        'Исполнитель',
      ])
      expect(termsOf(document)).toEqual(['март – май', '01.09 – 31.10'])
    }
  })

  it('of quarters with marks name them', () => {
    const document = documentOf([
      { cells: ['№', 'Мероприятие', '2022 год', '', '', '', 'Исполнитель'], spans: [1, 1, 4, 0, 0, 0, 1] },
      { cells: ['№', 'Мероприятие', 'I', 'II', 'III', 'IV', 'Исполнитель'], inherited: [0, 1, 6] },
      ['1', 'Слёт', 'х', '', 'X', '', 'к'],
      ['2', 'Сбор', '', '', '', 'до 15 декабря', 'к'],
      ['3', 'Итог', '', '', '', '', 'к'],
      ['4', 'Год', '+', '✓', '+', 'V', 'к'],
    ])
    expect(suggestChoice(document).columns.slice(2, 6)).toEqual(['quarter1', 'quarter2', 'quarter3', 'quarter4'])
    expect(termsOf(document)).toEqual([
      'I квартал, III квартал 2022',
      'до 15 декабря',
      '',
      'I квартал, II квартал, III квартал, IV квартал 2022',
    ])
    const plain = documentOf([
      ['№', 'Мероприятие', '1 кв.', '2 квартал', '3-й квартал', 'ІV кв.'],
      ['1', 'Слёт', '', 'х', '', 'х'],
    ])
    expect(termsOf(plain)).toEqual(['II квартал, IV квартал'])
  })

  it('stay further columns beside a term of its own', () => {
    const document = documentOf([
      ['№', 'Мероприятие', 'Срок', 'Начало', 'Конец'],
      ['1', 'Слёт', 'май', '1', '2'],
    ])
    expect(suggestChoice(document).columns).toEqual(['number', 'title', 'term', 'extra', 'extra'])
  })
})

describe('merged cells', () => {
  const HEADER = ['Раздел', '№', 'Мероприятие', 'Срок', 'Исполнитель']

  it('ask for the word where a term is inherited, and tell where other texts are repeated', () => {
    const document = documentOf([
      HEADER,
      ['Начало', '1', 'Слёт', 'май', 'куратор'],
      { cells: ['Начало', '2', 'Сбор', 'май', 'куратор'], inherited: [0, 3, 4] },
      { cells: ['Начало', '', '', '', ''], inherited: [0] },
    ])
    const map = mapOf(document)
    expect(map.sections[0]?.measures.map((row) => [row.title, row.term, row.executors])).toEqual([
      ['Слёт', 'май', 'куратор'],
      ['Сбор', '', 'куратор'],
    ])
    expect(map.questions).toEqual([{ section: 0, measure: 1, kind: 'inherit_term', proposal: 'май' }])
    expect(map.doubts.map((doubt) => [doubt.column, doubt.measure])).toEqual([
      ['Раздел', null],
      ['Исполнитель', null],
      ['Срок', 1],
    ])
  })

  it('over the columns head a section, with a number beside them or inside', () => {
    const document = documentOf([
      HEADER,
      { cells: ['1. Начало', '', '', '', ''], spans: [5, 0, 0, 0, 0] },
      ['', '1', 'Слёт', 'май', 'к'],
      { cells: ['', '2', 'Кадры школы', '', ''], spans: [1, 1, 3, 0, 0] },
      ['', '1', 'Сбор', 'май', 'к'],
    ])
    expect(mapOf(document).sections.map(({ number, title }) => [number, title])).toEqual([
      ['1', 'Начало'],
      ['2', 'Кадры школы'],
    ])
  })
})

describe('the choice of a table', () => {
  it('falls on the visible one with the most known columns', () => {
    const document = documentOf(
      [['а', 'б']],
      [
        ['Мероприятие', 'Срок'],
        ['x', 'y'],
      ],
      [
        ['№', 'Мероприятие', 'Срок'],
        ['1', 'x', 'y'],
      ],
    )
    expect(suggestChoice(document)).toMatchObject({ table: 2, header: 0, headerRows: 1, isFound: true })
    expect(suggestChoice(document, { table: 1 })).toMatchObject({ table: 1, columns: ['title', 'term'] })
    const hidden = { ...document, tables: document.tables.map((table, index) => ({ ...table, isHidden: index > 0 })) }
    expect(suggestChoice(hidden).table).toBe(1 + 1)
  })
})

describe('any table', () => {
  const cell = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '',
        '№',
        'Мероприятие',
        'Срок',
        'Начало',
        'Конец',
        'I кв.',
        '2 квартал',
        '1',
        '1.1',
        'х',
      ),
    },
    { weight: 2, arbitrary: fc.constantFrom('1. Начало', 'май', 'Слёт', 'слово', '**Кадры**', 'Столбец 2') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  )
  const row = fc.integer({ min: 1, max: 6 }).chain((width) =>
    fc.record({
      cells: fc.array(cell, { minLength: width, maxLength: width }),
      afterGap: fc.boolean(),
      inherited: fc.uniqueArray(fc.integer({ min: 0, max: width - 1 }), { maxLength: 2 }),
      spans: fc.option(fc.array(fc.integer({ min: 0, max: width }), { minLength: width, maxLength: width }), {
        nil: undefined,
      }),
    }),
  )
  const column = fc.constantFrom(
    'number',
    'title',
    'term',
    'extra',
    'skip',
    'term_from',
    'term_to',
    'quarter1',
    'quarter4',
  )

  it('is read or refused under any choice, never a fault, and its places are there', () => {
    const choice = fc.record(
      { header: fc.integer({ min: -1, max: 4 }), columns: fc.array(column, { maxLength: 7 }) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 10 }), choice, (rows, given) => {
        const plain = rows.map(({ spans, ...each }) => (spans ? { ...each, spans } : each))
        try {
          const map = mapOf(
            documentOf([{ cells: ['№', 'Мероприятие', 'Срок', 'Кто'] }, ...plain]),
            given as Partial<TableChoice>,
          )
          expect(map.fields).toHaveLength(map.headers.length)
          for (const place of map.questions ?? []) {
            expect(map.sections[place.section]?.measures[place.measure]).toMatchObject({ term: '' })
          }
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          expect(error.code).toBe('invalid')
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
