import { describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText } from '@/e2e/pdf-text'
import type { Annex, OrderDocument } from '@/lib/order/document'
import { growthOf, NEARLY_SQUARE } from '@/lib/shared/growth.testing'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e70' }
const ROWS = ORDER_121.annex.table.sections.flatMap((section) => section.rows)

const withRows = (rows: string[][], heading = '1. Раздел'): OrderDocument & { annex: Annex } => ({
  ...ORDER_121,
  annex: { ...ORDER_121.annex, table: { ...ORDER_121.annex.table, sections: [{ heading, rows }] } },
})
/** Cutting a word over lines adds no letter, so texts are compared without spaces of any kind. */
const letters = (text: string): string => text.normalize('NFC').replace(/[\s\u00A0]+/g, '')

/** Cells of the table on one sheet: nothing stands beyond the margins. */
function expectInside(sheet: PdfPage): void {
  for (const item of sheet.items.filter((found) => found.fontSize < 100)) {
    expect(item.x).toBeGreaterThanOrEqual(20 * MM - 0.1)
    expect(item.x + item.width).toBeLessThanOrEqual(sheet.width - 15 * MM + 0.3)
    expect(item.y).toBeLessThanOrEqual(sheet.height - 19 * MM)
  }
}

describe('long and odd papers', () => {
  it.each([
    ['one line', 1],
    ['three sheets', 10],
  ])('C44, C61: of %s the signature is whole, below three lines of text where there are so many', async (_, times) => {
    const points = times === 1 ? [] : Array.from({ length: times }, () => ORDER_121.points).flat()
    const preamble = times === 1 ? 'В целях порядка' : ORDER_121.preamble
    const { bytes } = await drawOrder2026({ ...ORDER_121, preamble, points }, DRAWING)
    const pages = await pdfPages(bytes)
    const signed = pages.find((sheet) =>
      sheet.items.some((item) => item.text.includes('Мочалов') && item.fontSize === 14),
    ) as PdfPage
    const lines = linesOf(signed)
    const post = lines.findIndex((line) => line.text.startsWith('Глава'))
    expect(lines.slice(0, post).filter((line) => line.fontSize === 14).length).toBeGreaterThanOrEqual(3)
    const [first, last] = [lines[post - 1], lines[post]]
    const mark = signed.items.filter((item) => item.fontSize < 9)
    expect(Math.min(...mark.map((item) => item.y))).toBeGreaterThan((first?.y ?? 0) + 14)
    expect(Math.min(...mark.map((item) => item.x))).toBeGreaterThan((last?.x ?? 0) + 183)
    for (const sheet of pages) expectInside(sheet)
  })

  it('for every length of the text, never leaves the signature alone', async () => {
    for (let words = 150; words <= 420; words += 9) {
      const points = [`Утвердить ${'порядок работы '.repeat(words / 2)}`.trim()]
      const pages = await pdfPages((await drawOrder2026({ ...ORDER_121, points }, DRAWING)).bytes)
      const signed = pages.find((sheet) =>
        sheet.items.some((item) => item.text.includes('Мочалов') && item.fontSize === 14),
      ) as PdfPage
      const lines = linesOf(signed).filter((line) => line.fontSize === 14)
      expect(lines.findIndex((line) => line.text.startsWith('Глава'))).toBeGreaterThanOrEqual(3)
    }
  })

  it.each([3, 40])(
    'C41, C61: a very long post, said %i times, wraps beside the mark and meets no other text',
    async (times) => {
      const post = 'Исполняющий обязанности первого заместителя Главы муниципального района «Забайкальский район» '
        .repeat(times)
        .trim()
      const { bytes } = await drawOrder2026({ ...ORDER_121, signature: { ...ORDER_121.signature, post } }, DRAWING)
      const pages = await pdfPages(bytes)
      const signed = pages.find((sheet) => sheet.items.some((item) => item.fontSize < 9)) as PdfPage
      const name = signed.items.find((item) => item.text.includes('Мочалов') && item.fontSize === 14)
      const left = signed.items.filter((item) => item.x < 31 * MM && item.fontSize === 14)
      expect(Math.max(...left.map((item) => item.y))).toBe(name?.y)
      const mark = signed.items.filter((item) => item.fontSize < 9)
      const beside = left.filter((item) => item.y >= Math.min(...mark.map((found) => found.y)) - 10)
      expect(Math.max(...beside.map((item) => item.x + item.width))).toBeLessThan(
        Math.min(...mark.map((item) => item.x)),
      )
      expect(letters(await pdfText(bytes))).toContain(letters(post).slice(0, 60))
    },
  )

  it('a name of three hundred letters without spaces stays in its column', async () => {
    const name = 'Ивановтретьяков'.repeat(20)
    const document = {
      ...withRows([['1', name, 'март', name, '', 'да'], ...ROWS.slice(1, 4)]),
      signature: { ...ORDER_121.signature, name },
    }
    const { bytes } = await drawOrder2026(document, DRAWING)
    for (const sheet of await pdfPages(bytes)) expectInside(sheet)
    expect(letters(await pdfText(bytes)).split(letters(name)).length).toBeGreaterThanOrEqual(2)
  })

  it('a title longer than a sheet keeps off the code of the first sheet', async () => {
    const title = 'Об утверждении порядка работы '.repeat(120).trim()
    const { bytes } = await drawOrder2026({ ...ORDER_121, title }, DRAWING)
    const [first] = await pdfPages(bytes)
    expect(Math.max(...(first?.items ?? []).map((item) => item.y))).toBeLessThan(269 * MM)
    expect(letters(await pdfText(bytes))).toContain(letters(title))
  })

  it('a cell of a megabyte is drawn whole over many sheets, in a time that grows with it only', async () => {
    const words = (count: number) =>
      Array.from({ length: count }, (_, index) => `слово-${index} и${index % 50 === 0 ? '\n' : ''}`).join(' ')
    const draw = (cell: string) => drawOrder2026(withRows([['1', cell], ...ROWS.slice(1, 3)]), DRAWING)
    const cell = words(42_000)
    expect(Buffer.byteLength(cell)).toBeGreaterThan(800_000)
    const { bytes } = await draw(cell)
    expect(await growthOf(42_000, words, draw)).toBeLessThan(NEARLY_SQUARE)
    expect(letters(await pdfText(bytes))).toContain(letters(cell))
  }, 60_000)

  it('five thousand rows keep their order, their header and their text', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => [
        `${index + 1}`,
        `Мероприятие ${index + 1}`,
        ...(ROWS[index % 17] ?? []).slice(2),
      ])
    const draw = (rows: string[][]) => drawOrder2026(withRows(rows), DRAWING)
    const rows = many(5_000)
    const { bytes, pages } = await draw(rows)
    expect(await growthOf(5_000, many, draw)).toBeLessThan(NEARLY_SQUARE)
    expect(pages).toBeGreaterThan(300)
    const text = letters(await pdfText(bytes))
    expect(text).toContain(letters(rows.flat().join('')))
    const again = await pdfPages(bytes)
    for (const sheet of again.slice(3))
      expect(sheet.items.some((item) => item.artifact && item.text.includes('Мероприятие'))).toBe(true)
  }, 120_000)

  it('a row without its last cells, empty cells and a line end inside one are drawn as they are', async () => {
    const rows = [
      ['1', 'Без прочих'],
      ['2', '', '', '', '', 'Первая строка\nвторая строка'],
      ['3', 'а', 'б', 'в', 'г', 'д', 'лишняя'],
    ]
    const { bytes } = await drawOrder2026(withRows(rows, ''), DRAWING)
    const pages = await pdfPages(bytes)
    const lines = pages.flatMap((sheet) => linesOf(sheet).map((line) => line.text))
    expect(lines.some((text) => text.endsWith('Первая строка'))).toBe(true)
    expect(lines).toContain('вторая строка')
    expect(await pdfText(bytes)).toContain('лишняя')
  })

  it('a heading never stays behind without its first row', async () => {
    for (let before = 1; before < 12; before++) {
      const document = withRows(ROWS.slice(0, before))
      document.annex.table.sections.push({ heading: 'Второй раздел', rows: [ROWS[8] ?? []] })
      const sheets = (await pdfPages((await drawOrder2026(document, DRAWING)).bytes)).filter(
        (sheet) => sheet.width > sheet.height,
      )
      const sheet = sheets.find((found) => found.items.some((item) => item.text === 'Второй раздел')) as PdfPage
      const texts = sheet.items.filter((item) => !item.artifact).map((item) => item.text)
      expect(texts.indexOf('Второй раздел')).toBeLessThan(texts.length - 1)
    }
  })

  it('draws an order of fewer than six columns upright', async () => {
    const table = { headers: ['№', 'Мероприятие', 'Срок'], sections: [{ heading: '', rows: [['1', 'Сбор', 'май']] }] }
    const pages = await pdfPages(
      (await drawOrder2026({ ...ORDER_121, annex: { ...ORDER_121.annex, table } }, DRAWING)).bytes,
    )
    for (const sheet of pages) expect(sheet.width).toBeLessThan(sheet.height)
    const approval = pages.flatMap((sheet) => sheet.items).find((item) => item.text === 'УТВЕРЖДЕНА')
    expect(approval?.x).toBeGreaterThanOrEqual(100 * MM)
  })
})
