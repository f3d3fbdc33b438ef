import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ORDER_121_SECTIONS } from '@/lib/road-map/fixtures/order-121-2022.expected'
import { readRoadMapText } from '@/lib/road-map/import'
import { importedJson } from '@/lib/road-map/import-shape'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
const order = fixture('order-121-2022.txt')
const assignment = fixture('assignment-2021.txt')

const cellsOf = (text: string) =>
  readRoadMapText(text).sections.map((section) =>
    section.measures.map((row) => [row.number, row.title, row.term, row.executors, row.tasks, row.indicator]),
  )

describe('the order of 2022, the whole file', () => {
  const map = readRoadMapText(order)

  it('keeps the six headings as typed', () => {
    expect(map.headers).toEqual([
      '№ п/п',
      'Мероприятие',
      'Срок',
      'Исполнители',
      'Задачи',
      'Муниципальный показатель реализации',
    ])
    expect(map.fields).toEqual(['number', 'title', 'term', 'executors', 'tasks', 'indicator'])
  })

  it('finds three sections under their own names', () => {
    expect(map.sections.map(({ number, title }) => ({ number, title }))).toEqual(
      ORDER_121_SECTIONS.map(({ number, title }) => ({ number, title })),
    )
  })

  it('gives 6, 6 and 5 measures, every cell word for word', () => {
    expect(map.sections.map((section) => section.measures.length)).toEqual([6, 6, 5])
    expect(cellsOf(order)).toEqual(ORDER_121_SECTIONS.map((section) => section.rows))
  })

  it('shows a doubt for each of the eight cells that a page cut, and for nothing else', () => {
    expect(map.doubts.map(({ section, measure, column }) => [section, measure, column])).toEqual([
      [0, 2, 'Мероприятие'],
      [0, 2, 'Задачи'],
      [0, 2, 'Муниципальный показатель реализации'],
      [1, 4, 'Мероприятие'],
      [2, 3, 'Мероприятие'],
      [2, 3, 'Исполнители'],
      [2, 3, 'Задачи'],
      [2, 3, 'Муниципальный показатель реализации'],
    ])
    expect(map.doubts[5]?.text).toBe(
      'Мероприятие 3.4, столбец «Исполнители»: слово «Муниципальный» было разрезано концом страницы, ' +
        'части «Муниципальны» и «й координатор, кураторы» соединены без пробела. Сверьте с документом.',
    )
  })

  it('reads the title of the annex and the facts of the order', () => {
    expect(map.title).toMatch(/^Дорожной карты \(плана мероприятий\) по реализации .* в 2022 году$/)
    expect(map.order).toMatchObject({
      kind: 'РАСПОРЯЖЕНИЕ',
      number: '121',
      date: '2022-04-21',
      operativeWord: 'обязывает:',
    })
    expect(map.order?.title).toMatch(/^Об утверждении Дорожной карты/)
    expect(map.order?.preamble).toMatch(/^В соответствии с приказом .* «Забайкальский район»$/)
    expect(map.order?.points).toHaveLength(3)
    expect(map.order?.points?.[2]).toBe(
      'Контроль за исполнением настоящего распоряжения возложить на и.о.начальника Управления образованием ' +
        'Администрации муниципального района «Забайкальский район» (Иванова Н.Г.)',
    )
  })

  it('reads the same from the table alone, with any line ends, with a mark of UTF-8', () => {
    const table = order.slice(order.indexOf('№ п/п'))
    for (const text of [
      table,
      order.replaceAll('\n', '\r\n'),
      order.replaceAll('\n', '\r'),
      `\uFEFF${table}`,
      `${table}\n\n`,
    ]) {
      expect(cellsOf(text)).toEqual(ORDER_121_SECTIONS.map((section) => section.rows))
    }
  })

  it('gives the operator sentences instead of places', () => {
    const json = importedJson(map)
    expect(Object.keys(json)).toEqual(['headers', 'sections', 'doubts'])
    expect(json.doubts).toHaveLength(8)
    expect(Object.keys(json.sections[0]?.measures[0] ?? {}).sort()).toEqual([
      'executors',
      'extra',
      'indicator',
      'number',
      'tasks',
      'term',
      'title',
    ])
  })
})

describe('the assignment of 2021', () => {
  const map = readRoadMapText(assignment)
  const measures = map.sections[0]?.measures ?? []

  it('gives 27 measures in one section without a name, labels as typed', () => {
    expect(map.sections.map(({ number, title }) => [number, title])).toEqual([['', '']])
    expect(map.headers).toEqual(['№', 'Мероприятия-2021г.', 'Сроки'])
    const typed = assignment.split('\n').filter((line) => /^\d+\.?\t/.test(line))
    expect(typed).toHaveLength(27)
    expect(measures.map((row) => `${row.number}\t${row.title}\t${row.term}`)).toEqual(typed)
  })

  it('leaves the terms of 21–24 empty and offers the one above', () => {
    expect(measures.filter((row) => row.term === '').map((row) => row.number)).toEqual(['21', '22', '23', '24'])
    expect(map.doubts.map((doubt) => doubt.measure)).toEqual([20, 21, 22, 23])
    expect(map.doubts[3]?.text).toContain('«По отдельному графику, Графику ФИОКО»')
  })

  it('takes nothing for an order', () => {
    expect(map.order).toBeUndefined()
    expect(map.title).toBeUndefined()
  })
})
