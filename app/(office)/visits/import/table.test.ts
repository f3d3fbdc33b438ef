import { describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/access/actor'
import { docxOf, excelRowOf, rowOf, table, xlsxOf } from '@/lib/table-file/testing/office-files'
import { plannedRows, readCells } from './table'

const PLANNING = {
  programme: { id: 'p', name: 'Проект «500+»', year: 2026 },
  schools: [
    {
      id: 's1',
      name: 'МОУ СОШ № 1',
      fullName: 'Муниципальное учреждение «Школа № 1»',
      validFrom: null,
      validTo: null,
      curators: [],
    },
  ],
  assignments: [{ schoolId: 's1', userId: 'c1', name: 'Дашиева Баирма Цыреновна', validFrom: null, validTo: null }],
} as unknown as Parameters<typeof plannedRows>[2]
const ACTOR = { today: '2026-03-01' } as Actor
const HEAD = ['Школа', 'Дата', 'Вид', 'Куратор']
const LINE = ['МОУ СОШ № 1', '12.03.2026', 'первичное', 'Дашиева Б.Ц.']

const file = (name: string, bytes: Uint8Array | string) => new File([bytes as BlobPart], name)
const xlsx = (...rows: string[][]) =>
  xlsxOf([
    {
      name: 'График',
      xml: `<sheetData>${rows.map((cells, index) => excelRowOf(index + 1, ...cells)).join('')}</sheetData>`,
    },
  ])
const OLD_EXCEL = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)
const read = async (text: string, chosen?: File) =>
  plannedRows(ACTOR, await readCells(text, chosen), PLANNING).map(({ visit, problem }) => visit ?? problem)
const VISIT = { schoolId: 's1', curatorId: 'c1', plannedOn: '2026-03-12', kind: 'first' }

describe('a table of visits', () => {
  it.each<[string, () => Promise<[string, File | undefined]>]>([
    ['Excel', async () => ['', file('график.xlsx', await xlsx(HEAD, LINE))]],
    ['Word', async () => ['', file('график.docx', await docxOf(table(rowOf(...HEAD), rowOf(...LINE))))]],
    [
      'CSV of Excel',
      async () => ['', file('график.csv', `\uFEFF${[HEAD, LINE].map((row) => row.join(';')).join('\r\n')}`)],
    ],
    ['cells pasted from Excel', async () => [[HEAD, LINE].map((row) => row.join('\t')).join('\n'), undefined]],
    ['lines typed by hand', async () => [LINE.join('; '), undefined]],
  ])('is read from %s as the same visit', async (_, given) => {
    expect(await read(...(await given()))).toEqual([VISIT])
  })

  it.each<[string, string, () => Promise<File | undefined>, RegExp]>([
    ['nothing at all', ' ', async () => undefined, /Выберите файл или вставьте таблицу/],
    ['a letter without a table', '', async () => file('письмо.docx', await docxOf('<w:p/>')), /нет таблицы/],
    ['an empty sheet', '', async () => file('пусто.xlsx', await xlsx()), /[Тт]аблиц/],
    ['an old .xls', '', async () => file('старый.xls', OLD_EXCEL), /файл старой программы/],
    ['more text than a schedule has', LINE.join(';').repeat(50_000), async () => undefined, /слишком|больш|много/i],
  ])('is refused in words: %s', async (_, text, chosen, words) => {
    await expect(readCells(text, await chosen())).rejects.toThrow(words)
  })
})
