import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import { keyHeading, rowKey } from '@/lib/table-file/document'
import { openTableFile } from '@/lib/table-file/open'
import { readTableFile } from '@/lib/table-file/read'
import { excelNumber, excelRow, excelRowOf, excelText, xlsxOf } from '@/lib/table-file/testing/office-files'

const HEADER = excelRowOf(1, '№', 'Мероприятие', 'Срок')
const data = (...rows: string[]) => `<sheetData>${rows.join('')}</sheetData>`
const open = (bytes: Uint8Array) => openTableFile(bytes, 'план.xlsx')

async function saved(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  fill(book.addWorksheet('План'), book)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

describe('the text of a cell', () => {
  it('is what Excel shows: days, shares, formulas, formatted text, links, lines', async () => {
    const bytes = await saved((sheet) => {
      sheet.addRow(['№', 'Мероприятие', 'Срок', 'Показатель'])
      sheet.addRow([
        1,
        { richText: [{ text: 'Слёт ', font: { bold: true } }, { text: '«Лидер»' }] },
        new Date(Date.UTC(2022, 4, 25)),
        0.95,
      ])
      sheet.addRow([
        2,
        { text: 'Сайт', hyperlink: 'https://school.invalid' },
        'май\nиюнь',
        { formula: 'A2+A3', result: 3 },
      ])
      sheet.addRow([3, '0012', new Date(Date.UTC(2022, 2, 1)), 1.5])
      sheet.getCell('C2').numFmt = 'dd/mm/yyyy'
      sheet.getCell('D2').numFmt = '0%'
      sheet.getCell('C4').numFmt = 'mmmm yyyy'
      sheet.getCell('B4').style = { ...sheet.getCell('B4').style }
    })
    expect((await open(bytes)).tables[0]?.rows.map((row) => row.cells).slice(1)).toEqual([
      ['1', 'Слёт «Лидер»', '25.05.2022', '95%'],
      ['2', 'Сайт', 'май\nиюнь', '3'],
      ['3', '0012', 'март 2022', '1,5'],
    ])
  })

  it.each([
    ['1900', '', 44706],
    ['1904', 'date1904="1"', 43244],
  ])('is the same day in a book that counts from %s', async (_from, properties, number) => {
    const rows = data(
      HEADER,
      excelRow(2, [excelNumber('A2', 1), excelText('B2', 'Слёт'), excelNumber('C2', number, 1)]),
    )
    const document = await open(await xlsxOf([{ name: 'План', xml: rows }], { properties }))
    expect(document.tables[0]?.rows[1]?.cells).toEqual(['1', 'Слёт', '25.05.2022'])
  })

  it('is empty, with a doubt, where a formula has no stored result', async () => {
    const rows = data(HEADER, excelRow(2, [excelText('B2', 'Слёт'), '<c r="C2"><f>TODAY()</f></c>']))
    const document = await open(await xlsxOf([{ name: 'План', xml: rows }]))
    expect(document.tables[0]?.rows[1]?.cells).toEqual(['', 'Слёт', ''])
    expect(document.doubts.join()).toMatch(/у формул нет сохранённого результата.*C2.*сохраните/)
  })
})

describe('a sheet', () => {
  it('repeats merged cells downwards and leaves those to the right empty', async () => {
    const bytes = await saved((sheet) => {
      sheet.addRow(['№', 'Мероприятие', 'Срок'])
      sheet.addRow(['1. Начало'])
      sheet.addRow([1, 'Слёт', 'май'])
      sheet.addRow([2, 'Сбор'])
      sheet.mergeCells('A2:C2')
      sheet.mergeCells('C3:C4')
    })
    const document = await open(bytes)
    expect(document.tables[0]?.rows.map((row) => [row.cells, row.inherited, row.spans])).toEqual([
      [['№', 'Мероприятие', 'Срок'], [], undefined],
      [['1. Начало', '', ''], [], [3, 0, 0]],
      [['1', 'Слёт', 'май'], [], undefined],
      [['2', 'Сбор', 'май'], [2], undefined],
    ])
    const map = roadMapOfTable(document, suggestChoice(document))
    expect(map.sections.map(({ number, title }) => [number, title])).toEqual([['1', 'Начало']])
    expect(map.questions).toEqual([{ section: 0, measure: 1, kind: 'inherit_term', proposal: 'май' }])
  })

  it('that is hidden is flagged and not taken; hidden rows and columns are read with a doubt', async () => {
    const bytes = await saved((sheet, book) => {
      sheet.addRow(['№', 'Мероприятие', 'Срок'])
      sheet.addRow([1, 'Слёт', 'май']).hidden = true
      sheet.getColumn(3).hidden = true
      const old = book.addWorksheet('Старый', { state: 'hidden' })
      for (let row = 0; row < 50; row++)
        old.addRow(row === 0 ? ['№', 'Мероприятие', 'Срок', 'Исполнители'] : [row, 'Нет', 'май', 'к'])
    })
    const document = await open(bytes)
    expect(document.tables.map((table) => [table.name, table.isHidden])).toEqual([
      ['План', false],
      ['Старый', true],
    ])
    expect(document.doubts).toEqual([
      'Лист «План»: скрытые строки тоже прочитаны (всего: 1). Проверьте, нужны ли они.',
      'Лист «План»: скрытые столбцы тоже прочитаны (C). Проверьте, нужны ли они.',
      'В книге есть скрытые листы, они не прочитаны: «Старый».',
    ])
    expect(suggestChoice(document).table).toBe(0)
  })

  it('of a million empty rows is read at once', async () => {
    const empty = Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 3}"/>`).join('')
    const styled = Array.from(
      { length: 5_000 },
      (_, at) => `<row r="${at + 1_000_100}"><c r="A${at + 1_000_100}" s="1"/></row>`,
    ).join('')
    const bytes = await xlsxOf([{ name: 'План', xml: data(HEADER, excelRowOf(2, '1', 'Слёт', 'май'), empty, styled) }])
    const document = await readTableFile(bytes, 'план.xlsx')
    expect(document.tables[0]?.rows.map((row) => row.cells[1])).toEqual(['Мероприятие', 'Слёт'])
  })

  it('merged whole, or of 16,384 columns, costs no more', async () => {
    const wide = excelRow(3, [excelText('A3', 'x'), excelText('XFD3', 'край')])
    const merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A2:B9"/></mergeCells>'
    const bytes = await xlsxOf([{ name: 'План', xml: data(HEADER, excelRowOf(2, '1', 'Слёт', 'май'), wide) + merged }])
    expect((await open(bytes)).tables[0]?.rows).toHaveLength(3)
  })

  it('of our own export brings the ids of its rows back, its column of ids gone', async () => {
    const [map, row] = [
      '10000000-0000-4000-8000-000000000001',
      rowKey('measure', '20000000-0000-4000-8000-000000000002', 3),
    ]
    const bytes = await saved((sheet) => {
      sheet.addRow([keyHeading(map), '№', 'Мероприятие', 'Срок'])
      sheet.addRow([row, 1, 'Слёт', 'май'])
      sheet.addRow(['', 2, 'Новое', 'май'])
      sheet.getColumn(1).hidden = true
    })
    const document = await open(bytes)
    expect(document.ids).toEqual({ roadMap: map })
    expect(document.doubts).toEqual([])
    const [section] = roadMapOfTable(document, suggestChoice(document)).sections
    expect(section?.measures.map((measure) => [measure.key, measure.title])).toEqual([
      [row, 'Слёт'],
      [undefined, 'Новое'],
    ])
  })

  it('written with a prefix on every element is read, too', async () => {
    const bytes = await xlsxOf([{ name: 'План', xml: '' }], {
      parts: {
        'xl/worksheets/sheet1.xml': `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${data(HEADER, excelRowOf(2, '1', 'Слёт')).replace(/<(\/?)/g, '<$1x:')}</x:worksheet>`,
      },
    })
    expect((await open(bytes)).tables[0]?.rows[1]?.cells).toEqual(['1', 'Слёт', ''])
  })
})
