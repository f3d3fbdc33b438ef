import ExcelJS from 'exceljs'
import JSZip from 'jszip'
import { expect, it } from 'vitest'
import type { RegisterRow } from '@/lib/register/row'
import { writeRegisterXlsx } from '@/lib/table-file/write-register-xlsx'

const row = (values: Partial<RegisterRow> = {}): RegisterRow => ({
  printed: '№\u00A0121',
  date: '2022-04-21',
  kind: 'directive',
  purpose: 'approval',
  title: 'Об утверждении Дорожной карты',
  reason: '',
  signer: 'Глава А.В. Мочалов',
  executor: 'Иванова Н.Г.',
  sheets: 7,
  dispatches: [{ recipient: 'Школам', sentOn: '2022-04-22' }],
  publishedAt: new Date('2022-04-21T16:00:00Z'),
  links: [
    {
      relation: 'amended_by',
      orderId: 'x',
      entryId: 'y',
      kind: 'directive',
      printed: '№\u00A0130',
      date: '2022-05-11',
    },
  ],
  storage: 'постоянно, ст. 19',
  state: 'published',
  ...values,
})

async function opened(rows: RegisterRow[], notes: string[] = []) {
  const bytes = await writeRegisterXlsx({ title: 'Журнал регистрации распоряжений', rows, notes }, 'Asia/Chita')
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer)
  const [sheet] = workbook.worksheets
  if (!sheet) throw new Error('There is no sheet.')
  return { bytes, sheet }
}

it('holds every column of a register, with a date and a count that Excel can sort and sum', async () => {
  const { sheet } = await opened([row()], ['В 2022 году одна запись.'])
  expect(sheet.getCell('A1').value).toBe('Журнал регистрации распоряжений')
  const cells = (sheet.getRow(3).values as unknown[]).slice(1)
  expect(cells).toEqual([
    '№\u00A0121',
    new Date('2022-04-21T00:00:00Z'),
    'распоряжение',
    'Утверждение дорожной карты',
    'Об утверждении Дорожной карты',
    'Глава А.В. Мочалов',
    'Иванова Н.Г.',
    7,
    'Школам (22.04.2022)',
    // 01:00 of the next day in Chita.
    '22.04.2022',
    'изменения внесены распоряжением №\u00A0130 от\u00A011.05.2022',
    'постоянно, ст. 19',
    'Опубликовано',
  ])
  expect(sheet.getCell('B3').numFmt).toBe('dd.mm.yyyy')
  expect(sheet.getCell('A4').value).toBe('В 2022 году одна запись.')
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 2 })
})

it('keeps as text what would be a formula, and says so where a text is too long for a cell', async () => {
  const evil = ['=HYPERLINK("http://x","1")', '+1', '-1+1', '@SUM(A1)', '\t=1', '＝1+1']
  const rows = evil.map((title) => row({ title, signer: title, storage: title, reason: title }))
  const { bytes, sheet } = await opened([...rows, row({ title: 'я'.repeat(40_000) })])
  const xml = await (await JSZip.loadAsync(bytes)).file('xl/worksheets/sheet1.xml')?.async('string')
  expect(xml).not.toContain('<f>')
  expect(sheet.getCell('F3').value).toBe(evil[0])
  expect(sheet.getCell('F3').numFmt).toBe('@')
  expect(String(sheet.getCell(`E${3 + evil.length}`).value)).toMatch(/… \(дальше в программе\)$/)
})
