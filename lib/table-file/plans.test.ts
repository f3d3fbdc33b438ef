import { describe, expect, it } from 'vitest'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { applyAnswers } from '@/lib/road-map/import-answers'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import type { ImportedRoadMap } from '@/lib/road-map/import-shape'
import type { FileDocument } from '@/lib/table-file/document'
import { readPastedTable, readTableFile } from '@/lib/table-file/read'
import {
  ASSIGNMENT_HEADERS,
  assignment2021Docx,
  assignment2021Html,
  assignment2021Pasted,
  assignmentRows,
  ORDER_HEADERS,
  order2022Docx,
  order2022Html,
  order2022Pasted,
} from '@/lib/table-file/testing/real-plans'

const mapOf = (document: FileDocument): ImportedRoadMap => roadMapOfTable(document, suggestChoice(document))
const asText = (text: string) => readTableFile(new TextEncoder().encode(text), 'план.txt')

describe.each([
  ['as a Word file', async () => readTableFile(await order2022Docx(), 'План 2022.docx')],
  ['pasted from Word', () => readPastedTable(order2022Html())],
  ['pasted as text', () => asText(order2022Pasted())],
])('the plan of 2022 %s', (_way, read) => {
  it('comes in whole: three sections, 17 measures, each cell word for word', async () => {
    const map = mapOf(await read())
    expect(map.headers).toEqual(ORDER_HEADERS)
    expect(map.sections.map(({ number, title }) => [number, title])).toEqual(
      ORDER_121_SECTIONS.map(({ number, title }) => [number, title]),
    )
    expect(
      map.sections.map((section) =>
        section.measures.map((row) => [row.number, row.title, row.term, row.executors, row.tasks, row.indicator]),
      ),
    ).toEqual(ORDER_121_SECTIONS.map((section) => section.rows))
    expect(map.questions).toBeUndefined()
  })
})

describe('the Word file of 2022', () => {
  it('tells what the reader did, and gives the facts of the order', async () => {
    const document = await readTableFile(await order2022Docx(), 'План 2022.docx')
    expect(document.format).toBe('docx')
    expect(document.tables).toHaveLength(1)
    const map = mapOf(document)
    expect(map.order).toMatchObject({ kind: 'РАСПОРЯЖЕНИЕ', number: '121', date: '2022-04-21' })
    expect(map.order?.points).toHaveLength(3)
    expect(map.title).toMatch(/^Дорожной карты \(плана мероприятий\)/)
    expect(map.doubts.map((doubt) => doubt.text)).toEqual([
      'Автоматические номера и знаки списков Word записаны текстом, как их показывает Word (всего: 17).',
      'В файле есть исправления (рецензирование): прочитан текст, как если бы все их приняли (всего: 3).',
      'Сноски не вошли в таблицу (всего: 1).',
      'Примечания рецензентов не вошли в таблицу (всего: 1).',
      'Таблица 1 продолжается в следующей таблице файла: они прочитаны как одна. Сверьте с документом.',
      'Строка заголовков, повторённая на следующих страницах, убрана (раз: 1).',
      expect.stringMatching(/^Мероприятие 1\.3, столбец «Мероприятие»: ячейка была разрезана концом страницы/),
      expect.stringMatching(/^Мероприятие 1\.3, столбец «Муниципальный показатель/),
      expect.stringMatching(/^После таблицы есть текст, .*Мочалов/),
    ])
  })
})

describe.each([
  ['as a Word file with a merged cell', async () => readTableFile(await assignment2021Docx(), 'тз.docx')],
  ['pasted from Word with a merged cell', () => readPastedTable(assignment2021Html(true))],
  ['pasted from Excel with empty cells', () => readPastedTable(assignment2021Html(false))],
  ['pasted as text', () => asText(assignment2021Pasted())],
])('the assignment of 2021 %s', (_way, read) => {
  it('gives 27 measures, and 21–24 the term above after the word of the person', async () => {
    const map = mapOf(await read())
    const rowsOf = (imported: ImportedRoadMap) =>
      imported.sections.flatMap((section) => section.measures.map((row) => [row.number, row.title, row.term]))
    expect(map.headers).toEqual(ASSIGNMENT_HEADERS)
    expect(rowsOf(map)).toEqual(assignmentRows())
    const proposal = 'По отдельному графику, Графику ФИОКО'
    expect(map.questions).toEqual(
      [20, 21, 22, 23].map((measure) => ({ section: 0, measure, kind: 'inherit_term', proposal })),
    )
    expect(map.doubts.filter((doubt) => doubt.column === 'Сроки')).toHaveLength(4)

    const answers = [20, 21, 22].map((measure) => ({ section: 0, measure, isAccepted: true }))
    const answered = applyAnswers(map, [...answers, { section: 0, measure: 23, isAccepted: false }])
    expect(rowsOf(answered).map(([, , term]) => term)).toEqual(
      assignmentRows().map(([, , term], index) => (index >= 20 && index <= 22 ? proposal : term)),
    )
    expect(answered.questions).toBeUndefined()
    expect(answered.doubts.filter((doubt) => doubt.column === 'Сроки').map((doubt) => doubt.measure)).toEqual([23])
  })
})
