import { describe, expect, it } from 'vitest'
import { linesOf, type PdfPage, pdfPages, pdfText } from '@/e2e/pdf-text'
import { comparable } from '@/lib/shared/text'
import { ORDER_121 } from './order-121.fixture'
import { drawOrder2026 } from './order-2026'

const MM = 72 / 25.4
const DRAWING = { at: new Date('2022-04-21T02:00:00Z'), paperId: '7f3a9c210c5e4b1f9a3e2f5b8c1d6e73' }
const PRINT = { ...ORDER_121, mark: null }
const EXECUTOR = { name: 'Иванова Наталья Геннадьевна', phone: '8 (30251) 2-12-34' }
const CERTIFIED = { post: 'Начальник общего отдела', name: 'П.П.\u00A0Петрова', date: '22\u00A0апреля 2022\u00A0г.' }

const withText = (pages: PdfPage[], text: string) =>
  pages.filter((sheet) => sheet.items.some((item) => comparable(item.text).includes(text)))

describe('a copy of an order', () => {
  it('C64 names the executor on the last sheet of the order itself, lower left, small, below the text', async () => {
    const pages = await pdfPages((await drawOrder2026(PRINT, { ...DRAWING, executor: EXECUTOR })).bytes)
    const [sheet, ...others] = withText(pages, EXECUTOR.name)
    expect(others).toEqual([])
    expect(sheet).toBe(pages[1])
    const mark = sheet?.items.filter((item) => item.fontSize <= 10) ?? []
    expect(mark.map((item) => comparable(item.text).trim())).toEqual([EXECUTOR.name, EXECUTOR.phone])
    for (const item of mark) {
      expect(item.x).toBeCloseTo(30 * MM, 0)
      expect(item.y).toBeGreaterThan(277 * MM)
      expect(item.y).toBeLessThan(292 * MM)
    }
  })

  it('C64 has no such mark where it is not asked for', async () => {
    expect(await pdfText((await drawOrder2026(PRINT, DRAWING)).bytes)).not.toContain(EXECUTOR.name)
  })

  it('C24, C26 is certified below the signature, with a place for the seal under it', async () => {
    const pages = await pdfPages((await drawOrder2026(PRINT, { ...DRAWING, certified: CERTIFIED })).bytes)
    const sheet = pages[1] as PdfPage
    const lines = linesOf(sheet)
    const y = (start: string) => lines.find((line) => comparable(line.text).startsWith(start))?.y ?? Number.NaN
    const order = ['Глава', 'Верно', 'Начальник общего отдела', '22 апреля 2022 г.', 'М.П.'].map(y)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    const name = sheet.items.find((item) => comparable(item.text).startsWith('П.П. Петрова'))
    expect(name?.y).toBe(y('Начальник общего отдела'))
    expect((name?.x ?? 0) + (name?.width ?? 0)).toBeCloseTo(195 * MM, 0)
    expect(sheet.height - 20 * MM - y('М.П.')).toBeGreaterThan(20 * MM)
  })

  it('C26, C44 keeps signature and certification on one sheet below three lines of the text, for every length', async () => {
    for (let words = 60; words <= 300; words += 12) {
      const points = [`Утвердить ${'порядок работы '.repeat(words)}`.trim()]
      const drawn = await drawOrder2026({ ...PRINT, points, annex: null }, { ...DRAWING, certified: CERTIFIED })
      const pages = await pdfPages(drawn.bytes)
      const [sheet] = withText(pages, 'Верно')
      const lines = sheet ? linesOf(sheet) : []
      expect(lines.findIndex((line) => line.text.startsWith('Глава'))).toBeGreaterThanOrEqual(3)
      for (const line of lines) expect(line.y).toBeLessThan(277 * MM)
    }
  })
})
