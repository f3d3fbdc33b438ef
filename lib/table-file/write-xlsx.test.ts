import ExcelJS, { type Worksheet } from 'exceljs'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { ExportedRoadMap } from '@/lib/road-map/exported'
import { roadMapOfTable, suggestChoice } from '@/lib/road-map/import-file'
import { rowKey } from '@/lib/table-file/document'
import { openTableFile } from '@/lib/table-file/open'
import { exportedMap, map2022 } from '@/lib/table-file/testing/exported-map'
import { writeXlsx, XLSX_CELL_MAX } from '@/lib/table-file/write-xlsx'

const row = (number: string, title: string) => ({
  number,
  title,
  term: 'май',
  executors: 'Кураторы',
  tasks: '',
  indicator: '',
  extra: [],
})

/** What a person does in Excel: opens the file, changes it, saves. */
async function edited(map: ExportedRoadMap, change: (sheet: Worksheet) => void): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(await writeXlsx(map)) as unknown as ArrayBuffer)
  const sheet = workbook.getWorksheet('Дорожная карта')
  if (!sheet) throw new Error('There is no such sheet.')
  change(sheet)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

async function imported(bytes: Uint8Array) {
  const document = await openTableFile(bytes, 'карта.xlsx')
  return roadMapOfTable(document, suggestChoice(document))
}

const twoRows = () =>
  exportedMap([{ number: '1', title: 'Организация', measures: [row('1.1', 'Первое'), row('1.10', 'Второе')] }])

describe('a workbook of a map', () => {
  it('holds typed text as strings and not one formula', async () => {
    const texts = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', '1.10']
    const map = exportedMap([{ number: '', title: '=1+1', measures: texts.map((text) => row(text, text)) }])
    const zip = await JSZip.loadAsync(await writeXlsx(map))
    const xml = (await zip.file('xl/worksheets/sheet1.xml')?.async('string')) ?? ''
    expect(xml).not.toContain('<f>')
    const filled = [...xml.matchAll(/<c [^>]*>(?=<v>|<is>)/g)].map(([cell]) => cell)
    expect(filled.length).toBeGreaterThan(texts.length * 4)
    expect(filled.filter((cell) => !/t="s"/.test(cell))).toEqual([])
    const shared = (await zip.file('xl/sharedStrings.xml')?.async('string')) ?? ''
    expect(shared).toContain('>=HYPERLINK(&quot;http://x&quot;)<')
    expect(shared).toContain('>＝1+1<')
  })

  it('is ready to be printed and hides its ids', async () => {
    const workbook = new ExcelJS.Workbook()
    await workbook.xlsx.load(Buffer.from(await writeXlsx(map2022())) as unknown as ArrayBuffer)
    const [sheet, execution] = workbook.worksheets
    expect(sheet?.pageSetup).toMatchObject({
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    })
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet?.getColumn(7).hidden).toBe(true)
    expect(sheet?.getColumn(6).hidden).toBeFalsy()
    expect(sheet?.getCell('B3').alignment.wrapText).toBe(true)
    expect(sheet?.headerFooter.oddFooter).toContain('Страница &P из &N')
    expect(execution?.getCell('A1').value).toContain('при загрузке файла в программу он не читается')
  })

  it('brings an edit back as an edit of the same row, an added row as a new one, a copied one without the id', async () => {
    const map = twoRows()
    const keys = map.sections[0]?.measures.map((one) => rowKey('measure', one.key, one.revision))
    const bytes = await edited(map, (sheet) => {
      sheet.getCell('B3').value = 'Первое, иначе'
      sheet.addRow(['1.11', 'Третье', 'июнь', 'Школы', '', '', sheet.getCell('G4').value])
      sheet.addRow(['1.12', 'Четвёртое'])
    })
    const { sections } = await imported(bytes)
    expect(sections).toHaveLength(1)
    expect(sections[0]?.measures.map(({ key, number, title }) => ({ key, number, title }))).toEqual([
      { key: keys?.[0], number: '1.1', title: 'Первое, иначе' },
      { key: keys?.[1], number: '1.10', title: 'Второе' },
      { key: undefined, number: '1.11', title: 'Третье' },
      { key: undefined, number: '1.12', title: 'Четвёртое' },
    ])
  })

  it('keeps ids in their rows when rows are sorted otherwise or deleted', async () => {
    const map = twoRows()
    const second = map.sections[0]?.measures[1]
    const bytes = await edited(map, (sheet) => sheet.spliceRows(3, 1))
    const { sections } = await imported(bytes)
    expect(sections[0]?.measures.map(({ key, title }) => ({ key, title }))).toEqual([
      { key: rowKey('measure', second?.key ?? '', second?.revision ?? 0), title: 'Второе' },
    ])
  })

  it('refuses a text that Excel cannot hold instead of cutting it', async () => {
    const fits = exportedMap([{ number: '', title: '', measures: [row('1', 'я'.repeat(XLSX_CELL_MAX))] }])
    const { sections } = await imported(await writeXlsx(fits))
    expect(sections[0]?.measures[0]?.title).toHaveLength(XLSX_CELL_MAX)
    const long = exportedMap([{ number: '', title: '', measures: [row('1', 'я'.repeat(XLSX_CELL_MAX + 1))] }])
    await expect(writeXlsx(long)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Word') })
  })
})
